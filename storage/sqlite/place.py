"""Where the database's file is: whether it is still the one that was opened, and whole.

SQLite goes on with a file that was deleted, replaced or cut off under it as if nothing had
happened, and what it keeps then is gone at the next start.
"""

import os
import time
from contextlib import suppress
from pathlib import Path

from storage.errors import DamagedStoreError
from storage.sqlite.database import HEADER_SIZE, count_bytes, is_ours

# While the log is copied into the file, the header may tell of pages that are still to come.
_GROWING_SECONDS = 20.0

_Inode = tuple[int, int]


class Place:
    """A database's file, held open beside SQLite; may be asked on any thread.

    It is not to be closed before SQLite's own connection, whose locks would go with it
    (https://www.sqlite.org/howtocorrupt.html).
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file = os.open(path, os.O_RDONLY)
        self._log: _Inode | None = None
        self._short_since: float | None = None

    def close(self) -> None:
        """Ask nothing afterwards."""
        os.close(self._file)

    def check(self) -> None:
        """Raise ``DamagedStoreError`` where what is kept now would not be found at a next start."""
        with suppress(OSError):
            # A disk that cannot even be asked is for SQLite to tell of.
            if loss := self._find_loss():
                raise DamagedStoreError(
                    f"The database {self.path} was lost while it was used: {loss}.",
                    operator=f"{self.path}: {loss}",
                )

    def leave_log(self, stamp: str) -> None:
        """Give the log another name where the file is not in its place any more: it would be taken
        for the log of whatever comes there."""
        if _find_inode(self.path) == self._inode:
            return
        for suffix in ("-wal", "-shm"):
            with suppress(FileNotFoundError):
                beside = self.path.with_name(f"{self.path.name}{suffix}")
                beside.rename(self.path.with_name(f"{self.path.name}.lost-{stamp}{suffix}"))

    @property
    def _inode(self) -> _Inode:
        mine = os.fstat(self._file)
        return mine.st_dev, mine.st_ino

    def _read_header(self) -> bytes:
        return os.pread(self._file, HEADER_SIZE, 0)

    def _find_loss(self) -> str | None:
        there = _find_inode(self.path)
        if there is None:
            return "the file is gone"
        if there != self._inode:
            return "another file is in its place"
        if not is_ours(self._read_header()):
            return "its beginning was cut off or overwritten"
        log = _find_inode(self.path.with_name(f"{self.path.name}-wal"))
        if self._log is not None and log != self._log:
            return "the log beside it (-wal) is gone"
        self._log = log
        return self._find_cut()

    def _find_cut(self) -> str | None:
        """Return that the file is shorter than it says, if it has been so for a while."""
        if os.fstat(self._file).st_size >= count_bytes(self._read_header()):
            self._short_since = None
            return None
        now = time.monotonic()
        self._short_since = self._short_since or now
        return "its end was cut off" if now - self._short_since > _GROWING_SECONDS else None


def _find_inode(path: Path) -> _Inode | None:
    try:
        there = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return None
    return there.st_dev, there.st_ino
