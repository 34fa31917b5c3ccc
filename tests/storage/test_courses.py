"""Courses from the chat, and their drafts."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from lessons.course.course import Course, CourseStatus, Evidence, Lesson, Quiz
from lessons.delivery.delivery import (
    DeliveryStatus,
)
from lessons.delivery.reasons import Reason
from lessons.draft.draft import CourseDraft, CourseRevision, RevisionEntry
from storage import open_store
from storage.interface.store import Store
from tests.support.stored import (
    ALICE,
    BOB,
    CHARLIE,
    DAY,
    LEASE,
    MONDAY,
    NOW,
    SECOND,
    get,
    join,
    lesson,
    owe,
    settle,
)

SLEEP = Course(
    course_id="sleep",
    title="Sleep — well",
    description="",
    language="en",
    source="",
    status=CourseStatus.DRAFT,
    lessons=(
        Lesson("dark", "Dark", "", "A *dark* room.", "", (), None, None),
        Lesson(
            "cool",
            "Cool",
            "The room",
            "A cool room.",
            "Keep it cool.",
            ("A guideline, 2020", "Another"),
            Evidence.FAIR,
            Quiz("How?", ("Warm", "Cool", "Hot"), 1, "Cool."),
        ),
    ),
    order=("dark", "noise", "cool"),
)
DRAFT = CourseDraft(SLEEP, 1, frozenset({"cool"}), ("A picture was left out.",), None, BOB, NOW)


def keep_draft(store: Store, draft: CourseDraft = DRAFT) -> None:
    with store.transaction():
        store.save_course_draft(draft)


def publish(store: Store, course: Course = SLEEP, at: datetime = NOW, by: int = BOB) -> int:
    with store.transaction():
        return store.add_course_revision(course, by, at)


def test_a_draft_comes_back_as_it_was_kept(store: Store) -> None:
    assert store.find_course_draft("sleep") is None

    keep_draft(store)

    assert store.find_course_draft("sleep") == DRAFT
    assert store.find_course_draft("headache") is None


def test_a_course_has_one_draft_which_a_later_one_replaces(store: Store) -> None:
    keep_draft(store)
    changed = replace(
        DRAFT, version=2, approved=frozenset(), notes=(), based_on=0, created_by=ALICE
    )
    keep_draft(store, changed)
    assert store.find_course_draft("sleep") == changed
    assert store.list_course_drafts() == [changed]


def test_the_draft_that_was_changed_last_is_listed_first(store: Store) -> None:
    later = replace(DRAFT, course=replace(SLEEP, course_id="backs"), updated_at=NOW + SECOND)
    keep_draft(store)
    keep_draft(store, later)
    assert store.list_course_drafts() == [later, DRAFT]


def test_a_draft_is_deleted_once(store: Store) -> None:
    keep_draft(store)
    with store.transaction():
        assert store.delete_course_draft("sleep")
        assert not store.delete_course_draft("sleep")
    assert store.list_course_drafts() == []


def test_the_revisions_of_each_course_count_from_one_and_all_are_kept(store: Store) -> None:
    renamed = replace(SLEEP, title="Sleep better")
    assert publish(store) == 1
    assert publish(store, replace(SLEEP, course_id="backs")) == 1
    assert publish(store, renamed, NOW + DAY, ALICE) == 2

    assert store.list_current_revisions() == [
        CourseRevision(replace(SLEEP, course_id="backs"), 1, BOB, NOW),
        CourseRevision(renamed, 2, ALICE, NOW + DAY),
    ]
    assert store.list_course_revisions("sleep") == [
        RevisionEntry(1, BOB, NOW),
        RevisionEntry(2, ALICE, NOW + DAY),
    ]
    assert store.list_course_revisions("headache") == []


def test_a_course_that_was_kept_with_the_revisions_of_its_lessons_is_read(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'lessons.db'}"
    with closing(open_store(url)) as store:
        keep_draft(store)
    with closing(sqlite3.connect(tmp_path / "lessons.db")) as database, database:
        database.execute(
            "UPDATE course_drafts SET course = json_set(course, '$.lessons[0].revision', 'a1')"
        )
    with closing(open_store(url)) as store:
        assert store.find_course_draft("sleep") == DRAFT


def test_courses_outlive_whoever_made_them(store: Store) -> None:
    keep_draft(store)
    publish(store)
    assert store.count_rows_about(BOB) == {"course_drafts": 1, "course_revisions": 1}

    store.delete_subscriber(BOB, NOW)

    assert store.count_rows_about(BOB) == {}
    assert store.find_course_draft("sleep") == replace(DRAFT, created_by=0)
    assert store.list_current_revisions() == [CourseRevision(SLEEP, 1, 0, NOW)]


def test_courses_follow_a_chat_that_moves(store: Store) -> None:
    keep_draft(store)
    publish(store)
    with store.transaction():
        store.rekey_subscriber(BOB, CHARLIE)
    assert store.find_course_draft("sleep") == replace(DRAFT, created_by=CHARLIE)
    assert store.list_course_revisions("sleep") == [RevisionEntry(1, CHARLIE, NOW)]


def test_what_is_still_to_come_of_a_removed_lesson_is_skipped(store: Store) -> None:
    join(store, ALICE, BOB, CHARLIE)
    planned = owe(store, lesson(ALICE))
    another = owe(store, lesson(ALICE, "rest", MONDAY + DAY))
    claimed = owe(store, lesson(BOB))
    sent = settle(store, owe(store, lesson(CHARLIE)), DeliveryStatus.SENT).delivery_id
    with store.transaction():
        store.claim_delivery(claimed, LEASE)
        assert store.skip_lessons("sleep", {"water"}, Reason.LESSON_REMOVED) == 0
        assert store.skip_lessons("headache", {"water", "air"}, Reason.LESSON_REMOVED) == 2

        assert store.mark_sending([claimed], LEASE) == ()
    for delivery_id in (planned, claimed):
        assert get(store, delivery_id).status is DeliveryStatus.SKIPPED
        assert get(store, delivery_id).error is Reason.LESSON_REMOVED
    assert get(store, another).status is DeliveryStatus.PLANNED
    assert get(store, sent).status is DeliveryStatus.SENT


def test_a_retry_of_a_removed_lesson_is_skipped(store: Store) -> None:
    join(store, ALICE)
    delivery = settle(store, owe(store, lesson()), DeliveryStatus.RETRY)
    with store.transaction():
        assert store.skip_lessons("headache", {"water"}, Reason.LESSON_REMOVED) == 1
    assert get(store, delivery.delivery_id).status is DeliveryStatus.SKIPPED
