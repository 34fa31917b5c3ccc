"""Backups of a database on a server: the same file that SQLite's are, and back into a new database.

The server's own programs copy more quickly, and what they put back goes on as if it had never
stopped: whatever left since the copy would leave again. What comes out of this file is held until
an admin says what becomes of it.
"""

from datetime import datetime
from pathlib import Path

from storage import moving
from storage.errors import StoreError
from storage.interface.kind import Copy
from storage.postgres.moving import PostgresSide
from storage.sqlite import copies
from storage.sqlite.moving import SQLiteSide


def back_up(url: str, target: Path, now: datetime) -> Copy:
    """Copy the database, which may be in use, into a new file; see ``storage.back_up``."""
    if target.exists():
        raise StoreError(f"{target} is there already. Name a file that is not.")
    beside = target.with_name(f"{target.name}.moving")
    copies.remove(beside)
    try:
        source = PostgresSide(url, is_source=True, is_used=True)
        moving.move(source, SQLiteSide(beside, is_source=False), _tell_nobody)
        return copies.back_up(beside, target, now)
    finally:
        copies.remove(beside)


def restore(url: str, backup: Path, stamp: str) -> Copy:
    """Put the backup into the database, which has to be new; it is held. See ``storage.restore``.

    Raises ``StoreError`` for one that is not empty, which stays as it is.
    """
    beside = backup.with_name(f"{backup.name}.moving")
    copies.remove(beside)
    try:
        copy, _ = copies.restore(beside, backup, stamp)
        target = PostgresSide(url, is_source=False)
        moving.move(SQLiteSide(beside, is_source=True), target, _tell_nobody)
    finally:
        copies.remove(beside)
    return copy


def _tell_nobody(_table: str, _rows: int, _all_rows: int) -> None:
    """It is not known beforehand how long a backup takes on a terminal that nobody watches."""
