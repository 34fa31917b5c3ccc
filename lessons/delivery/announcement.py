"""Announcements: what an admin schedules for many at once."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from lessons.delivery.attachment import Attachment, LinkButton
from lessons.delivery.audience import EVERYONE, Audience
from lessons.delivery.course_offer import CourseOffer
from lessons.delivery.reasons import HoldReason
from lessons.delivery.wording import Mark, Wording

UNDO_WINDOW = timedelta(seconds=60)
"""For how long a confirmed announcement can be undone before anything leaves."""

MANY = 50
"""Above so many recipients a second tap is asked for; so it is where they are more than was shown,
by more than a tenth."""


class AnnouncementStatus(StrEnum):
    """A ``DRAFT`` waits for its admin's confirmation; ``PLANNED`` means its deliveries exist."""

    DRAFT = "draft"
    SCHEDULED = "scheduled"
    PLANNED = "planned"
    CANCELLED = "cancelled"


class Behind(StrEnum):
    """What becomes of those whose hour has passed when something goes at everybody's own."""

    AT_ONCE = "at_once"
    NEXT_DAY = "next_day"
    WITHOUT = "without"


BEHINDS = frozenset(Behind)


@dataclass(frozen=True, slots=True)
class Announcement:
    """A lesson (``course_id`` and ``lesson_id``) or a ``text`` with its ``marks``, at one instant
    or, with a ``wall_time`` (naive), at that time on everybody's own clocks.

    ``at`` is the next instant at which deliveries are to be planned, ``first_at`` and
    ``last_at`` the first and last instant anywhere. ``version`` grows with every change.
    ``undo_until_at`` is until when it can be undone, ``on_hold_because`` why it stands still, and
    ``went_on_at`` when it last went on after that: whatever was due before is due then.
    With ``replaces_lesson`` whoever gets it gets no lesson of their course on that day.
    Below a text with an ``offer`` people can begin that course, or say that they do not want it;
    where it begins by itself, ``first_at`` and ``last_at`` are when it does.
    A text may stand below an ``attachment``, and have a ``link`` below it.
    ``behind`` is what becomes of those whose hour had passed at ``behind_at``, if it was chosen.
    ``screen_message_id`` is the message in its author's chat that follows it, ``done_at`` when
    nothing was left to send. Instants are aware, UTC.
    """

    announcement_id: int
    status: AnnouncementStatus
    created_by: int
    created_at: datetime
    at: datetime
    course_id: str | None = None
    lesson_id: str | None = None
    text: str | None = None
    first_at: datetime | None = None
    last_at: datetime | None = None
    wall_time: datetime | None = None
    audience: Audience = EVERYONE
    version: int = 1
    undo_until_at: datetime | None = None
    on_hold_because: HoldReason | None = None
    went_on_at: datetime | None = None
    screen_message_id: int | None = None
    done_at: datetime | None = None
    replaces_lesson: bool = False
    behind: Behind | None = None
    behind_at: datetime | None = None
    marks: tuple[Mark, ...] = ()
    offer: CourseOffer | None = None
    attachment: Attachment | None = None
    link: LinkButton | None = None

    @property
    def wording(self) -> Wording | None:
        """Return what it says, if it is a text."""
        if not self.text:
            return None
        return Wording(self.text, self.marks, self.attachment, self.link)

    @property
    def is_confirmed(self) -> bool:
        """Whether it was confirmed and not called off since."""
        return self.status in (AnnouncementStatus.SCHEDULED, AnnouncementStatus.PLANNED)
