"""APScheduler with a job a subscriber, as most bots do it, beside the database as the schedule.

    python -m tests.benchmarks.schedulers [SUBSCRIBERS ...]

All subscribers fall due at one instant, and each owes one lesson. On either side the work ends
when all are planned for the next day: APScheduler has then called a coroutine for each and
computed the next time of each job, in memory, and forgets it all with the process; ours has
written a delivery for each, durably, and moved its slot on.
"""

import asyncio
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import astuple, dataclass
from datetime import datetime, timedelta
from multiprocessing import get_context
from pathlib import Path
from statistics import median

from apscheduler.jobstores.memory import MemoryJobStore
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.cron import CronTrigger

from bot.process.clock import real_now
from bot.process.store_thread import StoreThread
from bot.use_cases.delivery import planning
from lessons.course.files import load_published_courses
from tests.benchmarks.measuring import peak_memory_mb, watching_the_loop
from tests.benchmarks.population import ZONES, fill

SIZES = (1_000, 10_000)
REPEATS = 3
SWITCH_SECONDS = 0.0005
"""As the application sets it, for both."""


@dataclass(frozen=True, slots=True)
class Figures:
    """Seconds and megabytes: from the process's start until all are scheduled, and one morning.

    ``blocked`` is the longest that the event loop stood still, ``none_due`` one look at a
    schedule of which nothing is due, ``memory_mb`` what all this added to the process.
    """

    starting: float
    morning: float
    morning_cpu: float
    blocked: float
    none_due: float
    memory_mb: float


_sent = 0


async def _send(_chat_id: int) -> None:
    global _sent  # noqa: PLW0603  # a job finds its function by name, so its count is the module's
    _sent += 1


async def _measure_apscheduler(subscribers: int) -> Figures:
    jobs = MemoryJobStore()
    scheduler = AsyncIOScheduler(
        jobstores={"default": jobs},
        # Without these a morning of ten thousand runs none of them.
        job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1},
    )
    memory = peak_memory_mb()
    scheduler.start(paused=True)
    starting = time.perf_counter()
    due_at = real_now() + timedelta(seconds=0.5)
    for number in range(subscribers):
        trigger = CronTrigger(hour=9, minute=0, timezone=ZONES[number % len(ZONES)])
        scheduler.add_job(_send, trigger, args=(number,), id=str(number), next_run_time=due_at)
    starting = time.perf_counter() - starting
    await asyncio.sleep(max(0.0, (due_at - real_now()).total_seconds()))
    wall, cpu = time.perf_counter(), time.process_time()
    async with watching_the_loop() as late:
        # Lets the ticker begin before the scheduler does.
        await asyncio.sleep(0.005)
        scheduler.resume()
        while _sent < subscribers:
            await asyncio.sleep(0.001)
        wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
        await asyncio.sleep(0.005)
    none_due = time.perf_counter()
    jobs.get_due_jobs(due_at)
    jobs.get_next_run_time()
    none_due = time.perf_counter() - none_due
    scheduler.shutdown(wait=False)
    return Figures(starting, wall, cpu, max(late), none_due, peak_memory_mb() - memory)


async def _measure_ours(path: Path, now: datetime) -> Figures:
    library, memory = load_published_courses(None), peak_memory_mb()
    starting = time.perf_counter()
    store = StoreThread(f"sqlite:///{path}")
    starting = time.perf_counter() - starting
    wall, cpu = time.perf_counter(), time.process_time()
    async with watching_the_loop() as late:
        while await store.run(planning.plan_lessons, library, now):
            pass
        wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
        await asyncio.sleep(0.005)
    none_due = time.perf_counter()
    await store.run(planning.plan_lessons, library, now)
    none_due = time.perf_counter() - none_due
    store.close()
    return Figures(starting, wall, cpu, max(late), none_due, peak_memory_mb() - memory)


def _run_apscheduler(subscribers: int) -> Figures:
    sys.setswitchinterval(SWITCH_SECONDS)
    return asyncio.run(_measure_apscheduler(subscribers))


def _run_ours(path: Path, now: datetime) -> Figures:
    sys.setswitchinterval(SWITCH_SECONDS)
    return asyncio.run(_measure_ours(path, now))


def _fill(path: Path, subscribers: int, now: datetime) -> None:
    [course, *_] = load_published_courses(None).values()
    fill(path, course, subscribers, subscribers, now)


_ROWS = (
    ("start until all are scheduled, ms", "starting", 1e3),
    ("all due at one instant, ms", "morning", 1e3),
    ("  CPU, ms", "morning_cpu", 1e3),
    ("  event loop stood still, ms", "blocked", 1e3),
    ("a look when nothing is due, ms", "none_due", 1e3),
    ("memory added, MB", "memory_mb", 1.0),
)


def _show(subscribers: int, theirs: Figures, ours: Figures) -> None:
    print(f"{f'{subscribers:,} subscribers':<36}{'APScheduler':>14}{'ours':>14}{'ratio':>10}")
    for label, name, scale in _ROWS:
        one, other = getattr(theirs, name) * scale, getattr(ours, name) * scale
        ratio = f"{one / other:>10.1f}" if other else ""
        print(f"{label:<36}{one:>14,.2f}{other:>14,.2f}{ratio}")
    print()


def main() -> None:
    """Measure either side at each size, medians of three, in processes of their own."""
    sizes = [int(size) for size in sys.argv[1:]] or list(SIZES)
    now = real_now().replace(second=0, microsecond=0)
    with (
        tempfile.TemporaryDirectory() as folder,
        ProcessPoolExecutor(1, get_context("spawn"), max_tasks_per_child=1) as processes,
    ):
        for size in sizes:
            theirs, ours = [], []
            for _ in range(REPEATS):
                path = Path(folder) / f"{size}.db"
                processes.submit(_fill, path, size, now).result()
                theirs.append(processes.submit(_run_apscheduler, size).result())
                ours.append(processes.submit(_run_ours, path, now).result())
                path.unlink()
            _show(size, _median(theirs), _median(ours))


def _median(measured: Sequence[Figures]) -> Figures:
    columns = zip(*map(astuple, measured), strict=True)
    return Figures(*map(median, columns))


if __name__ == "__main__":
    main()
