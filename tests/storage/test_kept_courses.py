"""Courses outlast the process, in text that people can read and nobody can rewrite."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from lessons.course.course import Course, CourseStatus, Lesson
from lessons.draft.draft import CourseDraft
from lessons.sign_off import SignOff
from storage import open_store
from storage.interface.store import Store
from tests.support.traces import NOW


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    opened = open_store(f"sqlite:///{path}")
    yield opened
    opened.close()


COURSE = Course(
    "sleep",
    "Sleep",
    "",
    "en",
    "",
    CourseStatus.DRAFT,
    (Lesson("dark", "Dark — and quiet", "", "A dark room.", "", (), None, None),),
)


def keep_courses(store: Store) -> None:
    with store.transaction():
        for course_id in ("backs", "sleep"):
            course = replace(COURSE, course_id=course_id)
            store.save_course_draft(CourseDraft(course, 3, frozenset(), (), 0, 7, NOW))
            store.add_course_revision(course, 7, NOW)


def test_courses_are_there_again_after_reopening(path: Path) -> None:
    url = f"sqlite:///{path}"
    before = open_store(url)
    keep_courses(before)
    drafts, current = before.list_course_drafts(), before.list_current_revisions()
    before.close()

    after = open_store(url)
    assert [draft.course.course_id for draft in drafts] == ["backs", "sleep"]
    assert after.list_course_drafts() == drafts
    assert after.list_current_revisions() == current
    after.close()


def test_a_sign_off_is_kept_and_a_mere_name_of_older_days_counts_for_nothing(
    store: Store, path: Path
) -> None:
    (dark,) = COURSE.lessons
    fingerprint = COURSE.fingerprint(dark)
    sign_off = SignOff("Dr. Ann", "neurologist", date(2027, 3, 1), fingerprint)
    course = replace(COURSE, lessons=(replace(dark, sign_off=sign_off),))
    with store.transaction():
        for kept in (course, replace(COURSE, course_id="backs")):
            store.save_course_draft(CourseDraft(kept, 3, frozenset(), (), 0, 7, NOW))
    with closing(sqlite3.connect(path)) as database, database:
        database.execute(
            """
            UPDATE course_drafts SET course = json_set(course, '$.reviewed_by', 'Dr. Mara Klein')
            WHERE course_id = 'backs'
            """
        )
    backs, sleep = (draft.course for draft in store.list_course_drafts())
    assert sleep.find_review(sleep.lessons[0]) == sign_off
    assert (backs.title, backs.reviewed) == ("Sleep", 0)


def test_a_course_is_kept_as_text_that_people_can_read(store: Store, path: Path) -> None:
    keep_courses(store)
    with closing(sqlite3.connect(path)) as plain:
        [text] = plain.execute("SELECT course FROM course_revisions LIMIT 1").fetchone()
    assert '"title": "Dark — and quiet",\n' in text


@pytest.mark.parametrize(
    "damaged",
    [
        "{}",
        "[1, 2]",
        '"sleep"',
        json.dumps({"course_id": "sleep", "title": 7}),
        # Another course's, and an order without the lessons.
        "json_set(course, '$.course_id', 'flu')",
        "json_set(course, '$.order', json('[\"light\"]'))",
        "json_set(course, '$.status', 'wonderful')",
    ],
)
def test_a_course_that_cannot_be_read_is_left_out_and_told_of(
    store: Store, path: Path, damaged: str, caplog: pytest.LogCaptureFixture
) -> None:
    keep_courses(store)
    value = damaged if damaged.startswith("json_set") else f"'{damaged}'"
    with closing(sqlite3.connect(path)) as plain, plain:
        plain.execute("DROP TRIGGER course_revisions_are_never_changed")
        for table in ("course_drafts", "course_revisions"):
            plain.execute(f"UPDATE {table} SET course = {value} WHERE course_id = 'sleep'")

    assert [kept.course.course_id for kept in store.list_current_revisions()] == ["backs"]
    assert [draft.course.course_id for draft in store.list_course_drafts()] == ["backs"]
    assert store.find_course_draft("sleep") is None
    assert len(caplog.messages) == 3
    assert all(
        message.startswith("what the store keeps of course sleep cannot be read:")
        for message in caplog.messages
    )
    assert "Dark" not in caplog.text


@pytest.mark.parametrize("column", ["approved", "notes"])
def test_a_draft_whose_lists_cannot_be_read_is_left_out(
    store: Store, path: Path, column: str
) -> None:
    keep_courses(store)
    with closing(sqlite3.connect(path)) as plain, plain:
        plain.execute(f"UPDATE course_drafts SET {column} = '[7]' WHERE course_id = 'sleep'")
    assert [draft.course.course_id for draft in store.list_course_drafts()] == ["backs"]


def test_a_published_revision_can_be_neither_changed_nor_deleted(store: Store, path: Path) -> None:
    keep_courses(store)
    with closing(sqlite3.connect(path)) as plain:
        for statement in (
            "DELETE FROM course_revisions",
            "UPDATE course_revisions SET course = '{}'",
            "UPDATE course_revisions SET revision = 2",
            "UPDATE course_revisions SET created_at = '2020-01-01T00:00:00.000Z'",
        ):
            with pytest.raises(sqlite3.IntegrityError, match="append-only"):
                plain.execute(statement)
