"""The store on PostgreSQL."""

from collections.abc import Iterator
from contextlib import contextmanager

from storage.postgres.forgetting import PostgresForgetting
from storage.sql.store import SQLStore


class PostgresStore(PostgresForgetting, SQLStore):
    """Everything that is kept, in one database."""


class PostgresReader(PostgresStore):
    """The store to read from; whatever would write is refused."""

    @contextmanager
    def transaction(self, *, as_sender: bool = False) -> Iterator[None]:  # noqa: ARG002
        """See ``Store``. All of the block sees one moment, and nobody waits for it."""
        with self.snapshot():
            yield
