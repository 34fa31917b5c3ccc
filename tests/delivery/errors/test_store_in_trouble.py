"""A store that cannot be written to for a while loses nothing and doubles nothing."""

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.use_cases.delivery import outbox
from storage.errors import StoreError
from tests.support.conversation import World
from tests.support.crowd import count_by_status, enroll, query
from tests.support.owing import count_calls, fault, lessons, make_people, open_chat, owe, settles


@contextmanager
def locked(database: Path) -> Iterator[None]:
    """Let another program write to the database all the while."""
    with closing(sqlite3.connect(database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the application notice soon that it cannot write."""
    monkeypatch.setattr("storage.sqlite.database._BUSY_TIMEOUT_MS", 50)
    monkeypatch.setattr("bot.delivery.settling.STORE_RETRY_SECONDS", 0.1)


@pytest.mark.usefixtures("impatient")
async def test_a_store_that_is_locked_amid_a_fan_out_is_waited_for_and_nothing_is_sent_twice(
    world: World, database: Path
) -> None:
    people = await make_people(world, 90)
    await owe(world, database, *people)
    while await count_calls(world) < 20:
        await asyncio.sleep(0.02)

    with locked(database):
        await asyncio.sleep(2)
        # No more than may be in flight has left without a word in the books.
        assert await count_calls(world) < 90
    await settles(database, sent=90)

    assert {await lessons(world, chat_id) for chat_id in people} == {1}
    assert query(database, "SELECT sum(attempts), sum(resends) FROM deliveries") == [(0, 0)]


@pytest.mark.usefixtures("impatient")
async def test_a_clean_stop_waits_for_a_store_that_is_locked_for_a_moment(
    world: World, database: Path
) -> None:
    people = await make_people(world, 90)
    await fault(world, "delay", share=1.0, seed=1, ms=800)
    await owe(world, database, *people)
    while await count_calls(world) < 20:
        await asyncio.sleep(0.02)

    with locked(database):
        stopping = asyncio.create_task(world.stop())
        await asyncio.sleep(0.4)
    await stopping

    found = count_by_status(database)
    assert set(found) == {"planned", "sent"}
    assert found["sent"] == await count_calls(world)


@pytest.mark.usefixtures("impatient")
@pytest.mark.slow
async def test_a_stop_comes_to_its_end_though_the_store_has_been_locked_for_long(
    world: World, database: Path
) -> None:
    await owe(world, database, *await make_people(world, 90))
    while await count_calls(world) < 20:
        await asyncio.sleep(0.02)

    with locked(database):
        await asyncio.sleep(2)
        async with asyncio.timeout(15):
            await world.stop()


async def test_a_lesson_that_a_person_asked_for_is_not_sent_again_where_the_store_was_in_trouble(
    world: World, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.delivery.settling.STORE_RETRY_SECONDS", 0.1)
    ada = await open_chat(world, "ada")
    enroll(database, [ada], await world.now() + timedelta(days=1))
    await world.start()
    refusals = [StoreError("locked")] * 2
    settle = outbox.settle

    def fail_twice(*arguments: Any) -> None:
        if refusals:
            raise refusals.pop()
        settle(*arguments)

    monkeypatch.setattr(outbox, "settle", fail_twice)
    await world.post("chats/ada/messages", **{"from": "ada", "text": "/lesson"})

    await settles(database, sent=1)

    assert refusals == []
    assert await lessons(world, "ada") == 1
