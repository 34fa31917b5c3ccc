"""A connection to PostgreSQL that is asked as one to SQLite is.

Statements keep the placeholders that SQLite has (``?`` and ``:name``), and rows give their columns
by name and by position. Instants and dates come as the text that ``rows`` reads. Nothing else is
done to a statement: what the server gets is what stands in the source.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

import psycopg
from psycopg.pq import TransactionStatus
from psycopg.rows import RowMaker
from psycopg.types.string import TextLoader

from storage.errors import StoreError, StoreUnavailableError
from storage.sql.part import Cursor

CONNECT_SECONDS = 5
_NAMED = re.compile(r"(?<![:\w]):([a-z_]+)")
_AS_TEXT = ("timestamptz", "date", "json", "jsonb")
# A machine that is gone says nothing: the kernel finds out.
_WATCHED: dict[str, Any] = {
    "connect_timeout": CONNECT_SECONDS,
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "tcp_user_timeout": 10_000,
    "application_name": "lesson-a-day",
}
_PASSING = (
    psycopg.OperationalError,
    psycopg.InterfaceError,
    psycopg.errors.IdleInTransactionSessionTimeout,
    psycopg.errors.ReadOnlySqlTransaction,
)


class Connection:
    """One connection, made again where it broke between two transactions.

    Every statement raises ``StoreUnavailableError`` where the server cannot be asked.
    """

    def __init__(self, url: str, *, prepares: bool = True) -> None:
        """Connect; ``prepares`` is off behind a pooler that gives each transaction another
        connection. Raises ``StoreUnavailableError`` where nobody answers."""
        self._url, self._prepares = url, prepares
        self.total_changes = 0
        """How many rows were changed by this connection, ever."""
        with refusing():
            self._raw = self._connect()

    def execute(self, sql: str, parameters: Any = (), /) -> Cursor:
        """Run one statement."""
        with refusing():
            cursor = self._raw.execute(_write_placeholders(sql), parameters)
        return self._count(cursor)

    def executemany(self, sql: str, parameters: Iterable[Any], /) -> Cursor:
        """Run one statement for each of the parameters, all on their way at once."""
        with refusing():
            cursor = self._raw.cursor()
            cursor.executemany(_write_placeholders(sql), parameters)
        return self._count(cursor)

    def run_script(self, script: str) -> None:
        """Run statements that take no parameters."""
        with refusing():
            self._raw.execute(script)

    def begin(self, statements: str) -> None:
        """Begin a transaction with statements that take no parameters, in one way there and back;
        on a new connection where the old one broke meanwhile. Transactions do not nest."""
        if self._raw.info.transaction_status is not TransactionStatus.IDLE and not self._raw.closed:
            raise StoreUnavailableError(
                "This cannot be kept right now.", operator="a transaction began within another one"
            )
        with refusing():
            try:
                self._raw.execute(statements)
            except _PASSING:
                if not self._raw.broken and not self._raw.closed:
                    self.rollback()
                    raise
                self._raw.close()
                self._raw = self._connect()
                self._raw.execute(statements)

    def commit(self) -> None:
        """Keep what was done since ``begin``."""
        with refusing():
            self._raw.execute("COMMIT")

    def rollback(self) -> None:
        """Undo what was done since ``begin``; the server does so by itself where it is lost."""
        try:
            self._raw.execute("ROLLBACK")
        except _PASSING:
            self._raw.close()

    def close(self) -> None:
        """Run nothing afterwards."""
        self._raw.close()

    def _connect(self) -> psycopg.Connection[Any]:
        raw = psycopg.connect(self._url, autocommit=True, row_factory=_named_rows, **_WATCHED)
        if not self._prepares:
            raw.prepare_threshold = None
        for kind in _AS_TEXT:
            raw.adapters.register_loader(kind, TextLoader)
        return raw

    def _count(self, cursor: psycopg.Cursor[Any]) -> psycopg.Cursor[Any]:
        if not (cursor.statusmessage or "").startswith("SELECT"):
            self.total_changes += max(0, cursor.rowcount)
        return cursor


@contextmanager
def refusing() -> Iterator[None]:
    """Raise ``StoreUnavailableError`` for what a server that is away, busy or full raises."""
    try:
        yield
    except _PASSING as error:
        raise refusal(error) from error


def refusal(error: psycopg.Error) -> StoreError:
    """Return what is said where the server cannot be asked now."""
    return StoreUnavailableError(
        "This cannot be kept right now. Please try again in a minute.",
        operator=f"the database refused: {_first_line(error)}. {find_remedy(error)}",
    )


def find_remedy(error: psycopg.Error) -> str:
    """Return what the operator can do about an error of the server."""
    if isinstance(error, psycopg.errors.LockNotAvailable):
        return "Another program is writing for long: look at pg_stat_activity."
    if isinstance(error, psycopg.errors.DiskFull):
        return "The server's disk is full: make room."
    if isinstance(error, psycopg.errors.ReadOnlySqlTransaction):
        return "This server takes no writes: name the primary in DATABASE_URL."
    if error.sqlstate is not None and error.sqlstate.startswith("28"):
        return "Check the user and the password in DATABASE_URL."
    return "Check that the server runs and can be reached from here."


def _first_line(error: psycopg.Error) -> str:
    """Return the server's own words without what may quote a row."""
    primary = error.diag.message_primary
    return (primary or str(error).splitlines()[0] if str(error) else type(error).__name__).strip()


@lru_cache(maxsize=1024)
def _write_placeholders(sql: str) -> str:
    return _NAMED.sub(r"%(\1)s", sql.replace("%", "%%").replace("?", "%s"))


def _named_rows(cursor: psycopg.Cursor[Any]) -> RowMaker[Any]:
    names = tuple(column.name for column in cursor.description or ())
    return _row_type(names)


@lru_cache(maxsize=1024)
def _row_type(names: tuple[str, ...]) -> Callable[[Sequence[Any]], Any]:
    places = {name: place for place, name in enumerate(names)}

    class Row(tuple):  # type: ignore[type-arg]
        """A row whose columns have names as well."""

        __slots__ = ()

        def __getitem__(self, key: Any) -> Any:
            return tuple.__getitem__(self, places[key] if isinstance(key, str) else key)

        def keys(self) -> Iterable[str]:
            """Return the names of the columns."""
            return places.keys()

    return Row
