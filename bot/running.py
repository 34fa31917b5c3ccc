"""From the start to the end: what begins in which order, what recurs, and what is put away last."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass
from typing import Any

from bot.api.conflict import ConflictWatch
from bot.api.menus import set_menus
from bot.api.receiving import Receiver
from bot.connection import PTB
from bot.delivery.census_worker import CensusWorker
from bot.delivery.correction_worker import CorrectionWorker
from bot.delivery.dispatcher import Dispatcher
from bot.delivery.progress_messages import ProgressMessages
from bot.delivery.ticker import Ticker
from bot.process.aside import aside
from bot.process.clock_jumps import keep_running
from bot.process.ending import end_within
from bot.process.loading import load_for_answers
from bot.process.store_thread import StoreThread
from bot.sandbox_link import SandboxLink
from bot.use_cases import authority

logger = logging.getLogger(__name__)

TICK_SECONDS = 1.0
FOLLOW_SECONDS = 2.0
TIDY_SECONDS = 3600.0
FIRST_TIDY_SECONDS = 60.0
DRAIN_SECONDS = 12.0
STOP_SECONDS = 4.0
# A tick that is late runs once, whatever it missed; two never run beside each other.
_JOB = {"coalesce": True, "max_instances": 1, "misfire_grace_time": None}


@dataclass(frozen=True, slots=True)
class Running:
    """The parts that run by themselves. Without a sandbox there is no ``link`` to it."""

    application: PTB
    store: StoreThread
    owner_ids: frozenset[int]
    dispatcher: Dispatcher
    ticker: Ticker
    correction_worker: CorrectionWorker
    census_worker: CensusWorker
    progress_messages: ProgressMessages
    conflict: ConflictWatch
    receiver: Receiver
    link: SandboxLink | None


async def serve(parts: Running, stopping: asyncio.Event, on_ready: Callable[[], None]) -> None:
    """Begin everything, wait for ``stopping``, and end it in the opposite order."""
    application, jobs = parts.application, parts.application.job_queue
    assert jobs is not None
    _schedule(parts)
    await parts.dispatcher.start()
    async with AsyncExitStack() as stack:
        await application.start()
        stack.push_async_callback(end_within, STOP_SECONDS, application.stop)
        stack.callback(parts.conflict.close)
        # The first tick sends meanwhile; nobody is heard before.
        await aside(load_for_answers)
        stack.push_async_callback(end_within, DRAIN_SECONDS, parts.dispatcher.stop)
        await parts.receiver.start()
        stack.push_async_callback(parts.receiver.stop)
        _begin(keep_running(jobs.scheduler), stack)
        _begin(parts.census_worker.run(), stack)
        if parts.link is not None:
            _begin(parts.link.run(), stack)
        admin_ids = await parts.store.run(authority.list_admin_ids, parts.owner_ids)
        await set_menus(application.bot, admin_ids)
        on_ready()
        await stopping.wait()
        logger.info("stopping: finishing what is under way")


def _schedule(parts: Running) -> None:
    _repeat(parts.application, parts.correction_worker.work, FOLLOW_SECONDS)
    _repeat(parts.application, parts.progress_messages.refresh_at_leisure, FOLLOW_SECONDS)
    _repeat(parts.application, parts.ticker.tick, TICK_SECONDS, first=0)
    _repeat(parts.application, parts.ticker.tidy, TIDY_SECONDS, first=FIRST_TIDY_SECONDS)


def _repeat(
    application: PTB,
    work: Callable[[], Awaitable[None]],
    seconds: float,
    first: float | None = None,
) -> None:
    async def job(_context: object) -> None:
        await work()

    jobs = application.job_queue
    assert jobs is not None
    if first == 0:
        # A repeating job that is to begin at once begins after one interval.
        jobs.run_once(job, 0, job_kwargs=_JOB)
    jobs.run_repeating(job, seconds, first=first or None, job_kwargs=_JOB)


def _begin(work: Coroutine[Any, Any, None], stack: AsyncExitStack) -> None:
    """Let it run beside everything else until the end."""
    task = asyncio.create_task(work)

    async def cancel() -> None:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task

    stack.push_async_callback(cancel)
