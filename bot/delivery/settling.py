"""What became of a delivery is kept, though the store may refuse for a moment."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from datetime import datetime

from bot.process.store_thread import StoreThread
from bot.process.vitals import Vitals
from bot.use_cases.delivery import outbox
from bot.use_cases.delivery.outbox import News
from bot.use_cases.delivery.settled import Settled
from bot.use_cases.library import Library
from lessons.delivery.delivery import Delivery, DeliveryStatus, Outcome
from storage.errors import StoreError

logger = logging.getLogger(__name__)

STORE_RETRY_SECONDS = 1.0
STORE_TRIES = 5
"""So often where somebody waits: for an answer, or for the end of a stop."""


async def settle_patiently(
    store: StoreThread,
    library: Library,
    now: Callable[[], datetime],
    settled: Sequence[Settled],
) -> News:
    """Record what became of deliveries, trying again where the store refuses; raises
    ``StoreError`` after the last try. What arrived and is not noted down would be sent again."""
    for tries_left in reversed(range(STORE_TRIES)):
        try:
            return await store.run(outbox.settle, library, settled, now())
        except StoreError as error:
            logger.error("an outcome waits for the store: %s", error.operator)
            if not tries_left:
                raise
            await asyncio.sleep(STORE_RETRY_SECONDS)
    raise AssertionError("the last try returns or raises")


def note_vitals(vitals: Vitals, delivery: Delivery, outcome: Outcome) -> None:
    """Count the attempt, and how late it came if it arrived."""
    is_sent = outcome.status is DeliveryStatus.SENT
    lag_seconds = (outcome.at - delivery.due_at).total_seconds() if is_sent else None
    vitals.note_attempt(outcome.status, outcome.error or "none", lag_seconds)
