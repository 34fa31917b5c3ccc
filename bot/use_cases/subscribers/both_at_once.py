"""A time of day and a time zone that were said in one breath."""

from dataclasses import replace
from datetime import datetime, time

from bot.use_cases.library import Library
from bot.use_cases.subscribers.joining import Changed, Chosen, Unchanged, choose_time, choose_zone
from storage.interface.store import Store


def choose_time_and_zone(
    store: Store,
    library: Library,
    chat_id: int,
    send_time: time,
    timezone: str,
    now: datetime,
    real_now: datetime,
) -> Chosen | None:
    """Set both, which were said in one breath, as ``choose_time`` and ``choose_zone`` do."""
    subscriber = store.find_subscriber(chat_id)
    timed = choose_time(store, chat_id, send_time, now)
    if subscriber is None or timed is None:
        return None
    placed = choose_zone(store, library, chat_id, timezone, now, real_now)
    if isinstance(placed, Changed):
        return replace(placed, before=subscriber.schedule)
    return timed if placed is None or isinstance(placed, Unchanged) else placed
