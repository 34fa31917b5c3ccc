"""A morning: everybody due at once, sent at Telegram's own speed while people go on asking.

    python -m tests.benchmarks.morning [SUBSCRIBERS [PER_SECOND [SECONDS]]]

Answers take 80 ms. Without arguments 100,000 subscribers are sent to at 1,000 a second. With
SECONDS only so much of it is watched. PER_SECOND 100000 is as good as no limit.
"""

import asyncio
import random
import sys
import tempfile
import time
from bisect import bisect_left
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from datetime import datetime, timedelta
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from bot.api.limiter import Limiter
from bot.delivery.open_checks import OpenChecks
from bot.delivery.ticker import Ticker
from bot.process.clock import real_now
from bot.process.event_loop import run_in_loop, tune_garbage_collection
from bot.process.vitals import Vitals
from bot.use_cases.announcements.audiences import AnnouncementPolicy
from lessons.course.files import load_published_courses
from tests.benchmarks.bot_api import asking, running_bot_api
from tests.benchmarks.fan_out import FanOut, open_fan_out
from tests.benchmarks.measuring import peak_memory_mb, percentile, watching_the_loop
from tests.benchmarks.population import fill

DELAY_SECONDS = 0.08
REPLIES_PER_SECOND = 2.0
LOOK_SECONDS = 0.02


class WatchedLimiter(Limiter):
    """Notes how long each reply waits before it leaves."""

    def __init__(self, per_second: int) -> None:
        super().__init__(per_second)
        self.waits: list[float] = []

    async def process_request(self, *args: Any, **kwargs: Any) -> Any:
        """Make the call as ever, and note when it begins."""
        if kwargs["rate_limit_args"] is None:
            asked, callback = time.perf_counter(), kwargs["callback"]

            def begin(*given: Any, **more: Any) -> Any:
                self.waits.append(time.perf_counter() - asked)
                return callback(*given, **more)

            kwargs["callback"] = begin
        return await super().process_request(*args, **kwargs)


def most_in_a_second(times: Sequence[float]) -> int:
    """Return how many of the instants (in order) fall into the fullest second."""
    return max(bisect_left(times, start + 1.0) - number for number, start in enumerate(times))


def _fill(path: Path, subscribers: int, now: datetime) -> None:
    [course, *_] = load_published_courses(None).values()
    fill(path, course, subscribers, subscribers, now)


async def _ask_now_and_then(fan_out: FanOut) -> None:
    chance = random.Random(1)
    with suppress(asyncio.CancelledError):
        while True:
            await asyncio.sleep(chance.expovariate(REPLIES_PER_SECOND))
            await fan_out.bot.send_message(chance.randint(1, 10**6), "An answer.")


async def _measure(path: Path, url: str, per_second: int, seconds: float | None) -> None:
    limiter = WatchedLimiter(per_second)
    library = load_published_courses(None)
    async with asking(url) as api, open_fan_out(path, url, 0, limiter=limiter) as fan_out:
        await api.reset(DELAY_SECONDS)
        ticker = Ticker(
            fan_out.store,
            library,
            fan_out.clock,
            fan_out.dispatcher,
            OpenChecks(),
            AnnouncementPolicy(),
            follow=_nothing,
            amend=_nothing,
            thank=_nothing,
            vitals=Vitals(),
        )
        tune_garbage_collection()
        wall, cpu = time.perf_counter(), time.process_time()
        asking_task = asyncio.create_task(_ask_now_and_then(fan_out))
        async with watching_the_loop(LOOK_SECONDS) as late:
            await ticker.tick()
            planned_after = time.perf_counter() - wall
            planned_cpu = time.process_time() - cpu
            draining = asyncio.create_task(fan_out.dispatcher.drain())
            await asyncio.wait([draining], timeout=seconds)
            spent = time.process_time() - cpu
            took = time.perf_counter() - wall
            asking_task.cancel()
            await fan_out.dispatcher.stop()
            await draining
        arrivals = sorted(await api.list_arrivals())
    lasted = arrivals[-1] - arrivals[0]
    print(f"planned in {planned_after:.2f} s, sending meanwhile")
    print(
        f"{len(arrivals):,} messages in {lasted:.1f} s: {(len(arrivals) - 1) / lasted:,.2f} a "
        f"second, at most {most_in_a_second(arrivals):,} in any second"
    )
    steady = [at for at in arrivals if arrivals[0] + 2 <= at <= arrivals[-1] - 1]
    if len(steady) > 1:
        rate = (len(steady) - 1) / (steady[-1] - steady[0])
        print(f"  between the start and the end: {rate:,.2f} a second")
    print(
        f"CPU {spent / took * 100:.1f} % of a core, {spent / len(arrivals) * 1000:.3f} ms a "
        f"message; once planned {(spent - planned_cpu) / (took - planned_after) * 100:.1f} %"
    )
    print(
        f"{len(limiter.waits)} replies waited {percentile(limiter.waits, 0.5) * 1000:.1f} ms "
        f"(median), {percentile(limiter.waits, 0.99) * 1000:.1f} ms (99th), "
        f"{max(limiter.waits) * 1000:.1f} ms (longest)"
    )
    print(f"event loop late by {percentile(late, 0.99) * 1000:.2f} ms (99th percentile)")
    print(f"peak memory {peak_memory_mb():.0f} MB")


async def _nothing() -> None:
    """There are no announcements to follow or to amend, and nobody who has left."""


def _measure_in_loop(path: Path, url: str, per_second: int, seconds: float | None) -> None:
    sys.setswitchinterval(0.0005)
    run_in_loop(_measure(path, url, per_second, seconds))


def main() -> None:
    """Fill a file, and print what a morning with it is like."""
    given = [float(argument) for argument in sys.argv[1:]]
    subscribers, per_second, *rest = [*given, *(100_000, 1_000)[len(given) :]]
    seconds = rest[0] if rest else None
    now = real_now().replace(microsecond=0) - timedelta(seconds=1)
    with (
        tempfile.TemporaryDirectory() as folder,
        running_bot_api() as url,
        ProcessPoolExecutor(1, get_context("spawn"), max_tasks_per_child=1) as processes,
    ):
        path = Path(folder) / "l.db"
        processes.submit(_fill, path, int(subscribers), now).result()
        run = processes.submit(_measure_in_loop, path, url, int(per_second), seconds)
        run.result()


if __name__ == "__main__":
    main()
