"""Nobody is given up in a crowd: where most of what is tried is answered that its chat is gone,
bulk waits, a probe decides when it goes on, and those who were given up come back."""

from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from datetime import datetime

from bot.use_cases.subscribers.breaks import note_unblocked
from lessons.delivery.delivery import Delivery, DeliveryStatus, Outcome, is_too_late
from lessons.delivery.outage import (
    WINDOW,
    Outage,
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


@dataclass(frozen=True, slots=True)
class Settled:
    """A delivery and what became of its attempt.

    ``is_gone`` says that its chat can no longer be written to, ``new_chat_id`` is where its
    group has moved.
    """

    delivery: Delivery
    outcome: Outcome
    is_gone: bool = False
    new_chat_id: int | None = None


def spare_the_crowd(
    store: Store, settled: Sequence[Settled], now: datetime
) -> tuple[list[Settled], Outage, Outage]:
    """Return what to record, and how it stood before and stands now.

    While there is one, whatever would give a chat up is put back instead.
    """
    before = store.find_outage()
    # Whoever refused before is tried among others of the kind; together they are no crowd.
    known = store.find_first_refusals([one.delivery.chat_id for one in settled if one.is_gone])
    tried = [
        one
        for one in settled
        if (one.is_gone and one.delivery.chat_id not in known)
        or one.outcome.status is DeliveryStatus.SENT
    ]
    outage = note_tries(before, (one.is_gone for one in tried), now)
    if outage.is_on and not before.is_on:
        _bring_back(store, now)
    if outage.is_on:
        for one in settled:
            if one.delivery.delivery_id == outage.probe_id:
                is_there = one.outcome.status is DeliveryStatus.SENT
                outage = note_arrived_probe(outage, now) if is_there else note_lost_probe(outage)
    lost_ids = [one.delivery.delivery_id for one in settled if one.is_gone]
    if before.is_on and not outage.is_on:
        store.forget_losses(now)
    elif lost_ids:
        if not outage.is_on:
            store.forget_losses(now - WINDOW)
        store.add_losses(lost_ids, now)
    if outage != before:
        store.save_outage(outage)
    if before.is_on or outage.is_on:
        settled = [_put_back(one) if one.is_gone else one for one in settled]
    return list(settled), before, outage


def _bring_back(store: Store, now: datetime) -> None:
    """Whoever was given up within the window gets what was lost, and all that is to come."""
    store.forget_losses(now - WINDOW)
    chat_ids = store.plan_lost_again(Reason.BLOCKED, now - CATCH_UP)
    store.trust_chats(chat_ids)
    for chat_id in chat_ids:
        note_unblocked(store, chat_id, now)


def _put_back(one: Settled) -> Settled:
    outcome = replace(one.outcome, status=DeliveryStatus.PLANNED)
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
    # From all over the crowd: those who joined in the same days may have left together.
    probe = in_time.pop(len(known) * _STRIDE % len(in_time))
    store.release_claims([one.delivery_id for one in in_time])
    store.save_outage(begin_probe(outage, probe.delivery_id, now))
    return [probe]
