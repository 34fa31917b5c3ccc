"""The log's line for each hour of lessons: what became of them, by kind."""

import logging
from collections import Counter
from datetime import datetime

from lessons.delivery.delivery import Delivery, LessonContent, Outcome

logger = logging.getLogger(__name__)


class LessonLog:
    """Counts outcomes of lessons until their hour is over."""

    def __init__(self) -> None:
        self._hour: datetime | None = None
        self._counts: Counter[str] = Counter()

    def note(self, delivery: Delivery, outcome: Outcome) -> None:
        """Count one; that of another hour ends the hour before."""
        if not isinstance(delivery.content, LessonContent):
            return
        self.tell_if_over(outcome.at)
        self._hour = _hour_of(outcome.at)
        kind = outcome.status.value
        self._counts[f"{kind} ({outcome.error})" if outcome.error else kind] += 1

    def tell_if_over(self, now: datetime) -> None:
        """Write the line of the last hour with lessons, if that is over."""
        if self._hour is not None and _hour_of(now) != self._hour:
            self.tell()

    def tell(self) -> None:
        """Write the line of what was counted, if anything was."""
        if self._hour is not None:
            hour = self._hour.strftime("%Y-%m-%d %H:00 UTC")
            told = ", ".join(f"{count} {kind}" for kind, count in self._counts.most_common())
            logger.info("lessons in the hour from %s: %s", hour, told)
        self._hour = None
        self._counts.clear()


def _hour_of(at: datetime) -> datetime:
    return at.replace(minute=0, second=0, microsecond=0)
