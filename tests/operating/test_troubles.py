"""What goes wrong with the database, the disk or the token reaches the admins, not only the log."""

import asyncio
import resource
import signal
import sqlite3
import time
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest

from tests.support.bot_api_stand_in import ADMIN, BOT, answers_chats, refuses
from tests.support.bot_process import BotProcess
from tests.support.crowd import enroll


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
    health = await ask_for_health(bot)
    assert "look at this" in health
    assert "nothing can be kept: " in health
    assert "The disk" in health
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
    for method in ("sendMessage", "getMe"):
        bot.stand_in.answer(method, refuses(401, "Unauthorized"))
    bot.stand_in.press(41, "zone:Europe/Berlin")
    await bot.stand_in.see(lambda: "Telegram refuses the token" in bot.log)
    bot.stand_in.answer_as_usual("sendMessage", "getMe")

    await bot.stand_in.see(
        lambda: any("refused my token" in text for text in bot.stand_in.texts(ADMIN)), 20
    )


@pytest.mark.slow
@pytest.mark.timeout(120)
async def test_a_404_for_one_message_is_no_refusal_of_the_token(bot: BotProcess) -> None:
    enroll(bot.database, range(101, 131), datetime.now(UTC))
    bot.stand_in.answer("sendMessage", refuses(404, "Not Found"), times=1)
    await bot.start()

    await bot.stand_in.see(
        lambda: all(bot.stand_in.texts(chat_id) for chat_id in range(101, 131)), 30
    )
    assert "refuses the token" not in bot.log
    assert not any("token" in text for text in bot.stand_in.texts(ADMIN))


@pytest.mark.slow
@pytest.mark.timeout(120)
async def test_a_lock_at_the_start_is_told_and_told_when_it_is_over(bot: BotProcess) -> None:
    await bot.start()
    await bot.end(signal.SIGTERM)
    with closing(sqlite3.connect(bot.database, isolation_level=None)) as writer:
        writer.execute("BEGIN EXCLUSIVE")
        await bot.start()
        await hears(bot, "cannot use my database")
        health = await ask_for_health(bot)
        assert "look at this" in health
        assert "nothing can be kept: " in health
    await hears(bot, "can keep everything again", 40)
    assert "all is well" in await ask_for_health(bot)


@pytest.mark.slow
@pytest.mark.timeout(120)
@pytest.mark.parametrize(("there", "gone"), [(0, 2), (3, 4)])
async def test_a_few_people_of_whom_half_or_more_seem_gone_are_told_and_stand_in_health(
    bot: BotProcess, there: int, gone: int
) -> None:
    lost = range(101, 101 + gone)
    everybody = range(101, 101 + gone + there)
    enroll(bot.database, everybody, datetime.now(UTC))
    refusal = refuses(403, "Forbidden: user is deactivated")
    answers = answers_chats(dict.fromkeys(lost, refusal))
    bot.stand_in.answer("sendMessage", answers)
    await bot.start()

    await hears(bot, f"Of the last {gone + there} messages, {gone} came back", 40)
    health = await ask_for_health(bot)
    assert f"waiting to be tried again: {gone}" in health
    assert f"seem gone: {gone}, tried again" in health
    bot.stand_in.answer_as_usual("sendMessage")
    bot.stand_in.write(101, "hello")
    await bot.stand_in.see(lambda: any("Lesson 1" in text for text in bot.stand_in.texts(101)))


@pytest.mark.slow
@pytest.mark.timeout(120)
async def test_many_who_block_the_bot_at_once_are_told_once_and_stand_in_health(
    bot: BotProcess,
) -> None:
    enroll(bot.database, range(101, 131), datetime.now(UTC) + timedelta(hours=3))
    await bot.start()
    for chat_id in range(101, 131):
        bot.stand_in.push(
            my_chat_member={
                "chat": {"id": chat_id, "type": "private", "first_name": "P"},
                "from": {"id": chat_id, "is_bot": False, "first_name": "P"},
                "date": int(time.time()),
                "old_chat_member": {"status": "member", "user": BOT},
                "new_chat_member": {"status": "kicked", "user": BOT, "until_date": 0},
            }
        )
    await hears(bot, "30 people have blocked me", 20)

    health = await ask_for_health(bot)
    assert "look at this" in health
    assert "blocked the bot within 10 min: 30" in health
    told = [text for text in bot.stand_in.texts(ADMIN) if "have blocked me" in text]
    assert len(told) == 1


async def hears(bot: BotProcess, words: str, seconds: float = 20) -> None:
    """Wait until the admin has read that."""
    await bot.stand_in.see(
        lambda: any(words in text for text in bot.stand_in.texts(ADMIN)), seconds
    )


async def ask_for_health(bot: BotProcess) -> str:
    """Press the admin's button and return what comes, edited or anew."""

    def shown() -> list[str]:
        calls = bot.stand_in.asked("editMessageText") + bot.stand_in.asked("sendMessage", ADMIN)
        return [call.text for call in calls if "Health:" in call.text]

    before = len(shown())
    bot.stand_in.press(ADMIN, "panel:health")
    await bot.stand_in.see(lambda: len(shown()) > before, 15)
    return max(
        (call for call in bot.stand_in.calls if "Health:" in call.text), key=lambda call: call.at
    ).text
