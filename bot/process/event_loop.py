"""The event loop: uvloop where it can be had, asyncio's own elsewhere; and its undisturbed run."""

import asyncio
import gc
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

T = TypeVar("T")


def run_in_loop(main: Coroutine[Any, Any, T]) -> T:
    """Run the coroutine to its end in a loop of its own and return what it returns."""
    with asyncio.Runner(loop_factory=_find_factory()) as runner:
        return runner.run(main)


def tune_garbage_collection() -> None:
    """Have the garbage collector look at what comes from now on, and at that less often.

    Lessons, libraries and zones stay until the end; looking at all of them again and again
    would hold the event loop up for dozens of milliseconds.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


def _find_factory() -> Callable[[], asyncio.AbstractEventLoop] | None:
    try:
        import uvloop  # noqa: PLC0415 - there is none for Windows
    except ImportError:
        return None
    factory: Callable[[], asyncio.AbstractEventLoop] = uvloop.new_event_loop
    return factory
