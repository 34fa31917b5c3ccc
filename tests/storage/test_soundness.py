"""A database is read through while it is used, and whatever is not as it should be is named."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli.main import cli
from storage import check_soundness, open_store, open_to_read
from storage.errors import StoreError, StoreUnavailableError
from storage.interface.examination import Mark
from tests.support.stored import ALICE, BOB, join, lesson, owe, person
from tests.support.tables import table


def keep(path: Path) -> None:
    store = open_store(f"sqlite:///{path}")
    join(store, *range(1, 300), ALICE, BOB)
    owe(store, lesson())
    store.close()


def find(path: Path) -> list[tuple[str, Mark, str]]:
    found = check_soundness(f"sqlite:///{path}", lambda *_: None)
    return [(one.about, one.mark, one.found) for one in found]


def change(path: Path, sql: str) -> None:
    database = sqlite3.connect(path)
    database.executescript(sql)
    database.close()


def orphan(path: Path) -> None:
    change(path, f"PRAGMA foreign_keys = OFF; DELETE FROM subscribers WHERE chat_id = {ALICE}")


def scramble(path: Path) -> None:
    """One text of one row has become another; every page is as it should be."""
    content = path.read_bytes()
    path.write_bytes(content.replace(b"activeEurope", b"actingEurope", 1))


def scramble_pages(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[-40_000:] = b"\xff" * 40_000
    path.write_bytes(content)


def drop_index(path: Path) -> None:
    change(path, "DROP INDEX due_enrollments")


def weaken_trigger(path: Path) -> None:
    change(
        path,
        """
        DROP TRIGGER a_deleted_amendment_is_tallied;
        CREATE TRIGGER a_deleted_amendment_is_tallied AFTER DELETE ON amendments
        BEGIN SELECT 1; END
        """,
    )


def test_a_sound_database_passes_while_it_is_written(path: Path) -> None:
    keep(path)
    store, steps = open_store(f"sqlite:///{path}"), list[tuple[int, int]]()

    def write_meanwhile(_table: str, rows: int, all_rows: int) -> None:
        steps.append((rows, all_rows))
        with store.transaction():
            store.save_subscriber(person(10_000 + len(steps)))

    found = list(check_soundness(f"sqlite:///{path}", write_meanwhile))

    assert {one.mark for one in found} == {Mark.OK}, found
    assert {one.about for one in found} == {"pages", "keys", "tables"}
    assert sum(rows for rows, _ in steps) == steps[0][1] > 600
    store.close()


@table(
    ("spoil", "about", "words"),
    [
        (orphan, "keys", "1 rows of enrollments"),
        (orphan, "keys", "deliveries belong to rows that are not there"),
        (scramble, "pages", "CHECK constraint failed in subscribers"),
        (scramble_pages, "pages", "is damaged"),
        (drop_index, "tables", "index due_enrollments is not there"),
        (weaken_trigger, "tables", "trigger a_deleted_amendment_is_tallied is not as"),
    ],
)
def test_what_is_not_as_it_should_be_is_named(
    tmp_path: Path, spoil: Callable[[Path], None], about: str, words: str
) -> None:
    path = tmp_path / "lessons.db"
    keep(path)
    spoil(path)
    before = path.read_bytes()

    wrong = [(kind, told) for kind, mark, told in find(path) if mark is Mark.WRONG]

    assert [told for kind, told in wrong if kind == about and words in told], wrong
    assert path.read_bytes() == before


def test_what_an_operator_has_added_is_no_fault(path: Path) -> None:
    keep(path)
    change(path, "CREATE TABLE notes (text); ANALYZE")

    assert [told for _, mark, told in find(path) if mark is not Mark.OK] == [
        "table notes was added by somebody else"
    ]


def test_a_store_to_read_from_refuses_to_be_written(path: Path) -> None:
    keep(path)
    store = open_to_read(f"sqlite:///{path}")
    with store.transaction():
        assert store.find_subscriber(ALICE) is not None
    with pytest.raises(StoreUnavailableError), store.transaction():
        store.save_subscriber(person(5))
    store.close()
    with pytest.raises(StoreError, match="There is no database"):
        open_to_read(f"sqlite:///{path.with_name('none.db')}")


def test_the_exit_code_tells_sound_from_wrong_from_unreadable(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{path}")

    def check() -> int:
        return CliRunner().invoke(cli, ["db", "check", "--json"], catch_exceptions=False).exit_code

    assert check() == 2
    keep(path)
    assert check() == 0
    change(path, "UPDATE crowds SET count = count + 1")
    assert check() == 1, "the books do not add up"
    change(path, "UPDATE crowds SET count = count - 1")
    assert check() == 0
    drop_index(path)
    assert check() == 1
    path.write_text("no database")
    assert check() == 2
