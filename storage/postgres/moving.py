"""A side of a move on PostgreSQL."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import psycopg
from psycopg import sql
from psycopg.types.string import TextLoader

from storage.errors import StoreError
from storage.interface.moving import Columns, Value
from storage.postgres.base import WRITERS_LOCK
from storage.postgres.connection import refusing
from storage.postgres.database import connect, list_done, name_of, open_database, plain_address
from storage.postgres.migrations import list_steps
from storage.sql.rows import write_instant

_AT_ONCE = 5_000
_AS_TEXT = ("date", "json", "jsonb")
_INSTANT = "timestamptz"


class _InstantLoader(TextLoader):
    """Gives an instant as SQLite keeps it."""

    def load(self, data: Any) -> str:
        """Return the instant's text."""
        return write_instant(datetime.fromisoformat(bytes(data).decode()))


class PostgresSide:
    """A database on a server, to be read from or to be filled; see ``Side``."""

    def __init__(self, url: str, *, is_source: bool, is_used: bool = False) -> None:
        """With ``is_used`` others go on meanwhile: what is read is as of the beginning."""
        self._url, self._is_source, self._is_used = url, is_source, is_used
        self._database: psycopg.Connection[Any]
        self._cleared: Sequence[str] = ()

    @contextmanager
    def open(self) -> Iterator[None]:
        """See ``Side``. Whoever else would write waits until the block ends, if none may use it."""
        self._check()
        with refusing(), self._telling():
            self._database = psycopg.connect(plain_address(self._url))
            self._database.adapters.register_loader(_INSTANT, _InstantLoader)
            for kind in _AS_TEXT:
                self._database.adapters.register_loader(kind, TextLoader)
            self._database.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
            # Leaves with a commit at its end, with a rollback at an error.
            with self._database:
                self._database.execute("SET LOCAL TimeZone = 'UTC'")
                if not self._is_used:
                    self._database.execute(f"SELECT pg_advisory_xact_lock({WRITERS_LOCK})")
                    self._refuse_if_served()
                yield

    @contextmanager
    def _telling(self) -> Iterator[None]:
        try:
            yield
        except (psycopg.IntegrityError, psycopg.DataError, psycopg.ProgrammingError) as error:
            raise StoreError(
                f"{name_of(self._url)} does not take it: {error.diag.message_primary or error}. "
                "Nothing is kept."
            ) from error

    def list_columns(self) -> Columns:
        """See ``Side``."""
        found: dict[str, list[str]] = {}
        for table, column in self._database.execute(
            "SELECT table_name, column_name FROM information_schema.columns"
            " JOIN information_schema.tables USING (table_schema, table_name)"
            " WHERE table_schema = current_schema() AND table_type = 'BASE TABLE'"
        ):
            found.setdefault(table, []).append(column)
        return found

    def count(self, table: str) -> int:
        """See ``Side``."""
        query = sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(table))
        row = self._database.execute(query).fetchone()
        assert row is not None
        return int(row[0])

    def read(self, table: str, columns: Sequence[str]) -> Iterator[tuple[Value, ...]]:
        """See ``Side``."""
        query = sql.SQL("SELECT {} FROM {}").format(_names(columns), sql.Identifier(table))
        with self._database.cursor(name=f"of_{table}") as cursor:
            cursor.itersize = _AT_ONCE
            yield from cursor.execute(query)

    def clear(self, tables: Sequence[str]) -> None:
        """See ``Side``."""
        for table in tables:
            self._set_triggers(table, "DISABLE")
            self._database.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(table)))
        self._cleared = tables

    def write(self, table: str, columns: Sequence[str], rows: Iterable[tuple[Value, ...]]) -> None:
        """See ``Side``."""
        query = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table), _names(columns))
        with self._database.cursor().copy(query) as copy:
            for row in rows:
                copy.write_row(row)

    def list_last_ids(self) -> Mapping[str, int]:
        """See ``Side``."""
        last_ids = {}
        for table, sequence in self._list_sequences():
            query = sql.SQL("SELECT last_value, is_called FROM {}").format(sql.SQL(sequence))
            row = self._database.execute(query).fetchone()
            if row is not None and row[1]:
                last_ids[table] = int(row[0])
        return last_ids

    def finish(self, last_ids: Mapping[str, int]) -> None:
        """See ``Side``."""
        for table, sequence in self._list_sequences():
            if last := last_ids.get(table):
                self._database.execute("SELECT setval(%s::regclass, %s)", (sequence, last))
        for table in self._cleared:
            self._set_triggers(table, "ENABLE")
        # Else every statement is planned as if there were nobody, until the server looks itself.
        self._database.execute("ANALYZE")

    def _check(self) -> None:
        if not self._is_source:
            open_database(self._url).close()
            return
        connection = connect(self._url)
        try:
            done = list_done(connection)
        finally:
            connection.close()
        if not done:
            raise StoreError(f"There is no database of this program at {name_of(self._url)}.")
        if done != set(list_steps()):
            raise StoreError(
                f"{name_of(self._url)} is of another release. Start the bot of this release on it "
                "first: it brings it up to date."
            )

    def _refuse_if_served(self) -> None:
        query = "SELECT count(*) FROM replicas WHERE seen_at > now() - interval '30 seconds'"
        row = self._database.execute(query).fetchone()
        if row is not None and row[0]:
            raise StoreError(
                f"{row[0]} processes answered people from {name_of(self._url)} within the last "
                "30 s. Stop them all, wait for that time, and try again."
            )

    def _list_sequences(self) -> list[tuple[str, str]]:
        """Return the sequence of each table that gives ids by itself."""
        return self._database.execute(
            "SELECT table_name, pg_get_serial_sequence(quote_ident(table_name), column_name)"
            " FROM information_schema.columns"
            " WHERE table_schema = current_schema() AND is_identity = 'YES'"
        ).fetchall()

    def _set_triggers(self, table: str, how: str) -> None:
        query = sql.SQL("ALTER TABLE {} {} TRIGGER USER")
        self._database.execute(query.format(sql.Identifier(table), sql.SQL(how)))


def _names(columns: Sequence[str]) -> sql.Composed:
    return sql.SQL(", ").join(map(sql.Identifier, columns))
