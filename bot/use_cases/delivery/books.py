"""The outbox checks itself: what cannot be as it stands there is found, told, and mended where that
is safe.

Whoever looks reads snapshots and keeps nobody waiting; what is mended is mended a few at a time.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import groupby

from bot.use_cases.delivery import restoring
from bot.use_cases.delivery.outbox import SENDING_LEASE
from bot.use_cases.subscribers.enrolling import reschedule
from lessons.delivery.books import (
    PASSED_OVER,
    PAST_DUE,
    STANDSTILL,
    CrowdMiscount,
    Finding,
    Flaw,
    Flawed,
    Subject,
    TallyMiscount,
)
from lessons.times.schedule import is_timezone
from storage.interface.store import Store

MENDED_AT_ONCE = 100
"""So many one transaction puts right: in a store of a million some 15 ms, 30 on a busy machine."""

_DELIVERIES_AT_ONCE = 50_000
_MOST_MISPLACED = 10_000
_TALLIED_SINCE = timedelta(days=1)
_LAPSED_LONG_AGO = timedelta(minutes=10)


def check_books(
    store: Store, now: datetime, real_now: datetime | None = None
) -> tuple[Finding, ...]:
    """Return what is wrong in the books, of which nothing is mended; empty if they are in order.

    ``real_now`` is the machine's own time, where ``now`` is not. Opens its own snapshots, so call
    it outside a transaction.
    """
    return sum_up(flawed for step in look_through(store, now, real_now or now) for flawed in step)


def look_through(store: Store, now: datetime, real_now: datetime) -> Iterator[Sequence[Flawed]]:
    """Look through the books a step at a time; each yields what it found.

    A step reads one instant. The longest, through all people, takes a second for a million.
    """
    with store.snapshot():
        found = [*_look_at_waiting(store, now, real_now), *_look_at_leases(store, real_now)]
    yield found
    with store.snapshot():
        misplaced = store.list_misplaced(_MOST_MISPLACED)
    yield [Flawed(Flaw.MISPLACED, len(misplaced), tuple(misplaced))]
    with store.snapshot():
        crowds = store.list_crowd_miscounts()
    yield [Flawed(Flaw.PEOPLE_MISCOUNTED, len(crowds), tuple(crowds))]
    with store.snapshot():
        ended, tallied = store.list_ended_early(), store.list_tallied(now - _TALLIED_SINCE)
    yield [Flawed(Flaw.ENDED, len(ended), tuple(ended))]
    for announcement_id in tallied:
        with store.snapshot():
            tallies = store.list_tally_miscounts(announcement_id)
        yield [Flawed(Flaw.MESSAGES_MISCOUNTED, len(tallies), tuple(tallies))]
    yield from _look_at_deliveries(store)


def mend(
    store: Store, flaw: Flaw, subjects: Sequence[Subject], now: datetime, real_now: datetime
) -> int:
    """Put right what was found of one flaw, ``MENDED_AT_ONCE`` subjects at most; return how many
    were. What is well again by now stays as it is."""
    ids = [one for one in subjects if isinstance(one, int)]
    match flaw:
        case Flaw.LEASED:
            store.end_odd_leases(real_now + SENDING_LEASE, real_now)
            return store.release_expired(real_now)
        case Flaw.MISPLACED:
            return sum(_give_place(store, chat_id, now) for chat_id in ids)
        case Flaw.ENDED:
            return store.reopen(ids)
        case Flaw.ORPHANED:
            return store.delete_orphans(ids)
        case Flaw.TIMELESS:
            return store.fill_in_times(ids)
        case Flaw.PEOPLE_MISCOUNTED:
            store.correct_crowds([one for one in subjects if isinstance(one, CrowdMiscount)])
            return len(subjects)
        case Flaw.MESSAGES_MISCOUNTED:
            store.correct_tallies([one for one in subjects if isinstance(one, TallyMiscount)])
            return len(subjects)
    return 0


def sum_up(flawed: Iterator[Flawed], mended: dict[Flaw, int] | None = None) -> tuple[Finding, ...]:
    """Return one finding for each flaw of which anything was found."""
    in_order = sorted(flawed, key=lambda one: one.flaw)
    counts = {flaw: sum(one.count for one in same) for flaw, same in groupby(in_order, _flaw_of)}
    return tuple(
        Finding(flaw, counts[flaw], (mended or {}).get(flaw, 0))
        for flaw in Flaw
        if counts.get(flaw)
    )


def _flaw_of(flawed: Flawed) -> Flaw:
    return flawed.flaw


def _look_at_waiting(store: Store, now: datetime, real_now: datetime) -> Iterator[Flawed]:
    """What waits too long; of a store that was restored everything waits, and rightly."""
    if restoring.is_held(store):
        return
    yield Flawed(Flaw.UNPLANNED, store.count_unplanned(now - PAST_DUE))
    outage, flood_end_at = store.find_outage(), store.find_flood_wait_end()
    if outage.is_on or (flood_end_at is not None and flood_end_at > real_now):
        return
    arrived_at = outage.arrived_at
    # In a long fan-out one waits behind others for hours.
    stands_still = arrived_at is None or arrived_at < now - STANDSTILL
    patience = PAST_DUE if stands_still else PASSED_OVER
    yield Flawed(Flaw.OVERDUE, store.count_overdue(now - patience, real_now - patience))


def _look_at_leases(store: Store, real_now: datetime) -> Iterator[Flawed]:
    count = store.count_odd_leases(real_now - _LAPSED_LONG_AGO, real_now + 2 * SENDING_LEASE)
    yield Flawed(Flaw.LEASED, count)


def _look_at_deliveries(store: Store) -> Iterator[Sequence[Flawed]]:
    after_id = 0
    with store.snapshot():
        until_id = store.find_last_delivery_id()
    while after_id < until_id:
        last_id = after_id + _DELIVERIES_AT_ONCE
        with store.snapshot():
            orphans = store.list_orphans(after_id, last_id)
            timeless = store.list_timeless(after_id, last_id)
        yield [
            Flawed(Flaw.ORPHANED, len(orphans), tuple(orphans)),
            Flawed(Flaw.TIMELESS, len(timeless), tuple(timeless)),
        ]
        after_id = last_id


def _give_place(store: Store, chat_id: int, now: datetime) -> bool:
    try:
        subscriber = store.find_subscriber(chat_id)
        # A row that planning has set aside as senseless would be set aside again.
        if subscriber is None or not is_timezone(subscriber.schedule.timezone):
            return False
        before = store.find_current_enrollment(chat_id)
        after = reschedule(store, subscriber, now)
    except ValueError:
        return False
    return before != after
