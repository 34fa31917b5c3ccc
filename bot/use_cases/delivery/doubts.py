"""Chats that seem gone, one by one: the first answer of that kind is remembered, and a later one
decides."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.use_cases.delivery.settled import Settled
from lessons.delivery.delivery import DeliveryStatus, LessonContent
from lessons.delivery.doubt import TRY_AGAIN_AFTER, is_given_up
from lessons.delivery.subscriber import SubscriberStatus
from storage.interface.store import Store


def weigh(
    store: Store, settled: Sequence[Settled], arrived_at: datetime | None, now: datetime
) -> list[Settled]:
    """Return what to record; of the chats that seem gone only those still do that are given up.

    A lesson that was refused for the first time is due once more in a while.
    """
    if arrived := [
        one.delivery.chat_id for one in settled if one.outcome.status is DeliveryStatus.SENT
    ]:
        store.trust_chats(arrived)
    gone = [one.delivery.chat_id for one in settled if one.is_gone]
    if not gone:
        return list(settled)
    refused_at = store.find_first_refusals(gone)
    # Whoever has blocked the bot while the message was on its way has said so.
    wanting = {
        one.chat_id
        for one in store.list_subscribers(gone)
        if one.status is SubscriberStatus.ACTIVE and not one.is_paused
    }
    doubted = [chat_id for chat_id in gone if chat_id in wanting and chat_id not in refused_at]
    store.doubt_chats(doubted, now)
    weighed = []
    for one in settled:
        chat_id = one.delivery.chat_id
        if not one.is_gone:
            weighed.append(one)
        elif chat_id not in wanting:
            weighed.append(replace(one, is_gone=False))
        elif chat_id in refused_at:
            is_gone = is_given_up(refused_at[chat_id], arrived_at, now)
            weighed.append(replace(one, is_gone=is_gone))
        else:
            weighed.append(_put_off(one, now))
    return weighed


def _put_off(one: Settled, now: datetime) -> Settled:
    if not isinstance(one.delivery.content, LessonContent):
        # An announcement is done when all of it is, and its report must not wait for the few.
        return replace(one, is_gone=False)
    again = replace(one.outcome, status=DeliveryStatus.PLANNED, due_at=now + TRY_AGAIN_AFTER)
    return replace(one, outcome=again, is_gone=False)
