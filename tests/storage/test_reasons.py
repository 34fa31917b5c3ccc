"""The words for why something was not sent are those of one enum, in SQL too."""

import re
import sqlite3
from pathlib import Path

from lessons.delivery.reasons import HoldReason, Reason
from storage import open_store

ROOT = Path(__file__).parent.parent.parent

# What a column of this name is set to or compared with.
_OF_COLUMN = r"\b{column}\s*(?:=|<>|!=|IS NOT|IS|NOT IN|IN)\s*(\([^)]*\)|'[^']*')"


def words_about(column: str, sql: str) -> set[str]:
    found = re.findall(_OF_COLUMN.format(column=column), sql)
    return {word for part in found for word in re.findall(r"'(\w+)'", part)}


def sources(folder: str) -> str:
    return "\n".join(path.read_text() for path in sorted((ROOT / folder).glob("*.py")))


def test_every_word_in_the_schema_and_the_migrations_is_one_of_the_enums(tmp_path: Path) -> None:
    open_store(f"sqlite:///{tmp_path / 'l.db'}").close()
    with sqlite3.connect(tmp_path / "l.db") as database:
        schema = "\n".join(
            sql for (sql,) in database.execute("SELECT sql FROM sqlite_master") if sql
        )
    database.close()
    sql = schema + sources("storage/sqlite/migrations")

    # The word that a migration takes out of the store.
    assert words_about("error", sql) - {"on_hold"} <= set(Reason)
    assert "forbidden" in words_about("error", sql)
    assert words_about("on_hold_because", sql) <= set(HoldReason)


def test_the_store_writes_no_such_word_by_hand() -> None:
    sql = sources("storage/sql") + sources("storage/sqlite")

    assert words_about("error", sql) == set()
    assert words_about("on_hold_because", sql) == set()


def test_a_word_of_another_version_is_read_as_another_reason() -> None:
    assert Reason("timed_out") is Reason.OTHER
