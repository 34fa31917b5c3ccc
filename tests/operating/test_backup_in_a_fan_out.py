"""A backup that is taken while lessons leave restores to books that add up: nobody is lost, and a
second copy gets at most who was sent the first one after the backup."""

import asyncio
import signal
import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.use_cases.delivery.books import check_books
from storage import open_store
from tests.support.crowd import count_by_status, enroll
from tests.support.processes import Processes, open_processes, spawn

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

PEOPLE = 800
# So slow that a command has begun and ended meanwhile on however busy a machine.
SLOWLY = {"MESSAGES_PER_SECOND": "30"}
AT_FULL_PACE = {"MESSAGES_PER_SECOND": "300", "PAID_BROADCAST": "true"}


async def command(world: Processes, *arguments: str) -> None:
    """Run a command as an operator would, with the application's own settings."""
    process = await spawn(
        *arguments,
        BOT_API_URL=world.url,
        BOT_TOKEN=world.token,
        DATABASE_URL=world.database_url,
    )
    output, _ = await process.communicate()
    assert process.returncode == 0, output.decode()


async def count_lessons(world: Processes, chat_ids: list[int]) -> Counter[int]:
    """Return how many copies of the lesson each chat holds."""
    received: Counter[int] = Counter()
    for chat_id in chat_ids:
        found = await world.get(f"chats/{chat_id}/messages", after=0, wait=0)
        received[chat_id] = sum("\nLesson 1 of" in message.get("text", "") for message in found)
    return received


async def wait_until_sent(database: Path, wanted: int) -> None:
    deadline = time.monotonic() + 120
    while count_by_status(database)["sent"] < wanted:
        assert time.monotonic() < deadline, count_by_status(database)
        await asyncio.sleep(0.05)


def find_flaws(database: Path) -> tuple[object, ...]:
    store = open_store(f"sqlite:///{database}")
    try:
        return check_books(store, datetime.now(UTC))
    finally:
        store.close()


@pytest.mark.parametrize(("choice", "is_sent_again"), [("Send it", True), ("They had it", False)])
async def test_it_restores_to_books_that_add_up(
    tmp_path: Path, choice: str, is_sent_again: bool
) -> None:
    database, copy = tmp_path / "l.db", tmp_path / "copy.db"
    async with open_processes(f"sqlite:///{database}") as world:
        world.settings = SLOWLY
        people = [person["id"] for person in await world.post("people", count=PEOPLE)]
        await world.start()
        await world.kill()
        enroll(database, people)
        await world.post("faults", method="sendMessage", kind="delay", share=1.0, seed=1, ms=60)
        await world.start()
        await wait_until_sent(database, PEOPLE // 20)

        await command(world, "backup", str(copy))

        in_copy = count_by_status(copy)
        assert 0 < in_copy["sent"] < PEOPLE, "it was taken while lessons left"
        await wait_until_sent(database, in_copy["sent"] + 50)
        await world.kill()
        await command(world, "restore", str(copy), "--yes")
        assert find_flaws(database) == ()
        before = await count_lessons(world, people)

        world.settings = AT_FULL_PACE
        await world.start()
        root = world.chat("root")
        await root.says("/go")
        await root.presses(choice)
        await world.settle()
        if is_sent_again:
            await wait_until_sent(database, PEOPLE)
        await world.settle()
        assert await world.kill(signal.SIGTERM) == 0
        after = await count_lessons(world, people)

    found = count_by_status(database)
    copies = sum(max(0, after[chat_id] - 1) for chat_id in people)
    left_since = sum(before.values()) - in_copy["sent"]
    print(f"{dict(in_copy)} in the copy, {left_since} left since, {copies} copies, {dict(found)}")
    assert find_flaws(database) == ()
    assert sum(found.values()) == PEOPLE
    assert left_since > 0
    if is_sent_again:
        assert [chat_id for chat_id in people if not after[chat_id]] == []
        assert 0 < copies <= left_since
    else:
        # What the admin says that people had is told apart from what is known to have been sent.
        assert after == before
        assert found == Counter(sent=in_copy["sent"], unknown=PEOPLE - in_copy["sent"])
