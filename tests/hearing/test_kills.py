"""An update is done when it is kept: a kill loses none, and none is done twice."""

import asyncio
import signal
import time
from collections import Counter

import pytest

from tests.support.bot_api_stand_in import ADMIN, hangs, refuses
from tests.support.bot_process import BotProcess
from tests.support.crowd import enroll, query

# Each starts the program, and ends it hard, several times.
pytestmark = [pytest.mark.slow, pytest.mark.timeout(120)]

PEOPLE = range(10_001, 10_301)


def count_active(bot: BotProcess) -> int:
    [[count]] = query(bot.database, "SELECT count(*) FROM subscribers WHERE status = 'active'")
    assert isinstance(count, int)
    return count


async def make_people(bot: BotProcess) -> None:
    await bot.start()
    await bot.end(signal.SIGTERM)
    enroll(bot.database, PEOPLE)
    # Nobody's first lesson leaves while the test looks at answers.
    bot.stand_in.answer("sendMessage", hangs)


async def test_whoever_wrote_stop_before_a_kill_is_stopped_after_it(bot: BotProcess) -> None:
    api = bot.stand_in
    await make_people(bot)
    api.answer_as_usual("sendMessage")
    await bot.start()
    for chat_id in PEOPLE:
        api.write(chat_id, "/stop")
    while count_active(bot) > len(PEOPLE) - 20:
        await asyncio.sleep(0.001)
    await bot.end()
    assert count_active(bot) > 0, "the kill came too late to show anything"
    await bot.start()
    await api.see(lambda: not api.updates, 30)
    assert count_active(bot) == 0
    # Each had the answer, or the word that the wish was kept.
    await api.see(lambda: all(api.texts(chat_id) for chat_id in PEOPLE), 40)


async def test_what_is_given_again_after_a_kill_is_not_done_again(bot: BotProcess) -> None:
    api = bot.stand_in
    await bot.start()
    api.answer("sendMessage", hangs)
    api.write(ADMIN, "/schedule Hello. tomorrow 10:00")
    await api.see(lambda: api.asked("sendMessage", ADMIN))
    await bot.end()
    api.answer_as_usual("sendMessage")
    # Telegram has not heard the confirmation either.
    api.updates.append(api.given[-1])
    await bot.start()
    await api.see(lambda: any("restarted" in text for text in api.texts(ADMIN)))
    assert query(bot.database, "SELECT count(*) FROM announcements") == [(1,)]


KEPT = ("subscribers", "enrollments", "deliveries", "announcements", "open_questions", "audit_log")


def look(bot: BotProcess) -> dict[str, list[tuple[object, ...]]]:
    return {table: query(bot.database, f"SELECT * FROM {table}") for table in KEPT}


async def test_nothing_that_anybody_can_ask_for_is_done_twice_when_it_is_given_again(
    bot: BotProcess,
) -> None:
    api = bot.stand_in
    await bot.start()
    await bot.end(signal.SIGTERM)
    enroll(bot.database, [1, 2, ADMIN])
    await bot.start()
    await api.see(lambda: all(api.texts(chat_id) for chat_id in (1, 2, ADMIN)))
    wishes = [(1, "/skip"), (1, "/pause 3 days"), (1, "/resume"), (2, "/lesson"), (3, "/start")]
    wishes += [
        (3, "7:30"),
        (ADMIN, "/schedule Hello. tomorrow 10:00"),
        (ADMIN, "/admins invite viewer"),
    ]
    for chat_id, text in wishes:
        api.write(chat_id, text)
    api.press(ADMIN, "days:1111100")
    await api.see(lambda: not api.updates)
    await bot.end()
    kept = look(bot)
    assert len(kept["announcements"]) == 1
    given = {update["update_id"]: update for update in api.given}
    assert len(given) == len(wishes) + 1
    api.updates.extend(given.values())
    await bot.start()
    await api.see(lambda: not api.updates)
    await bot.end(signal.SIGTERM)
    assert look(bot) == kept


