"""A backup is made beside the running bot, and a restore sends nothing before an admin says so."""

import asyncio
import signal

import pytest

from storage import open_store
from tests.support.bot_api_stand_in import ADMIN
from tests.support.bot_process import BotProcess

pytestmark = pytest.mark.slow


async def command(bot: BotProcess, *arguments: str) -> tuple[int, str]:
    """Run a command beside the bot; return its exit code and what it told."""
    before, serving = bot.log, bot.process
    await bot.launch("-m", "bot", *arguments)
    assert bot.process is not None
    async with asyncio.timeout(20):
        code = await bot.process.wait()
    bot.process = serving
    return code, bot.log[len(before) :]


async def join(bot: BotProcess, person: int) -> None:
    for typed in ("/start", "7:30", "Berlin"):
        seen = len(bot.stand_in.texts(person))
        bot.stand_in.write(person, typed)
        await bot.stand_in.see(lambda: len(bot.stand_in.texts(person)) > seen)  # noqa: B023
    bot.stand_in.press(person, "zone:Europe/Berlin")
    await bot.stand_in.see(lambda: any("Lesson 1 of" in one for one in bot.stand_in.texts(person)))


def count(bot: BotProcess, person: int, words: str) -> int:
    return sum(words in text for text in bot.stand_in.texts(person))


async def test_a_database_goes_there_and_back(bot: BotProcess) -> None:
    await bot.start()
    await join(bot, 41)
    code, told = await command(bot, "backup", "copy.db")
    assert code == 0, told
    assert "1 people" in told
    assert "of the bot 4242" in told
    assert (bot.folder / "copy.db").stat().st_mode & 0o777 == 0o600
    await join(bot, 42)

    code, told = await command(bot, "restore", "copy.db", "--yes")
    assert code == 2, "a bot runs on it"
    assert "A bot is running" in told
    await bot.end(signal.SIGTERM)
    code, told = await command(bot, "restore", "copy.db", "--yes")
    assert code == 0, told
    assert "1 people" in told
    assert "nobody can know" in told
    assert ".before-restore-" in told

    await bot.start()
    await bot.stand_in.see(lambda: count(bot, ADMIN, "I was restored from a backup"))
    bot.stand_in.write(ADMIN, "/go")
    await bot.stand_in.see(lambda: count(bot, ADMIN, "Restored from a backup"))
    bot.stand_in.press(ADMIN, "restored:owed")
    await bot.stand_in.see(lambda: count(bot, ADMIN, "It goes on"))
    await bot.end(signal.SIGTERM)
    store = open_store(f"sqlite:///{bot.database}")
    assert store.find_restore() is None
    assert [one.chat_id for one in store.list_subscribers([41, 42])] == [41]
    store.close()
    assert count(bot, 41, "Lesson 1 of") == 1


async def test_a_backup_put_in_place_by_hand_is_held_as_well(bot: BotProcess) -> None:
    await bot.start()
    await command(bot, "backup", "copy.db")
    await bot.end(signal.SIGTERM)
    for suffix in ("", "-wal", "-shm"):
        bot.database.with_name(f"bot.db{suffix}").unlink(missing_ok=True)
    (bot.folder / "copy.db").rename(bot.database)

    await bot.start()

    await bot.stand_in.see(lambda: count(bot, ADMIN, "I was restored from a backup"))
