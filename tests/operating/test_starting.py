"""A start waits for what comes by itself, and ends where only the operator can help."""

import asyncio
import shutil
import signal

import pytest

from lessons.course.files import BUILT_IN_COURSES
from tests.support.bot_api_stand_in import BOT, Answer, hangs, hangs_up, refuses, says, shows
from tests.support.bot_process import BotProcess

pytestmark = pytest.mark.slow


async def test_a_network_that_is_not_there_yet_is_waited_for(bot: BotProcess) -> None:
    bot.stand_in.answer("getMe", hangs_up, times=1)
    await bot.start()

    assert "cannot be reached" in bot.log
    assert "trying again in 1 s" in bot.log
    assert "Telegram is reached" in bot.log
    assert "Unclosed" not in bot.log
    assert await bot.end(signal.SIGTERM) == 0


async def test_a_gateway_that_is_not_the_bot_api_is_waited_for(bot: BotProcess) -> None:
    bot.stand_in.answer("getMe", shows(b"<html>Bad Gateway</html>", 502), times=1)
    await bot.start()

    assert "cannot be reached" in bot.log


async def test_who_waits_for_a_network_can_be_stopped(bot: BotProcess) -> None:
    bot.settings = {"BOT_API_URL": "http://127.0.0.1:9"}
    await bot.launch()
    await bot.stand_in.see(lambda: "trying again in 2 s" in bot.log)

    asked_at = asyncio.get_running_loop().time()
    assert await bot.end(signal.SIGTERM) == 0
    assert asyncio.get_running_loop().time() - asked_at < 3
    assert "Unclosed" not in bot.log
    assert "Traceback" not in bot.log


@pytest.mark.parametrize(
    "answer",
    [
        says({"ok": True, "result": None}),
        says({"ok": True, "result": {"id": 4242, "is_bot": True, "first_name": "Lesson"}}),
        says({"ok": True, "result": {"id": 4242, "is_bot": True}}),
        says({"ok": True, "result": BOT | {"is_bot": False}}),
    ],
)
async def test_an_answer_that_is_no_bot_is_waited_for(bot: BotProcess, answer: Answer) -> None:
    bot.stand_in.answer("getMe", answer, times=2)
    await bot.start()
    assert "cannot be reached" in bot.log


async def test_a_server_that_never_answers_is_told_in_the_log_and_can_be_stopped_at_once(
    bot: BotProcess,
) -> None:
    bot.stand_in.answer("getMe", hangs)
    await bot.launch()
    await bot.stand_in.see(lambda: "cannot be reached (TimeoutError)" in bot.log, 20)
    await bot.stand_in.see(lambda: len(bot.stand_in.asked("getMe")) > 1)

    asked_at = asyncio.get_running_loop().time()
    assert await bot.end(signal.SIGTERM) == 0
    assert asyncio.get_running_loop().time() - asked_at < 5


async def test_without_its_token_it_refuses_the_usual_database_of_a_bot(bot: BotProcess) -> None:
    bot.settings = {"DATABASE_URL": ""}
    await bot.start()
    await bot.end()
    bot.settings |= {"BOT_TOKEN": "", "BOT_API_URL": ""}
    await bot.launch("-m", "bot", "--port", "0")
    assert bot.process is not None
    async with asyncio.timeout(20):
        assert await bot.process.wait() == 2

    assert "lesson-a-day.db belongs to the bot 4242" in bot.log
    assert "Set BOT_TOKEN" in bot.log


async def test_a_token_that_telegram_does_not_know_ends_it(bot: BotProcess) -> None:
    bot.stand_in.answer("getMe", refuses(401, "Unauthorized"))
    await bot.launch()
    assert bot.process is not None
    async with asyncio.timeout(15):
        assert await bot.process.wait() == 1

    assert "does not know this token" in bot.log
    assert "Unclosed" not in bot.log


async def test_the_log_tells_where_settings_come_from_and_who_is_to_be_told(
    bot: BotProcess,
) -> None:
    bot.settings = {"ADMIN_IDS": ""}
    await bot.start()
    assert f"settings are from the environment (no {bot.folder}/.env)" in bot.log
    assert "ADMIN_IDS is not set" in bot.log
    assert "/privacy" in bot.log
    await bot.end()

    (bot.folder / ".env").write_text("ADMIN_IDS=9001\n")
    await bot.start()
    assert f"settings are from the environment, {bot.folder}/.env" in bot.log
    assert bot.log.count("ADMIN_IDS is not set") == 1


TERMINAL, NOHUP = (
    f"""
import signal
signal.signal(signal.SIGHUP, signal.{disposition})
from bot.cli.main import main
main()
"""
    for disposition in ("SIG_DFL", "SIG_IGN")
)


async def test_a_terminal_that_is_closed_ends_it_in_order(bot: BotProcess) -> None:
    # Whoever runs the tests may have said nohup, which a process inherits.
    await bot.start("-c", TERMINAL)
    assert await bot.end(signal.SIGHUP) == 0
    assert "stopping: finishing what is under way" in bot.log


async def test_a_terminal_that_is_closed_is_nothing_to_it_under_nohup(bot: BotProcess) -> None:
    await bot.start("-c", NOHUP)
    assert bot.process is not None
    bot.process.send_signal(signal.SIGHUP)
    bot.stand_in.write(7, "/urgent")
    await bot.stand_in.see(lambda: bot.stand_in.texts(7), 30)
    assert bot.process.returncode is None
    assert await bot.end(signal.SIGTERM) == 0


async def test_a_course_that_takes_the_place_of_a_built_in_one_is_told(bot: BotProcess) -> None:
    courses = bot.folder / "courses"
    shutil.copytree(BUILT_IN_COURSES, courses)
    bot.settings = {"COURSES_FOLDER": str(courses)}
    await bot.start()
    assert "of COURSES_FOLDER takes the place of the built-in one" in bot.log
