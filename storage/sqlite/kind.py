"""SQLite as a whole: a file, or a database in memory."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from storage.errors import StoreError
from storage.interface.examination import Finding
from storage.interface.kind import Copy, Glance, Progress, RunnerLock
from storage.interface.moving import Side
from storage.interface.ownership import Range
from storage.interface.store import Store
from storage.sqlite import copies, examination, reading, soundness
from storage.sqlite.database import check_again, check_big_file, open_database
from storage.sqlite.moving import SQLiteSide
from storage.sqlite.place import Place
from storage.sqlite.runner_lock import FileLock, NoLock
from storage.sqlite.store import SQLiteStore


class SQLiteKind:
    """See ``DatabaseKind``. ``path`` is the file, ``None`` for a database in memory."""

    is_shared = False

    def __init__(self, path: Path | None) -> None:
        self._path = path

    @property
    def is_in_memory(self) -> bool:
        """See ``DatabaseKind``."""
        return self._path is None

    def open(self) -> Store:
        """See ``DatabaseKind``."""
        database = open_database(self._path)
        return SQLiteStore(database, Place(self._path) if self._path else None)

    def open_to_read(self) -> Store:
        """See ``DatabaseKind``."""
        return reading.open_to_read(self._file)

    def open_lock(self) -> RunnerLock:
        """See ``DatabaseKind``."""
        return NoLock() if self._path is None else FileLock(self._path)

    def is_there(self) -> bool:
        """See ``DatabaseKind``."""
        return self._path is not None and self._path.exists()

    def find_beside(self, ending: str) -> Path | None:
        """See ``DatabaseKind``."""
        return self._path and self._path.with_name(self._path.name + ending)

    def look(self, known: tuple[Range, ...]) -> Glance | None:
        """See ``DatabaseKind``."""
        return copies.look_at(self._path, known) if self._path else None

    def check_rest(self) -> None:
        """See ``DatabaseKind``."""
        if self._path:
            check_big_file(self._path)

    def check_again(self) -> None:
        """See ``DatabaseKind``."""
        if self._path:
            check_again(self._path)

    def examine(self) -> Iterator[Finding]:
        """See ``DatabaseKind``."""
        if self._path:
            yield from examination.examine(self._path, FileLock(self._path).find_former())

    def check_soundness(self, progress: Progress) -> Iterator[Finding]:
        """See ``DatabaseKind``."""
        yield from soundness.check_soundness(self._file, progress)

    def open_side(self, *, is_source: bool) -> Side:
        """See ``DatabaseKind``."""
        return SQLiteSide(self._file, is_source=is_source)

    def back_up(self, target: Path) -> Copy:
        """See ``DatabaseKind``."""
        return copies.back_up(self._file, target, datetime.now(UTC))

    def restore(self, backup: Path) -> tuple[Copy, Path | None]:
        """See ``DatabaseKind``."""
        stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
        return copies.restore(self._file, backup, stamp)

    @property
    def _file(self) -> Path:
        if self._path is None:
            raise StoreError("sqlite:// is in memory only: there is no file of it.")
        return self._path
