"""A database read through from end to end, while it is used: its pages, keys and tables."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

from sqlite_utils import Database

from storage.interface.examination import Finding, Mark
from storage.interface.kind import Progress
from storage.sqlite.database import bring_up_to_date, check_release, connect, is_damage, refusal
from storage.sqlite.migrations import migrations
from storage.sqlite.reading import connect_to_read

_PUT_BACK = "put a backup in its place: python -m bot restore copy.db"
# Made by SQLite itself, and by ANALYZE.
_OF_SQLITE = re.compile("sqlite_.*")


def check_soundness(path: Path, progress: Progress) -> Iterator[Finding]:
    """Yield what is found of the pages, the keys and the tables, one finding each at least.

    Nobody who writes meanwhile waits. Raises ``StoreError`` where there is no database of ours.
    """
    try:
        with closing(connect_to_read(path)) as database:
            check_release(path, database)
            yield from _check_tables(path, database, progress)
            yield from _check_schema(database)
    except sqlite3.Error as error:
        raise refusal(path, error) from error


def _check_tables(path: Path, database: Database, progress: Progress) -> Iterator[Finding]:
    names = database.table_names()
    rows = {name: _count_rows(database, name) for name in names}
    is_sound = has_keys = True
    # One table after the other: wiping a forgotten chat from the log waits for readers.
    for name in names:
        words, count = _check_table(database, name)
        if words != "ok":
            is_sound = False
            yield Finding("pages", Mark.WRONG, f"{name} is damaged: {words}", _PUT_BACK)
        if count:
            has_keys = False
            found = f"{count} rows of {name} belong to rows that are not there"
            yield Finding("keys", Mark.WRONG, found, _PUT_BACK)
        progress(name, rows[name], sum(rows.values()))
    if is_sound:
        size = path.stat().st_size / 1e6
        yield Finding("pages", Mark.OK, f"{len(names)} tables of {size:.1f} MB are sound")
    if has_keys:
        yield Finding("keys", Mark.OK, f"{sum(rows.values())} rows, each with those it belongs to")


def _check_table(database: Database, name: str) -> tuple[str, int]:
    """Return SQLite's words of a table, "ok" for a sound one, and its rows whose keys lead
    nowhere."""
    try:
        [words, *_] = database.execute(f"PRAGMA integrity_check([{name}])").fetchone()
        dangling = database.execute(f"PRAGMA foreign_key_check([{name}])").fetchall()
    except sqlite3.DatabaseError as error:
        if not is_damage(error):
            raise
        return str(error), 0
    return str(words), len(dangling)


def _count_rows(database: Database, name: str) -> int:
    with suppress(sqlite3.DatabaseError):
        [count] = database.execute(f"SELECT count(*) FROM [{name}]").fetchone()  # noqa: S608
        return int(count)
    return 0


def _check_schema(database: Database) -> Iterator[Finding]:
    if pending := [step.name for step in migrations.pending(database)]:
        yield Finding(
            "tables",
            Mark.LOOK,
            f"they are of an earlier release: {', '.join(pending)} are to come",
            "back up, then start: the migrations run by themselves",
        )
        return
    with closing(connect(":memory:")) as fresh:
        bring_up_to_date(fresh)
        wanted = describe_schema(fresh.conn)
    found = describe_schema(database.conn)
    for name in sorted(wanted.keys() - found.keys()):
        yield Finding("tables", Mark.WRONG, f"{name} is not there", _PUT_BACK)
    for name in sorted(wanted.keys() & found.keys()):
        if wanted[name] != found[name]:
            words = f"{name} is not as this release makes it"
            yield Finding("tables", Mark.WRONG, words, _PUT_BACK)
    for name in sorted(found.keys() - wanted.keys()):
        yield Finding("tables", Mark.LOOK, f"{name} was added by somebody else")
    if found == wanted:
        yield Finding("tables", Mark.OK, f"{len(found)} tables, indexes and triggers are as wanted")


def describe_schema(database: sqlite3.Connection) -> dict[str, str]:
    """Return what makes each table, index and trigger, by its kind and name, however it is laid
    out."""
    rows = database.execute("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL")
    return {
        f"{kind} {name}": " ".join(re.findall(r"'[^']*'|\w+|[^\w\s\"`\[\]]", sql))
        for kind, name, sql in rows
        if not _OF_SQLITE.fullmatch(name)
    }
