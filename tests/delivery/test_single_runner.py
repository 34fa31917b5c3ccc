"""One process polls and sends; another one on the same database takes over when it is gone."""

import asyncio
import os
import signal
import time
from asyncio.subprocess import Process
from pathlib import Path

import pytest

from bot.process.single_runner import stand_by
from storage import open_runner_lock
from storage.errors import StoreError
from tests.support.conversation import ID_OF
from tests.support.crowd import count_by_status, enroll
from tests.support.processes import Processes, open_processes, spawn


def test_a_second_holder_of_the_lock_waits_until_the_first_lets_go(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'l.db'}"
    first, second = open_runner_lock(url), open_runner_lock(url)

    assert first.is_acquired()
    assert first.is_acquired()
    assert not second.is_acquired()
    first.release()
    assert second.is_acquired()
    second.release()


def test_two_ways_to_one_database_lead_to_one_lock(tmp_path: Path) -> None:
    (tmp_path / "l.db").touch()
    (tmp_path / "also.db").symlink_to(tmp_path / "l.db")
    first = open_runner_lock(f"sqlite:///{tmp_path / 'l.db'}")
    second = open_runner_lock(f"sqlite:///{tmp_path / 'also.db'}")

    assert first.is_acquired()
    assert not second.is_acquired()
    first.release()


def test_a_database_in_memory_has_nobody_to_share_with() -> None:
    first, second = open_runner_lock("sqlite://"), open_runner_lock("sqlite://")

    assert first.is_acquired()
    assert second.is_acquired()


def test_a_lock_that_cannot_be_made_names_the_folder(tmp_path: Path) -> None:
    lock = open_runner_lock(f"sqlite:///{tmp_path / 'nowhere' / 'l.db'}")

    with pytest.raises(StoreError, match="nowhere"):
        lock.is_acquired()


async def test_who_stands_by_can_be_stopped(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'l.db'}"
    first, stopping = open_runner_lock(url), asyncio.Event()
    assert first.is_acquired()
    waiting = asyncio.create_task(stand_by(open_runner_lock(url), stopping))
    await asyncio.sleep(0)

    stopping.set()

    assert not await waiting
    first.release()


async def start_another(world: Processes) -> Process:
    """Start a second application on the same database."""
    return await spawn(
        BOT_API_URL=world.url,
        BOT_TOKEN=world.token,
        DATABASE_URL=world.database_url,
        ADMIN_IDS=str(ID_OF["root"]),
        LOG_LEVEL="WARNING",
    )


@pytest.mark.slow
async def test_a_second_process_takes_over_within_ten_seconds_of_a_crash(tmp_path: Path) -> None:
    database = tmp_path / "l.db"
    async with open_processes(f"sqlite:///{database}") as world:
        people = await world.post("people", count=100)
        await world.start()
        await world.kill()
        enroll(database, [person["id"] for person in people])
        await world.start()
        another = await start_another(world)
        try:
            await asyncio.sleep(2.5)
            calls = await world.get("log", after=0)
            # The one that stands by has asked nothing of Telegram.
            assert sum(call["method"] == "getMe" for call in calls) == 2
            assert not [call for call in calls if call["error_code"] == 409]
            assert world.application is not None
            assert 0 < count_by_status(database)["sent"] < 100

            os.kill(world.application.pid, signal.SIGKILL)
            killed_at = time.monotonic()
            await world.application.wait()
            world.application = None
            before = count_by_status(database)["sent"]
            while count_by_status(database)["sent"] <= before:
                assert time.monotonic() - killed_at < 10
                await asyncio.sleep(0.05)
        finally:
            another.send_signal(signal.SIGTERM)
            assert await another.wait() == 0


@pytest.mark.slow
async def test_who_stands_by_ends_cleanly_when_told_to(tmp_path: Path) -> None:
    async with open_processes(f"sqlite:///{tmp_path / 'l.db'}") as world:
        await world.start()
        another = await start_another(world)
        await asyncio.sleep(6)

        another.send_signal(signal.SIGTERM)

        assert await asyncio.wait_for(another.wait(), 5) == 0
