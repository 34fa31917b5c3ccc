"""What every store promises about announcements: whom they reach, and how they go."""

from collections.abc import Mapping, Sequence, Set
from datetime import datetime
from typing import Protocol

from lessons.delivery.announcement import Announcement, AnnouncementStatus
from lessons.delivery.attachment import Attachment, LinkButton
from lessons.delivery.audience import EVERYONE, Audience, AudienceFilter
from lessons.delivery.course_offer import CourseOffer
from lessons.delivery.progress import AudienceCounts, IdRange, Missed, Progress
from lessons.delivery.wording import Mark


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
        marks: tuple[Mark, ...] = (),
        last_at: datetime | None = None,
        wall_time: datetime | None = None,
        audience: Audience = EVERYONE,
        offer: CourseOffer | None = None,
        attachment: Attachment | None = None,
        link: LinkButton | None = None,
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

    def find_id_range(self, after_chat_id: int | None, size: int) -> IdRange | None:
        """Return the next so many subscribers after that id, from the first for ``None``; or
        ``None`` if there are no more."""

    def count_audience(self, audience: AudienceFilter, now: datetime) -> AudienceCounts:
        """Return how many active subscribers meet the filter, by zone and by break or not.

        Where that takes more than a moment, it is as of the last census, and whoever is left out
        because of a course is among them."""

    def count_missed(self, announcement_id: int, same_ids: Set[int]) -> Missed:
        """Return what has become of those whom that announcement did not reach, where nobody needs
        it who has, or is to get, one of ``same_ids``."""

    def plan_announcement(
        self,
        announcement_id: int,
        audience: AudienceFilter,
        id_range: IdRange,
        due_by_zone: Mapping[str, datetime],
    ) -> int:
        """Plan one delivery for each of the id_range who meets the filter, is not on a break, keeps
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
