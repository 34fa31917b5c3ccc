"""A database that is deleted, replaced, cut off or damaged while the bot runs: it is noticed,
nothing is confirmed that is not kept, what can be rescued is, and care goes on."""

import signal
import sqlite3
import stat
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.support.bot_api_stand_in import ADMIN
from tests.support.bot_process import BotProcess

pytestmark = [pytest.mark.slow, pytest.mark.timeout(180)]

PEOPLE = range(100, 103)


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


def delete(database: Path) -> None:
    for file in (
        database,
        *(database.with_name(f"{database.name}-{end}") for end in ("wal", "shm")),
    ):
        file.unlink()


def replace(database: Path) -> None:
    other = database.with_name("other.db")
    other.write_bytes(database.read_bytes())
    other.replace(database)


def cut_off(database: Path) -> None:
    with database.open("rb+") as file:
        file.truncate(0)


def zero_header(database: Path) -> None:
    with database.open("rb+") as file:
        file.write(bytes(100))


async def begin(bot: BotProcess) -> None:
    """Let some people join, and start it again: a small database is read whole then, so that what
    is cut off can still be rescued."""
    await bot.start()
    for chat_id in PEOPLE:
        await say(bot, chat_id, "/start")
    await bot.end(signal.SIGTERM)
    await bot.start()


async def say(bot: BotProcess, chat_id: int, text: str, seconds: float = 10) -> str:
    """Return the answer."""
    seen = len(bot.stand_in.texts(chat_id))
    bot.stand_in.write(chat_id, text)
    await bot.stand_in.see(lambda: len(bot.stand_in.texts(chat_id)) > seen, seconds)
    return bot.stand_in.texts(chat_id)[-1]


def told(bot: BotProcess) -> list[str]:
    return [text for text in bot.stand_in.texts(ADMIN) if "My database is" in text]


async def check_care_alone(bot: BotProcess) -> None:
    """Care is given, and nothing else is confirmed."""
    for asked in ("/urgent", "I have chest pain"):
        assert "emergency number" in await say(bot, 101, asked, 5), asked
    assert "not a diagnosis" in await say(bot, 101, "/check", 5)
    for asked in ("/stop", "/settings", "hello", "/pause 3"):
        assert "I am being repaired" in await say(bot, 102, asked), asked
    assert bot.process is not None
    assert bot.process.returncode is None


def count_people(database: Path) -> int:
    with closing(sqlite3.connect(database)) as connection:
        [count] = connection.execute("SELECT count(*) FROM subscribers").fetchone()
    return int(count)


@pytest.mark.parametrize("lose", [delete, replace, cut_off, zero_header])
async def test_a_database_lost_while_it_is_used_is_noticed_rescued_and_told_once(
    bot: BotProcess, lose: Callable[[Path], None]
) -> None:
    await begin(bot)
    lose(bot.database)
    answer = await say(bot, 100, "/stop")
    await bot.stand_in.see(lambda: told(bot), 30)
    await check_care_alone(bot)

    assert "Nothing more will come" not in answer
    assert len(told(bot)) == 1
    [rescued] = bot.folder.glob("bot.db.rescued-*")
    assert str(rescued) in told(bot)[0]
    assert stat.S_IMODE(rescued.stat().st_mode) == 0o600
    assert count_people(rescued) == len(PEOPLE)
    assert await bot.end(signal.SIGTERM) == 0


async def test_an_empty_database_is_made_in_the_place_of_a_lost_one_only_on_purpose(
    bot: BotProcess,
) -> None:
    await begin(bot)
    delete(bot.database)
    await bot.stand_in.see(lambda: told(bot), 30)
    await bot.end(signal.SIGTERM)

    await bot.launch()
    assert bot.process is not None
    assert await bot.process.wait() == 2
    [rescued] = bot.folder.glob("bot.db.rescued-*")
    assert f"python -m bot restore {rescued}" in bot.log
    lock = bot.database.with_name("bot.db.lock")
    assert f"delete {lock} first" in bot.log
    assert not bot.database.exists()

    await bot.launch("-m", "bot", "restore", str(rescued), "--yes")
    assert await bot.process.wait() == 0
    await bot.start()
    assert count_people(bot.database) == len(PEOPLE)
    await bot.end(signal.SIGTERM)

    bot.database.unlink()
    lock.unlink()
    await bot.start()
    assert count_people(bot.database) == 0


async def test_damaged_pages_end_the_lessons_and_not_the_care(bot: BotProcess) -> None:
    await begin(bot)
    damage(bot.database, "due_enrollments")
    await bot.stand_in.see(lambda: told(bot), 50)
    await check_care_alone(bot)
    assert "the database is damaged" in bot.log
    assert await bot.end(signal.SIGTERM) == 0

    await bot.start()
    await check_care_alone(bot)
    await bot.stand_in.see(lambda: "cannot use my database" in bot.stand_in.texts(ADMIN)[-1])
    assert "care only" in bot.log
    assert await bot.end(signal.SIGTERM) == 0


EACH_SECOND = """
from bot.process import database_check
database_check.AGAIN_SECONDS = 1.0
from bot.cli.main import main
main()
"""


async def test_damage_on_the_disk_that_memory_hides_is_found_and_memory_rescued(
    bot: BotProcess,
) -> None:
    await begin(bot)
    await bot.end(signal.SIGTERM)
    await bot.start("-c", EACH_SECOND)
    with bot.database.open("rb+") as file:
        file.seek(4096)
        file.write(b"\xa5" * 50 * 4096)
    await bot.stand_in.see(lambda: told(bot), 30)
    await check_care_alone(bot)

    [rescued] = bot.folder.glob("bot.db.rescued-*")
    assert str(rescued) in told(bot)[0]
    assert count_people(rescued) == len(PEOPLE)


async def test_a_start_on_what_is_no_database_any_more_gives_care(bot: BotProcess) -> None:
    await begin(bot)
    await bot.end(signal.SIGTERM)
    zero_header(bot.database)

    await bot.start()
    await check_care_alone(bot)


async def test_a_start_while_another_program_writes_gives_care_and_then_everything(
    bot: BotProcess,
) -> None:
    await begin(bot)
    await bot.end(signal.SIGTERM)
    with closing(sqlite3.connect(bot.database, isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        await bot.start()
        assert "emergency number" in await say(bot, 101, "/urgent", 5)
        assert "cannot be kept right now" in await say(bot, 101, "/stop")
        writer.execute("ROLLBACK")
    served = bot.log.count("Serving")
    await bot.stand_in.see(lambda: bot.log.count("Serving") > served, 60)

    assert "cannot be kept" not in await say(bot, 101, "/stop")
