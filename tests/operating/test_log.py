"""The log tells an operator what went out, by numbers and kinds and never in words."""

import asyncio
import re
import signal

import pytest

from tests.support.bot_api_stand_in import ADMIN, refuses
from tests.support.bot_process import BotProcess

pytestmark = pytest.mark.slow

MARKED = "We are closed MARKonfriday."


async def join(bot: BotProcess, person: int) -> None:
    for typed in ("/start", "7:30", "Berlin"):
        seen = len(bot.stand_in.texts(person))
        bot.stand_in.write(person, typed)
        await bot.stand_in.see(lambda: len(bot.stand_in.texts(person)) > seen)  # noqa: B023
    bot.stand_in.press(person, "zone:Europe/Berlin")
    await bot.stand_in.see(lambda: any("Lesson 1 of" in one for one in bot.stand_in.texts(person)))


async def announce(bot: BotProcess) -> None:
    bot.stand_in.write(ADMIN, f"/schedule {MARKED} in 1m")
    await bot.stand_in.see(lambda: bot.stand_in.asked("sendMessage", ADMIN))
    await asyncio.sleep(0.3)
    data = re.findall(r"a-yes[:\d]+", str(bot.stand_in.calls))
    bot.stand_in.press(ADMIN, data[-1])


async def test_lessons_are_told_by_the_hour_and_announcements_at_both_ends(
    bot: BotProcess,
) -> None:
    bot.settings = {"QUIET_HOURS": "off"}
    clock = await bot.start_off_by(0)
    for person in (41, 42, 43):
        await join(bot, person)
    await announce(bot)
    await bot.stand_in.see(lambda: any("Scheduled as" in one for one in bot.stand_in.texts(ADMIN)))
    clock.write_text("200")
    await bot.stand_in.see(lambda: "announcement 1 is on its way to 3" in bot.log, 30)
    await bot.stand_in.see(lambda: "announcement 1 has ended: 3 sent" in bot.log, 20)
    assert await bot.end(signal.SIGTERM) == 0

    assert re.search(r"lessons in the hour from 20\d\d-\d\d-\d\d \d\d:00 UTC: 3 sent", bot.log)
    assert "MARK" not in bot.log


async def test_debug_tells_of_ticks_claims_and_polls_and_info_does_not(bot: BotProcess) -> None:
    bot.stand_in.answer("sendPoll", refuses(400, "Bad Request"))
    wanted = ("tick: all is planned", "received 0 updates", "received 1 updates")
    await bot.start()
    await join(bot, 41)
    await bot.stand_in.see(lambda: all(words in bot.log for words in wanted), 20)
    await bot.end(signal.SIGTERM)

    bot.settings = {"LOG_LEVEL": "INFO"}
    seen = len(bot.log)
    await bot.start()
    bot.stand_in.write(41, "/help MARKwords")
    await asyncio.sleep(2)
    assert "settings are from" in bot.log[seen:]
    assert not [words for words in wanted if words in bot.log[seen:]]
    assert "MARK" not in bot.log
