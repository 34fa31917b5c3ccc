"""A million subscribers in the file: what falls due, planning, start-up, size, and their growth.

    python -m tests.benchmarks.million [SUBSCRIBERS ...]

A tenth of the subscribers fall due at one instant, in 200 zones. The slope says how a cost grows
from the first size to the last: 0 stays, 1 grows in proportion.
"""

import asyncio
import random
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from datetime import time as clock_time
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from bot.process.clock import real_now
from bot.process.event_loop import run_in_loop, tune_garbage_collection
from bot.process.store_thread import StoreThread
from bot.use_cases.announcements import progress, scheduling
from bot.use_cases.announcements.audiences import AnnouncementPolicy, Cursor
from bot.use_cases.delivery import outbox, planning
from bot.use_cases.library import Library
from lessons.course.files import load_published_courses
from lessons.delivery.announcement import AnnouncementStatus
from lessons.times.schedule import Schedule, next_slot
from storage import open_store
from storage.interface.store import Store
from tests.benchmarks.first_send import make_due, time_first_send
from tests.benchmarks.measuring import (
    growth,
    peak_memory_mb,
    percentile,
    time_calls,
    watching_the_loop,
)
from tests.benchmarks.population import ZONES, fill

SIZES = (1_000, 10_000, 100_000, 1_000_000)
SWITCH_SECONDS = 0.0005
# Looking every millisecond would cost a tenth of what it looks at.
LOOK_SECONDS = 0.005
DUE_AT_START = 100
_TIMES = tuple(clock_time(hour, minute) for hour in (7, 8, 9, 18) for minute in (0, 30))


@dataclass(frozen=True, slots=True)
class Figures:
    """What was measured at one size. Milliseconds and megabytes unless the name says otherwise."""

    file_mb: float
    opening: float
    idle_tick: float
    due_query: float
    planned: int
    planning: float
    planning_cpu: float
    chunk_median: float
    chunk_99: float
    person_99: float
    late_99: float
    late_99_at_rest: float
    memory_mb: float
    next_slots_cpu: float
    announcing: float
    announcing_99: float
    holding: float
    dropping_99: float
    first_request: float = 0.0
    first_send: float = 0.0


