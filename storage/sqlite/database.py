"""Opening an SQLite file: ours and sound, or refused and left as it was.

What sqlite-utils is for, here and nowhere else: migrations (each once, in order, noted in the
file) and looking at a schema (which tables, which keys). Its plain tables and columns are also why
its own command line, ``python -m sqlite_utils``, shows an operator all that is kept. What every
update and every tick runs is plain SQL on Python's own connection, which is all that the parts of
the store are given: a row written by sqlite-utils costs six times as much.
"""

import sqlite3
from contextlib import closing
from errno import ENOSPC
from pathlib import Path

from sqlite_utils import Database

from storage.errors import (
    DamagedStoreError,
    NotADatabaseError,
    StoreError,
    StoreUnavailableError,
)
from storage.sqlite.before_upgrade import keep_copy
from storage.sqlite.file_modes import close_to_others, create_private
from storage.sqlite.migrations import migrations

# Marks a file as ours, in four bytes of its header: https://www.sqlite.org/fileformat2.html
_APPLICATION_ID = int.from_bytes(b"LaaD", "big")
_MAGIC = b"SQLite format 3\x00"
_APPLICATION_ID_BYTES = slice(68, 72)
HEADER_SIZE = 100
_PAGE_SIZE_BYTES = slice(16, 18)
_PAGES_BYTES = slice(28, 32)

# As ``StoreThread`` has it.
_BUSY_TIMEOUT_MS = 6_000
# A smaller file, of some 25,000 subscribers, is read whole before it is used, in about 0.1 s.
_BIG_FILE_BYTES = 16 * 2**20

_REMEDIES = {
    sqlite3.SQLITE_NOTADB: "It is damaged: put a backup in its place.",
    sqlite3.SQLITE_CORRUPT: "It is damaged: put a backup in its place.",
    sqlite3.SQLITE_CANTOPEN: "Allow this user to write the file and its folder.",
    sqlite3.SQLITE_READONLY: "Allow this user to write the file and its folder.",
    sqlite3.SQLITE_PERM: "Allow this user to write the file and its folder.",
    sqlite3.SQLITE_BUSY: "Another program is writing to it: stop that one first.",
    sqlite3.SQLITE_FULL: "The disk is full: make room.",
    sqlite3.SQLITE_IOERR: "The disk refuses: it may be full, failing or gone.",
}


_PASSING = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR)


class _Database(Database):
    """Takes a script that stands in a transaction apart by its lines.

    The library looks for the ends of statements after every character, each time from the
    beginning, which was most of the time of making a database.
    """

    def executescript(self, sql: str) -> sqlite3.Cursor:
        """Run every statement; in a transaction each has to end with its line."""
        if not self.conn.in_transaction:
            return super().executescript(sql)
        cursor = self.conn.cursor()
        statement = ""
        for line in sql.splitlines(keepends=True):
            statement += line
            if sqlite3.complete_statement(statement):
                cursor.execute(statement)
                statement = ""
        assert not statement.strip(), f"this statement does not end: {statement}"
        return cursor


def open_database(path: Path | None) -> sqlite3.Connection:
    """Return the database with every migration applied; ``None`` opens one in memory.

    A file that does not exist is created, its folder is not. Raises ``StoreError`` for a file
    that is damaged, not ours, or from a newer release; nothing is written to it then. Of a big
    file only the ends are looked at: ``check_big_file`` does the rest.
    """
    if path is None:
        database = connect(":memory:")
        bring_up_to_date(database)
        return database.conn
    is_nothing_there = is_new(path)
    try:
        if not path.exists():
            # The files beside it get their modes from this one.
            create_private(path)
        close_to_others(path)
        database = connect(str(path))
        try:
            if not is_nothing_there:
                check_release(path, database)
                _check(path, database)
                if migrations.pending(database):
                    keep_copy(path, database.conn)
            bring_up_to_date(database)
            # Readers and the writer do not wait for each other; FULL keeps a commit through a
            # power cut.
            database.execute("PRAGMA journal_mode = WAL")
            database.execute("PRAGMA synchronous = FULL")
            # With a million subscribers a batch touches hundreds of pages, many of them again
            # and again: planning takes a sixth less time than with SQLite's own 2 MB and 1,000.
            database.execute("PRAGMA cache_size = -16000")
            database.execute("PRAGMA wal_autocheckpoint = 2000")
            # What a statement of many rows may have to undo needs no file.
            database.execute("PRAGMA temp_store = MEMORY")
        except BaseException:
            database.close()
            raise
    except (sqlite3.Error, OSError) as error:
        raise refusal(path, error) from error
    return database.conn


def check_big_file(path: Path) -> None:
    """Check what ``open_database`` has left unchecked of a big file; return once it is sound.

    Takes two seconds for a million subscribers, half a minute from a cold disk, on a connection
    of its own, so that whoever uses the database meanwhile does not wait. Raises ``StoreError``
    if the file is damaged.
    """
    try:
        if path.stat().st_size < _BIG_FILE_BYTES:
            return
        with closing(connect(str(path))) as database:
            # One table after the other: wiping a forgotten chat from the log waits for readers.
            for table in database.table_names():
                _check_pages(path, database, f"[{table}]")
    except (sqlite3.Error, OSError) as error:
        raise refusal(path, error) from error


def check_again(path: Path) -> None:
    """Check what is on the disk while the database is used: a small file as a whole, of a big one
    the ends.

    Who uses it may have all pages in memory and not notice what became of them. Raises
    ``DamagedStoreError`` where the file is damaged, and other ``StoreError``.
    """
    try:
        # By this address no file is made where there is none any more.
        address = f"{path.absolute().as_uri()}?mode=rw"
        with closing(_Database(sqlite3.connect(address, uri=True), execute_plugins=False)) as found:
            found.execute("PRAGMA query_only = ON")
            _check(path, found)
    except (sqlite3.Error, OSError) as error:
        raise refusal(path, error) from error


