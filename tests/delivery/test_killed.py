"""A killed process loses nothing and doubles nothing; a clean stop leaves nothing open."""

import asyncio
import random
import signal
from datetime import timedelta
from pathlib import Path

import pytest

from tests.support.built_in_course import place_of
from tests.support.crowd import count_by_status, enroll
from tests.support.processes import open_processes

pytestmark = [pytest.mark.slow, pytest.mark.timeout(180)]


async def test_a_kill_at_any_step_of_the_dialogue_and_the_course_changes_nothing(
    tmp_path: Path,
) -> None:
    async with open_processes(f"sqlite:///{tmp_path / 'l.db'}") as world:
        await world.start()
        # Begun in the small hours, lesson 1 is that day's, and lesson 2 is more than a day away.
        tomorrow = await world.now() + timedelta(days=1)
        await world.advance(to=tomorrow.replace(hour=12).isoformat())
        ada = world.chat("ada")
        await ada.says("/start")
        await world.kill()
        await world.start()
        assert "Good, 07:30." in await ada.says("7:30")
        await world.kill()
        await world.start()
        places = await ada.says("Berlin")
        await world.kill()
        await world.start()
        label = places.split("[", 1)[1].split("]", 1)[0]
        assert place_of(1) in await ada.presses(label)
        for number in range(2, 6):
            await world.kill()
            await world.start()
            await world.advance_days(1)
            assert place_of(number) in await ada.reads()


async def test_kills_in_the_middle_of_a_morning_lose_nobody_and_copy_only_what_was_in_flight(
    tmp_path: Path,
) -> None:
    database = tmp_path / "l.db"
    count = 60
    rng = random.Random(7)
    async with open_processes(f"sqlite:///{database}") as world:
        people = await world.post("people", count=count)
        await world.start()
        await world.kill()
        enroll(database, [person["id"] for person in people])
        await world.post("faults", method="sendMessage", kind="delay", share=1.0, seed=1, ms=40)
        copies_allowed = 0
        await world.start()
        for _ in range(8):
            await asyncio.sleep(rng.uniform(0.2, 0.5))
            await world.kill()
            copies_allowed += count_by_status(database)["sending"]
            await world.start()
        await world.settle()
        received = {
            person["id"]: sum(
                message.get("text", "").endswith(place_of(1))
                for message in await world.get(f"chats/{person['id']}/messages", after=0, wait=0)
            )
            for person in people
        }
    assert min(received.values()) >= 1
    assert sum(received.values()) - count <= copies_allowed
    assert count_by_status(database)["sent"] == count


async def test_a_clean_stop_finishes_what_is_under_way(tmp_path: Path) -> None:
    database = tmp_path / "l.db"
    async with open_processes(f"sqlite:///{database}") as world:
        people = await world.post("people", count=40)
        await world.start()
        await world.kill()
        enroll(database, [person["id"] for person in people])
        # So slow that it is seen under way on however busy a machine.
        await world.post("faults", method="sendMessage", kind="delay", share=1.0, seed=1, ms=1000)
        await world.start()
        while not (count_by_status(database)["sent"] and count_by_status(database)["sending"]):
            assert count_by_status(database)["sent"] < len(people), "all were sent unseen"
            await asyncio.sleep(0.01)
        assert await world.kill(signal.SIGTERM) == 0
        assert count_by_status(database)["sending"] == 0
        assert count_by_status(database)["unknown"] == 0
        assert count_by_status(database)["sent"] > 0
