"""A side of a move on SQLite."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from storage.errors import StoreError
from storage.interface.moving import Columns, Value
from storage.sqlite.database import open_database, refusal
from storage.sqlite.reading import connect_if_current


class SQLiteSide:
    """A database in a file, to be read from or to be filled; see ``Side``."""

    def __init__(self, path: Path, *, is_source: bool) -> None:
        self._path, self._is_source = path, is_source
        self._database: sqlite3.Connection
        self._triggers: list[str] = []

    @contextmanager
    def open(self) -> Iterator[None]:
        """See ``Side``."""
        self._database = (
            connect_if_current(self._path) if self._is_source else open_database(self._path)
        )
        try:
            self._database.execute("BEGIN" if self._is_source else "BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._database.rollback()
                raise
            self._database.commit()
        except sqlite3.Error as error:
            raise refusal(self._path, error) from error
        finally:
            self._database.close()

    def list_columns(self) -> Columns:
        """See ``Side``."""
        return {
            table: [
                name
                for (name,) in self._database.execute(
                    "SELECT name FROM pragma_table_info(?)", (table,)
                )
            ]
            for (table,) in self._database.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
            ).fetchall()
        }

    def count(self, table: str) -> int:
        """See ``Side``."""
        [count] = self._database.execute(f"SELECT count(*) FROM {table}").fetchone()  # noqa: S608
        return int(count)

    def read(self, table: str, columns: Sequence[str]) -> Iterator[tuple[Value, ...]]:
        """See ``Side``."""
        cursor = self._database.cursor()
        cursor.row_factory = None
        yield from cursor.execute(f"SELECT {_names(columns)} FROM {table}")  # noqa: S608

    def clear(self, tables: Sequence[str]) -> None:
        """See ``Side``. Triggers are taken away, and put back as they were by ``finish``."""
        found = self._database.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
        ).fetchall()
        for name, sql in found:
            self._triggers.append(sql)
            self._database.execute(f"DROP TRIGGER {name}")
        for table in tables:
            self._database.execute(f"DELETE FROM {table}")  # noqa: S608

    def write(self, table: str, columns: Sequence[str], rows: Iterable[tuple[Value, ...]]) -> None:
        """See ``Side``."""
        marks = ", ".join("?" * len(columns))
        self._database.executemany(
            f"INSERT INTO {table} ({_names(columns)}) VALUES ({marks})",  # noqa: S608
            rows,
        )

    def list_last_ids(self) -> Mapping[str, int]:
        """See ``Side``."""
        return {
            table: int(last)
            for table, last in self._database.execute("SELECT name, seq FROM sqlite_sequence")
        }

    def finish(self, last_ids: Mapping[str, int]) -> None:
        """See ``Side``."""
        for table, last in last_ids.items():
            self._database.execute("DELETE FROM sqlite_sequence WHERE name = ?", (table,))
            self._database.execute("INSERT INTO sqlite_sequence VALUES (?, ?)", (table, last))
        for sql in self._triggers:
            self._database.execute(sql)
        if dangling := self._database.execute("PRAGMA foreign_key_check").fetchall():
            raise StoreError(
                f"{len(dangling)} rows of {dangling[0][0]} belong to rows that are not there. "
                "Check the source: python -m bot db check"
            )


def _names(columns: Sequence[str]) -> str:
    return ", ".join(f'"{name}"' for name in columns)
