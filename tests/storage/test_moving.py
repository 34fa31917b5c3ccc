"""A database moves as a whole into an empty one, of the other kind too, and back: every row, every
id that was given, and what happens by itself afterwards."""

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
import pytest
from click.testing import CliRunner, Result

from bot.cli.main import cli
from bot.use_cases.delivery.books import check_books
from storage import moving, open_runner_lock, open_store
from storage.errors import StoreError
from storage.interface.moving import Value
from storage.sqlite.moving import SQLiteSide
from tests.support.earlier_schemas import list_schemas, read_rows
from tests.support.postgres import Server
from tests.support.stored import announce, lesson, owe, person
from tests.support.tables import table

NOW = datetime(2026, 11, 20, 8, 1, tzinfo=UTC)
OF_SQLITE_ALONE = {"disk_traces"}


def keep(folder: Path) -> str:
    """Return the URL of a database that holds something of everything."""
    path = folder / "source.db"
    [*_, (_, schema)] = list_schemas()
    schema.make(path)
    store = open_store(f"sqlite:///{path}")
    with store.transaction():
        store.add_announcement(created_by=9, created_at=NOW, at=NOW, text="Größe ✓ \t\\N\n'\"%;")
        # Its id is given, and never again.
        gone = store.add_announcement(created_by=9, created_at=NOW, at=NOW, text="Gone.")
    store.close()
    with sqlite3.connect(path) as database:
        database.execute(
            "DELETE FROM announcements WHERE announcement_id = ?", (gone.announcement_id,)
        )
    database.close()
    return f"sqlite:///{path}"


def copy(source: str, target: str) -> Result:
    return CliRunner().invoke(cli, ["db", "copy", source, target])


def contents(url: str) -> dict[str, list[Any]]:
    found = read_rows(path_of(url))
    return {name: sorted(map(repr, found[name])) for name in found.keys() - OF_SQLITE_ALONE}


def path_of(url: str) -> Path:
    return Path(url.removeprefix("sqlite:///"))


def go_on(url: str) -> int:
    """Let the store be used as ever; return the id of a new announcement."""
    store = open_store(url)
    try:
        with store.transaction():
            store.save_subscriber(person(5_000))
        owe(store, lesson(5_000))
        number = announce(store).announcement_id
        found = {one.flaw for one in check_books(store, NOW)}
        assert found == set()
        assert store.delete_subscriber(5_000, NOW) == 2
        assert check_books(store, NOW) == ()
        return number
    finally:
        store.close()


def test_everything_is_in_the_new_one_and_goes_on_there(tmp_path: Path) -> None:
    source, target = keep(tmp_path), f"sqlite:///{tmp_path / 'target.db'}"

    result = copy(source, target)

    assert result.exit_code == 0, result.output
    assert "of 6 people and 7 messages" in result.output
    assert contents(target) == contents(source)
    assert go_on(target) == go_on(source) == 7, "6 was given before"


@pytest.mark.slow
def test_it_moves_to_a_server_and_back(tmp_path: Path, server: Server) -> None:
    source, back = keep(tmp_path), f"sqlite:///{tmp_path / 'back.db'}"
    there = server.create()

    for from_url, to_url in ((source, there), (there, back)):
        result = copy(from_url, to_url)
        assert result.exit_code == 0, result.output

    assert contents(back) == contents(source)
    assert go_on(there) == go_on(back) == 7
    refused = copy(source, there)
    assert refused.exit_code == 2
    assert "not empty" in refused.output


@pytest.mark.slow
def test_a_server_from_which_people_are_answered_is_not_moved(
    tmp_path: Path, server: Server
) -> None:
    source, there = keep(tmp_path), server.create()
    assert copy(source, there).exit_code == 0
    with psycopg.connect(there) as connection:
        connection.execute("INSERT INTO replicas VALUES ('a', 'there', '{}', now(), now())")

    result = copy(there, f"sqlite:///{tmp_path / 'back.db'}")

    assert result.exit_code == 2
    assert "1 processes answered people" in result.output


def fill(target: str) -> None:
    store = open_store(target)
    with store.transaction():
        store.save_subscriber(person(1))
    store.close()


def nothing(_url: str) -> None:
    """Leave it as it is."""


def remove(url: str) -> None:
    path_of(url).unlink()


def write_text(url: str) -> None:
    path_of(url).write_text("Dear diary")


@table(
    ("prepare_source", "prepare_target", "is_same", "words"),
    [
        (nothing, fill, False, "not empty: it has 1 rows of subscribers"),
        (nothing, nothing, True, "are the same"),
        (remove, nothing, False, "There is no database"),
        (write_text, nothing, False, "is not an SQLite database"),
        (nothing, write_text, False, "is not an SQLite database"),
    ],
)
def test_what_cannot_be_moved_is_refused_and_left_alone(
    tmp_path: Path,
    prepare_source: Callable[[str], None],
    prepare_target: Callable[[str], None],
    is_same: bool,
    words: str,
) -> None:
    source, target = keep(tmp_path), f"sqlite:///{tmp_path / 'target.db'}"
    prepare_source(source)
    prepare_target(target)
    before = read_anything(path_of(target))

    result = copy(source, source if is_same else target)

    assert result.exit_code == 2, result.output
    assert words in result.output
    assert read_anything(path_of(target)) == before


def read_anything(path: Path) -> object:
    """Return what is there, be it a database or not."""
    try:
        return read_rows(path) if path.exists() else None
    except sqlite3.DatabaseError:
        return path.read_bytes()


@table("is_source", [True, False])
def test_a_database_that_is_served_is_not_moved(tmp_path: Path, is_source: bool) -> None:
    source, target = keep(tmp_path), f"sqlite:///{tmp_path / 'target.db'}"
    lock = open_runner_lock(source if is_source else target)
    assert lock.is_acquired()

    result = copy(source, target)
    lock.release()

    assert result.exit_code == 2
    assert "A bot is running on" in result.output


class Forgetful(SQLiteSide):
    """Loses a row, or a letter of one."""

    wrong = "row"

    def write(self, table: str, columns: Sequence[str], rows: Iterable[tuple[Value, ...]]) -> None:
        if table != "audit_log":
            super().write(table, columns, rows)
        elif self.wrong == "row":
            super().write(table, columns, list(rows)[1:])
        else:
            last = columns.index("subject")
            super().write(table, columns, [(*row[:last], "x", *row[last + 1 :]) for row in rows])


@table("wrong", ["row", "letter"])
def test_what_does_not_arrive_as_it_left_is_not_kept(tmp_path: Path, wrong: str) -> None:
    keep(tmp_path)
    target = Forgetful(tmp_path / "target.db", is_source=False)
    target.wrong = wrong

    with pytest.raises(StoreError, match="audit_log did not arrive as it left"):
        moving.move(SQLiteSide(tmp_path / "source.db", is_source=True), target, lambda *_: None)

    assert read_rows(tmp_path / "target.db")["subscribers"] == []
