"""The right to poll and send for one database: one process has it, others stand by."""

import fcntl
import re
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from storage.errors import StoreError
from storage.interface.ownership import Former
from storage.sqlite.file_modes import create_private
from storage.sqlite.file_names import find_rescued

_NOTED = re.compile(r"A database of the bot (\d+) is kept beside this file\.\n")


class NoLock:
    """The lock of a store that no other process can see."""

    is_held = True
    epoch = None
    may_be_lost = False

    def is_acquired(self) -> bool:
        """See ``RunnerLock``."""
        return True

    def release(self) -> None:
        """See ``RunnerLock``."""

    def note_owner(self, bot_id: int) -> None:
        """See ``RunnerLock``."""

    def find_former(self) -> Former | None:
        """See ``RunnerLock``."""
        return None


class FileLock:
    """An exclusive lock on a file beside the database, freed by the kernel.

    The database file itself will not do: SQLite locks that one, and closing any handle on it
    would drop SQLite's locks (https://www.sqlite.org/howtocorrupt.html).
    """

    epoch = None
    may_be_lost = False

    def __init__(self, database: Path) -> None:
        # Whichever way leads to the database, the lock is one.
        self._database = database.resolve()
        self._path = self._database.with_name(f"{self._database.name}.lock")
        self._file: BinaryIO | None = None

    @property
    def is_held(self) -> bool:
        """See ``RunnerLock``."""
        return self._file is not None

    def is_acquired(self) -> bool:
        """See ``RunnerLock``. Raises ``StoreError`` if the file cannot be made."""
        if self._file is not None:
            return True
        try:
            create_private(self._path)
            file = self._path.open("ab")
        except OSError as error:
            raise StoreError(
                f"Cannot lock the database by {self._path}: {error.strerror}. "
                f"Create the folder {self._path.parent} and allow this user to write in it, or "
                "name another file in DATABASE_URL, such as sqlite:///lessons.db."
            ) from error
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.close()
            return False
        self._file = file
        return True

    def release(self) -> None:
        """See ``RunnerLock``. The file stays: whoever removed it could lock another one."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def note_owner(self, bot_id: int) -> None:
        """See ``RunnerLock``. Whoever has not the lock notes nothing."""
        noted = f"A database of the bot {bot_id} is kept beside this file.\n"
        # A disk that is full or takes nothing is no reason not to serve.
        with suppress(OSError):
            if self._file is not None and noted != self._path.read_text():
                self._file.truncate(0)
                self._file.write(noted.encode())
                self._file.flush()

    def find_former(self) -> Former | None:
        """See ``RunnerLock``."""
        try:
            noted = _NOTED.fullmatch(self._path.read_text(errors="replace"))
        except OSError:
            return None
        return Former(int(noted[1]), self._path, find_rescued(self._database)) if noted else None
