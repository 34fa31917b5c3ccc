"""One process polls and sends; a second one on the same store stands by and takes over."""

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress

from storage.interface.kind import RunnerLock

logger = logging.getLogger(__name__)

LOOK_SECONDS = 1.0
"""How often a process that stands by looks whether it may take over."""


async def stand_by(
    lock: RunnerLock, stopping: asyncio.Event, on_waiting: Callable[[], None] = lambda: None
) -> bool:
    """Return once this process alone may poll and send, until it releases the lock; ``False`` if it
    is to stop before. ``on_waiting`` is called where another one does so now."""
    is_told = False
    while not await asyncio.to_thread(lock.is_acquired):
        if not is_told:
            logger.warning("another process serves this database; standing by to take over")
            is_told = True
            on_waiting()
        with suppress(TimeoutError):
            async with asyncio.timeout(LOOK_SECONDS):
                await stopping.wait()
        if stopping.is_set():
            return False
    if is_told:
        logger.warning("the other process is gone; taking over")
    return True
