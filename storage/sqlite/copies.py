"""Backups: a database copied while it is used, and put back without losing what was there."""

import os
import shutil
import sqlite3
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path

from lessons.delivery.restore import Restore
from storage.errors import StoreError
from storage.interface.kind import Copy, Glance
from storage.interface.ownership import Owner, Range
from storage.sql.chat_columns import CHAT_COLUMNS, ChatColumn
from storage.sql.ownership import holds_others, read_owner, write_restore
from storage.sqlite.database import bring_up_to_date, check_release, connect, is_new, refusal
from storage.sqlite.file_modes import create_private

# Whoever writes meanwhile waits for no more than so many pages of 4 KB.
_PAGES_AT_ONCE = 256
_COUNTED = ("subscribers", "enrollments", "deliveries", "announcements")


def look_at(path: Path, known: tuple[Range, ...]) -> Glance | None:
    """Return what the database tells, be it of an earlier release and in use; ``None`` where there
    is nothing yet. Raises ``StoreError`` for a file that is no database of ours."""
    if is_new(path):
        return None
    try:
        with closing(connect(str(path))) as database:
            database.execute("PRAGMA query_only = ON")
            owner, held = _find_owner(database.conn), _list_chat_columns(database.conn)
            return Glance(owner, owner is None and holds_others(database.conn, known, held))
    except sqlite3.Error as error:
        raise refusal(path, error) from error


def back_up(path: Path, target: Path, now: datetime) -> Copy:
    """Copy the database, which may be in use, into a new file; it is sound, and knows that it is a
    backup, before it gets its name.

    Raises ``StoreError`` where there is nothing to copy, where the file is there already, or where
    the copy is not what was copied; then there is no file of that name.
    """
    if is_new(path):
        raise StoreError(f"There is no database {path} yet, so nothing can be backed up.")
    try:
        with closing(connect(str(path))) as source:
            return copy_soundly(source.conn, target, Restore(backed_up_at=now))
    except FileExistsError:
        raise StoreError(f"{target} is there already. Name a file that is not.") from None
    except (sqlite3.Error, OSError) as error:
        raise refusal(target, error) from error


def copy_soundly(source: sqlite3.Connection, target: Path, restored: Restore) -> Copy:
    """Copy an open database into a new file, which is sound before it gets its name.

    Raises ``FileExistsError`` where the file is there already, other ``OSError``,
    ``sqlite3.Error``, and ``StoreError`` where the copy is not what was copied.
    """
    partial = target.with_name(f"{target.name}.partial")
    if target.exists():
        raise FileExistsError
    try:
        copy = _finish(target, partial, restored, _copy(source, partial))
        partial.replace(target)
    finally:
        remove(partial)
    return copy


def restore(path: Path, backup: Path, stamp: str) -> tuple[Copy, Path | None]:
    """Put a backup in the database's place, brought up to date and held; return what it holds and
    where the old database is now, ``None`` if there was none.

    Nobody may use the database meanwhile. Raises ``StoreError`` for a backup that is damaged, not
    ours, or of a newer release; the old database is then where and as it was.
    """
    path = path.resolve()
    if not backup.exists() or is_new(backup):
        raise StoreError(f"There is no backup {backup}. Name one: python -m bot restore copy.db")
    if path.exists() and path.samefile(backup):
        raise StoreError(
            f"{backup} is the database itself, which is there already. Name a backup: "
            "python -m bot restore copy.db"
        )
    is_nothing_there = is_new_or_unreadable(path)
    partial = path.with_name(f"{path.name}.partial")
    try:
        with closing(connect(str(backup))) as source:
            source.execute("PRAGMA query_only = ON")
            rows = _copy(source.conn, partial)
        copy = _finish(backup, partial, None, rows)
        kept = None
        if not is_nothing_there:
            kept = path.with_name(f"{path.name}.before-restore-{stamp}")
            try:
                _set_aside(path, kept)
            except sqlite3.Error as error:
                raise refusal(path, error) from error
        partial.replace(path)
    except (sqlite3.Error, OSError) as error:
        raise refusal(backup, error) from error
    finally:
        remove(partial)
    return copy, kept


