"""A backup is sound, private and knows itself; a restore loses nothing of what was there."""

import os
import sqlite3
import threading
from pathlib import Path

import pytest

from storage import back_up, look_at, open_runner_lock, open_store, restore
from storage.errors import StoreError
from storage.interface.ownership import Owner
from storage.interface.store import Store
from tests.support.stored import ALICE, BOB, CHARLIE, NOW, join
from tests.support.tables import table

SANDBOX = ((9_000, 9_999),)


@pytest.fixture
def url(path: Path) -> str:
    return f"sqlite:///{path}"


def begin(url: str, *chat_ids: int) -> Store:
    """Return an open store with a bot and these people."""
    store = open_store(url)
    with store.transaction():
        store.save_owner(Owner(4242, NOW))
    join(store, *chat_ids)
    return store


def modes(folder: Path) -> dict[str, str]:
    return {file.name: oct(file.stat().st_mode & 0o777) for file in folder.iterdir()}


def test_whatever_is_made_can_be_read_by_nobody_else(url: str, path: Path) -> None:
    before = os.umask(0)
    try:
        lock = open_runner_lock(url)
        assert lock.is_acquired()
        store = begin(url, ALICE)
        back_up(url, path.with_name("copy.db"))
        assert set(modes(path.parent)) == {
            "copy.db", "lessons.db", "lessons.db-shm", "lessons.db-wal", "lessons.db.lock"
        }  # fmt: skip
        assert set(modes(path.parent).values()) == {"0o600"}
        store.close()
        lock.release()
        restore(url, path.with_name("copy.db"))
        assert set(modes(path.parent).values()) == {"0o600"}
    finally:
        os.umask(before)


def test_what_strangers_could_read_is_closed_to_them_and_the_group_stays(
    url: str, path: Path
) -> None:
    begin(url).close()
    path.chmod(0o644)

    open_store(url).close()

    assert modes(path.parent)["lessons.db"] == "0o640"


def test_a_backup_is_made_while_others_write_and_holds_one_moment(url: str, path: Path) -> None:
    store = begin(url, *range(1, 2_000))
    store.close()
    stopping, written = threading.Event(), []

    def write() -> None:
        busy = open_store(url)
        number = 10_000
        while not stopping.is_set():
            join(busy, number)
            written.append(number)
            number += 1
        busy.close()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        copies = [back_up(url, path.with_name(f"{number}.db")) for number in range(5)]
    finally:
        stopping.set()
        writer.join()

    assert written
    for number, copy in enumerate(copies):
        copied = open_store(f"sqlite:///{path.with_name(f'{number}.db')}")
        assert copy.rows["subscribers"] == copy.rows["enrollments"] >= 1_999
        assert copied.find_owner() == Owner(4242, NOW)
        held = copied.find_restore()
        assert held is not None
        assert held.backed_up_at is not None
        copied.close()


def test_a_backup_takes_no_name_that_is_taken(url: str, path: Path) -> None:
    begin(url).close()
    target = path.with_name("precious.txt")
    target.write_text("precious")

    with pytest.raises(StoreError, match="is there already"):
        back_up(url, target)

    assert target.read_text() == "precious"


def test_nothing_is_no_backup(url: str, path: Path) -> None:
    with pytest.raises(StoreError, match="nothing can be backed up"):
        back_up(url, path.with_name("copy.db"))

    assert list(path.parent.iterdir()) == []


def test_a_restore_keeps_the_old_database_with_all_that_was_in_its_log(
    url: str, path: Path
) -> None:
    begin(url, ALICE).close()
    back_up(url, path.with_name("copy.db"))
    store = open_store(url)
    join(store, BOB)
    # As after a kill: what was written last is in the log only.
    log = {suffix: Path(f"{path}{suffix}").read_bytes() for suffix in ("", "-wal")}
    store.close()
    for suffix, content in log.items():
        Path(f"{path}{suffix}").write_bytes(content)

    copy, kept = restore(url, path.with_name("copy.db"))

    assert copy.rows["subscribers"] == 1
    assert kept is not None
    for where, people in ((url, [ALICE]), (f"sqlite:///{kept}", [ALICE, BOB])):
        store = open_store(where)
        assert [one.chat_id for one in store.list_subscribers([ALICE, BOB])] == people
        assert (store.find_restore() is not None) == (where == url)
        store.close()


def test_a_database_damaged_beyond_use_is_kept_all_the_same(url: str, path: Path) -> None:
    begin(url, ALICE).close()
    back_up(url, path.with_name("copy.db"))
    damaged = path.read_bytes()[:5_000] + b"\xff" * 20_000
    path.write_bytes(damaged)

    _, kept = restore(url, path.with_name("copy.db"))

    assert kept is not None
    assert kept.read_bytes() == damaged
    open_store(url).close()


def write_text(file: Path) -> None:
    file.write_text("no database")


def write_damaged(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[4_096 * 3 :] = b"\xff" * (len(content) - 4_096 * 3)
    file.write_bytes(content)


def write_newer(file: Path) -> None:
    database = sqlite3.connect(file)
    database.execute(
        "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) "
        "VALUES ('lesson_a_day', 'm999_from_the_future', '2030-01-01')"
    )
    database.commit()
    database.close()


@table("spoil", [write_text, write_damaged, write_newer, Path.unlink])
def test_what_is_no_sound_backup_changes_nothing(url: str, path: Path, spoil: object) -> None:
    if not path.exists():
        begin(url, ALICE, BOB, CHARLIE).close()
    copy = path.with_name("copy.db")
    copy.unlink(missing_ok=True)
    back_up(url, copy)
    assert callable(spoil)
    spoil(copy)
    before = path.read_bytes()

    with pytest.raises(StoreError, match=r"copy\.db"):
        restore(url, copy)

    assert path.read_bytes() == before
    assert {file.name for file in path.parent.iterdir()} <= {"lessons.db", "copy.db"}


def test_a_look_tells_whose_a_database_is_while_its_bot_runs(url: str) -> None:
    assert look_at(url) is None
    store = begin(url, ALICE)

    glance = look_at(url, SANDBOX)

    assert glance is not None
    assert glance.owner == Owner(4242, NOW)
    store.close()


def test_only_numbers_outside_the_ranges_are_somebodys(url: str) -> None:
    store = open_store(url)
    assert not store.holds_others(SANDBOX)
    join(store, 9_000, 9_999)
    assert not store.holds_others(SANDBOX)
    with store.transaction():
        store.add_announcement(created_by=42, created_at=NOW, at=NOW, text="An admin's words.")
    assert store.holds_others(SANDBOX)
    store.close()


def test_a_database_is_no_backup_of_itself(url: str, path: Path) -> None:
    begin(url, ALICE).close()
    os.link(path, path.with_name("hard.db"))
    for name in (path, path.with_name("hard.db")):
        with pytest.raises(StoreError, match="is the database itself"):
            restore(url, name)
    assert not list(path.parent.glob("*.before-restore-*"))


def test_a_database_that_another_program_holds_is_named_and_stays(url: str, path: Path) -> None:
    begin(url, ALICE).close()
    back_up(url, path.with_name("copy.db"))
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreError, match=r"lessons\.db: database is locked"):
        restore(url, path.with_name("copy.db"))
    holder.close()
