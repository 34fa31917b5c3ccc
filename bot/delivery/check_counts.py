"""Counts of how checks end, for an operator who wants them (``CHECK_COUNTS=on``).

A check is counted when it is forgotten, so a correction on its card counts once, and long after its
last tap. The counts wait in memory until there are enough of a week, and are then written together,
at the change of an hour: neither the rows, their order nor the time at which the file was written
tells of one check. What never becomes enough is dropped, at a stop too.
"""

import logging
from collections import Counter
from collections.abc import Callable
from datetime import date, datetime

from bot.process.store_thread import StoreThread
from bot.use_cases.admin import check_counts
from lessons.delivery.statistics import SMALLEST_GROUP
from lessons.symptom_checks.check import SymptomCheck
from lessons.symptom_checks.counts import NAMES, CheckCount, names_of, week_of
from lessons.symptom_checks.state import State
from storage.errors import StoreError

logger = logging.getLogger(__name__)


class CheckCounts:
    """How checks ended that are not written yet. Where it is off, nothing is counted."""

    def __init__(self, check: SymptomCheck, *, is_on: bool) -> None:
        self.is_on = is_on
        self._check = check
        self._ended: Counter[date] = Counter()
        self._names: dict[date, Counter[str]] = {}

    def note(self, state: State, last_tap_at: datetime) -> None:
        """Count a check that has ended."""
        names = names_of(self._check, state) if self.is_on else ()
        if names:
            week = week_of(last_tap_at)
            self._ended[week] += 1
            self._names.setdefault(week, Counter()).update(names)

    def take(self) -> list[CheckCount]:
        """Return what is enough to be written, every name of a week, and forget it; what is left of
        weeks before the latest is dropped."""
        found: list[CheckCount] = []
        latest = max(self._ended, default=None)
        for week, ended in sorted(self._ended.items()):
            is_enough = ended >= SMALLEST_GROUP
            if is_enough:
                counted = self._names[week]
                revision = self._check.revision
                found += [CheckCount(week, revision, name, counted[name]) for name in NAMES]
            if is_enough or week != latest:
                del self._ended[week], self._names[week]
        return found


class CheckCountWriter:
    """Writes the counts at the first look in each hour of the application's clock."""

    def __init__(
        self, counts: CheckCounts, store: StoreThread, now: Callable[[], datetime]
    ) -> None:
        self._counts = counts
        self._store = store
        self._now = now
        self._hour = _hour_of(now())

    async def work(self) -> None:
        """Write what is enough, if another hour has begun."""
        hour = _hour_of(self._now())
        if hour == self._hour:
            return
        self._hour = hour
        if found := self._counts.take():
            try:
                await self._store.run(check_counts.add, found)
            except StoreError as error:
                logger.error("counts of checks were lost: %s", error.operator)


def _hour_of(at: datetime) -> datetime:
    return at.replace(minute=0, second=0, microsecond=0)
