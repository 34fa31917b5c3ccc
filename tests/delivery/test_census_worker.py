"""The census goes on beside everything else."""

import asyncio
from datetime import date
from pathlib import Path

import pytest

from bot.delivery import census_worker
from bot.delivery.census_worker import CensusWorker
from bot.process.clock import SystemClock
from bot.process.store_thread import StoreThread
from storage.errors import StoreError
from storage.interface.store import Store
from storage.sqlite.store import SQLiteStore
from tests.support.stored import person


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is kept counts as too much to be counted in a moment."""
    monkeypatch.setattr(SQLiteStore, "is_small", lambda _store: False)
    monkeypatch.setattr("storage.sql.census._PEOPLE_AT_ONCE", 3)
    monkeypatch.setattr(census_worker, "_LOOK_SECONDS", 0.01)


def join_ten(store: Store) -> None:
    for chat_id in range(1, 11):
        store.save_subscriber(person(chat_id))


async def count_until_complete(store: StoreThread) -> None:
    counting = asyncio.create_task(CensusWorker(store, SystemClock()).run(lambda: True))
    async with asyncio.timeout(5):
        while await store.run(lambda opened: opened.find_census_at()) is None:
            await asyncio.sleep(0.01)
    counting.cancel()


@pytest.mark.usefixtures("large")
async def test_a_census_is_taken_without_anybody_asking(tmp_path: Path) -> None:
    store = StoreThread(f"sqlite:///{tmp_path / 'lessons.db'}")
    await store.run(join_ten)
    await count_until_complete(store)
    found = await store.run(lambda opened: opened.find_statistics(date.min))
    assert found is not None
    assert sum(count for _week, count in found.joined) == 10
    store.close()


@pytest.mark.usefixtures("large")
async def test_a_store_in_trouble_only_puts_the_census_off(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = StoreThread(f"sqlite:///{tmp_path / 'lessons.db'}")
    await store.run(join_ten)
    begin, troubles = SQLiteStore.begin_census, [1, 2, 3]

    def begin_after_trouble(opened: SQLiteStore, now: object) -> object:
        if troubles:
            troubles.pop()
            raise StoreError("The disk is full.")
        return begin(opened, now)  # type: ignore[arg-type]

    monkeypatch.setattr(SQLiteStore, "begin_census", begin_after_trouble)
    await count_until_complete(store)
    assert not troubles
    store.close()
