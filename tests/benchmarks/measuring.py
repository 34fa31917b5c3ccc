"""Rulers that the benchmarks share."""

import asyncio
import math
import resource
import time
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from statistics import median


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value that this share of the values does not exceed (nearest rank).

    Zero of none: at small sizes a thing may be over before it is looked at.
    """
    if not values:
        return 0.0
    return sorted(values)[max(0, math.ceil(share * len(values)) - 1)]


def time_calls(call: Callable[[], object], count: int) -> tuple[float, float]:
    """Return the median seconds of one call, by the wall clock and in CPU."""
    walls, cpus = [], []
    for _ in range(count):
        wall, cpu = time.perf_counter(), time.process_time()
        call()
        walls.append(time.perf_counter() - wall)
        cpus.append(time.process_time() - cpu)
    return median(walls), median(cpus)


def peak_memory_mb() -> float:
    """Return the most memory that this process has held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


@asynccontextmanager
async def watching_the_loop(every_seconds: float = 0.001) -> AsyncIterator[list[float]]:
    """Collect by how many seconds a ticker on this event loop comes late each time. One of a
    millisecond costs a few hundredths of a core itself."""
    late: list[float] = []

    async def tick() -> None:
        while True:
            before = time.perf_counter()
            await asyncio.sleep(every_seconds)
            late.append(time.perf_counter() - before - every_seconds)

    ticking = asyncio.create_task(tick())
    try:
        yield late
    finally:
        ticking.cancel()


def growth(by_size: Mapping[int, float]) -> float:
    """Return the slope on a log scale of a cost by size: 0 stays, 1 grows in proportion."""
    points = [(math.log(size), math.log(cost)) for size, cost in by_size.items() if cost > 0]
    if len(points) < 2:
        return math.nan
    mean_x, mean_y = (sum(axis) / len(points) for axis in zip(*points, strict=True))
    spread = sum((x - mean_x) ** 2 for x, _ in points)
    return sum((x - mean_x) * (y - mean_y) for x, y in points) / spread
