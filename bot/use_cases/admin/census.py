"""The census: everybody and everything counted a little at a time, so that nobody waits for it."""

from datetime import datetime, timedelta

from lessons.delivery.statistics import CensusCursor
from storage.interface.store import Store

EVERY = timedelta(minutes=10)
"""How long after one has begun the next one may begin."""


def go_on(store: Store, so_far: CensusCursor | None, now: datetime) -> CensusCursor | None:
    """Count a few more, or begin where ``so_far`` is ``None``.

    Return ``None`` once all are counted, and while no other census is wanted: where little is kept,
    whoever asks has it counted."""
    if so_far is not None:
        return store.go_on_with_census(so_far)
    last_at = store.find_census_at()
    # A clock that was set back does not keep the next one from beginning.
    if store.is_small() or (last_at is not None and last_at <= now < last_at + EVERY):
        return None
    return store.begin_census(now)


def take(store: Store, now: datetime) -> None:
    """Count all of them at once; for where little is kept."""
    so_far: CensusCursor | None = store.begin_census(now)
    while so_far is not None:
        so_far = store.go_on_with_census(so_far)
