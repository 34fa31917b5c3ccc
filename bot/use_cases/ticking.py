"""One tick, seen from the store."""

from dataclasses import dataclass
from datetime import datetime

from bot.use_cases.audiences import Terms
from bot.use_cases.library import Library
from bot.use_cases.outbox import recover
from bot.use_cases.planning import plan_announcements, plan_lessons
from lessons.delivery import Delivery
from storage.store import Store


@dataclass(frozen=True, slots=True)
class Found:
    """What a tick found: whether more is due than one batch, whether anything may be sent, and
    the deliveries that have used up their resends."""

    is_more: bool
    is_anything_to_send: bool
    given_up: list[Delivery]


def tick(store: Store, library: Library, terms: Terms, now: datetime, real_now: datetime) -> Found:
    """Plan a batch of what is due, and decide about what is unknown."""
    moved = plan_lessons(store, library, now)
    plan_announcements(store, library, terms, now)
    given_up = recover(store, real_now)
    is_anything = store.is_anything_to_send(now, real_now)
    return Found(moved > 0, is_anything, given_up)
