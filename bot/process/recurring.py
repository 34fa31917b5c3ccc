"""What recurs by itself: ticks that were missed are counted and not listed.

The library's own interval names every instant that was missed before it runs one of them: where
a clock was set right by half a year these were fifteen million, and nobody was answered meanwhile.
"""

from datetime import datetime, timedelta

from apscheduler.triggers.base import BaseTrigger  # type: ignore[import-untyped]


class Every(BaseTrigger):  # type: ignore[misc]  # it has no types
    """Fires after ``first_seconds``, then every ``seconds``; of those that were missed the last."""

    def __init__(self, seconds: float, first_seconds: float) -> None:
        self._interval = timedelta(seconds=seconds)
        self._first = timedelta(seconds=first_seconds)

    def get_next_fire_time(
        self, previous_fire_time: datetime | None, now: datetime
    ) -> datetime | None:
        """Return the instant that follows that one; long after it, the last up to ``now``."""
        if previous_fire_time is None:
            return now + self._first
        following: datetime = previous_fire_time + self._interval
        if following <= now:
            following = previous_fire_time + self._interval * (
                (now - previous_fire_time) // self._interval
            )
        return following
