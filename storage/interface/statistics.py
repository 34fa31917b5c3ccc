"""What every store promises about its statistics; never a name, never one person."""

from datetime import date, datetime
from typing import Protocol

from lessons.delivery.statistics import Health, Statistics


class StatisticsStore(Protocol):
    """The part of a store that counts for charts."""

    def compute_statistics(self, lag_since_at: datetime, joined_since: date) -> Statistics:
        """Return the statistics; ``late_lag`` is the 95th percentile since then."""

    def check_health(self, now: datetime, failed_since_at: datetime) -> Health:
        """Return how the outbox stands."""
