"""Whatever release wrote a database, this one keeps every row, goes on where that one stopped, and
its books add up."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from bot.use_cases.announcements.audiences import AnnouncementPolicy
from bot.use_cases.courses import publishing
from bot.use_cases.delivery import outbox, ticking
from bot.use_cases.delivery.books import check_books, mend
from bot.use_cases.library import LiveLibrary
from bot.use_cases.subscribers import privacy
from lessons.course.files import load_published_courses
from lessons.delivery.books import Flaw
from lessons.delivery.delivery import DeliveryStatus
from storage import back_up, open_store, restore
from storage.interface.store import Store
from storage.sqlite import before_upgrade
from storage.sqlite.database import bring_up_to_date, connect
from storage.sqlite.soundness import describe_schema
from tests.support.earlier_schemas import Schema, list_schemas, read_rows

NOW = datetime(2026, 11, 20, 8, 1, tzinfo=UTC)
EVERY = list(list_schemas())
# What an earlier release has asked last is one open question now.
MOVED = {"schedule_forms", "draft_questions"}
IN_TODAYS_PLACE = {"awaiting": None, "held_until_at": "undo_until_at"}


def lost_rows(
    before: dict[str, list[dict[str, Any]]], after: dict[str, list[dict[str, Any]]]
) -> Iterator[str]:
    """Yield each row that is not there any more, or not as it was."""
    for name in before.keys() - MOVED:
        for row in before[name]:
            kept = {
                IN_TODAYS_PLACE.get(column, column): value
                for column, value in row.items()
                if IN_TODAYS_PLACE.get(column, column)
            }
            if not any(kept.items() <= other.items() for other in after.get(name, [])):
                yield f"{name}: {kept}"


@cache
def describe_new() -> dict[str, str]:
    with closing(connect(":memory:")) as database:
        bring_up_to_date(database)
        return describe_schema(database.conn)


load_courses = cache(load_published_courses)


def tick(store: Store) -> None:
    """Take over and let everything be planned that is due."""
    with store.transaction():
        library: LiveLibrary = publishing.open_library(store, load_courses(None))
    for use_case in (outbox.take_over, outbox.recover):
        with store.transaction():
            use_case(store, NOW)
    passes: Any = {}
    for _ in range(20):
        with store.transaction():
            found = ticking.tick(store, library, AnnouncementPolicy(), NOW, NOW, passes)
        passes = found.passes
        if not found.is_more:
            return
    raise AssertionError("a tick has no end")


@pytest.mark.parametrize(("name", "schema"), EVERY, ids=[name for name, _ in EVERY])
def test_every_row_survives_the_next_tick_plans_right_and_the_books_add_up(
    tmp_path: Path, name: str, schema: Schema
) -> None:
    path = tmp_path / "lessons.db"
    schema.make(path)
    before = read_rows(path)

    store = open_store(f"sqlite:///{path}")

    assert list(lost_rows(before, read_rows(path))) == []
    with closing(sqlite3.connect(path)) as database:
        assert describe_schema(database) == describe_new()
    tick(store)
    planned = {
        (one.chat_id, one.content.lesson_id)
        for chat_id in (101, 102, 103, 104, 105, -201)
        for one in store.list_lessons(chat_id, "l5-s1-and-headaches")
        if one.status is DeliveryStatus.PLANNED
    }
    assert planned == {(101, "tour-of-l5-s1"), (-201, "what-helps")}
    found = check_books(store, NOW)
    if name < "04":
        # Announcements that were under way count as done there, which every hour puts right.
        assert {one.flaw for one in found} == {Flaw.ENDED}
        with store.transaction():
            assert mend(store, Flaw.ENDED, store.list_ended_early(), NOW, NOW) == 1
        found = check_books(store, NOW)
    assert found == ()
    store.close()


def test_a_backup_of_the_first_release_is_restored_and_counts(tmp_path: Path) -> None:
    [(_, first), *_] = EVERY
    path, copy = tmp_path / "lessons.db", tmp_path / "copy.db"
    first.make(path)
    url = f"sqlite:///{path}"

    assert back_up(url, copy).rows["subscribers"] == 6
    kept, _ = restore(url, copy)

    assert kept.rows["deliveries"] == 7
    store = open_store(url)
    assert store.find_restore() is not None
    store.close()


def list_copies(path: Path) -> list[Path]:
    return [*path.parent.glob("*.before-upgrade-*")]


def test_what_was_there_before_an_upgrade_is_kept_for_a_day(tmp_path: Path) -> None:
    [*_, (_, schema), _] = EVERY
    path = tmp_path / "lessons.db"
    schema.make(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        database.execute("UPDATE disk_traces SET left_at = NULL")
    before = read_rows(path)
    now = datetime.now(UTC)

    store = open_store(f"sqlite:///{path}")

    [copy] = list_copies(path)
    assert read_rows(copy) == before
    assert copy.stat().st_mode & 0o777 == 0o600
    with closing(sqlite3.connect(copy)) as database:
        names = [name for (name,) in database.execute("SELECT name FROM _sqlite_migrations")]
    assert sorted(names) == sorted(schema.applied), "an earlier release takes it"
    privacy.wipe(store, now + timedelta(hours=23))
    assert list_copies(path) == [copy]
    privacy.wipe(store, now + timedelta(hours=25))
    assert list_copies(path) == []
    store.close()
    open_store(f"sqlite:///{path}").close()
    assert list_copies(path) == [], "nothing was to be upgraded"


def test_whoever_deletes_everything_is_in_no_copy_from_before_an_upgrade(tmp_path: Path) -> None:
    [(_, schema), *_] = EVERY
    path = tmp_path / "lessons.db"
    schema.make(path)
    store = open_store(f"sqlite:///{path}")
    assert list_copies(path)

    assert store.delete_subscriber(101, NOW)

    assert list_copies(path) == []
    store.close()


def test_no_room_for_a_copy_is_no_reason_not_to_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    [(_, schema), *_] = EVERY
    path = tmp_path / "lessons.db"
    schema.make(path)
    monkeypatch.setattr(before_upgrade, "LARGEST_BYTES", 1)

    open_store(f"sqlite:///{path}").close()

    assert list_copies(path) == []
    assert "no copy is kept" in caplog.text


def test_what_was_asked_before_there_was_one_question_is_still_open(tmp_path: Path) -> None:
    [schema] = [schema for name, schema in EVERY if name.startswith("09-")]
    path = tmp_path / "lessons.db"
    schema.make(path)
    open_store(f"sqlite:///{path}").close()

    asked = {row["chat_id"]: row["kind"] for row in read_rows(path)["open_questions"]}

    assert asked == {-201: "setting", 102: "schedule", 103: "draft"}
