"""The dry run: the way an announcement will go, with a sender that sends nothing."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from bot.use_cases.announcements.audiences import AnnouncementPolicy, Cursor, plan_due
from bot.use_cases.delivery import outbox
from bot.use_cases.library import Library
from lessons.delivery.announcement import Announcement, AnnouncementStatus
from lessons.delivery.delivery import Delivery, DeliveryStatus, Outcome
from storage.interface.store import Store

PEOPLE_AT_ONCE = 200
"""For how many one transaction goes the whole way, at every instant at which it falls due."""


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What would have left, and between which instants (aware, UTC); ``after_chat_id`` is for whom
    it was rehearsed last, and ``is_over`` says that nobody is left."""

    sent: int = 0
    failed: int = 0
    first_at: datetime | None = None
    last_at: datetime | None = None
    after_chat_id: int | None = None
    is_over: bool = False


class Rehearsed(Exception):
    """A part of the rehearsal is over; raised so that the transaction undoes all of it."""

    def __init__(self, rehearsal: Rehearsal) -> None:
        super().__init__("the rehearsal is undone")
        self.rehearsal = rehearsal


def rehearse(
    store: Store,
    library: Library,
    policy: AnnouncementPolicy,
    announcement_id: int,
    send: Callable[[Delivery], Outcome],
    real_now: datetime,
    so_far: Rehearsal,
) -> None:
    """Plan, claim, send and settle the announcement for the next few people, as the ticks will
    from the first instant in their zones to the last.

    ``send`` is the sender. Always raises ``Rehearsed`` with what was found ``so_far`` and now, so
    that nothing of it stays: begun with ``Rehearsal()`` and called until ``is_over``, it has been
    through for everybody. What has begun is rehearsed no more.
    """
    item = store.find_announcement(announcement_id)
    id_range = store.find_id_range(so_far.after_chat_id, PEOPLE_AT_ONCE)
    if item is None or id_range is None or _has_begun(store, item):
        raise Rehearsed(replace(so_far, is_over=True))
    item = replace(item, status=AnnouncementStatus.SCHEDULED, done_at=None)
    store.save_announcement(item)
    _plan(store, library, policy, item, so_far.after_chat_id)
    sent, failed = so_far.sent, so_far.failed
    instants = [at for at in (so_far.first_at, so_far.last_at) if at]
    while due_at := store.find_next_delivery_at(announcement_id):
        claimed = outbox.claim(
            store, due_at, real_now, PEOPLE_AT_ONCE, frozenset(), announcement_id
        )
        sending = outbox.begin_sending(store, claimed, real_now)
        settled = [outbox.Settled(delivery, send(delivery)) for delivery in sending]
        outbox.settle(store, library, settled, due_at)
        arrived = sum(one.outcome.status is DeliveryStatus.SENT for one in settled)
        sent += arrived
        failed += len(settled) - arrived
        instants.append(due_at)
    raise Rehearsed(
        Rehearsal(
            sent,
            failed,
            min(instants, default=None),
            max(instants, default=None),
            id_range.last_chat_id,
        )
    )


def _has_begun(store: Store, item: Announcement) -> bool:
    number = item.announcement_id
    return store.count_progress([number])[number].total > 0


def _plan(
    store: Store,
    library: Library,
    policy: AnnouncementPolicy,
    item: Announcement,
    after_chat_id: int | None,
) -> None:
    at: datetime | None = item.at
    while at is not None:
        done = plan_due(
            store, library, policy, item, at, Cursor(after_chat_id), people_at_once=PEOPLE_AT_ONCE
        )
        at = done.following_at if done else None
