"""Killed at random again and again amid faults of every kind: nobody loses a lesson, the copies
are counted, and the books balance."""

import asyncio
import random
import signal
import time
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.support.crowd import count_by_status, enroll, query
from tests.support.owing import change
from tests.support.processes import Processes, open_processes

pytestmark = pytest.mark.slow

PEOPLE = 2_000
KILLS = 20
AT_FULL_PACE = {"MESSAGES_PER_SECOND": "300", "PAID_BROADCAST": "true"}
SHARE = 0.02
# What a fault leaves of a call: whether an answer comes, and for which the chat is gone.
FAULTS: dict[str, dict[str, Any]] = {
    "status_429": {"retry_after": 1, "share": 0.002},
    "status_500": {},
    "timeout_after_write": {"delivered": True},
    "drop": {"delivered": True},
    "refuse": {},
    "bad_entities": {},
    "forbidden": {},
    "deactivated": {},
    "chat_not_found": {},
    "delay": {"ms": 700},
}
UNANSWERED = {"timeout_after_write", "drop", "refuse"}


async def inject(world: Processes) -> None:
    for number, (kind, more) in enumerate(FAULTS.items()):
        fault = {"method": "sendMessage", "kind": kind, "share": SHARE, "seed": number} | more
        await world.post("faults", **fault)


async def count_lessons(world: Processes, chat_ids: list[int]) -> Counter[int]:
    """Return how many copies of the lesson each chat holds."""
    received: Counter[int] = Counter()
    for chat_id in chat_ids:
        found = await world.get(f"chats/{chat_id}/messages", after=0, wait=0)
        received[chat_id] = sum("\nLesson 1 of" in message.get("text", "") for message in found)
    return received


def unsettled(database: Path) -> int:
    [[count]] = query(
        database,
        "SELECT count(*) FROM deliveries WHERE status IN"
        " ('planned', 'claimed', 'sending', 'retry') OR (status = 'unknown' AND NOT is_settled)",
    )
    return int(str(count))


def hasten_what_was_put_off(database: Path) -> None:
    """Whose chat seemed gone is tried once more after an hour, for which nobody waits here."""
    change(
        database,
        """
        UPDATE deliveries SET due_at = strftime('%Y-%m-%dT%H:%M:%f', 'now') || 'Z'
        WHERE status = 'planned' AND error IS NOT NULL
        """,
    )


def count_planned(database: Path) -> int:
    return sum(count_by_status(database).values())


@pytest.mark.timeout(400)
async def test_kills_amid_faults_lose_nobody_and_copy_no_more_than_was_open(
    tmp_path: Path,
) -> None:
    database = tmp_path / "l.db"
    chance = random.Random(11)
    async with open_processes(f"sqlite:///{database}") as world:
        world.settings, world.log_level = (
            AT_FULL_PACE,
            "ERROR",
        )
        people = [person["id"] for person in await world.post("people", count=PEOPLE)]
        await world.start()
        await world.kill()
        enroll(database, people)
        await inject(world)
        found_sending = 0
        await world.start()
        for _ in range(KILLS):
            await asyncio.sleep(chance.uniform(0.05, 0.6))
            await world.kill()
            found_sending += count_by_status(database)["sending"]
            await world.start()
        # The last ones may go well, so that the end can be waited for.
        await world.post("faults")
        deadline = time.monotonic() + 120
        while count_planned(database) < PEOPLE or unsettled(database):
            assert time.monotonic() < deadline, count_by_status(database)
            # Each time, as an answer from before may have been settled only now.
            hasten_what_was_put_off(database)
            await asyncio.sleep(0.2)
        assert await world.kill(signal.SIGTERM) == 0
        calls = [
            call for call in await world.get("log", after=0) if call["method"] == "sendMessage"
        ]
        received = await count_lessons(world, people)

    found = count_by_status(database)
    unanswered = sum(call["ok"] is None for call in calls)
    copies = sum(received[chat_id] - 1 for chat_id in people if received[chat_id])
    print(
        f"{KILLS} kills, {len(calls)} calls, {found_sending} found in sending, "
        f"{unanswered} unanswered, {copies} copies, {dict(found)}"
    )
    assert found_sending > 0
    assert unanswered > 0
    # Nobody lost it, as one answer that a chat is gone gives nobody up.
    assert [chat_id for chat_id in people if not received[chat_id]] == []
    assert copies <= found_sending + unanswered
    # The books: one delivery each, every one of them ended.
    assert sum(found.values()) == PEOPLE
    assert set(found) <= {"sent", "unknown"}
    assert (
        query(database, "SELECT count(*) FROM deliveries GROUP BY chat_id HAVING count(*) > 1")
        == []
    )


@pytest.mark.timeout(180)
async def test_a_clean_stop_amid_a_fan_out_leaves_nothing_unknown(tmp_path: Path) -> None:
    database = tmp_path / "l.db"
    chance = random.Random(5)
    async with open_processes(f"sqlite:///{database}") as world:
        world.settings, world.log_level = (
            AT_FULL_PACE,
            "ERROR",
        )
        people = [person["id"] for person in await world.post("people", count=1_500)]
        await world.start()
        await world.kill()
        enroll(database, people)
        await world.post("faults", method="sendMessage", kind="delay", share=1.0, seed=1, ms=80)
        for _ in range(6):
            await world.start()
            await asyncio.sleep(chance.uniform(0.2, 0.9))
            assert await world.kill(signal.SIGTERM) == 0
            assert set(count_by_status(database)) <= {"planned", "sent"}
        await world.start()
        while count_by_status(database)["sent"] < len(people):
            await asyncio.sleep(0.1)
        assert await world.kill(signal.SIGTERM) == 0
        received = await count_lessons(world, people)

    assert set(received.values()) == {1}
    assert query(database, "SELECT sum(resends), sum(attempts) FROM deliveries") == [(0, 0)]
