"""The tick's second half, seen from the store: claims, outcomes, and the unknown."""

from collections.abc import Sequence, Set
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.use_cases.announcements.progress import keep_in_hand
from bot.use_cases.delivery import closed_groups, doubts, outages, refused_lessons, restoring
from bot.use_cases.delivery.refused_lessons import RefusedLesson
from bot.use_cases.delivery.settled import Settled
from bot.use_cases.library import Library
from bot.use_cases.subscribers.breaks import note_blocked
from bot.use_cases.subscribers.enrolling import find_owed_lesson
from bot.use_cases.subscribers.privacy import rekey
from lessons.delivery.delivery import (
    Delivery,
    DeliveryStatus,
    LessonContent,
    earns_resend,
    is_too_late,
    resend_delay,
    retry_delay,
)
from lessons.delivery.enrollment import finish
from lessons.delivery.next_lesson import find_next_lesson
from lessons.delivery.outage import Outage
from lessons.delivery.reasons import Reason
from storage.interface.store import Store

CLAIM_LEASE = timedelta(seconds=60)
SENDING_LEASE = timedelta(seconds=300)
"""Longer than any request's timeouts together: a row that outlives it belongs to a crash."""
LONGEST_RETRY = 16
"""After so many failed tries a retry waits no longer than after one more."""


@dataclass(frozen=True, slots=True)
class News:
    """What the admins must hear of: an outage that has begun or one that has ended, a small round
    of which half or more seemed gone, lessons that
    are held because they are refused or go on again, how many groups were given up because the bot
    had no right to write there for too long, and how many messages Telegram took
    without a number."""

    begun: Outage | None = None
    ended: Outage | None = None
    deserted: Outage | None = None
    held_lessons: tuple[RefusedLesson, ...] = ()
    let_go_lessons: tuple[RefusedLesson, ...] = ()
    given_up_groups: int = 0
    unconfirmed: int = 0


@dataclass(frozen=True, slots=True)
class Exchange:
    """Deliveries that may leave now, others that are claimed for later, and what settling the ended
    ones has brought."""

    leaving: list[Delivery]
    claimed: list[Delivery]
    news: News


def exchange(
    store: Store,
    library: Library,
    settled: Sequence[Settled],
    leaving: Sequence[Delivery],
    claim_limit: int,
    busy_chats: Set[int],
    now: datetime,
    real_now: datetime,
) -> Exchange:
    """Record what became of some deliveries, mark others as leaving, and claim more.

    Nothing leaves for a held chat. One commit for all is what keeps a fan-out from waiting for
    the disk.
    """
    news = settle(store, library, settled, now)
    # Those in which another process has a check open.
    busy_chats = {*busy_chats, *store.list_open_checks(now)}
    if held := [delivery for delivery in leaving if delivery.chat_id in busy_chats]:
        release(store, held)
    marked = _begin_in_bulk(store, leaving, real_now) if leaving else []
    claimed = claim(store, now, real_now, claim_limit, busy_chats) if claim_limit else []
    return Exchange(marked, claimed, news)


def _begin_in_bulk(
    store: Store, deliveries: Sequence[Delivery], real_now: datetime
) -> list[Delivery]:
    outages_of = store.list_outages()
    everything = outages_of.get(None, Outage())
    waiting = [
        one
        for one in deliveries
        if everything.keeps_back(one.delivery_id)
        or outages_of.get(refused_lessons.key_of(one.content), everything).keeps_back(
            one.delivery_id
        )
    ]
    if waiting:
        release(store, waiting)
    return begin_sending(store, [one for one in deliveries if one not in waiting], real_now)


def claim(
    store: Store,
    now: datetime,
    real_now: datetime,
    limit: int,
    busy_chats: Set[int],
) -> list[Delivery]:
    """Claim what is due, but nothing for the held chats.

    What comes too late is skipped, its lesson kept for the next slot. Of a store that was restored
    nothing is claimed before it was let go; while nobody seems to be there, one now and then.
    """
    if restoring.is_held(store):
        return []
    lease_until_at = real_now + CLAIM_LEASE
    if (outage := store.find_outage()).is_on:
        return outages.claim_probe(store, outage, now, real_now, lease_until_at, busy_chats)
    claimed = refused_lessons.claim_probes(store, now, lease_until_at, busy_chats)
    claimed += store.claim_deliveries(now, real_now, limit, lease_until_at, busy_chats)
    late = {delivery.delivery_id for delivery in claimed if is_too_late(delivery, now)}
    if late:
        store.skip_deliveries(sorted(late), Reason.TOO_LATE)
    return [delivery for delivery in claimed if delivery.delivery_id not in late]


