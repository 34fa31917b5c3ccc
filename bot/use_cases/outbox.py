"""The tick's second half, seen from the store: claims, outcomes, and the unknown."""

from collections.abc import Sequence, Set
from datetime import datetime, timedelta

from bot.use_cases.breaks import note_blocked
from bot.use_cases.library import Library
from bot.use_cases.planning import finish
from bot.use_cases.running import hold_failing
from lessons.delivery import (
    AnnouncementContent,
    Delivery,
    DeliveryStatus,
    LessonContent,
    Outcome,
    earns_resend,
    is_too_late,
)
from storage.store import Store

CLAIM_LEASE = timedelta(seconds=60)
SENDING_LEASE = timedelta(seconds=120)
"""Longer than any request's timeouts together: a row that outlives it belongs to a crash."""


def claim(
    store: Store, now: datetime, real_now: datetime, limit: int, held_chats: Set[int]
) -> list[Delivery]:
    """Claim what is due, but nothing for the held chats.

    What comes too late is skipped, its lesson kept for the next slot.
    """
    claimed = store.claim_deliveries(now, real_now, limit, real_now + CLAIM_LEASE, held_chats)
    late = {delivery.delivery_id for delivery in claimed if is_too_late(delivery, now)}
    if late:
        store.skip_deliveries(sorted(late), "too_late")
    return [delivery for delivery in claimed if delivery.delivery_id not in late]


def begin_sending(
    store: Store, deliveries: Sequence[Delivery], real_now: datetime
) -> list[Delivery]:
    """Note, before any request leaves, which deliveries may reach their chats from now on.

    Return those that may be sent: a claim that has lapsed meanwhile is somebody else's.
    """
    ids = [delivery.delivery_id for delivery in deliveries]
    marked = set(store.mark_sending(ids, real_now + SENDING_LEASE))
    return [delivery for delivery in deliveries if delivery.delivery_id in marked]


def settle(
    store: Store,
    library: Library,
    deliveries: Sequence[Delivery],
    outcomes: Sequence[Outcome],
    now: datetime,
) -> None:
    """Record what became of the attempts; whoever got the last lesson has finished."""
    store.record_outcomes(outcomes)
    hold_failing(
        store,
        (
            delivery.content.announcement_id
            for delivery in deliveries
            if isinstance(delivery.content, AnnouncementContent)
        ),
        now,
    )
    arrived = {outcome.delivery_id for outcome in outcomes if outcome.status is DeliveryStatus.SENT}
    for delivery in deliveries:
        content = delivery.content
        if delivery.delivery_id not in arrived or not isinstance(content, LessonContent):
            continue
        course = library.get(content.course_id)
        enrollment = store.find_enrollment(delivery.chat_id, content.course_id)
        if course and enrollment and course.find_next(content.lesson_id) is None:
            store.save_enrollment(finish(enrollment, now))


def note_gone(store: Store, chat_ids: Sequence[int], now: datetime) -> None:
    """These chats can no longer be written to."""
    for chat_id in chat_ids:
        note_blocked(store, chat_id, now)


def recover(store: Store, real_now: datetime) -> list[Delivery]:
    """Decide about what a crash or an unanswered request left open.

    Return the deliveries that have used up their resends: they stay unknown, and the admins
    must be told.
    """
    store.release_expired(real_now)
    unknown = store.list_unknown(limit=500)
    again = [delivery.delivery_id for delivery in unknown if earns_resend(delivery)]
    given_up = [delivery for delivery in unknown if not earns_resend(delivery)]
    if again:
        store.resend_unknown(again)
    if given_up:
        store.settle_unknown([delivery.delivery_id for delivery in given_up])
    return given_up


def take_over(store: Store, real_now: datetime) -> int:
    """Lapse every lease, as the process that held them is gone; return how many rows changed."""
    return store.release_expired(real_now + max(CLAIM_LEASE, SENDING_LEASE))
