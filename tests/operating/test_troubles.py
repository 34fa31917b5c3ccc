"""What goes wrong with the database, the disk or the token reaches the admins, not only the log."""

import asyncio
import resource
import signal
import sqlite3
import time
from contextlib import closing

import pytest

from tests.support.bot_api_stand_in import ADMIN, refuses
from tests.support.bot_process import BotProcess


@pytest.mark.slow
@pytest.mark.timeout(150)
async def test_a_store_that_takes_nothing_is_told_once_and_once_when_it_is_over(
    bot: BotProcess,
) -> None:
    await bot.start()
    writer = sqlite3.connect(bot.database, isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    await bot.stand_in.see(
        lambda: any("cannot keep anything" in text for text in bot.stand_in.texts(ADMIN)), 45
    )
    writer.execute("ROLLBACK")
    writer.close()
    await bot.stand_in.see(
        lambda: any("can keep everything again" in text for text in bot.stand_in.texts(ADMIN)), 25
    )

    assert len([text for text in bot.stand_in.texts(ADMIN) if "cannot keep" in text]) == 1
    assert await bot.end(signal.SIGTERM) == 0


@pytest.mark.slow
@pytest.mark.timeout(120)
async def test_everybody_is_answered_soon_while_the_store_is_locked_and_a_stop_takes_no_time(
    bot: BotProcess,
) -> None:
    await bot.start()
    wishes = ("/stop", "/settings", "/pause 3", "hello", "/lesson", "/skip", "/progress", "stop")
    people = range(100, 124)
    for chat_id in people:
        bot.stand_in.write(chat_id, "/start")
    await bot.stand_in.see(lambda: all(bot.stand_in.texts(chat_id) for chat_id in people), 40)
    with closing(sqlite3.connect(bot.database, isolation_level=None)) as writer:
        writer.execute("BEGIN EXCLUSIVE")
        asked: dict[int, float] = {}
        for chat_id in people:
            bot.stand_in.write(chat_id, wishes[chat_id % len(wishes)])
            asked[chat_id] = time.monotonic()
            await asyncio.sleep(0.4)
        await bot.stand_in.see(
            lambda: all(len(bot.stand_in.texts(chat_id)) > 1 for chat_id in people), 30
        )
        answers = {chat_id: bot.stand_in.asked("sendMessage", chat_id)[-1] for chat_id in people}
        ended_at = time.monotonic()
        code = await bot.end(signal.SIGTERM)
        took = time.monotonic() - ended_at

    waits = {chat_id: answers[chat_id].at - asked[chat_id] for chat_id in people}
    assert {chat_id: wait for chat_id, wait in waits.items() if wait > 10} == {}
    assert {answer.text for answer in answers.values() if "cannot be kept" not in answer.text} == (
        set()
    )
    assert code == 0
    assert took < 20


@pytest.mark.slow
@pytest.mark.timeout(120)
@pytest.mark.skipif(not hasattr(resource, "prlimit"), reason="sets another process's limit")
async def test_a_disk_that_takes_no_more_is_told_to_the_admins(bot: BotProcess) -> None:
    await bot.start()
    assert bot.process is not None
    # The log beside it is small still, and goes on.
    limit = 64 * 1024
    before = resource.prlimit(
        bot.process.pid, resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY)
    )

    async def go_on_asking() -> None:
        for number in range(40):
            bot.stand_in.write(50 + number, "/start")
            await asyncio.sleep(1)

    asking = asyncio.create_task(go_on_asking())
    await bot.stand_in.see(
        lambda: any("cannot keep anything" in text for text in bot.stand_in.texts(ADMIN)), 45
    )
    bot.stand_in.write(41, "/urgent")
    await bot.stand_in.see(lambda: bot.stand_in.texts(41), 5)
    resource.prlimit(bot.process.pid, resource.RLIMIT_FSIZE, before)
    await bot.stand_in.see(
        lambda: any("can keep everything again" in text for text in bot.stand_in.texts(ADMIN)), 20
    )
    asking.cancel()

    [told] = [text for text in bot.stand_in.texts(ADMIN) if "cannot keep" in text]
    assert "The disk" in told


async def test_a_token_that_was_refused_for_a_while_is_told_when_it_is_taken_again(
    bot: BotProcess,
) -> None:
    await bot.start()
    for typed in ("/start", "7:30", "Berlin"):
        seen = len(bot.stand_in.texts(41))
        bot.stand_in.write(41, typed)
        await bot.stand_in.see(lambda: len(bot.stand_in.texts(41)) > seen)  # noqa: B023
    bot.stand_in.answer("sendMessage", refuses(401, "Unauthorized"))
    bot.stand_in.press(41, "zone:Europe/Berlin")
    await bot.stand_in.see(lambda: "Telegram refuses the token" in bot.log)
    bot.stand_in.answer_as_usual("sendMessage")

    await bot.stand_in.see(
        lambda: any("refused my token" in text for text in bot.stand_in.texts(ADMIN)), 20
    )
