"""What the product keeps, and nothing else. Each function asks the database that its URL names.

``sqlite:///lessons.db`` is a file in the working folder, ``sqlite:////var/lib/lessons.db`` one by
its full path, ``sqlite://`` is kept in memory only, ``postgresql://user@host/name`` is on a server.
Every function raises ``StoreError`` for anything else.
"""

import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from urllib.parse import urlsplit

from storage import moving
from storage.errors import StoreError
from storage.interface.examination import Finding
from storage.interface.kind import Copy, DatabaseKind, Glance, Progress, RunnerLock
from storage.interface.ownership import Range
from storage.interface.store import Store
from storage.sqlite.kind import SQLiteKind

_PASSWORD = re.compile(r"(?<=:)[^:@/]+(?=@)")
_ON_A_SERVER = ("postgresql", "postgres")


def open_store(url: str) -> Store:
    """Return the store that the URL names, its tables up to date.

    Raises ``StoreError`` for a database that cannot be used; it is left as it was.
    """
    return find_kind(url).open()


def is_there(url: str) -> bool:
    """Whether the URL names a store that something is kept in already, not one to be created."""
    return find_kind(url).is_there()


def find_beside(url: str, ending: str) -> Path | None:
    """Return the file beside the store that has its name with this ending; ``None`` for a store
    that is no file."""
    return find_kind(url).find_beside(ending)


def is_in_memory(url: str) -> bool:
    """Whether what is kept there is gone when the program ends."""
    return find_kind(url).is_in_memory


def is_shared(url: str) -> bool:
    """Whether several processes may answer people from that store at once."""
    return find_kind(url).is_shared


def open_runner_lock(url: str) -> RunnerLock:
    """Return what decides who may send in bulk for the store that the URL names, and, where
    Telegram is polled, who may poll. Nothing is locked yet."""
    return find_kind(url).open_lock()


def check_rest(url: str) -> None:
    """Check what ``open_store`` has left unchecked because it would have taken too long.

    Whoever uses the store meanwhile does not wait. Raises ``StoreError`` if it is damaged.
    """
    find_kind(url).check_rest()


def check_again(url: str) -> None:
    """Check what is kept of a store that is used, in a moment, on any thread.

    Raises ``DamagedStoreError`` where it is damaged, and other ``StoreError``.
    """
    find_kind(url).check_again()


def look_at(url: str, known: tuple[Range, ...] = ()) -> Glance | None:
    """Return what can be told of a store without changing it, be it in use; ``None`` if it is yet
    to be created. ``known`` are the ranges of chats that are nobody's in particular.

    Raises ``StoreError`` as ``open_store`` does.
    """
    return find_kind(url).look(known)


def open_to_read(url: str) -> Store:
    """Return the store to read from: it may be in use, and nothing in it can be changed.

    Raises ``StoreError`` as ``open_store`` does, where there is none yet, and where its tables are
    of another release.
    """
    return find_kind(url).open_to_read()


def examine(url: str) -> Iterator[Finding]:
    """Yield how it stands with the store and its place, be it in use; nothing is changed."""
    yield from find_kind(url).examine()


def check_soundness(url: str, progress: Progress) -> Iterator[Finding]:
    """Read the store through, which may be in use, and yield how it stands with each part of it.

    Raises ``StoreError`` as ``open_to_read`` does.
    """
    yield from find_kind(url).check_soundness(progress)


def back_up(url: str, target: Path) -> Copy:
    """Copy the store, which may be in use, into a new file and return what that holds.

    Raises ``StoreError`` where that cannot be, and where the copy is not sound.
    """
    return find_kind(url).back_up(target)


def restore(url: str, backup: Path) -> tuple[Copy, Path | None]:
    """Put the backup in the store's place, which nobody may use meanwhile; return what it holds,
    and where the store is now that was there, if one was.

    It is held: ``Store.find_restore`` tells. Raises ``StoreError`` where that cannot be; then
    everything is as it was.
    """
    return find_kind(url).restore(backup)


def move(source: str, target: str, progress: Progress) -> dict[str, int]:
    """Copy everything that the source holds into the target, be it of the other kind; return how
    many rows by table. Nobody may use either meanwhile.

    Raises ``StoreError`` where the target is not empty, or does not give back what it was given;
    then nothing is kept in it.
    """
    here, there = find_kind(source), find_kind(target)
    return moving.move(here.open_side(is_source=True), there.open_side(is_source=False), progress)


def check_url(url: str) -> None:
    """Nothing is opened."""
    find_kind(url)


def hide_password(url: str) -> str:
    """Return the URL as it may be shown and logged."""
    return _PASSWORD.sub("***", url)


def find_kind(url: str) -> DatabaseKind:
    """Return the database that the URL names; nothing is opened.

    Raises ``StoreError`` also where the library of its kind is not installed.
    """
    if url in ("sqlite://", "sqlite:///:memory:"):
        return SQLiteKind(None)
    if urlsplit(url).scheme in _ON_A_SERVER:
        return _find_on_server(url)
    scheme, separator, path = url.partition(":///")
    is_path = bool(path) and not path.endswith("/") and "?" not in path
    if scheme != "sqlite" or not separator or not is_path:
        raise StoreError(
            f"'{hide_password(url)}' names no database that this program knows. "
            "Accepted are sqlite:///lessons.db (a file in the working folder), "
            "sqlite:////var/lib/lesson-a-day/lessons.db (a file by its full path), "
            "sqlite:// (in memory, gone when the program ends; leave out ? and what follows it) "
            "and postgresql://user:password@host:5432/lessons (on a server)."
        )
    return SQLiteKind(Path(path))


def _find_on_server(url: str) -> DatabaseKind:
    try:
        # Whoever keeps a file does without the library.
        kind: DatabaseKind = import_module("storage.postgres.kind").PostgresKind(url)
    except ModuleNotFoundError as error:
        if error.name is None or not error.name.startswith("psycopg"):
            raise
        raise StoreError(
            "DATABASE_URL names PostgreSQL, whose library is not installed. "
            "Install it: .venv/bin/pip install '.[postgres]'"
        ) from error
    return kind
