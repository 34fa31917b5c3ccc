"""What every subject of the store stands on: a database that takes SQL, and its dialect."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any, ClassVar, Protocol

from storage.sql.dialect import Dialect, Differing

Parameters = Sequence[Any] | Mapping[str, Any]


class Row(Protocol):
    """What a statement gives: columns by name and by position."""

    def __getitem__(self, key: Any, /) -> Any:
        """Return the column of that name or place, or a tuple of those in a slice."""

    def __iter__(self) -> Iterator[Any]:
        """Go through the columns."""

    def keys(self) -> Iterable[str]:
        """Return the names of the columns."""


class Cursor(Protocol):
    """The rows that a statement gives, and how many it changed."""

    @property
    def rowcount(self) -> int:
        """How many rows it changed."""

    def fetchone(self) -> Any:
        """Return the next row, ``None`` after the last."""

    def fetchall(self) -> list[Any]:
        """Return all rows that are left."""

    def __iter__(self) -> Iterator[Any]:
        """Go through the rows that are left."""


class Database(Protocol):
    """A connection. Parameters are ``?`` or ``:name``, instants as ``rows`` writes them."""

    def execute(self, sql: str, parameters: Any = ..., /) -> Cursor:
        """Run one statement."""

    def executemany(self, sql: str, parameters: Iterable[Any], /) -> Cursor:
        """Run one statement for each of the parameters."""


class SQLPart(ABC):
    """A subject of the store; the parts stand side by side on one database."""

    dialect: ClassVar[Dialect]
    refused: ClassVar[type[Exception]]
    """What a statement raises that a key or a check of the schema forbids."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._set_aside = 0
        self._epoch: int | None = None
        """Under which epoch the present transaction sends, if it does and there are any."""

    @abstractmethod
    def transaction(self, *, as_sender: bool = False) -> AbstractContextManager[None]:
        """See ``Store``."""

    @abstractmethod
    def snapshot(self) -> AbstractContextManager[None]:
        """See ``BooksStore``."""

    def take_set_aside(self) -> int:
        """See ``Store``."""
        count, self._set_aside = self._set_aside, 0
        return count

    @abstractmethod
    def _note_traces(self, now: datetime) -> None:
        """Remember that deleted rows may have left traces, where this program could remove them."""

    def _ids(self, parameter: str) -> str:
        """Return the numbers in a parameter, to stand behind ``IN``."""
        return self.dialect.ids.format(parameter)

    def _texts(self, parameter: str) -> str:
        """Return the texts in a parameter, to stand behind ``IN``."""
        return self.dialect.texts.format(parameter)

    def _by_index(self, name: str) -> str:
        """Return the hint to go by that index, to stand behind a table."""
        return self.dialect.indexed_by.format(name)

    def _in_dialect(self, text: Differing) -> str:
        return text.on(self.dialect)

    def _list_plain(self, sql: str, parameters: Parameters) -> Iterable[Any]:
        """Return rows that are only taken apart by position, where many are read."""
        return self._database.execute(sql, parameters)
