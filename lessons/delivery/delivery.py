"""Deliveries: one message owed to one subscriber, and what may become of it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from lessons.delivery.reasons import Reason
from lessons.times.schedule import CATCH_UP

MAX_RESENDS = 5
_LONGEST_DELAY = timedelta(minutes=15)


class DeliveryStatus(StrEnum):
    """``PLANNED -> CLAIMED -> SENDING -> SENT | RETRY | FAILED | SKIPPED | UNKNOWN``."""

    PLANNED = "planned"
    CLAIMED = "claimed"
    SENDING = "sending"
    SENT = "sent"
    RETRY = "retry"
    FAILED = "failed"
    SKIPPED = "skipped"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class LessonContent:
    """A lesson of a course, owed for one scheduled local date."""

    course_id: str
    lesson_id: str
    local_date: date


@dataclass(frozen=True, slots=True)
class AnnouncementContent:
    """What an admin scheduled for many at once."""

    announcement_id: int


Content = LessonContent | AnnouncementContent


@dataclass(frozen=True, slots=True)
class NewDelivery:
    """A delivery about to be planned. ``due_at`` is aware, UTC. A lesson that ``is_extra`` was
    asked for beside the one of its day: it uses up no date and moves no place."""

    chat_id: int
    content: Content
    due_at: datetime
    is_extra: bool = False


@dataclass(frozen=True, slots=True)
class Delivery:
    """A delivery as it stands in the outbox.

    ``attempts`` counts failed tries (for the backoff), ``resends`` the tries that were earned
    by an unanswered request or a crash. ``is_settled`` says of one that stays ``UNKNOWN`` that it
    is given up. ``rounds_ago`` counts how often its reader has begun the course again since.
    Instants are aware, UTC.
    """

    delivery_id: int
    chat_id: int
    content: Content
    due_at: datetime
    status: DeliveryStatus
    attempts: int = 0
    resends: int = 0
    message_ids: tuple[int, ...] = ()
    content_revision: str | None = None
    sent_at: datetime | None = None
    error: Reason | None = None
    is_settled: bool = False
    is_extra: bool = False
    rounds_ago: int = 0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one attempt, at that instant of the application's clock; ``retry_at`` (real
    time, UTC) only with ``RETRY``, ``due_at`` only with ``PLANNED``, where it is due later."""

    delivery_id: int
    status: DeliveryStatus
    at: datetime
    message_ids: tuple[int, ...] = ()
    content_revision: str | None = None
    retry_at: datetime | None = None
    due_at: datetime | None = None
    error: Reason | None = None


def earns_resend(delivery: Delivery) -> bool:
    """Whether a delivery of unknown fate may be sent once more.

    Telegram has no look-up, so every unanswered request and every crash costs either a possible
    copy or a possible loss. A copy is the smaller harm, five of them are enough.
    """
    return delivery.resends < MAX_RESENDS


def resend_delay(resends: int) -> timedelta:
    """Return how long to wait before what was sent again that many times is sent once more: not
    at all at first, then 4 s, 16 s, 64 s and 256 s; never longer than a quarter of an hour.

    Else a server that hangs up on everybody for ten seconds would use up every resend.
    """
    return min(timedelta(seconds=4**resends if resends else 0), _LONGEST_DELAY)


def retry_delay(attempts: int) -> timedelta:
    """Return how long to wait after that many failed tries: 2 s, 4 s, 8 s, at most 15 minutes."""
    return min(timedelta(seconds=2 ** min(attempts, 16)), _LONGEST_DELAY)


def is_too_late(delivery: Delivery, now: datetime) -> bool:
    """Whether its hour has passed by more than the catch-up window; then it is skipped."""
    return now - delivery.due_at > CATCH_UP
