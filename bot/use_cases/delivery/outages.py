"""Nobody is given up and nothing is used up in a crowd: where most of what is tried does not
arrive, bulk waits, a probe decides when it goes on, and what was lost is made good."""

from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from bot.use_cases.delivery import refused_lessons
from bot.use_cases.delivery.refused_lessons import RefusedLesson
from bot.use_cases.delivery.settled import Settled, find_try
from bot.use_cases.subscribers.breaks import note_unblocked
from lessons.delivery.delivery import Delivery, DeliveryStatus, is_too_late
from lessons.delivery.outage import (
    WINDOW,
    Outage,
    Try,
    begin_probe,
    note_arrived_probe,
    note_lost_probe,
    note_tries,
)
from lessons.delivery.reasons import Reason
from lessons.times.schedule import CATCH_UP
from storage.interface.store import Store

_AT_ONCE = 500
_STRIDE = 211
# Whatever waits for another try, it waits for longer than since then.
_LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Spared:
    """What to record, how all of bulk stood before and stands now, and the lessons that are held
    from now on, or go on."""

    settled: list[Settled]
    before: Outage
    after: Outage
    held: tuple[RefusedLesson, ...] = ()
    let_go: tuple[RefusedLesson, ...] = ()


def spare_the_crowd(store: Store, settled: Sequence[Settled], now: datetime) -> Spared:
    """Decide about an outage by what came of these attempts.

    While there is one, whatever did not arrive is put back instead of being lost, and uses nothing
    up.
    """
    before = store.find_outage()
    _note_losses(store, settled, before, now)
    # Whoever refused before is tried among others of the kind; together they are no crowd.
    known = store.find_first_refusals([one.delivery.chat_id for one in settled if one.is_gone])
    tries = [
        tried
        for one in settled
        if (tried := find_try(one)) and not (one.is_gone and one.delivery.chat_id in known)
    ]
    differ = Try.REFUSED in tries and store.count_refused_contents() > 1
    outage = note_tries(before, tries, now, refusals_differ=differ)
    if outage.is_on and not before.is_on and outage.kind is not Try.FAILED:
        _bring_back(store, now)
    if outage.is_on:
        for one in settled:
            if one.delivery.delivery_id == outage.probe_id:
                is_there = one.outcome.status is DeliveryStatus.SENT
                outage = note_arrived_probe(outage, now) if is_there else note_lost_probe(outage)
    if before.is_on and not outage.is_on:
        store.forget_losses(now)
        # What waited for another try waits for nothing any more.
        store.hasten_retries(_LONG_AGO)
    if outage.must_be_told(now):
        outage = replace(outage, told_at=now)
    if outage != before:
        store.save_outage(outage)
    lessons = refused_lessons.note(store, settled, now)
    is_outage = before.is_on or outage.is_on
    return Spared(
        [
            put_back(one) if is_outage or one.delivery.content in lessons.spared else one
            for one in settled
        ],
        before,
        outage,
        lessons.held,
        lessons.let_go,
    )


def _note_losses(store: Store, settled: Sequence[Settled], outage: Outage, now: datetime) -> None:
    lost = [
        one.delivery.delivery_id
        for one in settled
        if one.is_gone or one.outcome.error is Reason.REFUSED
    ]
    if lost:
        if not outage.is_on:
            store.forget_losses(now - WINDOW)
        store.add_losses(lost, now)


def find_untold(store: Store, now: datetime) -> Outage | None:
    """Return the outage that has lasted for so long that the admins are to hear of it now."""
    outage = store.find_outage()
    if not outage.must_be_told(now):
        return None
    outage = replace(outage, told_at=now)
    store.save_outage(outage)
    return outage


def find_deserted(store: Store, now: datetime) -> Outage | None:
    """Return how it stands where half or more of a small round seemed gone."""
    outage = store.find_outage()
    return outage if outage.seems_deserted(now) else None


def _bring_back(store: Store, now: datetime) -> None:
    """Whoever was given up within the window gets what was lost, and all that is to come."""
    store.forget_losses(now - WINDOW)
    chat_ids = store.plan_lost_again(Reason.BLOCKED, now - CATCH_UP)
    store.trust_chats(chat_ids)
    for chat_id in chat_ids:
        note_unblocked(store, chat_id, now)


def put_back(one: Settled) -> Settled:
    """Return it as if it had never been tried, where that loses no knowledge: of what may have
    arrived it is still unknown whether it has."""
    lost = one.is_gone or find_try(one) in (Try.REFUSED, Try.FAILED)
    if not lost or one.outcome.status is DeliveryStatus.UNKNOWN:
        return one
    outcome = replace(one.outcome, status=DeliveryStatus.PLANNED, retry_at=None)
    return replace(one, outcome=outcome, is_gone=False)


def claim_probe(
    store: Store,
    outage: Outage,
    now: datetime,
    real_now: datetime,
    lease_until_at: datetime,
    busy_chats: Set[int],
) -> list[Delivery]:
    """Claim the one delivery that is tried for all, if it is time for one."""
    if not outage.may_probe(now):
        return []
    # Not one that was lost before, as long as there are others: that chat may really be gone.
    known = {*busy_chats, *store.list_lost_chats()}
    claimed = store.claim_deliveries(
        now, real_now, _AT_ONCE, lease_until_at, known
    ) or store.claim_deliveries(now, real_now, _AT_ONCE, lease_until_at, busy_chats)
    late = {one.delivery_id for one in claimed if is_too_late(one, now)}
    store.skip_deliveries(sorted(late), Reason.TOO_LATE)
    in_time = [one for one in claimed if one.delivery_id not in late]
    if not in_time:
        return []
    # Nobody shall have it several times, as long as there are others.
    fewest = min(one.resends for one in in_time)
    candidates = [one for one in in_time if one.resends == fewest]
    # From all over the crowd: those who joined in the same days may have left together.
    lasted = int((now - (outage.began_at or now)).total_seconds())
    probe = candidates[(len(known) + lasted) * _STRIDE % len(candidates)]
    store.release_claims([one.delivery_id for one in in_time if one is not probe])
    store.save_outage(begin_probe(outage, probe.delivery_id, now))
    return [probe]
