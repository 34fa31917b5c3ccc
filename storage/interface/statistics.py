"""What every store promises about its statistics; never a name, never one person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Statistics:
    """Counts over everything, and the lag of what was sent lately.

    ``joined`` is by the Monday of each week. ``lessons`` counts the people who were sent each, by
    course and lesson id, in their course or as an announcement. The lags are from falling due to
    being sent; ``None`` if nothing was sent lately.
    """

    enrolled: int
    had_a_lesson: int
    finished: int
    blocked: int
    planned: int
    sent: int
    lessons: Sequence[tuple[str, str, int]]
    joined: Sequence[tuple[date, int]]
    median_lag: timedelta | None
    late_lag: timedelta | None


@dataclass(frozen=True, slots=True)
class Health:
    """What an operator looks at first; ``course_drafts`` are courses being worked on."""

    overdue: int
    waiting_for_retry: int
    unknown: int
    failed_lately: int
    course_drafts: int


class StatisticsStore(Protocol):
    """The part of a store that counts for charts."""

    def compute_statistics(self, lag_since_at: datetime, joined_since: date) -> Statistics:
        """Return the statistics; ``late_lag`` is the 95th percentile since then."""

    def check_health(self, now: datetime, failed_since_at: datetime) -> Health:
        """Return how the outbox stands."""
