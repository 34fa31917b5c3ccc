"""The SQLite store as a whole: its database, its place, and one way to change it."""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from storage.errors import StoreError, StoreUnavailableError
from storage.sql.dialect import SQLITE
from storage.sql.part import Parameters, SQLPart
from storage.sqlite.database import damage, find_remedy, is_damage
from storage.sqlite.place import Place


class SQLiteBase(SQLPart):
    """What the parts stand on where the database is SQLite."""

    dialect = SQLITE
    refused = sqlite3.IntegrityError
    _database: sqlite3.Connection

    def __init__(self, database: sqlite3.Connection, place: Place | None = None) -> None:
        """``place`` is the database's file, ``None`` for one in memory."""
        super().__init__(database)
        self._place = place
        self._changes_before = 0

    @contextmanager
    def transaction(self, *, as_sender: bool = False) -> Iterator[None]:  # noqa: ARG002
        """See ``Store``. The lock beside the file says who sends."""
        self.check_place()
        try:
            # Waits for another writer now; a transaction that began by reading could not.
            self._database.execute("BEGIN IMMEDIATE")
            self._changes_before = self._database.total_changes
            try:
                yield
                self._database.commit()
            except BaseException:
                self._database.rollback()
                raise
        except sqlite3.OperationalError as error:
            raise self._refusal(error) from error
        except sqlite3.DatabaseError as error:
            if is_damage(error):
                raise damage(error) from error
            raise
        self.check_place()

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """See ``BooksStore``."""
        self.check_place()
        try:
            self._database.execute("BEGIN")
            try:
                yield
            finally:
                self._database.rollback()
        except sqlite3.OperationalError as error:
            raise self._refusal(error) from error
        except sqlite3.DatabaseError as error:
            if is_damage(error):
                raise damage(error) from error
            raise

    def lead(self, epoch: int | None) -> None:
        """See ``SendingStore``."""

    def check_place(self) -> None:
        """See ``Store``."""
        if self._place is not None:
            self._place.check()

    def be_patient(self, seconds: float) -> None:
        """See ``Store``."""
        self._database.execute(f"PRAGMA busy_timeout = {round(seconds * 1000)}")

    def try_to_write(self) -> None:
        """See ``Store``."""
        with self.transaction():
            # Nothing here reads it, and SQLite writes it though it is the same.
            self._database.execute("PRAGMA user_version = 0")

    def has_written(self) -> bool:
        """See ``UpdateStore``."""
        return bool(self._database.total_changes > self._changes_before)

    def close(self) -> None:
        """See ``Store``."""
        self._database.close()
        if self._place is not None:
            self._place.close()

    def _list_plain(self, sql: str, parameters: Parameters) -> Iterable[Any]:
        cursor = self._database.cursor()
        cursor.row_factory = None
        return cursor.execute(sql, parameters)

    @staticmethod
    def _refusal(error: sqlite3.Error) -> StoreError:
        return StoreUnavailableError(
            "This cannot be kept right now. Please try again in a minute.",
            operator=f"the database refused: {error}. {find_remedy(error)}",
        )
