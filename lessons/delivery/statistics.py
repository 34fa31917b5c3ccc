"""Counts for the admin; never a name."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from lessons.delivery.delivery import DeliveryStatus
from lessons.delivery.subscriber import SubscriberStatus

SMALLEST_GROUP = 5
"""Fewer people than this are never told apart."""

LAG_WINDOW = timedelta(days=7)
"""How far back the lag of messages is looked at."""

MOST_TROUBLES = 10_000
"""Of what is late or went wrong no more than one above this is counted."""


@dataclass(frozen=True, slots=True)
class SubscriberCounts:
    """How many subscribers there are at this moment; ``paused`` ones are among the active."""

    by_status: Mapping[SubscriberStatus, int]
    paused: int


@dataclass(frozen=True, slots=True)
class CensusCursor:
    """How far a census has come that began at ``began_at`` (aware, UTC): first through the chats,
    until ``after_chat_id`` is ``None``, then through the deliveries."""

    census_id: int
    began_at: datetime
    after_chat_id: int | None
    after_delivery_id: int
    until_delivery_id: int

    def past_chats(self, chat_id: int | None) -> "CensusCursor":
        """Return the cursor after that chat; after all of them for ``None``."""
        return replace(self, after_chat_id=chat_id)

    def past_deliveries(self, delivery_id: int) -> "CensusCursor":
        """Return the cursor after that delivery."""
        return replace(self, after_delivery_id=delivery_id)


@dataclass(frozen=True, slots=True)
class Statistics:
    """Counts over everything as of ``counted_at`` (aware, UTC), when a census began, and the lag of
    what was sent in the ``LAG_WINDOW`` before.

    ``joined`` is by the Monday of each week. ``lessons`` counts the people who were sent each, by
    course and lesson id, in their course or as an announcement. The lags are from falling due to
    being sent, to a tenth of a second up to a minute and to a second above; ``None`` if nothing
    was sent lately.
    """

    counted_at: datetime
    enrolled: int
    had_a_lesson: int
    finished: int
    blocked: int
    deliveries: Mapping[DeliveryStatus, int]
    lessons: Sequence[tuple[str, str, int]]
    joined: Sequence[tuple[date, int]]
    median_lag: timedelta | None
    late_lag: timedelta | None

    @property
    def planned(self) -> int:
        """Return how many messages were ever planned."""
        return sum(self.deliveries.values())

    @property
    def sent(self) -> int:
        """Return how many messages were sent."""
        return self.deliveries.get(DeliveryStatus.SENT, 0)


@dataclass(frozen=True, slots=True)
class Health:
    """What an operator looks at first; ``course_drafts`` are courses being worked on,
    ``seem_gone`` lessons that wait since their chats seemed gone, of which the next is due again at
    ``tried_again_at``, and ``unconfirmed`` messages that Telegram took without giving a number.

    Each of the others is at most one above ``MOST_TROUBLES``, which then means more than that.
    """

    overdue: int
    waiting_for_retry: int
    unknown: int
    failed_lately: int
    course_drafts: int
    seem_gone: int = 0
    unconfirmed: int = 0
    tried_again_at: datetime | None = None


def shown(count: int) -> str:
    """Return a count of people in a breakdown; a group too small is not told."""
    return str(count) if count >= SMALLEST_GROUP else f"<{SMALLEST_GROUP}"
