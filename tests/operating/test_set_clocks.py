"""A clock that was wrong at the start and is set right while the bot runs keeps nobody waiting."""

import asyncio
import sqlite3
import time

import pytest

from tests.support.bot_process import BotProcess

pytestmark = pytest.mark.slow

DAY = 86_400


async def answered_within(bot: BotProcess, person: int) -> float:
    began_at = time.monotonic()
    bot.stand_in.write(person, "/urgent")
    await bot.stand_in.see(lambda: bot.stand_in.texts(person), 25)
    return time.monotonic() - began_at


async def test_urgent_is_answered_at_once_after_half_a_year_was_made_up(bot: BotProcess) -> None:
    file = await bot.start_off_by(-180 * DAY)
    await answered_within(bot, 41)

    file.write_text("0")
    await bot.stand_in.see(lambda: "was set ahead by 15552" in bot.log)

    assert await answered_within(bot, 42) < 2


async def test_a_clock_days_ahead_for_some_seconds_sends_nobody_their_lesson(
    bot: BotProcess,
) -> None:
    file = await bot.start_off_by(0)
    for typed in ("/start", "7:30", "Berlin"):
        bot.stand_in.write(41, typed)
    await bot.stand_in.see(lambda: len(bot.stand_in.texts(41)) >= 3)
    bot.stand_in.press(41, "zone:Europe/Berlin")
    await bot.stand_in.see(lambda: any("Lesson 1 of" in one for one in bot.stand_in.texts(41)))

    file.write_text(str(3 * DAY))
    await bot.stand_in.see(lambda: "ahead of what is likely" in bot.log)
    await asyncio.sleep(3)
    file.write_text("0")
    await asyncio.sleep(2)

    assert not [text for text in bot.stand_in.texts(41) if "Lesson 2 of" in text]
    connection = sqlite3.connect(bot.database)
    [planned] = connection.execute("SELECT count(*) FROM deliveries").fetchone()
    connection.close()
    assert planned == 1
