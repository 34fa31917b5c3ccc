"""A database that cannot be used is refused with what to do about it, and left as it was."""

import asyncio
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime, time
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.application import run
from bot.sandbox.server import start_sandbox
from bot.settings import Settings
from bot.use_cases.ownership import SANDBOX_BOT_ID
from lessons.delivery.subscriber import ChatKind, Subscriber, SubscriberStatus
from lessons.times.schedule import Schedule
from storage import check_rest, open_store
from storage.errors import StoreError
from storage.interface.ownership import Owner
from tests.support.tables import table

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


def keep_someone(url: str) -> Subscriber:
    """Open the store, keep one subscriber (and enough others to fill some pages), close it."""
    store = open_store(url)
    schedule = Schedule("Europe/Berlin", time(7, 30))
    everyone = [
        Subscriber(chat_id, ChatKind.PRIVATE, SubscriberStatus.ACTIVE, schedule, "en", NOW)
        for chat_id in range(1, 301)
    ]
    with store.transaction():
        for subscriber in everyone:
            store.save_subscriber(subscriber)
    store.close()
    return everyone[0]


def refusal(url: str) -> str:
    with pytest.raises(StoreError) as refused:
        open_store(url)
    return str(refused.value)


def snapshot(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir() if file.is_file()}


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:"])
def test_a_store_in_memory_starts_empty(url: str) -> None:
    keep_someone(url)
    store = open_store(url)

    assert store.find_subscriber(1) is None
    store.close()


def test_three_slashes_are_a_file_in_the_working_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    keep_someone("sqlite:///lessons.db")

    assert [file.name for file in tmp_path.iterdir()] == ["lessons.db"]


