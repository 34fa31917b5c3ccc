"""What Telegram refuses: a content, a pace, everything for a while."""

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest

from tests.support.conversation import World
from tests.support.crowd import enroll, query
from tests.support.owing import (
    change,
    count_calls,
    errors,
    fault,
    lessons,
    make_people,
    open_chat,
    owe,
    say,
    settles,
    subscriber,
    texts,
)


async def test_refused_formatting_falls_back_to_plain_text_and_the_admins_hear_of_it_once(
    world: World, database: Path
) -> None:
    people = await make_people(world, 3)
    await open_chat(world, "root")
    await fault(world, "bad_entities", times=3)
    await owe(world, database, *people)

    await settles(database, sent=3)

    assert [await lessons(world, chat_id) for chat_id in people] == [1, 1, 1]
    notices = [text for text in await texts(world, "root") if "refused the formatting" in text]
    assert len(notices) == 1
    assert "l5-s1-and-headaches/" in notices[0]


async def test_a_message_that_telegram_refuses_is_a_failure_that_the_admins_hear_of(
    world: World, database: Path
) -> None:
    ada, _ = await open_chat(world, "ada"), await open_chat(world, "root")
    await world.start()
    now = await world.now()
    enroll(database, [ada], now + timedelta(days=1))
    instant = now.isoformat(timespec="milliseconds")[:23] + "Z"
    change(
        database,
        "INSERT INTO announcements (status, created_by, created_at, at, text)"
        " VALUES ('scheduled', 0, ?, ?, ?)",
        *(instant, instant, "x" * 4097),
    )

    await settles(database, failed=1)

    assert errors(database) == ["refused"]
    assert any("Telegram refused no. 1" in text for text in await texts(world, "root"))
    assert subscriber(database, ada) == "active"


# Telegram's pace


@pytest.mark.parametrize(("per_second", "is_paid"), [(30, False), (200, True)])
async def test_a_fan_out_beyond_what_telegram_takes_in_a_second_is_never_refused(
    world: World, database: Path, per_second: int, is_paid: bool
) -> None:
    """Thirty a second are free; more are let through only where each message says it is paid."""
    world.settings = world.settings.model_copy(
        update={"messages_per_second": per_second, "paid_broadcast": is_paid}
    )
    people = await make_people(world, per_second * 3 // 2)
    await world.post("limits", enforce=True)
    await owe(world, database, *people)

    await settles(database, sent=len(people))

    calls = [call for call in await world.get("log", after=0) if call["method"] == "sendMessage"]
    assert [call for call in calls if not call["ok"]] == []


# Flood waits


@pytest.mark.slow
async def test_a_short_flood_wait_holds_all_bulk_burns_nothing_and_ends_by_itself(
    world: World, database: Path
) -> None:
    people = await make_people(world, 40)
    await fault(world, "delay", times=4, ms=1)
    await fault(world, "status_429", retry_after=2)
    await owe(world, database, *people)

    await settles(database, sent=40)

    calls = [call for call in await world.get("log", after=0) if call["method"] == "sendMessage"]
    refused = next(call for call in calls if call["error_code"] == 429)
    # What was on its way when the answer came cannot be called back.
    after = [call["at"] - refused["at"] for call in calls if call["n"] > refused["n"]]
    assert not [at for at in after if 0.2 < at < 2.0]
    assert query(database, "SELECT sum(attempts), sum(resends) FROM deliveries") == [(0, 0)]
    assert {await lessons(world, chat_id) for chat_id in people} == {1}


async def test_a_flood_wait_of_hours_is_respected_by_the_next_process_too(
    world: World, database: Path
) -> None:
    people = await make_people(world, 10)
    await fault(world, "status_429", retry_after=7200)
    await owe(world, database, *people)
    while not query(database, "SELECT 1 FROM flood_waits"):
        await asyncio.sleep(0.05)
    await settles(database, planned=10)
    assert await count_calls(world) <= 5, "a word to the admin among them"

    await world.restart()
    await asyncio.sleep(1.5)

    await settles(database, planned=10)
    # Somebody who asks is answered all the same.
    assert "/lesson" in await say(world, "ada", "/help")
    # When the wait is over, everybody gets the lesson.
    change(database, "UPDATE flood_waits SET until_at = '2026-01-01T00:00:00.000Z'")
    await world.restart()
    await settles(database, sent=10)
