"""The PostgreSQL store as a whole: its connection, and one way to change it.

Like SQLite it has one writer at a time: a transaction begins by taking a lock of its own, which
ends with it, so that a use case that reads and then writes holds on every replica what it holds in
one process. Whoever only reads elsewhere (a backup, a person with psql) waits for nobody. A process
that stops in the middle of a transaction loses it, and the lock, after two seconds.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import psycopg

from storage.interface.sending import NotTheSenderError
from storage.postgres.connection import Connection
from storage.sql.dialect import POSTGRES
from storage.sql.part import SQLPart

WRITERS_LOCK = int.from_bytes(b"LaaD", "big")
"""The number of the lock that whoever writes holds."""
# To compile what a statement does takes longer than any of ours runs.
_BEGIN = f"""
    BEGIN;
    SET LOCAL idle_in_transaction_session_timeout = '2s';
    SET LOCAL TimeZone = 'UTC';
    SET LOCAL jit = off;
    SET LOCAL lock_timeout = '{{patience}}ms';
    SELECT pg_advisory_xact_lock({WRITERS_LOCK});
    SET LOCAL lock_timeout = '0'
"""
_LOOK = """
    BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;
    SET LOCAL idle_in_transaction_session_timeout = '10s';
    SET LOCAL TimeZone = 'UTC'
"""
# As migration p006 says it.
_NOT_THE_SENDER = "LD001"
# As ``StoreThread`` has it.
_PATIENCE_MS = 6_000


class PostgresBase(SQLPart):
    """What the parts stand on where the database is PostgreSQL."""

    dialect = POSTGRES
    refused = psycopg.IntegrityError
    _database: Connection

    def __init__(self, database: Connection) -> None:
        super().__init__(database)
        self._changes_before = 0
        self._patience_ms = _PATIENCE_MS
        self._led_epoch: int | None = None

    @contextmanager
    def transaction(self, *, as_sender: bool = False) -> Iterator[None]:
        """See ``Store``."""
        self._begin(as_sender=as_sender)
        self._changes_before = self._database.total_changes
        try:
            yield
            self._database.commit()
        except BaseException:
            self._database.rollback()
            raise
        finally:
            self._epoch = None

    def lead(self, epoch: int | None) -> None:
        """See ``SendingStore``."""
        self._led_epoch = epoch

    def _begin(self, *, as_sender: bool) -> None:
        begin = _BEGIN.format(patience=self._patience_ms)
        if not as_sender:
            self._database.begin(begin)
            return
        if (epoch := self._led_epoch) is None:
            raise NotTheSenderError("Another process sends now.")
        try:
            # Read once it is this one's turn to write, so it holds until the commit.
            self._database.begin(f"{begin}; SELECT hold_sender({epoch})")
        except psycopg.DatabaseError as error:
            self._database.rollback()
            if error.sqlstate != _NOT_THE_SENDER:
                raise
            raise NotTheSenderError(
                "Another process sends now.", operator=f"epoch {epoch} is over"
            ) from error
        self._epoch = epoch

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """See ``BooksStore``."""
        self._database.begin(_LOOK)
        try:
            yield
        finally:
            self._database.rollback()

    def check_place(self) -> None:
        """See ``Store``. What became of the server, each statement finds out."""

    def be_patient(self, seconds: float) -> None:
        """See ``Store``."""
        # Zero would mean for ever.
        self._patience_ms = max(1, round(seconds * 1000))

    def try_to_write(self) -> None:
        """See ``Store``."""
        with self.transaction():
            self._database.execute("SELECT pg_current_xact_id()")

    def has_written(self) -> bool:
        """See ``UpdateStore``."""
        return self._database.total_changes > self._changes_before

    def rescue(self, now: datetime) -> Path | None:  # noqa: ARG002
        """See ``Store``. There is no file: the server's own backups are what is left."""
        return None

    def close(self) -> None:
        """See ``Store``."""
        self._database.close()
