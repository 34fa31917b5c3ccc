"""A database looked at while whoever it belongs to works on it: nothing in it can be changed."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlite_utils import Database

from storage.errors import StoreError
from storage.sqlite.database import check_release, connect, is_new, refusal
from storage.sqlite.migrations import migrations
from storage.sqlite.store import SQLiteStore


class SQLiteReader(SQLiteStore):
    """The store to read from; whatever would write is refused."""

    @contextmanager
    def transaction(self, *, as_sender: bool = False) -> Iterator[None]:  # noqa: ARG002
        """See ``Store``. All of the block sees one moment, and nobody waits for it."""
        with self.snapshot():
            yield


def connect_to_read(path: Path) -> Database:
    """Return a connection to a database that is there, by which nothing can be changed.

    Raises ``StoreError`` where there is none, and ``sqlite3.Error``.
    """
    if is_new(path):
        raise StoreError(f"There is no database {path} yet. The first start makes it.")
    # A log that was left behind would be copied into the file by the last one who closes it, if
    # that may write; without a log it is the other one who would leave an empty one behind.
    has_log = path.with_name(f"{path.name}-wal").exists()
    address = f"{path.absolute().as_uri()}?mode={'ro' if has_log else 'rw'}"
    database = connect(sqlite3.connect(address, uri=True))
    database.execute("PRAGMA query_only = ON")
    return database


def open_to_read(path: Path) -> SQLiteReader:
    """Return the store to read from. Raises ``StoreError`` where there is none, where it cannot be
    read, and where its tables are not this release's."""
    return SQLiteReader(connect_if_current(path))


def connect_if_current(path: Path) -> sqlite3.Connection:
    """Return a connection to read by, as ``connect_to_read`` does, to tables of this release."""
    try:
        database = connect_to_read(path)
        try:
            check_release(path, database)
            if pending := [step.name for step in migrations.pending(database)]:
                raise StoreError(
                    f"{path} is of an earlier release: {pending[0]} is still to come. The next "
                    "start brings it up to date."
                )
        except BaseException:
            database.close()
            raise
    except sqlite3.Error as error:
        raise refusal(path, error) from error
    return database.conn
