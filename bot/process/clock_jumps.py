"""What to do where somebody sets the machine's clock."""

import asyncio
import logging
import time
from datetime import UTC, datetime

from apscheduler.schedulers.base import BaseScheduler  # type: ignore[import-untyped]

logger = logging.getLogger(__name__)

LOOK_SECONDS = 2.0
# Adjusting the clock's rate moves it by a few milliseconds in that time.
_NOTICED_SECONDS = 1.0


async def keep_running(scheduler: BaseScheduler) -> None:
    """Run every job at once whenever the machine's clock was set back.

    The scheduler reads that clock: left to itself it would rest, and with it every delivery,
    until the clock has come back to where it was.
    """
    ahead = time.time() - time.monotonic()
    while True:
        await asyncio.sleep(LOOK_SECONDS)
        before, ahead = ahead, time.time() - time.monotonic()
        if ahead < before - _NOTICED_SECONDS:
            logger.warning("the machine's clock was set back by %.0f s", before - ahead)
            for job in scheduler.get_jobs():
                job.modify(next_run_time=datetime.now(UTC))
        elif ahead > before + _NOTICED_SECONDS:
            logger.warning("the machine's clock was set ahead by %.0f s", ahead - before)
