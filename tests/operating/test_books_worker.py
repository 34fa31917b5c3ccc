"""The outbox checks its books each hour: what is mended, what is told, and that it goes on."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest

from bot.delivery import books_worker
from bot.delivery.admin_alerts import Notices
from bot.delivery.books_worker import BooksWorker
from bot.process.store_thread import StoreThread
from bot.views.rich_text import RichText
from lessons.delivery.books import Finding, Flaw
from storage import open_store, open_to_read
from storage.errors import StoreUnavailableError
from tests.support.stored import ALICE, BOB, NOW, join, lesson, owe

HOUR = 3600.0


class Clock:
    def __init__(self) -> None:
        self.seconds = 10_000.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
async def told() -> AsyncIterator[list[str]]:
    return []


@pytest.fixture
def database(tmp_path: Path) -> Path:
    path = tmp_path / "lessons.db"
    store = open_store(f"sqlite:///{path}")
    join(store, ALICE, BOB)
    owe(store, lesson())
    store.close()
    return path


def bend(database: Path, sql: str) -> None:
    with closing(sqlite3.connect(database)) as other:
        other.executescript(sql)


async def test_the_books_are_mended_and_told_once_and_once_when_they_add_up(
    database: Path, told: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(books_worker.books, "MENDED_AT_ONCE", 1)
    clock, url = Clock(), f"sqlite:///{database}"
    store = StoreThread(url)

    async def notify(text: RichText) -> bool:
        told.append(text.text)
        return True

    notices = Notices(notify)
    application = SimpleNamespace(now=lambda: NOW)
    worker = BooksWorker(
        store,
        application,
        lambda: open_to_read(url),
        notices,
        clock,  # type: ignore[arg-type]
    )
    assert await worker.check() == ()
    bend(
        database,
        """
        UPDATE crowds SET count = 9;
        UPDATE enrollments SET next_date = NULL, next_due_at = NULL;
        """,
    )
    assert await worker.check() == (
        Finding(Flaw.MISPLACED, 2, 2),
        Finding(Flaw.PEOPLE_MISCOUNTED, 1, 1),
    )
    for _ in range(4):
        clock.seconds += HOUR
        assert await worker.check() == ()
    bend(database, "UPDATE crowds SET count = 9;")
    await worker.check()
    await asyncio.sleep(0)
    await notices.close()
    store.close()
    assert told == [
        "My books of what is owed to whom do not add up. This is what I found:\n"
        "2 chats have no next hour and should have one, or have one and should not. Put right.\n"
        "1 count of people is not what counting them gives. Put right.",
        "My books add up again.",
        "My books of what is owed to whom do not add up. This is what I found:\n"
        "1 count of people is not what counting them gives. Put right.",
    ]


async def test_what_is_not_mended_is_told_with_what_to_do(database: Path, told: list[str]) -> None:
    url = f"sqlite:///{database}"
    store = StoreThread(url)

    async def notify(text: RichText) -> bool:
        told.append(text.text)
        return True

    notices = Notices(notify)
    application = SimpleNamespace(now=lambda: NOW + timedelta(hours=2))
    worker = BooksWorker(
        store,
        application,
        lambda: open_to_read(url),
        notices,  # type: ignore[arg-type]
    )
    for _ in range(3):
        assert await worker.check() == (Finding(Flaw.OVERDUE, 1), Finding(Flaw.UNPLANNED, 2))
    await notices.close()
    store.close()
    [words] = told
    assert "1 message is long past its hour and has not left" in words
    assert "2 lessons or announcements are long due" in words


async def test_a_store_that_refuses_ends_no_looking(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(books_worker, "FIRST_SECONDS", 0.0)
    monkeypatch.setattr(books_worker, "EVERY_SECONDS", 0.0)
    looks = []

    def refuse() -> object:
        looks.append(1)
        if len(looks) == 1:
            raise StoreUnavailableError("no", operator="locked")
        raise KeyError("a mistake")

    store = StoreThread(f"sqlite:///{database}")
    application = SimpleNamespace(now=lambda: NOW)
    worker = BooksWorker(store, application, refuse, Notices(None))  # type: ignore[arg-type]
    running = asyncio.create_task(worker.run(lambda: True))
    while len(looks) < 4:
        await asyncio.sleep(0.01)
    running.cancel()
    store.close()
