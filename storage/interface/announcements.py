"""What every store promises about announcements: whom they reach, and how they go."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from lessons.announcement import Announcement, AnnouncementStatus
from lessons.audience import EVERYONE, Audience, AudienceFilter


@dataclass(frozen=True, slots=True)
class Crowd:
    """How many chats of an audience keep one zone's time, on a break or not."""

    timezone: str
    is_paused: bool
    count: int


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an announcement has come: counts of its deliveries.

    ``waiting`` are still to be sent, ``held`` too once the hold ends, ``blocked`` could not be
    reached any more; ``troubled`` are those among the waiting that have failed twice or
    more, or of which nobody knows yet whether they arrived, and ``shaken`` those that have
    failed once.
    """

    waiting: int = 0
    held: int = 0
    sent: int = 0
    blocked: int = 0
    failed: int = 0
    unknown: int = 0
    skipped: int = 0
    troubled: int = 0
    shaken: int = 0

    @property
    def total(self) -> int:
        """Return how many there are in all."""
        settled = self.sent + self.blocked + self.failed + self.unknown + self.skipped
        return self.waiting + self.held + settled


@dataclass(frozen=True, slots=True)
class Stretch:
    """Subscribers next to each other in the order of their ids; ``zones`` are those of the
    active ones among them."""

    first_chat_id: int
    last_chat_id: int
    zones: frozenset[str]


class FormStep(StrEnum):
    """Which question of the guided form is open."""

    WHAT = "what"
    WHEN = "when"
    WHO = "who"
    WORDING = "wording"


@dataclass(frozen=True, slots=True)
class ScheduleForm:
    """The guided form that an admin is filling in; ``what`` and ``typed_when`` are as given.

    With an ``announcement_id`` it moves that announcement to another time, or corrects it.
    """

    chat_id: int
    step: FormStep
    what: str = ""
    typed_when: str = ""
    announcement_id: int | None = None


class AnnouncementStore(Protocol):
    """The part of a store that knows what admins schedule for many at once."""

    def add_announcement(
        self,
        *,
        created_by: int,
        created_at: datetime,
        at: datetime,
        course_id: str | None = None,
        lesson_id: str | None = None,
        text: str | None = None,
        last_at: datetime | None = None,
        wall_time: datetime | None = None,
        audience: Audience = EVERYONE,
    ) -> Announcement:
        """Keep a draft, either of a lesson or of a text, and return it with its id."""

    def find_announcement(self, announcement_id: int) -> Announcement | None:
        """Return that announcement."""

    def list_announcements(self, status: AnnouncementStatus) -> list[Announcement]:
        """Return those of that status, the earliest ``at`` first."""

    def list_open(self) -> list[Announcement]:
        """Return those that were confirmed and are not done."""

    def set_announcement_status(
        self, announcement_id: int, expected: AnnouncementStatus, new: AnnouncementStatus
    ) -> bool:
        """Move it from the expected status to the new one; ``False`` if it was not there."""

    def save_announcement(self, announcement: Announcement) -> None:
        """Replace every field but the id and the author."""

    def delete_drafts(self, created_before: datetime) -> int:
        """Delete drafts of announcements and of corrections that are older than that; return how
        many announcements these were."""

    def list_zones(self) -> list[str]:
        """Return every zone that active subscribers keep."""

    def find_stretch(self, after_chat_id: int | None, size: int) -> Stretch | None:
        """Return the next so many subscribers after that id, from the first for ``None``; or
        ``None`` if there are no more."""

    def count_audience(self, audience: AudienceFilter) -> list[Crowd]:
        """Return how many active subscribers meet the filter, by zone and by break or not."""

    def plan_announcement(
        self,
        announcement_id: int,
        audience: AudienceFilter,
        stretch: Stretch,
        due_by_zone: Mapping[str, datetime],
    ) -> int:
        """Plan one delivery for each of the stretch who meets the filter, is not on a break, keeps
        one of these zones and has none of this announcement yet; return how many.

        Nothing is planned of an announcement that is not scheduled."""

    def put_back_deliveries(self, announcement_id: int) -> None:
        """Plan again what is claimed of it or to be retried, so that only a new claim lets it
        leave: none, once the announcement is on hold or cancelled."""

    def drop_deliveries(self, now: datetime, limit: int) -> int:
        """Skip for good so many deliveries of cancelled announcements; return how many there were.

        Those of which nothing is left to drop or on its way are done then.
        """

    def count_progress(self, announcement_ids: Sequence[int]) -> dict[int, Progress]:
        """Return how far each of these has come."""

    def find_next_delivery_at(self, announcement_id: int) -> datetime | None:
        """Return when the first delivery of it that is planned falls due."""

    def find_form(self, chat_id: int) -> ScheduleForm | None:
        """Return the form that is open in this chat."""

    def save_form(self, form: ScheduleForm) -> None:
        """Open the form, or replace the one that is open in its chat."""

    def delete_form(self, chat_id: int) -> None:
        """Close the form, if one is open."""
