"""The right to poll and send for one database: one process has it, others stand by."""

import fcntl
from pathlib import Path
from typing import BinaryIO, Protocol

from storage.errors import StoreError
from storage.sqlite.file_modes import create_private


class RunnerLock(Protocol):
    """A lock that ends with the process that holds it, however that ends."""

    def is_acquired(self) -> bool:
        """Try to take the lock; whether this process holds it now."""

    def release(self) -> None:
        """Let another process have it."""


class NoLock:
    """The lock of a store that no other process can see."""

    def is_acquired(self) -> bool:
        """See ``RunnerLock``."""
        return True

    def release(self) -> None:
        """See ``RunnerLock``."""


class FileLock:
    """An exclusive lock on a file beside the database, freed by the kernel.

    The database file itself will not do: SQLite locks that one, and closing any handle on it
    would drop SQLite's locks (https://www.sqlite.org/howtocorrupt.html).
    """

    def __init__(self, database: Path) -> None:
        # Whichever way leads to the database, the lock is one.
        resolved = database.resolve()
        self._path = resolved.with_name(f"{resolved.name}.lock")
        self._file: BinaryIO | None = None

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