def find_remedy(error: sqlite3.Error | OSError) -> str:
    """Return what the operator can do about an error of SQLite."""
    if isinstance(error, OSError):
        return _REMEDIES[sqlite3.SQLITE_FULL if error.errno == ENOSPC else sqlite3.SQLITE_CANTOPEN]
    # The low byte is the kind of error, the others say where it arose.
    return _REMEDIES.get(getattr(error, "sqlite_errorcode", 0) & 0xFF, "See the cause in the log.")


def is_damage(error: sqlite3.Error) -> bool:
    """Whether the error says that pages of the file are not what they were."""
    kind = getattr(error, "sqlite_errorcode", 0) & 0xFF
    return kind in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


def damage(error: sqlite3.Error) -> DamagedStoreError:
    """Return what is said where the file is found damaged while it is used."""
    return DamagedStoreError(
        "The database is damaged. Put a backup in its place: python -m bot restore copy.db",
        operator=f"the database refused: {error}. {find_remedy(error)}",
    )


def is_new(path: Path) -> bool:
    """Whether there is nothing yet. Reads the header without SQLite, which might write."""
    try:
        if not path.parent.is_dir():
            raise StoreError(
                f"Cannot keep the database in {path}: the folder {path.parent} does not exist. "
                f"Create it (mkdir -p {path.parent}) or name another file in DATABASE_URL, such as "
                "sqlite:///lessons.db."
            )
        if path.is_dir():
            raise StoreError(
                f"Cannot keep the database in {path}: that is a folder. "
                f"Name a file in DATABASE_URL, for example {path / 'lessons.db'}."
            )
        if not path.exists() or path.stat().st_size == 0:
            return True
        with path.open("rb") as file:
            header = file.read(HEADER_SIZE)
    except OSError as error:
        raise StoreError(
            f"Cannot read the database {path}: {error.strerror}. "
            "Allow this user to read and write the file and its folder."
        ) from error
    if not header.startswith(_MAGIC):
        raise NotADatabaseError(
            f"{path} is not an SQLite database. Name another file in DATABASE_URL, "
            "or put a backup in its place."
        )
    if not is_ours(header):
        raise StoreError(
            f"{path} is the database of another program. Name another file in DATABASE_URL, "
            "for example sqlite:///lessons.db; a new one is created."
        )
    return False


def is_ours(header: bytes) -> bool:
    """Whether a file that begins so is a database of this program."""
    application_id = int.from_bytes(header[_APPLICATION_ID_BYTES], "big")
    return header.startswith(_MAGIC) and application_id == _APPLICATION_ID


def count_bytes(header: bytes) -> int:
    """Return how long the file says that it is."""
    page_size = int.from_bytes(header[_PAGE_SIZE_BYTES], "big")
    # The largest size does not fit: https://www.sqlite.org/fileformat2.html
    return int.from_bytes(header[_PAGES_BYTES], "big") * (65_536 if page_size == 1 else page_size)


def connect(path: str | sqlite3.Connection) -> Database:
    """Return a connection to the file, or one that is open already, ready for use; nothing in it is
    changed yet."""
    database = _Database(path, recursive_triggers=False, execute_plugins=False)
    # Transactions begin where the store says so and nowhere else.
    database.conn.isolation_level = None
    database.conn.row_factory = sqlite3.Row
    database.execute(f"PRAGMA busy_timeout = {_BUSY_TIMEOUT_MS}")
    database.execute("PRAGMA foreign_keys = ON")
    # Deleted rows are overwritten with zeros.
    database.execute("PRAGMA secure_delete = ON")
    return database


def check_release(path: Path, database: Database) -> None:
    """Raise ``StoreError`` for a database that a newer release has written."""
    # To an empty database every step that this release knows is still to come.
    known = {step.name for step in migrations.pending(Database(memory=True))}
    applied = [migration.name for migration in migrations.applied(database)]
    if unknown := [name for name in applied if name not in known]:
        raise StoreError(
            f"{path} was written by a newer release of this program: it holds {unknown[-1]}, "
            "which this one does not know. Start that release, or put an older backup in its place."
        )


def _check(path: Path, database: Database) -> None:
    if path.stat().st_size < _BIG_FILE_BYTES:
        _check_pages(path, database)
    else:
        _look_at_ends(database)


def _check_pages(path: Path, database: Database, what: str = "1") -> None:
    """Check one table, or all that is there until the first finding (SQLite's own ``1``)."""
    [finding, *_] = database.execute(f"PRAGMA quick_check({what})").fetchone()
    if finding != "ok":
        words = f"{path} is damaged ({finding}): put a backup in its place."
        raise DamagedStoreError(words, operator=words)


def _look_at_ends(database: Database) -> None:
    """Read the first and the last row of every table: SQLite refuses what is no page of it."""
    for table in database.tables:
        for order in ("", "DESC"):
            key = ", ".join(f"[{column}] {order}" for column in table.pks)
            database.execute(
                f"SELECT * FROM [{table.name}] ORDER BY {key} LIMIT 1"  # noqa: S608
            ).fetchone()


def bring_up_to_date(database: Database) -> None:
    """Apply every migration that is still to come."""
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


def refusal(path: Path, error: sqlite3.Error | OSError) -> StoreError:
    """Return the error with what can be done about it."""
    words = f"Cannot use the database {path}: {error}. {find_remedy(error)}"
    if isinstance(error, sqlite3.Error):
        kind = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if is_damage(error):
            return DamagedStoreError(words, operator=words)
        if kind in _PASSING:
            return StoreUnavailableError(words, operator=words)
    return StoreError(words)
