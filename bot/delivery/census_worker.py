"""The census goes on beside everything else, and takes a small share of the store's time."""

import asyncio
import logging
import time
from collections.abc import Callable

from bot.process.clock import Clock
from bot.process.store_thread import StoreThread
from bot.use_cases.admin import census
from lessons.delivery.statistics import CensusCursor
from storage.errors import StoreError

logger = logging.getLogger(__name__)

# A step takes a hundredth of a second; whoever waits for the store waits for one at most.
_REST = 10
_LOOK_SECONDS = 5.0


class CensusWorker:
    """Takes one census after the other."""

    def __init__(self, store: StoreThread, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    async def run(self, may_count: Callable[[], bool]) -> None:
        """Go on until cancelled, while it may; rest ten times as long as each step took."""
        so_far: CensusCursor | None = None
        while True:
            if not may_count():
                so_far = None
                await asyncio.sleep(_LOOK_SECONDS)
                continue
            began = time.monotonic()
            try:
                so_far = await self._store.run(census.go_on, so_far, self._clock.now())
            except StoreError as error:
                logger.error("the census waits for the store: %s", error.operator)
                so_far = None
            took = time.monotonic() - began
            await asyncio.sleep(_REST * took if so_far else _LOOK_SECONDS)