KILLER = """
import os, sys
from bot.use_cases.subscribers import breaks
breaks.stop = lambda *_: os.abort()
from bot.cli.main import main
main()
"""


async def test_an_update_that_ends_the_process_again_and_again_is_left_out(
    bot: BotProcess,
) -> None:
    api = bot.stand_in
    await make_people(bot)
    api.answer_as_usual("sendMessage")
    await bot.start("-c", KILLER)
    chat_id = PEOPLE[0]
    api.write(chat_id, "/stop")
    api.write(7, "/urgent")
    crashes = 0
    # On a busy machine a start alone may take long: only the log tells that it goes on living.
    async with asyncio.timeout(100):
        while "(message) is set aside: ends_the_process" not in bot.log:
            assert bot.process is not None
            if bot.process.returncode is not None:
                crashes += 1
                await bot.launch("-c", KILLER)
            await asyncio.sleep(0.02)
    assert crashes == 4
    await api.see(lambda: api.texts(7))
    await api.see(lambda: any("set aside" in text for text in api.texts(ADMIN)))
    api.write(8, "/urgent")
    await api.see(lambda: api.texts(8))


async def test_a_chat_that_waits_for_telegram_makes_nobody_wait_and_nothing_come_twice(
    bot: BotProcess,
) -> None:
    api = bot.stand_in
    await bot.start()
    # Each answer to the one chat takes longer than the test.
    api.answer("sendMessage", api.only_for(5, hangs))
    for number in range(250):
        api.write(5, f"/help {number}")
    began = time.monotonic()
    api.write(6, "/urgent")
    await api.see(lambda: api.texts(6), 10)
    assert time.monotonic() - began < 3
    sent = Counter(call.parameters["chat_id"] for call in api.asked("sendMessage"))
    assert sent[6] == 1


async def test_a_flood_wait_of_an_hour_keeps_nobody_from_ending_it(bot: BotProcess) -> None:
    api = bot.stand_in
    await bot.start()
    api.answer("getUpdates", refuses(429, "Too Many Requests", retry_after=3600))
    await api.see(lambda: "Telegram asks to wait: it is asked again in 60 s" in bot.log)
    polls = len(api.asked("getUpdates"))
    await asyncio.sleep(2)
    assert len(api.asked("getUpdates")) == polls
    began = time.monotonic()
    assert await bot.end(signal.SIGTERM) == 0
    assert time.monotonic() - began < 5


async def test_the_end_comes_within_half_a_minute_whatever_hangs(bot: BotProcess) -> None:
    api = bot.stand_in
    await bot.start()
    api.answer("sendMessage", hangs)
    for chat_id in PEOPLE[:20]:
        api.write(chat_id, "/help")
    await api.see(lambda: len(api.asked("sendMessage")) >= 20)
    api.answer("getUpdates", hangs)
    began = time.monotonic()
    await bot.end(signal.SIGTERM, seconds=40)
    assert time.monotonic() - began < 30


FEW_AT_ONCE = """
from bot.api import receiving
receiving.MOST_UNFINISHED = 3
from bot.cli.main import main
main()
"""


async def test_no_more_is_asked_for_while_too_many_are_unfinished(bot: BotProcess) -> None:
    api = bot.stand_in
    await bot.start("-c", FEW_AT_ONCE)
    api.answer("sendMessage", hangs)
    for chat_id in (1, 2, 3):
        api.write(chat_id, "/urgent")
    await api.see(lambda: len(api.asked("sendMessage")) == 3)
    for chat_id in (4, 5):
        api.write(chat_id, "/urgent")
    await asyncio.sleep(1.5)
    assert len(api.asked("sendMessage")) == 3
    assert len(api.updates) >= 2
    await bot.end()
    api.answer_as_usual("sendMessage")
    await bot.start()
    await api.see(lambda: all(api.texts(chat_id) for chat_id in (1, 2, 3, 4, 5)))