def test_what_was_kept_is_there_when_the_file_is_opened_again(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/lessons.db"
    kept = keep_someone(url)

    store = open_store(url)

    assert store.find_subscriber(1) == kept
    store.close()
    assert [file.name for file in tmp_path.iterdir()] == ["lessons.db"]


def test_an_empty_file_becomes_a_database(tmp_path: Path) -> None:
    (tmp_path / "lessons.db").touch()

    keep_someone(f"sqlite:///{tmp_path}/lessons.db")


@table(
    "url",
    [
        "",
        "lessons.db",
        "sqlite",
        "sqlite:lessons.db",
        "sqlite://lessons.db",
        "sqlite:///",
        "sqlite:////",
        "sqlite:////var/lib/",
        "mysql://localhost/lessons",
        "sqlite+aiosqlite:///lessons.db",
    ],
)
def test_any_other_url_is_refused_with_the_accepted_forms(url: str) -> None:
    message = refusal(url)

    assert f"'{url}'" in message
    assert "sqlite:///lessons.db" in message
    assert "sqlite:////" in message


def test_a_refused_url_does_not_show_its_password() -> None:
    message = refusal("mysql://bot:hunter2@localhost:3306/lessons")

    assert "hunter2" not in message
    assert "mysql://bot:***@localhost:3306/lessons" in message


def write_text(file: Path) -> None:
    file.write_text("Dear diary, this is no database.\n" * 50)


def write_another_programs(file: Path) -> None:
    database = sqlite3.connect(file)
    database.execute("CREATE TABLE notes (text)")
    database.execute("INSERT INTO notes VALUES ('precious')")
    database.commit()
    database.close()


def write_another_programs_open_log(file: Path) -> None:
    """Its latest rows are in the log only, as after a crash."""
    database = sqlite3.connect(file)
    database.execute("PRAGMA journal_mode = WAL")
    database.execute("CREATE TABLE notes (text)")
    database.commit()
    copies = {suffix: Path(f"{file}{suffix}").read_bytes() for suffix in ("", "-wal")}
    database.close()
    for suffix, content in copies.items():
        Path(f"{file}{suffix}").write_bytes(content)


def write_newer(file: Path) -> None:
    keep_someone(f"sqlite:///{file}")
    database = sqlite3.connect(file)
    database.execute(
        "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) "
        "VALUES ('lesson_a_day', 'm999_from_the_future', '2030-01-01')"
    )
    database.commit()
    database.close()


def write_half(file: Path) -> None:
    keep_someone(f"sqlite:///{file}")
    content = file.read_bytes()
    file.write_bytes(content[: len(content) // 2])


def write_only_header(file: Path) -> None:
    keep_someone(f"sqlite:///{file}")
    file.write_bytes(file.read_bytes()[:100])


def write_damaged_pages(file: Path) -> None:
    keep_someone(f"sqlite:///{file}")
    content = bytearray(file.read_bytes())
    content[4096:] = bytes(byte ^ 0xA5 for byte in content[4096:])
    file.write_bytes(content)


def write_damaged_row(file: Path) -> None:
    """One text of one row has become another; every page is as it should be."""
    keep_someone(f"sqlite:///{file}")
    content = file.read_bytes()
    assert b"active" in content
    file.write_bytes(content.replace(b"activeEurope", b"actingEurope", 1))


@table(
    ("write", "found", "remedy"),
    [
        (write_text, "is not an SQLite database", "backup"),
        (write_another_programs, "another program", "DATABASE_URL"),
        (write_another_programs_open_log, "another program", "DATABASE_URL"),
        (write_newer, "newer release", "m999_from_the_future"),
        (write_half, "damaged", "backup"),
        (write_only_header, "damaged", "backup"),
        (write_damaged_pages, "damaged", "backup"),
        (write_damaged_row, "damaged", "backup"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_and_not_touched(
    tmp_path: Path, write: Callable[[Path], None], found: str, remedy: str
) -> None:
    file = tmp_path / "lessons.db"
    write(file)
    before = snapshot(tmp_path)

    message = refusal(f"sqlite:///{file}")

    assert str(file) in message
    assert found in message
    assert remedy in message
    assert snapshot(tmp_path) == before


@pytest.fixture
def _every_file_is_big(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("storage.sqlite.database._BIG_FILE_BYTES", 0)


@pytest.mark.usefixtures("_every_file_is_big")
@pytest.mark.parametrize("write", [write_half, write_only_header, write_damaged_pages])
def test_damage_at_the_ends_of_a_big_file_is_refused_at_once(
    tmp_path: Path, write: Callable[[Path], None]
) -> None:
    file = tmp_path / "lessons.db"
    write(file)
    before = snapshot(tmp_path)

    assert "damaged" in refusal(f"sqlite:///{file}")

    assert snapshot(tmp_path) == before


@pytest.mark.usefixtures("_every_file_is_big")
def test_damage_inside_a_big_file_is_found_beside_the_work(tmp_path: Path) -> None:
    file = tmp_path / "lessons.db"
    write_damaged_row(file)
    store = open_store(f"sqlite:///{file}")

    with pytest.raises(StoreError, match=r"lessons\.db is damaged .* backup"):
        check_rest(f"sqlite:///{file}")

    store.close()


@pytest.mark.usefixtures("_every_file_is_big")
def test_a_sound_big_file_passes_its_check_while_it_is_written(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/lessons.db"
    kept = keep_someone(url)
    store = open_store(url)

    with store.transaction():
        store.save_subscriber(kept)
        check_rest(url)

    store.close()


@pytest.mark.usefixtures("_every_file_is_big")
async def test_the_bot_gives_care_alone_when_it_finds_its_database_damaged(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    file = tmp_path / "lessons.db"
    write_damaged_row(file)
    sandbox = await start_sandbox(0)
    url = f"sqlite:///{file}"
    store = open_store(url)
    with store.transaction():
        store.save_owner(Owner(SANDBOX_BOT_ID, NOW))
    store.close()
    settings = Settings.model_construct(
        bot_token=SecretStr(sandbox.token), bot_api_url=sandbox.url, database_url=url
    )

    stopping = asyncio.Event()
    running = asyncio.create_task(run(settings, stopping, lambda: None))
    async with asyncio.timeout(30):
        while "care only" not in caplog.text:
            await asyncio.sleep(0.05)
    stopping.set()
    await running

    assert "is damaged (CHECK constraint failed" in caplog.text
    await sandbox.stop()


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:"])
def test_a_store_in_memory_leaves_nothing_to_check(url: str) -> None:
    check_rest(url)


def test_a_missing_folder_is_named_and_not_created(tmp_path: Path) -> None:
    message = refusal(f"sqlite:///{tmp_path}/data/lessons.db")

    assert f"{tmp_path}/data does not exist" in message
    assert "mkdir" in message
    assert list(tmp_path.iterdir()) == []


def test_a_folder_is_no_database(tmp_path: Path) -> None:
    (tmp_path / "lessons.db").mkdir()

    assert "is a folder" in refusal(f"sqlite:///{tmp_path}/lessons.db")


def test_a_file_in_the_place_of_the_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("not a folder")

    assert f"{tmp_path}/data" in refusal(f"sqlite:///{tmp_path}/data/lessons.db")


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="needs a folder that even root cannot write")
def test_a_folder_that_cannot_be_written_is_told() -> None:
    message = refusal("sqlite:////proc/lessons.db")

    assert "/proc/lessons.db" in message
    assert "Allow this user to write" in message


def test_a_file_that_cannot_be_written_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Permissions do not bind root, so SQLite is told to open the file for reading only."""
    file = tmp_path / "lessons.db"
    keep_someone(f"sqlite:///{file}")
    connect = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda path: connect(f"file:{path}?mode=ro", uri=True))

    assert "Allow this user to write" in refusal(f"sqlite:///{file}")


def test_a_database_that_another_program_is_writing_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "lessons.db"
    keep_someone(f"sqlite:///{file}")
    monkeypatch.setattr("storage.sqlite.database._BUSY_TIMEOUT_MS", 10)
    writer = sqlite3.connect(file)
    writer.execute("BEGIN IMMEDIATE")

    assert "Another program is writing" in refusal(f"sqlite:///{file}")

    writer.close()
    open_store(f"sqlite:///{file}").close()
