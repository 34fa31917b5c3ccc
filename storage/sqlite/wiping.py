"""Deletion down to the bytes of the file, on SQLite.

With ``secure_delete`` SQLite writes zeros over every row that it deletes and every page that it
gives free (https://www.sqlite.org/pragma.html#pragma_secure_delete). Two kinds of traces stay:

- The write-ahead log holds pages as they were until it has been copied into the file and cut.
- When a full page is split, rows move to another one, and the room that they leave is only marked
  as free: nothing was deleted, so nothing is zeroed, and a row that is deleted later leaves its
  older copies behind.

Only writing the whole file anew (``VACUUM``) and cutting the log removes both. The thread that
owns the store does that, and everybody waits for it:

- A small file, of up to 3,000 subscribers, is written anew with the deletion itself, in some 20 ms,
  but once a second at most, however many press the button.
- Otherwise it is noted that there are traces, and housekeeping writes the file anew once for all
  that was deleted until then, within a day: 0.5 s for 100,000 subscribers, 5 s for a million, at
  the time of that day when the fewest lessons are due.
"""

import logging
import sqlite3
from datetime import datetime, timedelta

from storage.errors import StoreError
from storage.sql.forgetting import SQLForgetting
from storage.sql.rows import read_instant, write_instant
from storage.sqlite.base import SQLiteBase
from storage.sqlite.before_upgrade import drop_copies

logger = logging.getLogger(__name__)

_SMALL_FILE_BYTES = 2 * 2**20
_REST_AFTER_WIPING = timedelta(seconds=1)


class SQLiteWiping(SQLiteBase, SQLForgetting):
    """The part of the store that leaves no bytes of what was deleted."""

    def delete_subscriber(self, chat_id: int, now: datetime) -> int:
        """See ``Store``. What the chat did as an admin stays, without its author."""
        with self.transaction():
            count = self._forget(chat_id)
            if count:
                self._note_traces(now)
        if count and self._may_wipe_at_once(now):
            try:
                self.wipe_traces(now)
            except StoreError as error:
                logger.warning("the traces of a deletion stay for now: %s", error.operator)
        return count

    def find_traces_left_at(self) -> datetime | None:
        """See ``Store``."""
        [left_at] = self._database.execute("SELECT left_at FROM disk_traces").fetchone()
        return read_instant(left_at) if left_at else None

    def wipe_traces(self, now: datetime) -> bool:
        """See ``Store``."""
        [patience] = self._database.execute("PRAGMA busy_timeout").fetchone()
        try:
            # Nobody shall wait for a program that reads the file.
            self._database.execute("PRAGMA busy_timeout = 0")
            # A large copy does not belong into memory.
            self._database.execute("PRAGMA temp_store = FILE")
            # Before as well: while somebody reads, the log could not be cut of all that is written.
            is_wiped = self._cut_log()
            if is_wiped:
                self._database.execute("VACUUM")
                is_wiped = self._cut_log()
        except sqlite3.OperationalError as error:
            raise self._refusal(error) from error
        finally:
            self._database.execute("PRAGMA temp_store = MEMORY")
            self._database.execute(f"PRAGMA busy_timeout = {patience}")
        if not is_wiped:
            logger.warning("traces of deleted rows stay for now: another program reads the file")
            return False
        if self._place is not None:
            drop_copies(self._place.path)
        with self.transaction():
            self._database.execute(
                "UPDATE disk_traces SET left_at = NULL, wiped_at = ?", (write_instant(now),)
            )
        return True

    def drop_old_copies(self, now: datetime) -> None:
        """See ``Store``."""
        if self._place is not None:
            drop_copies(self._place.path, now)

    def _note_traces(self, now: datetime) -> None:
        self._database.execute(
            "UPDATE disk_traces SET left_at = coalesce(left_at, ?)", (write_instant(now),)
        )

    def _may_wipe_at_once(self, now: datetime) -> bool:
        [pages] = self._database.execute("PRAGMA page_count").fetchone()
        [page_size] = self._database.execute("PRAGMA page_size").fetchone()
        [wiped_at] = self._database.execute("SELECT wiped_at FROM disk_traces").fetchone()
        # Either way: the clock may have been set back.
        is_rested = wiped_at is None or abs(now - read_instant(wiped_at)) >= _REST_AFTER_WIPING
        return is_rested and pages * page_size <= _SMALL_FILE_BYTES

    def _cut_log(self) -> bool:
        """Copy the log into the file and cut it; whether nobody was in the way."""
        [is_busy, _, _] = self._database.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        return not is_busy
