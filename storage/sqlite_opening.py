"""Opening an SQLite file: ours and sound, or refused and left as it was."""

import sqlite3
import time
from pathlib import Path

from sqlite_utils import Database

from storage.sqlite_migrations import migrations
from storage.store import StoreError

# Marks a file as ours, in four bytes of its header: https://www.sqlite.org/fileformat2.html
_APPLICATION_ID = int.from_bytes(b"LaaD", "big")
_MAGIC = b"SQLite format 3\x00"
_APPLICATION_ID_BYTES = slice(68, 72)
_HEADER_SIZE = 100

_BUSY_TIMEOUT_MS = 5_000
# A file of a few hundred thousand deliveries is checked whole in this time, a larger one in part.
_CHECK_SECONDS = 2.0

_REMEDIES = {
    sqlite3.SQLITE_NOTADB: "It is damaged: put a backup in its place.",
    sqlite3.SQLITE_CORRUPT: "It is damaged: put a backup in its place.",
    sqlite3.SQLITE_CANTOPEN: "Allow this user to write the file and its folder.",
    sqlite3.SQLITE_READONLY: "Allow this user to write the file and its folder.",
    sqlite3.SQLITE_PERM: "Allow this user to write the file and its folder.",
    sqlite3.SQLITE_BUSY: "Another program is writing to it: stop that one first.",
    sqlite3.SQLITE_FULL: "The disk is full: make room.",
}


def open_database(path: Path | None) -> Database:
    """Return the database with every migration applied; ``None`` opens one in memory.

    A file that does not exist is created, its folder is not. Raises ``StoreError`` for a file
    that is damaged, not ours, or from a newer release; nothing is written to it then.
    """
    if path is None:
        database = _connect(":memory:")
        _bring_up_to_date(database)
        return database
    is_new = _is_new(path)
    try:
        database = _connect(str(path))
        try:
            if not is_new:
                _check(path, database)
            _bring_up_to_date(database)
            # Readers and the writer do not wait for each other; FULL keeps a commit through a
            # power cut.
            database.execute("PRAGMA journal_mode = WAL")
            database.execute("PRAGMA synchronous = FULL")
        except BaseException:
            database.close()
            raise
    except sqlite3.Error as error:
        raise _refusal(path, error) from error
    return database


def find_remedy(error: sqlite3.Error) -> str:
    """Return what the operator can do about an error of SQLite."""
    # The low byte is the kind of error, the others say where it arose.
    return _REMEDIES.get(getattr(error, "sqlite_errorcode", 0) & 0xFF, "See the cause in the log.")


def _is_new(path: Path) -> bool:
    """Whether there is nothing yet. Reads the header without SQLite, which might write."""
    try:
        if not path.parent.is_dir():
            raise StoreError(
                f"Cannot keep the database in {path}: the folder {path.parent} does not exist. "
                f"Create it (mkdir -p {path.parent}) or name another file in DATABASE_URL."
            )
        if path.is_dir():
            raise StoreError(
                f"Cannot keep the database in {path}: that is a folder. "
                f"Name a file in DATABASE_URL, for example {path / 'lessons.db'}."
            )
        if not path.exists() or path.stat().st_size == 0:
            return True
        with path.open("rb") as file:
            header = file.read(_HEADER_SIZE)
    except OSError as error:
        raise StoreError(
            f"Cannot read the database {path}: {error.strerror}. "
            "Allow this user to read and write the file and its folder."
        ) from error
    if not header.startswith(_MAGIC):
        raise StoreError(
            f"{path} is not an SQLite database. Name another file in DATABASE_URL, "
            "or put a backup in its place."
        )
    if int.from_bytes(header[_APPLICATION_ID_BYTES], "big") != _APPLICATION_ID:
        raise StoreError(
            f"{path} is the database of another program. Name another file in DATABASE_URL, "
            "for example sqlite:///lessons.db; a new one is created."
        )
    return False


def _connect(path: str) -> Database:
    database = Database(path, recursive_triggers=False, execute_plugins=False)
    # Transactions begin where the store says so and nowhere else.
    database.conn.isolation_level = None
    database.conn.row_factory = sqlite3.Row
    database.execute(f"PRAGMA busy_timeout = {_BUSY_TIMEOUT_MS}")
    database.execute("PRAGMA foreign_keys = ON")
    # Deleted rows are overwritten with zeros.
    database.execute("PRAGMA secure_delete = ON")
    return database


def _check(path: Path, database: Database) -> None:
    # To an empty database every step that this release knows is still to come.
    known = {step.name for step in migrations.pending(Database(memory=True))}
    applied = [migration.name for migration in migrations.applied(database)]
    if unknown := [name for name in applied if name not in known]:
        raise StoreError(
            f"{path} was written by a newer release of this program: it holds {unknown[-1]}, "
            "which this one does not know. Start that release, or put an older backup in its place."
        )
    deadline = time.monotonic() + _CHECK_SECONDS
    database.conn.set_progress_handler(lambda: time.monotonic() > deadline, 10_000)
    try:
        [finding] = database.execute("PRAGMA quick_check(1)").fetchone()
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode != sqlite3.SQLITE_INTERRUPT:
            raise
    else:
        if finding != "ok":
            raise StoreError(f"{path} is damaged ({finding}): put a backup in its place.")
    finally:
        database.conn.set_progress_handler(None, 0)


def _bring_up_to_date(database: Database) -> None:
    # All steps or none, and a second process that starts at the same moment waits here.
    database.execute("BEGIN IMMEDIATE")
    try:
        # Written even where it stands already: a file that cannot be written is to be told now,
        # not at the first lesson.
        database.execute(f"PRAGMA application_id = {_APPLICATION_ID}")
        migrations.apply(database)
        database.commit()
    except BaseException:
        database.rollback()
        raise


def _refusal(path: Path, error: sqlite3.Error) -> StoreError:
    return StoreError(f"Cannot use the database {path}: {error}. {find_remedy(error)}")