def is_new_or_unreadable(path: Path) -> bool:
    """Whether there is nothing to keep; what is no database any more is kept as well."""
    with suppress(StoreError):
        return is_new(path)
    return not path.exists()


def _copy(source: sqlite3.Connection, partial: Path) -> dict[str, int]:
    """Copy a database as it is at one moment into an empty file; return its rows by table."""
    remove(partial)
    create_private(partial, must_be_new=True)
    # In this transaction it stays as it is, so that those who write do not make the copying begin
    # anew each time.
    source.execute("BEGIN")
    try:
        rows = _count(source)
        with closing(sqlite3.connect(partial)) as target:
            source.backup(target, pages=_PAGES_AT_ONCE)
    finally:
        source.execute("ROLLBACK")
    return rows


def _finish(named: Path, partial: Path, restored: Restore | None, expected: dict[str, int]) -> Copy:
    """Check the copy through and through, bring it up to date, and note that it is a copy.

    ``named`` is what errors call it; without ``restored`` what the copy says of itself stays.
    """
    with closing(connect(str(partial))) as database:
        [finding, *_] = database.execute("PRAGMA integrity_check(1)").fetchone()
        if finding != "ok":
            raise StoreError(f"{named} is damaged ({finding}). Take another backup.")
        if _count(database.conn) != expected:
            raise StoreError(f"{named} does not hold all rows of what was copied. Try again.")
        check_release(named, database)
        bring_up_to_date(database)
        if restored or not database.execute("SELECT 1 FROM restores").fetchone():
            write_restore(database.conn, restored or Restore())
        if not restored:
            # The one who starts on it says when.
            database.execute("UPDATE restores SET restored_at = NULL, is_being_settled = 0")
        # One file, without a log beside it.
        database.execute("PRAGMA journal_mode = DELETE")
        owner = _find_owner(database.conn)
    with partial.open("rb+") as file:
        os.fsync(file.fileno())
        size = os.fstat(file.fileno()).st_size
    return Copy(owner, size, expected)


def _find_owner(database: sqlite3.Connection) -> Owner | None:
    """Return whose the database is, be it of a release in which databases were nobody's."""
    return read_owner(database) if "bot_id" in _list_columns(database, "owners") else None


def _list_chat_columns(database: sqlite3.Connection) -> list[ChatColumn]:
    """Return those columns with numbers of chats that the release that wrote it knew."""
    return [at for at in CHAT_COLUMNS if at.column in _list_columns(database, at.table)]


def _list_columns(database: sqlite3.Connection, table: str) -> set[str]:
    """Return the columns of a table, none if there is no such table."""
    rows = database.execute("SELECT name FROM pragma_table_info(?)", (table,))
    return {name for (name,) in rows}


def _set_aside(path: Path, kept: Path) -> None:
    """Give the old database a second name, its log within it or beside it."""
    try:
        with closing(connect(str(path))) as database:
            database.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.OperationalError:
        # Somebody else has it open.
        raise
    except sqlite3.DatabaseError:
        # Damaged: it is kept as it is.
        pass
    for suffix in ("-wal", "-shm"):
        # Left there, it would be taken for the log of the new one.
        with suppress(FileNotFoundError):
            Path(f"{path}{suffix}").rename(f"{kept}{suffix}")
    try:
        os.link(path, kept)
    except OSError:
        shutil.copy2(path, kept)


def _count(database: sqlite3.Connection) -> dict[str, int]:
    rows = database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    names = {name for (name,) in rows}
    return {
        name: database.execute(f"SELECT count(*) FROM {name}").fetchone()[0]  # noqa: S608
        for name in _COUNTED
        if name in names
    }


def remove(partial: Path) -> None:
    """Delete a database and the files beside it, if they are there."""
    for suffix in ("", "-wal", "-shm", "-journal"):
        Path(f"{partial}{suffix}").unlink(missing_ok=True)