def begin_sending(
    store: Store, deliveries: Sequence[Delivery], real_now: datetime
) -> list[Delivery]:
    """Note, before any request leaves, which deliveries may reach their chats from now on.

    Return those that may be sent: a claim that has lapsed meanwhile is somebody else's.
    """
    # By id, so that one that was claimed anew while its old claim still stood in line leaves once.
    waiting = {delivery.delivery_id: delivery for delivery in deliveries}
    marked = set(store.mark_sending(list(waiting), real_now + SENDING_LEASE))
    return [delivery for delivery_id, delivery in waiting.items() if delivery_id in marked]


def settle(store: Store, library: Library, settled: Sequence[Settled], now: datetime) -> News:
    """Record what became of the attempts, and return what it has brought.

    Whoever got the last lesson has finished; nothing more is planned for a chat that has been gone
    for long enough, unless most of them seem to be; a group that moved takes all that is about it
    along.
    """
    if not settled:
        return News()
    spared = outages.spare_the_crowd(store, settled, now)
    before, after = spared.before, spared.after
    settled = doubts.weigh(store, spared.settled, after.arrived_at, now)
    settled = [refused_lessons.put_off(one, now) for one in settled]
    store.record_outcomes([item.outcome for item in settled])
    keep_in_hand(store, [(item.delivery, item.outcome) for item in settled], now)
    for item in settled:
        if item.is_gone:
            note_blocked(store, item.delivery.chat_id, now)
        if item.new_chat_id is not None:
            rekey(store, item.delivery.chat_id, item.new_chat_id)
        if item.outcome.status is DeliveryStatus.SENT:
            _finish_after_last(store, library, item.delivery, now)
    # What has arrived under a number that cannot be kept is not sent again.
    odd = [one.outcome.delivery_id for one in settled if one.outcome.error is Reason.ANSWER_ODD]
    store.settle_unknown(odd)
    return News(
        begun=after if after.told_at is not None and before.told_at is None else None,
        ended=before if before.told_at is not None and not after.is_on else None,
        held_lessons=spared.held,
        let_go_lessons=spared.let_go,
        given_up_groups=closed_groups.settle(store, settled, now),
        unconfirmed=len(odd),
    )


def _finish_after_last(store: Store, library: Library, delivery: Delivery, now: datetime) -> None:
    content = delivery.content
    if not isinstance(content, LessonContent):
        return
    course = library.get(content.course_id)
    if course is None:
        return
    if not delivery.is_extra and find_next_lesson(course, content.lesson_id) is not None:
        return
    enrollment = store.find_enrollment(delivery.chat_id, content.course_id)
    if enrollment is None:
        return
    # An extra one may be the last that was left, wherever it stands.
    if delivery.is_extra and find_owed_lesson(store, course, enrollment) is not None:
        return
    store.save_enrollment(finish(enrollment, now))


def release(store: Store, deliveries: Sequence[Delivery]) -> None:
    """Plan claimed deliveries again that nobody will send for now."""
    store.release_claims([delivery.delivery_id for delivery in deliveries])


def recover(store: Store, real_now: datetime) -> list[Delivery]:
    """Decide about what a crash or an unanswered request left open.

    Return the deliveries that have used up their resends: they stay unknown, and the admins
    must be told.
    """
    store.release_expired(real_now)
    unknown = store.list_unknown(limit=500)
    # While Telegram answers nobody, it is nobody's own trouble that uses up the resends.
    is_outage = store.find_outage().is_on
    again = {
        delivery.delivery_id: real_now + resend_delay(delivery.resends)
        for delivery in unknown
        if is_outage or earns_resend(delivery)
    }
    given_up = [one for one in unknown if one.delivery_id not in again]
    if again:
        store.resend_unknown(again)
    if given_up:
        store.settle_unknown([delivery.delivery_id for delivery in given_up])
    return given_up


def take_over(store: Store, real_now: datetime) -> int:
    """Take back what the process that sent before had under way; return how many rows changed.

    Its clock may have been half a year ahead of this one's: no retry waits longer than any would.
    """
    store.hasten_retries(real_now + retry_delay(LONGEST_RETRY))
    return store.release_former()
