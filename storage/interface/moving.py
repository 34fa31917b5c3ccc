"""What a database offers to be moved as a whole into another one, whichever engine either has."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Protocol

Value = str | int | None
"""What a column holds, as SQLite has it: instants and dates are text, JSON is its text."""
Columns = Mapping[str, Sequence[str]]
"""The columns of each table, in no particular order."""


class Side(Protocol):
    """One of the two databases, in one transaction from ``open`` to the end of its block."""

    def open(self) -> AbstractContextManager[None]:
        """All is read as of one instant; what was written is kept if the block ends well."""

    def list_columns(self) -> Columns:
        """Return the columns of every table."""

    def count(self, table: str) -> int:
        """Return how many rows the table has."""

    def read(self, table: str, columns: Sequence[str]) -> Iterator[tuple[Value, ...]]:
        """Yield every row, in no particular order."""

    def clear(self, tables: Sequence[str]) -> None:
        """Delete every row of these tables, and let nothing happen by itself from now on where
        rows come in."""

    def write(self, table: str, columns: Sequence[str], rows: Iterable[tuple[Value, ...]]) -> None:
        """Insert the rows."""

    def list_last_ids(self) -> Mapping[str, int]:
        """Return the highest id ever given by each table that gives them by itself."""

    def finish(self, last_ids: Mapping[str, int]) -> None:
        """Give no id again, and let happen by itself what ``clear`` has stopped."""
