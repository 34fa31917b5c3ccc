"""What goes wrong with the database, the disk or the token reaches the admins, not only the log."""

import asyncio
import resource
import signal
import sqlite3
from pathlib import Path

import pytest

from tests.support.bot_api_stand_in import ADMIN, refuses
from tests.support.bot_process import BotProcess


def damage(database: Path, index: str) -> None:
    """Overwrite the pages of an index that every tick reads, and let nobody rely on a cache."""
    connection = sqlite3.connect(database)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    [page] = connection.execute(
        "SELECT rootpage FROM sqlite_master WHERE name = ?", (index,)
    ).fetchone()
    [size] = connection.execute("PRAGMA page_size").fetchone()
    with database.open("rb+") as file:
        file.seek((page - 1) * size)
        file.write(b"\xff" * size)
    connection.execute("INSERT OR REPLACE INTO flood_waits VALUES (1, '2020-01-01T00:00:00.000Z')")
    connection.commit()
    connection.close()


async def test_damage_is_told_to_the_admins_and_ends_the_process(bot: BotProcess) -> None:
    await bot.start()
    await asyncio.to_thread(damage, bot.database, "due_enrollments")
    assert bot.process is not None
    async with asyncio.timeout(50):
        code = await bot.process.wait()

    assert code == 2
    told = [text for text in bot.stand_in.texts(ADMIN) if "damaged" in text]
    assert len(told) == 1
    assert "the database is damaged" in bot.log
    assert "python -m bot restore" in bot.log


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
        lambda: any("can keep everything again" in text for text in bot.stand_in.texts(ADMIN)), 75
    )

    assert len([text for text in bot.stand_in.texts(ADMIN) if "cannot keep" in text]) == 1
    assert await bot.end(signal.SIGTERM) == 0


@pytest.mark.slow
@pytest.mark.timeout(120)
@pytest.mark.skipif(not hasattr(resource, "prlimit"), reason="sets another process's limit")
async def test_a_disk_that_takes_no_more_is_told_to_the_admins(bot: BotProcess) -> None:
    await bot.start()
    assert bot.process is not None
    # The log beside it is small still, and goes on.
    limit = 64 * 1024
    resource.prlimit(bot.process.pid, resource.RLIMIT_FSIZE, (limit, limit))

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