def _fill(path: Path, subscribers: int, now: datetime) -> None:
    [course, *_] = load_published_courses(None).values()
    fill(path, course, subscribers, subscribers // 10, now)


def _measure(path: Path, subscribers: int, now: datetime) -> Figures:
    sys.setswitchinterval(SWITCH_SECONDS)
    library, url = load_published_courses(None), f"sqlite:///{path}"
    opening, _ = time_calls(lambda: open_store(url).close(), 5)
    store = open_store(url)
    before = now - timedelta(minutes=1)
    idle_tick, _ = time_calls(partial(_tick, store, library, before), 200)
    due_query, _ = time_calls(lambda: store.list_due_cohorts(now, planning.BATCH), 20)
    store.close()
    next_slots_cpu = _time_next_slots(subscribers, now)
    return run_in_loop(
        _plan(
            url,
            library,
            now,
            lambda **measured: Figures(
                file_mb=path.stat().st_size / 1e6,
                opening=opening * 1e3,
                idle_tick=idle_tick * 1e3,
                due_query=due_query * 1e3,
                next_slots_cpu=next_slots_cpu * 1e3,
                **measured,
            ),
        )
    )


def _tick(store: Store, library: Library, now: datetime) -> None:
    """What a tick asks of the store, each use case in its transaction."""
    for use_case in (
        partial(planning.plan_lessons, library=library, now=now),
        partial(
            planning.plan_announcements,
            library=library,
            policy=AnnouncementPolicy(),
            now=now,
            passes={},
        ),
        partial(outbox.recover, real_now=now),
        partial(outbox.claim, now=now, real_now=now, limit=100, busy_chats=frozenset()),
    ):
        with store.transaction():
            use_case(store)


def _time_next_slots(count: int, now: datetime) -> float:
    """Return the CPU seconds of a call each for that many subscribers of 1,600 schedules."""
    schedules = [Schedule(zone, send_time) for zone in ZONES for send_time in _TIMES]
    chance, today = random.Random(count), date(now.year, now.month, now.day)
    everyone = chance.choices(schedules, k=count)

    def all_next() -> None:
        for schedule in everyone:
            next_slot(schedule, today, now)

    _, cpu = time_calls(all_next, 3)
    return cpu


async def _plan(
    url: str, library: Library, now: datetime, figures: Callable[..., Figures]
) -> Figures:
    store = StoreThread(url)
    tune_garbage_collection()
    async with watching_the_loop(LOOK_SECONDS) as late_at_rest:
        await asyncio.sleep(1)
    chunks: list[float] = []
    waits: list[float] = []
    planned = 0
    wall, cpu = time.perf_counter(), time.process_time()
    async with watching_the_loop(LOOK_SECONDS) as late, asyncio.TaskGroup() as tasks:
        person = tasks.create_task(_ask_now_and_then(store, waits))
        while True:
            before = time.perf_counter()
            moved = await store.run(planning.plan_lessons, library, now)
            if not moved:
                break
            chunks.append(time.perf_counter() - before)
            planned += moved
        person.cancel()
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    steps = await _announce_to_everybody(store, library, now)
    orders, drops = await _hold_and_go_and_cancel(store, now)
    store.close()
    return figures(
        planned=planned,
        planning=wall * 1e3,
        planning_cpu=cpu * 1e3,
        chunk_median=percentile(chunks, 0.5) * 1e3,
        chunk_99=percentile(chunks, 0.99) * 1e3,
        person_99=percentile(waits, 0.99) * 1e3,
        late_99=percentile(late, 0.99) * 1e3,
        late_99_at_rest=percentile(late_at_rest, 0.99) * 1e3,
        memory_mb=peak_memory_mb(),
        announcing=sum(steps) * 1e3,
        announcing_99=percentile(steps, 0.99) * 1e3,
        holding=max(orders) * 1e3,
        dropping_99=percentile(drops, 0.99) * 1e3,
    )


async def _announce_to_everybody(
    store: StoreThread, library: Library, now: datetime
) -> list[float]:
    """Return how long each step took to plan an announcement for all subscribers."""

    def schedule(opened: Store) -> None:
        draft = opened.add_announcement(created_by=1, created_at=now, at=now, text="We move.")
        opened.save_announcement(replace(draft, status=AnnouncementStatus.SCHEDULED))

    await store.run(schedule)
    steps: list[float] = []
    passes: dict[int, Cursor] = {}
    while passes or not steps:
        before = time.perf_counter()
        passes = await store.run(
            planning.plan_announcements, library, AnnouncementPolicy(), now, passes
        )
        steps.append(time.perf_counter() - before)
    return steps


async def _hold_and_go_and_cancel(
    store: StoreThread, now: datetime
) -> tuple[list[float], list[float]]:
    """Return how long an order about the announcement and a look at how it stands took each, and
    then each step that dropped what was left of it."""
    orders: list[float] = []
    for order in (progress.hold, progress.go_on, scheduling.cancel):
        before = time.perf_counter()
        assert await store.run(order, 1, 1, now)
        orders.append(time.perf_counter() - before)
        before = time.perf_counter()
        await store.run(progress.find_following, {}, AnnouncementPolicy(), 1, now)
        orders.append(time.perf_counter() - before)
    drops: list[float] = []
    is_more = True
    while is_more:
        before = time.perf_counter()
        is_more = bool(await store.run(planning.drop_cancelled, now))
        drops.append(time.perf_counter() - before)
    return orders, drops


async def _ask_now_and_then(store: StoreThread, waits: list[float]) -> None:
    """Be a person whose command waits its turn."""
    with suppress(asyncio.CancelledError):
        while True:
            before = time.perf_counter()
            await store.run(lambda opened: opened.find_subscriber(1))
            waits.append(time.perf_counter() - before)
            await asyncio.sleep(0.02)


_ROWS: tuple[tuple[str, str, str], ...] = (
    ("file, MB", "file_mb", ""),
    ("opening, ms", "opening", ""),
    ("tick with nothing due, ms", "idle_tick", "< 1"),
    ("query of one chunk due, ms", "due_query", ""),
    ("due and planned", "planned", ""),
    ("planning them all, ms", "planning", "< 5,000"),
    ("  CPU, ms", "planning_cpu", ""),
    ("  store time of a chunk, median, ms", "chunk_median", "<= 20"),
    ("  the same, 99th percentile, ms", "chunk_99", ""),
    ("  a person's command waits, 99th, ms", "person_99", ""),
    ("  event loop late, 99th, ms", "late_99", "< 5"),
    ("  the same with nothing to do, ms", "late_99_at_rest", ""),
    ("  peak memory, MB", "memory_mb", "< 150"),
    ("an announcement to all planned, ms", "announcing", ""),
    ("  store time of a step, 99th, ms", "announcing_99", ""),
    ("its hold, go, cancel: the longest, ms", "holding", "< 50"),
    ("  a step of dropping it, 99th, ms", "dropping_99", "< 50"),
    ("next slot of everyone, CPU ms", "next_slots_cpu", "< 500"),
    ("process start to first request, ms", "first_request", ""),
    ("process start to first send, ms", "first_send", "< 1,000"),
)


def _show(by_size: dict[int, Figures]) -> None:
    head = "".join(f"{size:>12,}" for size in by_size)
    print(f"{'subscribers':<40}{head}{'slope':>8}  wanted at the last")
    for label, name, wanted in _ROWS:
        values = {size: float(getattr(figures, name)) for size, figures in by_size.items()}
        cells = "".join(
            f"{value:>12,.0f}" if value >= 100 else f"{value:>12.2f}" for value in values.values()
        )
        print(f"{label:<40}{cells}{growth(values):>8.2f}  {wanted}")


def main() -> None:
    """Measure each size in processes of its own, and print the figures."""
    sizes = [int(size) for size in sys.argv[1:]] or list(SIZES)
    # Nothing falls due by the machine's clock, so that only what is asked for is planned.
    now = real_now().replace(second=0, microsecond=0) + timedelta(hours=1)
    by_size: dict[int, Figures] = {}
    with (
        tempfile.TemporaryDirectory() as folder,
        ProcessPoolExecutor(1, get_context("spawn"), max_tasks_per_child=1) as processes,
    ):
        for size in sizes:
            path = Path(folder) / f"{size}.db"
            processes.submit(_fill, path, size, now).result()
            figures = processes.submit(_measure, path, size, now).result()
            make_due(path, DUE_AT_START, real_now())
            first_request, first_send = asyncio.run(time_first_send(path))
            by_size[size] = replace(
                figures, first_request=first_request * 1e3, first_send=first_send * 1e3
            )
            path.unlink()
    _show(by_size)


if __name__ == "__main__":
    main()
