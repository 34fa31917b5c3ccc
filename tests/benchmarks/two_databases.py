"""A thousand a second on SQLite and on PostgreSQL: the pace, what it costs the program and the
server, and how late the event loop is meanwhile; and planning for a million on PostgreSQL.

    python -m tests.benchmarks.two_databases [SECONDS [PER_SECOND [SUBSCRIBERS]]]

Storage is included: each message is claimed, marked and recorded. PostgreSQL is started here, from
Debian's binaries, as durable as it comes. CPU of the server is that of all its processes.
"""

import asyncio
import os
import sys
import tempfile
import time
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg

from bot.api.limiter import Limiter
from bot.process.event_loop import run_in_loop, tune_garbage_collection
from bot.use_cases.delivery import planning
from lessons.course.files import load_published_courses
from storage import open_store
from tests.benchmarks.bot_api import asking, running_bot_api
from tests.benchmarks.fan_out import open_fan_out
from tests.support.crowd import COURSE
from tests.support.pacing import most_in_a_second
from tests.support.postgres import Server, running_server

DELAY_SECONDS = 0.08
NOW = datetime(2026, 11, 29, 8, 0, tzinfo=UTC)
_TICKS = os.sysconf("SC_CLK_TCK")


def server_seconds() -> float:
    """Return the CPU that PostgreSQL's processes have used, those that ended counted by who
    started them."""
    total = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            name, _, rest = stat.read_text().partition(") ")
        except OSError:
            continue
        if "postgres" in name:
            total += sum(map(int, rest.split()[11:15]))
    return total / _TICKS


async def _watch_loop(late: list[float]) -> None:
    while True:
        began = time.perf_counter()
        await asyncio.sleep(0.005)
        late.append(time.perf_counter() - began - 0.005)


async def _measure(what: str, database: Path | str, url: str, seconds: int, pace: int) -> None:
    late: list[float] = []
    async with (
        asking(url) as api,
        open_fan_out(database, url, seconds * pace, limiter=Limiter(pace)) as fan_out,
    ):
        await api.reset(DELAY_SECONDS)
        tune_garbage_collection()
        before, watching = server_seconds(), asyncio.create_task(_watch_loop(late))
        wall, cpu = await fan_out.time_sending()
        watching.cancel()
        arrivals = sorted(await api.list_arrivals())
    late.sort()
    print(
        f"{what}: {len(arrivals):,} messages at {len(arrivals) / wall:,.0f} a second, at most "
        f"{most_in_a_second(arrivals):,} in any second; {100 * cpu / wall:.0f}% of a core for the "
        f"program, {100 * (server_seconds() - before) / wall:.0f}% for the server; the loop late "
        f"by {1000 * late[int(0.99 * len(late))]:.1f} ms (99th percentile)"
    )


def _plan(server: Server, subscribers: int) -> None:
    url = server.create()
    open_store(url).close()
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(
            """
            INSERT INTO subscribers (chat_id, kind, status, timezone, send_time, weekdays,
                joined_at, is_paused)
            SELECT number, 'private', 'active', 'Europe/Berlin', '09:00',
                'mon tue wed thu fri sat sun', now(), 0
            FROM generate_series(1, %s) AS number
            """,
            [subscribers],
        )
        connection.execute(
            """
            INSERT INTO enrollments (chat_id, course_id, status, enrolled_at, next_date,
                next_due_at)
            SELECT chat_id, %s, 'active', now(), '2026-11-29',
                CASE chat_id %% 10 WHEN 0 THEN timestamptz '2026-11-29 08:00Z'
                    ELSE timestamptz '2026-11-29 20:00Z' END
            FROM subscribers
            """,
            [COURSE],
        )
        connection.execute("VACUUM ANALYZE")
    library, holds = load_published_courses(None), list[float]()
    with closing(open_store(url)) as store:
        began, cpu, is_more = time.perf_counter(), time.process_time(), True
        while is_more:
            at = time.perf_counter()
            with store.transaction():
                is_more = bool(planning.plan_lessons(store, library, NOW))
            holds.append(time.perf_counter() - at)
        took, cpu = time.perf_counter() - began, time.process_time() - cpu
        at = time.perf_counter()
        with store.transaction():
            claimed = store.claim_deliveries(NOW, NOW, 500, NOW + timedelta(minutes=1))
        claiming = time.perf_counter() - at
    holds.sort()
    print(
        f"PostgreSQL, {subscribers:,} subscribers, {subscribers // 10:,} due at once: planned in "
        f"{took:.1f} s ({cpu:.1f} s of CPU here), longest hold {1000 * holds[-1]:.0f} ms, "
        f"{1000 * holds[int(0.99 * len(holds))]:.0f} at the 99th percentile; {len(claimed)} "
        f"claimed in {1000 * claiming:.0f} ms"
    )


def main(seconds: int = 60, pace: int = 1000, subscribers: int = 1_000_000) -> None:
    """Measure both, then the planning."""
    with running_bot_api() as url, running_server(is_durable=True) as server:
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "lessons.db"
            run_in_loop(_measure("SQLite", file, url, seconds, pace))
        run_in_loop(_measure("PostgreSQL", server.create(), url, seconds, pace))
        _plan(server, subscribers)


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:]))
