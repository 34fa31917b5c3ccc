"""The right to send in bulk: a row with an epoch, held for some seconds at a time.

An advisory lock of a session would not do: a server that drops the connection gives it to the next
one while the first goes on. Whoever holds this row proves it in every transaction of the sending
(``PostgresBase``); whoever takes it over counts the epoch up, which waits for such a transaction to
end, and after which there is none.
"""

import os
import socket
import threading
import time

from storage.errors import StoreError
from storage.interface.ownership import Former
from storage.postgres.connection import Connection
from storage.postgres.database import open_database

LEASE_SECONDS = 6.0
_MARGIN_SECONDS = 1.0

_TAKE = """
    INSERT INTO senders (id, epoch, holder, until_at)
    VALUES (1, 1, :holder, clock_timestamp() + :seconds * interval '1 second')
    ON CONFLICT (id) DO UPDATE SET
        epoch = senders.epoch + 1, holder = excluded.holder, until_at = excluded.until_at
    WHERE senders.until_at <= clock_timestamp()
    RETURNING epoch
"""
_RENEW = """
    UPDATE senders SET until_at = clock_timestamp() + :seconds * interval '1 second'
    WHERE epoch = :epoch AND holder = :holder RETURNING epoch
"""


class SenderLease:
    """Says whether this process sends: see ``RunnerLock``."""

    may_be_lost = True

    def __init__(self, url: str) -> None:
        """Nothing is asked yet."""
        self._url = url
        self._holder = f"{socket.gethostname()}:{os.getpid()}:{os.urandom(4).hex()}"
        self._connection: Connection | None = None
        self._epoch: int | None = None
        self._held_until = 0.0
        self._lock = threading.Lock()

    @property
    def epoch(self) -> int | None:
        """Under which epoch this process sends, ``None`` if it does not, or cannot know."""
        return self._epoch if time.monotonic() < self._held_until else None

    @property
    def is_held(self) -> bool:
        """See ``RunnerLock``."""
        return self.epoch is not None

    def is_acquired(self) -> bool:
        """Take the lease if it is free, or hold it for longer; whether this process has it now.

        Raises ``StoreError`` for a database that cannot be used. Where the server is away for a
        moment the lease runs on until its end.
        """
        with self._lock:
            asked_at = time.monotonic()
            try:
                self._ask(asked_at)
            except StoreError:
                if self._connection is None and self._epoch is None:
                    raise
                self._forget_connection()
            if self.epoch is None:
                self._epoch = None
            return self.epoch is not None

    def release(self) -> None:
        """Let another process have it at once."""
        with self._lock:
            epoch, self._epoch, self._held_until = self._epoch, None, 0.0
            try:
                if epoch is not None and self._connection is not None:
                    self._connection.execute(
                        "UPDATE senders SET until_at = clock_timestamp() WHERE epoch = ?", [epoch]
                    )
            except StoreError:
                # It ends by itself.
                pass
            self._forget_connection()

    def note_owner(self, bot_id: int) -> None:
        """See ``RunnerLock``: the database itself tells."""

    def find_former(self) -> Former | None:
        """See ``RunnerLock``. A database on a server is not lost without a word."""
        return None

    def _ask(self, asked_at: float) -> None:
        if self._connection is None:
            self._connection = open_database(self._url)
        values = {"holder": self._holder, "seconds": LEASE_SECONDS, "epoch": self._epoch}
        if self._epoch is not None:
            row = self._connection.execute(_RENEW, values).fetchone()
        else:
            row = self._connection.execute(_TAKE, values).fetchone()
        if row is None:
            self._epoch, self._held_until = None, 0.0
            return
        self._epoch = int(row["epoch"])
        # By this machine's clock from before it was asked: it ends here first.
        self._held_until = asked_at + LEASE_SECONDS - _MARGIN_SECONDS

    def _forget_connection(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None
