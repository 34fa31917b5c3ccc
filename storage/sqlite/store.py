"""The store on SQLite, the embedded default."""

import sqlite3
import subprocess
import sys

from storage.errors import StoreError
from storage.sqlite.admins import SQLiteAdmins
from storage.sqlite.announcements import SQLiteAnnouncements
from storage.sqlite.audiences import SQLiteAudiences
from storage.sqlite.claims import SQLiteClaims
from storage.sqlite.corrections import SQLiteCorrections
from storage.sqlite.courses import SQLiteCourses
from storage.sqlite.drafting import SQLiteDrafting
from storage.sqlite.forgetting import SQLiteForgetting
from storage.sqlite.outbox import SQLiteOutbox
from storage.sqlite.planning import SQLitePlanning
from storage.sqlite.questions import SQLiteQuestions
from storage.sqlite.statistics import SQLiteStatistics
from storage.sqlite.subscribers import SQLiteSubscribers

_FOUND = 9
_SEARCH = f"""
import mmap, sys
with open(sys.argv[1], "rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as all:
    sys.exit({_FOUND} if all.find(bytes.fromhex(sys.argv[2])) >= 0 else 0)
"""


class SQLiteStore(
    SQLiteSubscribers,
    SQLitePlanning,
    SQLiteCorrections,
    SQLiteOutbox,
    SQLiteClaims,
    SQLiteForgetting,
    SQLiteAdmins,
    SQLiteAnnouncements,
    SQLiteAudiences,
    SQLiteDrafting,
    SQLiteCourses,
    SQLiteQuestions,
    SQLiteStatistics,
):
    """Everything that is kept, in one database."""

    def delete_subscriber(self, chat_id: int) -> int:
        """See ``Store``. What the chat did as an admin stays, without its author."""
        with self.transaction():
            count = self._forget(chat_id)
        try:
            self._empty_log()
            # SQLite zeroes what it deletes, but not the copies that it leaves behind when a full
            # page is split in two. Only writing the file anew removes those: seven seconds for a
            # million deliveries, so only where there are any.
            if self._holds_bytes_of(chat_id):
                self._database.execute("VACUUM")
                self._empty_log()
        except sqlite3.OperationalError as error:
            raise self._refusal(error) from error
        return count

    def _empty_log(self) -> None:
        [is_busy, _, _] = self._database.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if is_busy:
            raise StoreError(
                "What was kept about this chat is deleted, but its traces are not wiped from the "
                "disk yet. Please try again in a minute.",
                operator="another program reads the database, so its log cannot be emptied",
            )

    def _holds_bytes_of(self, chat_id: int) -> bool:
        [_, _, path] = self._database.execute("PRAGMA database_list").fetchone()
        if not path:
            return False
        # As a column holds it: https://www.sqlite.org/fileformat2.html#record_format
        wanted = chat_id.to_bytes((chat_id.bit_length() + 8) // 8, "big", signed=True)
        # In a process of its own: to close the file here would drop the locks that SQLite holds on
        # it for this one (https://www.sqlite.org/howtocorrupt.html, section 2.2).
        command = [sys.executable, "-c", _SEARCH, path, wanted.hex()]
        return subprocess.run(command, check=False).returncode == _FOUND  # noqa: S603 - our own
