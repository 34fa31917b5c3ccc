"""What goes wrong with the database while it is used reaches the admins, not only the log."""

import asyncio
import signal
import sqlite3
from pathlib import Path

import pytest

from tests.support.bot_api_stand_in import ADMIN
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
