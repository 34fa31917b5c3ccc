"""Corrections: changes to copies that people have already, and recalls of them."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from lessons.delivery.delivery import Delivery
from lessons.delivery.reasons import Reason
from lessons.delivery.wording import Mark

RECALLABLE = timedelta(hours=48)
"""For how long Telegram deletes a message (Bot API, deleteMessage)."""


class CorrectionKind(StrEnum):
    """An ``EDIT`` puts the present wording in place, a ``RECALL`` deletes; of a lesson what was
    sent within ``RECALLABLE``."""

    EDIT = "edit"
    RECALL = "recall"


class CorrectionStatus(StrEnum):
    """A ``DRAFT`` waits for its admin's confirmation."""

    DRAFT = "draft"
    RUNNING = "running"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class AmendmentPlanning:
    """How far the copies have been looked for: ``looked_through`` of ``to_look_through``
    deliveries, the latest first; those older than ``before_delivery_id`` are still to come."""

    before_delivery_id: int
    looked_through: int
    to_look_through: int


@dataclass(frozen=True, slots=True)
class Correction:
    """What is done to every copy of an announcement, or of a lesson of a course.

    ``text`` with its ``marks`` is an announcement's new wording. ``version`` is the announcement's
    when the draft was made, ``screen_message_id`` the message in its author's chat that follows it.
    It is about what had left at ``confirmed_at`` or was leaving then, and nothing later.
    ``planning`` is ``None`` before that instant, and once all copies are found.
    """

    correction_id: int
    kind: CorrectionKind
    status: CorrectionStatus
    created_by: int
    created_at: datetime
    announcement_id: int | None = None
    course_id: str | None = None
    lesson_id: str | None = None
    text: str | None = None
    version: int = 0
    screen_message_id: int | None = None
    confirmed_at: datetime | None = None
    planning: AmendmentPlanning | None = None
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Amendment:
    """One copy to be changed."""

    correction: Correction
    delivery: Delivery
    attempts: int


class AmendmentStatus(StrEnum):
    """An edit or a deletion may be tried again without harm, so nothing stays unknown."""

    PLANNED = "planned"
    SENDING = "sending"
    RETRY = "retry"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class CopyCount:
    """How many copies people have; ``counted_at`` is as of when (aware, UTC), and ``None`` where it
    is so at this very moment. As of a census, whoever has two of a lesson counts once."""

    count: int
    counted_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class AmendmentOutcome:
    """What became of one try; ``retry_at`` (real time, UTC) only with ``RETRY``."""

    correction_id: int
    delivery_id: int
    status: AmendmentStatus
    retry_at: datetime | None = None
    error: Reason | None = None


@dataclass(frozen=True, slots=True)
class AmendmentCounts:
    """How far a correction has come; ``too_old`` are copies that Telegram does not
    let anybody delete, mostly as they are too old."""

    waiting: int = 0
    done: int = 0
    too_old: int = 0
    failed: int = 0

    @property
    def total(self) -> int:
        """Return how many copies it is about."""
        return self.waiting + self.done + self.too_old + self.failed
