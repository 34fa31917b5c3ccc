"""Work that takes longer than everybody should wait, on one thread beside the event loop."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar, TypeVarTuple, Unpack

T = TypeVar("T")
Ts = TypeVarTuple("Ts")

# One, as threads that reckon at the same time keep each other and the loop waiting.
_THREAD = ThreadPoolExecutor(1, thread_name_prefix="aside")


async def aside(call: Callable[[Unpack[Ts]], T], *arguments: *Ts) -> T:
    """Return what the call returns; the event loop goes on meanwhile."""
    return await asyncio.get_running_loop().run_in_executor(_THREAD, call, *arguments)
