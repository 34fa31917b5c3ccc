"""What SQLite promises beyond the others: idle ticks are free, two processes share a file."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from lessons.delivery.delivery import LessonContent, NewDelivery
from storage import open_store
from storage.errors import StoreError
from storage.interface.store import Store
from storage.sqlite.store import SQLiteStore
from tests.support.traces import FOREVER, MONDAY, NOW, join, receive

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    opened = open_store(f"sqlite:///{path}")
    yield opened
    opened.close()


def idle_tick(store: Store) -> None:
    with store.transaction():
        assert store.list_due_cohorts(NOW, 500) == []
    with store.transaction():
        assert store.release_expired(NOW) == 0
        assert store.list_unknown(500) == []
    assert not store.is_anything_to_send(NOW, NOW)
    with store.transaction():
        assert store.claim_deliveries(NOW, NOW, 500, NOW) == []
    assert store.find_earliest_due_at() == FOREVER


def count_steps(store: SQLiteStore) -> int:
    """Return how many steps SQLite's machine takes for a tick with nothing to do."""
    steps = 0

    def count() -> None:
        nonlocal steps
        steps += 1

    store._database.set_progress_handler(count, 1)
    idle_tick(store)
    store._database.set_progress_handler(None, 0)
    return steps


def test_a_tick_with_nothing_to_do_costs_the_same_whatever_was_sent(store: Store) -> None:
    assert isinstance(store, SQLiteStore)
    with store.transaction():
        join(store, 1)
        receive(store, 1, "en", 0)
    with_one = count_steps(store)

    with store.transaction():
        for chat_id in range(2, 502):
            join(store, chat_id)
            for lesson in range(4):
                receive(store, chat_id, "en", lesson)

    assert count_steps(store) <= with_one + 20


CLAIM_ALL = """
import sys
import time
from datetime import UTC, datetime, timedelta
from storage import open_store

now = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
store = open_store(sys.argv[1])
print("ready", flush=True)
sys.stdin.readline()
claimed = []
while True:
    with store.transaction():
        # Reading first is what makes a transaction fail that does not begin by locking.
        store.find_earliest_due_at()
        batch = store.claim_deliveries(now, now, 7, now + timedelta(minutes=1))
    if not batch:
        break
    claimed += [delivery.delivery_id for delivery in batch]
    # The lock goes to whoever asks at the right moment: let the other one have a turn.
    time.sleep(0.002)
print(*claimed)
"""


def test_two_processes_claim_everything_and_nothing_twice(store: Store, path: Path) -> None:
    owed = []
    with store.transaction():
        for chat_id in range(1, 401):
            join(store, chat_id)
            content = LessonContent("course en", "lesson", MONDAY)
            owed.append(store.add_delivery(NewDelivery(chat_id, content, NOW)))

    processes = [
        subprocess.Popen(
            [sys.executable, "-c", CLAIM_ALL, f"sqlite:///{path}"],
            cwd=ROOT,
            text=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        for _ in range(2)
    ]
    for process in processes:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    claims = [list(map(int, process.communicate(timeout=30)[0].split())) for process in processes]

    assert [process.returncode for process in processes] == [0, 0]
    assert all(claims)
    assert sorted(claims[0] + claims[1]) == owed


def test_one_transaction_waits_for_anothers_writing(store: Store, path: Path) -> None:
    """A second writer fails only after it has waited, and nothing of it remains."""
    other = open_store(f"sqlite:///{path}")
    other._database.execute("PRAGMA busy_timeout = 10")  # type: ignore[attr-defined]

    with store.transaction():
        join(store, 1)
        with pytest.raises(StoreError, match="try again"), other.transaction():
            join(other, 2)

    assert other.find_subscriber(1) is not None
    assert other.find_subscriber(2) is None
    other.close()


def test_what_was_committed_survives_a_crash(path: Path) -> None:
    crash = (
        "import os, sys\n"
        "from tests.support.traces import join\n"
        "from storage import open_store\n"
        "store = open_store(sys.argv[1])\n"
        "with store.transaction():\n"
        "    join(store, 1)\n"
        "with store.transaction():\n"
        "    join(store, 2)\n"
        "    os._exit(9)\n"
    )
    url = f"sqlite:///{path}"
    assert subprocess.run([sys.executable, "-c", crash, url], cwd=ROOT, check=False).returncode == 9

    reopened = open_store(url)

    assert reopened.find_subscriber(1) is not None
    assert reopened.find_subscriber(2) is None
    reopened.close()
