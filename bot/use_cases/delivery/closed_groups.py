"""Groups in which the bot has no right to write: for the night, for a quarrel, or for good.

Nothing tells the bot that everybody may write again, so each slot tries anew, and only after a week
of it the group is given up.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.use_cases.delivery.settled import Settled
from bot.use_cases.subscribers.breaks import note_blocked
from lessons.delivery.delivery import DeliveryStatus
from lessons.delivery.reasons import Reason
from storage.interface.store import Store

PATIENCE = timedelta(days=7)


def settle(store: Store, settled: Sequence[Settled], now: datetime) -> int:
    """Note where the bot could not write and where it could; return how many were given up."""
    written = [
        one.delivery.chat_id
        for one in settled
        # No person's chat is ever closed.
        if one.delivery.chat_id < 0 and one.outcome.status is DeliveryStatus.SENT
    ]
    if written:
        store.open_chats(written)
    closed = {one.delivery.chat_id for one in settled if one.outcome.error is Reason.NO_RIGHTS}
    store.close_chats(closed, now)
    given_up = [chat_id for chat_id in closed if _is_past_patience(store, chat_id, now)]
    for chat_id in given_up:
        note_blocked(store, chat_id, now)
    return len(given_up)


def find_closed_at(store: Store, chat_id: int) -> datetime | None:
    """Return since when the bot has had no right to write there, if it has none."""
    return store.find_closed_at(chat_id)


def _is_past_patience(store: Store, chat_id: int, now: datetime) -> bool:
    closed_at = store.find_closed_at(chat_id)
    return closed_at is not None and now - closed_at >= PATIENCE
