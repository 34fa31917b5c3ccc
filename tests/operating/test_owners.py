"""A database belongs to a bot: no other one, and no sandbox, ever serves its people."""

import asyncio
import signal
from datetime import time
from pathlib import Path

import pytest

from lessons.times.schedule import Schedule
from storage import open_store
from tests.support.bot_api_stand_in import BOT, TOKEN, says
from tests.support.bot_process import BotProcess
from tests.support.stored import person

pytestmark = pytest.mark.slow

ANOTHER = "4343:AAE-another-bot"
SANDBOXED = {"BOT_TOKEN": "", "BOT_API_URL": ""}


async def run_to_the_end(bot: BotProcess, *arguments: str, **settings: str) -> tuple[int, str]:
    """Run it with these settings, which must end it; return the exit code and what it told."""
    log = bot.folder / "log.txt"
    before, usual, running = (bot.log if log.exists() else ""), bot.settings, bot.process
    bot.settings = usual | settings
    await bot.launch(*arguments)
    assert bot.process is not None
    async with asyncio.timeout(20):
        code = await bot.process.wait()
    bot.settings, bot.process = usual, running
    return code, bot.log[len(before) :]


def keep(database: Path, *chat_ids: int) -> None:
    """Make a database as an earlier release has left it: with people, and of no bot yet."""
    store = open_store(f"sqlite:///{database}")
    with store.transaction():
        for chat_id in chat_ids:
            store.save_subscriber(person(chat_id, schedule=Schedule("UTC", time(9, 0))))
    store.close()


def states(database: Path, *chat_ids: int) -> set[str]:
    store = open_store(f"sqlite:///{database}")
    try:
        return {str(one.status) for one in store.list_subscribers(chat_ids)}
    finally:
        store.close()


async def test_another_bot_is_refused_at_once_whether_its_own_runs_or_not(bot: BotProcess) -> None:
    keep(bot.database, 555_000_111)
    await bot.start()

    for is_running in (True, False):
        code, told = await run_to_the_end(bot, BOT_TOKEN=ANOTHER)
        assert code == 2, told
        assert "belongs to the bot 4242" in told
        assert "python -m bot db adopt" in told
        assert "standing by" not in told
        assert "Traceback" not in told
        if is_running:
            assert await bot.end(signal.SIGTERM) == 0

    assert states(bot.database, 555_000_111) == {"active"}


async def test_a_sandbox_never_waits_for_a_real_bots_database(bot: BotProcess) -> None:
    keep(bot.database, 555_000_111)
    await bot.start()

    for is_running in (True, False):
        for arguments in (("-m", "bot", "--port", "0"), ("-m", "bot", "sandbox", "--port", "0")):
            code, told = await run_to_the_end(bot, *arguments, **SANDBOXED)
            assert code == 2, told
            assert "SANDBOX" in told
            assert "Set BOT_TOKEN" in told
            assert "standing by" not in told
        if is_running:
            await bot.end(signal.SIGTERM)

    assert states(bot.database, 555_000_111) == {"active"}


async def test_an_old_database_is_known_by_its_people(bot: BotProcess) -> None:
    keep(bot.database, 1001, 10_001, 555_000_111)
    code, told = await run_to_the_end(bot, "-m", "bot", "--port", "0", **SANDBOXED)
    assert code == 2
    assert "holds real people" in told

    bot.database.unlink()
    keep(bot.database, 1001, 1002, 10_001)
    bot.settings = SANDBOXED
    await bot.launch("-m", "bot", "--port", "0")
    await bot.stand_in.see(lambda: "SANDBOX: no Telegram" in bot.log)
    await bot.end(signal.SIGTERM)
    bot.settings = {}
    code, told = await run_to_the_end(bot)
    assert code == 2
    assert "belongs to a SANDBOX" in told


async def test_a_database_is_handed_over_on_purpose_only(bot: BotProcess) -> None:
    keep(bot.database, 555_000_111)
    await bot.start()
    adopting = ("-m", "bot", "db", "adopt")
    code, told = await run_to_the_end(bot, *adopting, "--yes", BOT_TOKEN=ANOTHER)
    assert code == 2
    assert "A bot is running" in told
    await bot.end(signal.SIGTERM)

    code, told = await run_to_the_end(bot, *adopting, BOT_TOKEN=ANOTHER)
    assert code == 1, "nobody said yes"
    assert "belongs to the bot 4242 since" in told
    assert "1 people" in told
    code, told = await run_to_the_end(bot, *adopting, "--yes", **SANDBOXED)
    assert code == 2
    assert "SANDBOX" in told
    code, told = await run_to_the_end(bot, *adopting, "--yes", BOT_TOKEN=ANOTHER)
    assert code == 0
    assert "belongs to the bot 4343 now" in told

    assert (await run_to_the_end(bot))[0] == 2, TOKEN
    bot.stand_in.answer("getMe", says({"ok": True, "result": BOT | {"id": 4343}}))
    bot.settings = {"BOT_TOKEN": ANOTHER}
    await bot.start()
    store = open_store(f"sqlite:///{bot.database}")
    entries = [(entry.before, entry.after) for entry in store.list_audit_entries(9)]
    store.close()
    assert ("the bot 4242", "the bot 4343") in entries


async def test_a_server_that_answers_as_another_bot_is_refused(bot: BotProcess) -> None:
    bot.stand_in.answer("getMe", says({"ok": True, "result": BOT | {"id": 4343}}))
    code, told = await run_to_the_end(bot)
    assert code == 2
    assert "the server answers as the bot 4343" in told
