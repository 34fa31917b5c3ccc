"""What one message and one subscriber cost, on SQLite and on PostgreSQL: the figures of the README
from which larger ones are reckoned.

    python -m tests.benchmarks.on_paper [SUBSCRIBERS [DAYS]]

Everybody gets a lesson a day, through the use cases that the program runs; only Telegram is left
out. CPU is counted, so that a busy machine changes little; the server's is that of its processes.
PostgreSQL is started here, from Debian's binaries.
"""

import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import psycopg

from bot.use_cases.delivery import outbox, planning
from bot.use_cases.delivery.settled import Settled
from bot.use_cases.library import Library
from lessons.course.files import load_published_courses
from lessons.delivery.delivery import Delivery, DeliveryStatus, Outcome
from storage import back_up, move, open_store
from storage.interface.store import Store
from tests.benchmarks.population import fill
from tests.support.postgres import Server, find_program, running_server

SUBSCRIBERS, DAYS = 100_000, 2
# As many as are on their way at a thousand a second.
AT_ONCE = 100
_DAY = timedelta(days=1)
_PEOPLE, _MESSAGES = ["subscribers", "enrollments"], ["deliveries"]
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Costs:
    """Microseconds of CPU a message, of this process and of the server's; bytes."""

    planning: float
    planning_there: float
    sending: float
    sending_there: float
    of_a_message: float
    of_a_subscriber: float
    of_a_backup: float


def main() -> None:
    """Print what was measured."""
    subscribers = int(sys.argv[1]) if len(sys.argv) > 1 else SUBSCRIBERS
    days = int(sys.argv[2]) if len(sys.argv) > 2 else DAYS
    now = datetime.fromisoformat("2026-11-23T08:00:00+00:00")
    library = load_published_courses(None)
    [course, *_] = library.values()
    with tempfile.TemporaryDirectory() as folder, running_server(is_durable=True) as server:
        path, url = Path(folder) / "lessons.db", server.create()
        fill(path, course, subscribers, subscribers, now)
        here = f"sqlite:///{path}"
        move(here, url, lambda *_: None)
        for name, where, sizes_of, copy, cpu in (
            ("SQLite", here, partial(_sizes_in_file, path), partial(_back_up, here, path), _none),
            (
                "PostgreSQL",
                url,
                partial(_sizes_on_server, url),
                partial(_dump, url, Path(folder) / "dump"),
                partial(_cpu_of, server),
            ),
        ):
            costs = _measure(where, library, subscribers, days, now, sizes_of, copy, cpu)
            print(
                f"{name}: {subscribers} subscribers, {days} lessons each\n"
                f"  planning a message, us of CPU: {costs.planning:.0f}, on the server "
                f"{costs.planning_there:.0f}\n"
                f"  claiming and settling it, us of CPU: {costs.sending:.0f}, on the server "
                f"{costs.sending_there:.0f}\n"
                f"  bytes of a message: {costs.of_a_message:.0f}\n"
                f"  bytes of a subscriber: {costs.of_a_subscriber:.0f}\n"
                f"  bytes of a backup, a subscriber with {days + 1} messages: "
                f"{costs.of_a_backup:.0f}"
            )


def _measure(
    url: str,
    library: Library,
    subscribers: int,
    days: int,
    now: datetime,
    sizes_of: Callable[[], tuple[int, int]],
    back_it_up: Callable[[], int],
    cpu_there: Callable[[], float],
) -> Costs:
    messages = 0
    planning_s = planning_there_s = sending_s = sending_there_s = 0.0
    with closing(open_store(url)) as store:
        for day in range(days):
            at = now + day * _DAY
            with _counting(cpu_there) as spent:
                _plan(store, library, at)
            planning_s, planning_there_s = planning_s + spent[0], planning_there_s + spent[1]
            with _counting(cpu_there) as spent:
                messages += _send(store, library, at)
            sending_s, sending_there_s = sending_s + spent[0], sending_there_s + spent[1]
    people_bytes, message_bytes = sizes_of()
    return Costs(
        *(seconds / messages * 1e6 for seconds in (planning_s, planning_there_s)),
        *(seconds / messages * 1e6 for seconds in (sending_s, sending_there_s)),
        # One message each was there before.
        message_bytes / (messages + subscribers),
        people_bytes / subscribers,
        back_it_up() / subscribers,
    )


@contextmanager
def _counting(cpu_there: Callable[[], float]) -> Iterator[list[float]]:
    """Yield a list that holds, after the block, the seconds of CPU here and there."""
    spent = list[float]()
    here, there = time.process_time(), cpu_there()
    yield spent
    spent += [time.process_time() - here, cpu_there() - there]


def _plan(store: Store, library: Library, at: datetime) -> None:
    moved = 1
    while moved:
        with store.transaction():
            moved = planning.plan_lessons(store, library, at)


def _send(store: Store, library: Library, at: datetime) -> int:
    """Let all that is planned leave and arrive, as the dispatcher does; return how many."""
    claimed: list[Delivery] = []
    leaving: list[Delivery] = []
    count = 0
    while True:
        settled = [
            Settled(
                one, Outcome(one.delivery_id, DeliveryStatus.SENT, at, message_ids=(count + place,))
            )
            for place, one in enumerate(leaving)
        ]
        with store.transaction():
            found = outbox.exchange(store, library, settled, claimed, AT_ONCE, frozenset(), at, at)
        count += len(settled)
        leaving, claimed = found.leaving, found.claimed
        if not leaving and not claimed:
            return count


def _none() -> float:
    return 0.0


def _sizes_in_file(path: Path) -> tuple[int, int]:
    """Return the bytes of people with their places, and of messages, with all their indexes."""
    with closing(sqlite3.connect(path)) as database:
        return tuple(
            database.execute(
                "SELECT sum(pgsize) FROM dbstat JOIN sqlite_master USING (name)"
                " WHERE tbl_name IN (SELECT value FROM json_each(?))",
                [json.dumps(tables)],
            ).fetchone()[0]
            for tables in (_PEOPLE, _MESSAGES)
        )


def _back_up(url: str, path: Path) -> int:
    return back_up(url, path.with_name("copy.db")).size_bytes


def _sizes_on_server(url: str) -> tuple[int, int]:
    """Return the same, dead rows that are not cleared away yet included."""
    with psycopg.connect(url, autocommit=True) as connection:
        return tuple(
            connection.execute(
                "SELECT sum(pg_total_relation_size(name::regclass))"
                " FROM unnest(%s::text[]) AS name",
                [tables],
            ).fetchone()[0]
            for tables in (_PEOPLE, _MESSAGES)
        )


def _dump(url: str, target: Path) -> int:
    command = [find_program("pg_dump"), "--format=custom", f"--file={target}", f"--dbname={url}"]
    subprocess.run(command, check=True)
    return target.stat().st_size


def _cpu_of(server: Server) -> float:
    """Return the seconds of CPU of the server and of every process that it has or had."""
    first = server.process_id
    ticks = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            # What stands in brackets may hold blanks: proc(5).
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        parent, number = int(fields[1]), int(stat.parent.name)
        if parent == first:
            ticks += int(fields[11]) + int(fields[12])
        elif number == first:
            # Its own and those of its children that have ended.
            ticks += sum(map(int, fields[11:15]))
    return ticks / _TICKS


if __name__ == "__main__":
    main()
