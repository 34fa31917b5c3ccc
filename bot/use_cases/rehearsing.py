"""The dry run: the way an announcement will go, with a sender that sends nothing."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from bot.use_cases import outbox
from bot.use_cases.audiences import Pass, Terms, plan_due
from bot.use_cases.library import Library
from lessons.announcement import AnnouncementStatus
from lessons.delivery import AnnouncementContent, Delivery, Outcome
from storage.store import Store

_AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What would have left, and between which instants (aware, UTC)."""

    sent: int
    failed: int
    first_at: datetime | None
    last_at: datetime | None


class Rehearsed(Exception):
    """The rehearsal is over; raised so that the transaction undoes all of it."""

    def __init__(self, rehearsal: Rehearsal) -> None:
        super().__init__("the rehearsal is undone")
        self.rehearsal = rehearsal


def rehearse(
    store: Store,
    library: Library,
    terms: Terms,
    announcement_id: int,
    send: Callable[[Delivery], Outcome],
    real_now: datetime,
) -> None:
    """Plan, claim, send and settle the announcement as the tick will, up to its last delivery.

    ``send`` is the sender. Always raises ``Rehearsed``, so that nothing of it stays.
    """
    item = store.find_announcement(announcement_id)
    if item is not None:
        item = replace(item, status=AnnouncementStatus.SCHEDULED)
        store.save_announcement(item)
    while item is not None and item.status is AnnouncementStatus.SCHEDULED:
        so_far: Pass | None = Pass()
        while so_far is not None:
            so_far = plan_due(store, library, terms, item, item.at, so_far)
        item = store.find_announcement(announcement_id)
    sent = failed = 0
    instants: list[datetime] = []
    content = AnnouncementContent(announcement_id)
    while due_at := store.find_next_delivery_at(announcement_id):
        claimed = outbox.claim(store, due_at, real_now, _AT_ONCE, frozenset())
        sending = outbox.begin_sending(store, claimed, real_now)
        settled = [outbox.Settled(delivery, send(delivery)) for delivery in sending]
        outbox.settle(store, library, settled, due_at)
        ours = [item.outcome.status.value for item in settled if item.delivery.content == content]
        sent += ours.count("sent")
        failed += len(ours) - ours.count("sent")
        if ours:
            instants.append(due_at)
    raise Rehearsed(
        Rehearsal(sent, failed, min(instants, default=None), max(instants, default=None))
    )
