"""Counts of how checks end: added a batch at a time, and shown."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from lessons.symptom_checks.counts import CheckCount, week_of
from storage.interface.store import Store

_SHOWN = timedelta(weeks=4)


def add(store: Store, counts: Sequence[CheckCount]) -> None:
    """Add a batch to what is kept."""
    store.add_check_counts(counts)


def list_recent(store: Store, now: datetime) -> list[CheckCount]:
    """Return the counts of the last weeks, the latest first."""
    return store.list_check_counts(week_of(now) - _SHOWN)
