"""Lessons wait for a check whichever process has it open, and nothing of it is left."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.delivery.open_checks import LIFETIME, OpenChecks
from bot.delivery.shared_checks import SharedChecks
from bot.process.store_thread import StoreThread
from lessons.symptom_checks.state import State
from storage.interface.store import Store
from tests.support.conversation import World
from tests.support.webhooks import open_webhook_world, until

NOW = datetime(2026, 11, 29, 8, 0, tzinfo=UTC)


def list_open(store: Store) -> set[int]:
    return set(store.list_open_checks(NOW))


async def test_a_check_is_told_while_it_is_open_and_forgotten_when_it_is_over() -> None:
    store = StoreThread("sqlite://")
    shared = SharedChecks(store, lambda: NOW)
    running = asyncio.create_task(shared.run())
    checks = OpenChecks(on_change=shared.note)

    async def is_open(*chats: int) -> bool:
        return await store.run(list_open) == {*chats}

    checks.keep(1, 5, State(), NOW, screen_id="a")
    checks.keep(2, 6, State(), NOW, screen_id="a")
    checks.keep(3, 7, State(), NOW, screen_id=None)
    await until(lambda: is_open(1, 2))
    checks.keep(1, 5, State(), NOW, screen_id=None)
    checks.forget(2)
    await until(is_open)
    checks.keep(4, 8, State(), NOW, screen_id="a")
    await until(lambda: is_open(4))
    checks.find_latest(4, NOW + LIFETIME)
    await until(is_open)
    checks.keep(5, 9, State(), NOW, screen_id="a")
    await until(lambda: is_open(5))
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    assert await is_open()
    store.close()


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    """One of several processes, of which no other is there."""
    url = f"sqlite:///{tmp_path / 'lessons.db'}"
    async with open_webhook_world(url, replica_url="http://127.0.0.1:9") as opened:
        yield opened


async def test_the_lesson_waits_where_another_process_has_the_check_open(
    world: World, tmp_path: Path
) -> None:
    ada = world.chat("ada")
    await ada.joins("12:30", "London")
    store = StoreThread(f"sqlite:///{tmp_path / 'lessons.db'}")
    until_at = datetime(2026, 11, 23, 12, 40, tzinfo=UTC)
    await store.run(lambda opened: opened.save_open_check(1001, until_at))
    store.close()
    await world.advance(to="2026-11-23T12:39:00Z")
    assert len(await ada.lessons("Europe/London")) == 1
    await world.advance(to="2026-11-23T12:41:00Z")
    assert len(await ada.lessons("Europe/London")) == 2
    assert "while one is open" in await ada.says("/privacy")


async def test_nothing_of_a_check_is_kept_when_it_is_over(world: World, tmp_path: Path) -> None:
    ada = world.chat("ada")
    await ada.says("/start")
    await ada.says("/check")
    await ada.presses("For me")
    store = StoreThread(f"sqlite:///{tmp_path / 'lessons.db'}")

    async def is_noted() -> bool:
        return bool(
            await store.run(lambda opened: opened.list_open_checks(NOW - timedelta(days=9)))
        )

    await until(is_noted)
    await ada.says("/cancel")

    async def is_gone() -> bool:
        return not await is_noted()

    await until(is_gone)
    store.close()
