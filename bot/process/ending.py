"""The end of the process: in order as far as that is possible, and in time whatever hangs."""

import asyncio
import logging
import os
import signal
import threading
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import AsyncExitStack, suppress
from typing import Any

logger = logging.getLogger(__name__)

ENDING_SECONDS = 27.0
"""Whoever supervises processes gives them 30 seconds as a rule."""


def stop_on_signal() -> asyncio.Event:
    """Return what is set when the process is asked to stop; it has ended soon after."""
    stopping = asyncio.Event()

    def stop() -> None:
        if not stopping.is_set():
            stopping.set()
            last = threading.Timer(ENDING_SECONDS, _end_now)
            last.daemon = True
            last.start()

    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        # A terminal that is closed asks for an end as well, unless nohup has said otherwise.
        if signal.getsignal(number) is not signal.SIG_IGN:
            loop.add_signal_handler(number, stop)
    return stopping


async def wait_for_any(*events: asyncio.Event) -> None:
    """Return once one of them is set."""
    waiting = [asyncio.create_task(event.wait()) for event in events]
    try:
        await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in waiting:
            task.cancel()


async def end_within(seconds: float, end: Callable[[], Awaitable[None]]) -> None:
    """Await the end of a part, but no longer than that; the next start finds what it left."""
    try:
        async with asyncio.timeout(seconds):
            await end()
    except TimeoutError:
        logger.warning("something under way was left unfinished after %d s", round(seconds))


def run_beside(work: Coroutine[Any, Any, None], stack: AsyncExitStack) -> None:
    """Let it run beside everything else until the end, which the stack brings."""
    task = asyncio.create_task(work)

    async def cancel() -> None:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task

    stack.push_async_callback(cancel)


def _end_now() -> None:
    logger.error(
        "not everything could be finished in time; what is left is found at the next start"
    )
    # The store keeps whole transactions whenever the process ends.
    os._exit(1)
