"""What the product keeps, and nothing else."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from types import ModuleType
from urllib.parse import urlsplit

from storage.errors import StoreError
from storage.interface.examination import Finding
from storage.interface.ownership import Range
from storage.interface.store import Store
from storage.runner_lock import FileLock, NoLock, RunnerLock
from storage.sqlite import copies, examination, reading, soundness
from storage.sqlite.copies import Copy, Glance
from storage.sqlite.database import check_again as check_file_again
from storage.sqlite.database import check_big_file, open_database
from storage.sqlite.place import Place
from storage.sqlite.soundness import Progress
from storage.sqlite.store import SQLiteStore

_PASSWORD = re.compile(r"(?<=:)[^:@/]+(?=@)")


def open_store(url: str) -> Store:
    """Return the store that the URL names, its tables up to date.

    ``sqlite:///lessons.db`` is a file in the working folder, ``sqlite:////var/lib/lessons.db``
    one by its full path, ``sqlite://`` is kept in memory only. Raises ``StoreError`` for anything
    else, and for a file that cannot be used; such a file is left as it was.
    """
    if is_on_a_server(url):
        store: Store = import_postgres().open_postgres(url)
        return store
    path = _parse_path(url)
    database = open_database(path)
    return SQLiteStore(database, Place(path) if path else None)


def is_on_a_server(url: str) -> bool:
    """Whether the URL names a database on PostgreSQL."""
    return urlsplit(url).scheme in ("postgresql", "postgres")


def import_postgres() -> ModuleType:
    """Return the room of PostgreSQL. Raises ``StoreError`` where its library is not installed."""
    try:
        return import_module("storage.postgres")
    except ModuleNotFoundError as error:
        if error.name is None or not error.name.startswith("psycopg"):
            raise
        raise StoreError(
            "DATABASE_URL names PostgreSQL, whose library is not installed. "
            "Install it: .venv/bin/pip install '.[postgres]'"
        ) from error


def is_there(url: str) -> bool:
    """Whether the URL names a store that something is kept in already, not one to be created.

    Raises ``StoreError`` as ``open_store`` does for a URL.
    """
    path = _parse_path(url)
    return path is not None and path.exists()


def find_beside(url: str, ending: str) -> Path | None:
    """Return the file beside the store that has its name with this ending; ``None`` for a store in
    memory. Raises ``StoreError`` for a URL that names no store."""
    path = _parse_path(url)
    return path and path.with_name(path.name + ending)


def is_in_memory(url: str) -> bool:
    """Whether what is kept there is gone when the program ends. Raises ``StoreError`` for a URL
    that names no store."""
    return _parse_path(url) is None


def open_runner_lock(url: str) -> RunnerLock:
    """Return the lock that decides who may poll and send for the store that the URL names.

    Nothing is locked yet. Raises ``StoreError`` as ``open_store`` does for a URL.
    """
    path = _parse_path(url)
    return NoLock() if path is None else FileLock(path)


def check_rest(url: str) -> None:
    """Check what ``open_store`` has left unchecked because it would have taken too long.

    Whoever uses the store meanwhile does not wait. Raises ``StoreError`` if it is damaged.
    """
    if path := _parse_path(url):
        check_big_file(path)


def check_again(url: str) -> None:
    """Check what is kept of a store that is used, in a moment, on any thread.

    Raises ``DamagedStoreError`` where it is damaged, and other ``StoreError``.
    """
    if path := _parse_path(url):
        check_file_again(path)


def look_at(url: str, known: tuple[Range, ...] = ()) -> Glance | None:
    """Return what can be told of a store without changing it, be it in use; ``None`` if it is yet
    to be created. ``known`` are the ranges of chats that are nobody's in particular.

    Raises ``StoreError`` as ``open_store`` does.
    """
    path = _parse_path(url)
    return copies.look_at(path, known) if path else None


def open_to_read(url: str) -> Store:
    """Return the store to read from: it may be in use, and nothing in it can be changed.

    Raises ``StoreError`` as ``open_store`` does, where there is none yet, and where its tables are
    of another release.
    """
    return reading.open_to_read(_parse_file(url))


def examine(url: str) -> Iterator[Finding]:
    """Yield how it stands with the store and its place, be it in use; nothing is changed.

    Raises ``StoreError`` as ``open_store`` does for a URL.
    """
    if path := _parse_path(url):
        yield from examination.examine(path, FileLock(path).find_former())


def check_soundness(url: str, progress: Progress) -> Iterator[Finding]:
    """Read the store through, which may be in use, and yield how it stands with each part of it.

    Raises ``StoreError`` as ``open_to_read`` does.
    """
    yield from soundness.check_soundness(_parse_file(url), progress)


def back_up(url: str, target: Path) -> Copy:
    """Copy the store, which may be in use, into a new file and return what that holds.

    Raises ``StoreError`` where that cannot be, and where the copy is not sound.
    """
    return copies.back_up(_parse_file(url), target, datetime.now(UTC))


def restore(url: str, backup: Path) -> tuple[Copy, Path | None]:
    """Put the backup in the store's place, which nobody may use meanwhile; return what it holds,
    and where the store is now that was there, if one was.

    It is held: ``Store.find_restore`` tells. Raises ``StoreError`` where that cannot be; then
    everything is as it was.
    """
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    return copies.restore(_parse_file(url), backup, stamp)


def check_url(url: str) -> None:
    """Raise ``StoreError`` for a URL that names no store; nothing is opened."""
    _parse_path(url)


def hide_password(url: str) -> str:
    """Return the URL as it may be shown and logged."""
    return _PASSWORD.sub("***", url)


def _parse_path(url: str) -> Path | None:
    """Return the database's file, ``None`` for one in memory."""
    if url in ("sqlite://", "sqlite:///:memory:"):
        return None
    scheme, separator, path = url.partition(":///")
    is_path = bool(path) and not path.endswith("/") and "?" not in path
    if scheme != "sqlite" or not separator or not is_path:
        raise StoreError(
            f"'{hide_password(url)}' names no database that this program knows. "
            "Accepted are sqlite:///lessons.db (a file in the working folder), "
            "sqlite:////var/lib/lesson-a-day/lessons.db (a file by its full path) and "
            "sqlite:// (in memory, gone when the program ends). Leave out ? and what follows it."
        )
    return Path(path)


def _parse_file(url: str) -> Path:
    path = _parse_path(url)
    if path is None:
        raise StoreError(f"{url} is in memory only: there is no file to copy or to replace.")
    return path
