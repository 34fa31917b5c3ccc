"""Whatever one chat sends, other chats do not wait, nothing that was asked for is lost, and a stop
ends. What this costs is measured in ``tests/benchmarks/one_chat.py``."""

import asyncio
from pathlib import Path

import pytest

from bot.api.chat_line import MOST_WAITING, ChatLine
from tests.support.conversation import ID_OF, World
from tests.support.owing import count_calls, say, subscriber, texts

ADA = ID_OF["ada"]
# Far beyond what anything takes: only what hangs is later.
PATIENCE_SECONDS = 30


@pytest.fixture
async def asked_to_wait(world: World) -> World:
    """Ada gets lessons, Telegram wants no answer to her for 15 s, and she sends 300 messages."""
    await world.start()
    await world.chat("ada").joins()
    await world.post(
        "faults",
        method="sendMessage",
        kind="status_429",
        chat_id=ADA,
        retry_after=15,
        share=1.0,
    )
    for number in range(300):
        text = "/stop" if number == 150 else f"hello {number}"
        await world.post("chats/ada/messages", **{"from": "ada", "text": text})
    return world


async def test_others_are_answered_and_a_stop_ends_while_one_chat_may_not_be_answered(
    asked_to_wait: World, database: Path
) -> None:
    world = asked_to_wait
    async with asyncio.timeout(PATIENCE_SECONDS):
        assert "/lesson" in await say(world, "ben", "/help")
        await world.stop()

    assert subscriber(database, ADA) == "stopped"


async def test_what_one_asked_for_is_done_before_the_answers_may_leave(
    asked_to_wait: World, database: Path
) -> None:
    async with asyncio.timeout(PATIENCE_SECONDS):
        while subscriber(database, ADA) != "stopped":
            await asyncio.sleep(0.05)

    assert await count_calls(asked_to_wait) < 30


async def test_who_wrote_too_fast_hears_it_once_and_gets_the_last_answer(world: World) -> None:
    await world.start()
    await world.chat("ada").joins()
    await world.post(
        "faults", method="sendMessage", kind="status_429", chat_id=ADA, retry_after=1, times=1
    )
    before = len(await texts(world, "ada"))
    for number in range(40):
        await world.post("chats/ada/messages", **{"from": "ada", "text": f"hello {number}"})
    await world.post("chats/ada/messages", **{"from": "ada", "text": "/progress"})

    await world.settle()

    said = (await texts(world, "ada"))[before:]
    assert len(said) < 40
    assert sum("more at once than I can answer" in text for text in said) == 1
    assert any("Lesson" in text or "lesson" in text for text in said[-2:])


async def test_urgent_words_are_answered_among_much_else(world: World) -> None:
    await world.start()
    await world.chat("ada").joins()
    await world.post(
        "faults", method="sendMessage", kind="status_429", chat_id=ADA, retry_after=1, times=1
    )
    for number in range(60):
        text = "I have crushing chest pain" if number == 30 else f"hello {number}"
        await world.post("chats/ada/messages", **{"from": "ada", "text": text})

    await world.settle()

    assert any("emergency" in text.lower() for text in await texts(world, "ada"))


async def test_where_too_many_of_one_chat_wait_the_oldest_that_is_no_command_is_dropped() -> None:
    line = ChatLine(ADA, asyncio.Semaphore(1))
    handled: list[int] = []

    async def handle(number: int) -> None:
        if await line.take_turn(is_command=number < 10):
            await asyncio.sleep(0)
            handled.append(number)
            line.pass_on()

    await asyncio.gather(*(handle(number) for number in range(MOST_WAITING + 21)))

    assert handled == [*range(10), *range(30, MOST_WAITING + 21)]
    assert line.dropped == 20


async def test_who_gives_up_a_turn_passes_it_on() -> None:
    line = ChatLine(ADA, asyncio.Semaphore(1))
    await line.take_turn(is_command=False)
    early, late = (asyncio.create_task(line.take_turn(is_command=False)) for _ in range(2))
    await asyncio.sleep(0)

    line.pass_on()
    early.cancel()

    async with asyncio.timeout(PATIENCE_SECONDS):
        assert await late
