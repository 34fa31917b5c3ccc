"""The open question and the first wordings are kept, and go when what they belong to goes."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from lessons.delivery.audit import Admin
from lessons.draft.draft import DraftQuestion
from lessons.draft.parts import Part
from storage import open_store
from storage.interface.store import Store
from tests.support.drafts import SOUND, draft_of
from tests.support.tables import table

QUESTION = DraftQuestion(42, Part.TEXT, "backs", "wear", "As it was.", 7)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(f"sqlite:///{tmp_path / 'lessons.db'}")
    yield opened
    opened.close()


@table("part", [None, *Part])
def test_a_question_is_found_as_it_was_saved(store: Store, part: Part | None) -> None:
    question = replace(QUESTION, part=part)
    with store.transaction():
        store.save_draft_question(replace(QUESTION, seen="Earlier."))
        store.save_draft_question(question)
        assert store.find_draft_question(42) == question
        assert store.find_draft_question(43) is None
        store.delete_draft_question(42)
        assert store.find_draft_question(42) is None


def test_a_question_goes_with_the_admins_seat(store: Store) -> None:
    with store.transaction():
        store.add_admin(Admin(42, 1, draft_of().updated_at))
        store.save_draft_question(QUESTION)
        store.delete_admin(42)
        assert store.find_draft_question(42) is None


def test_a_question_goes_with_everything_about_a_chat(store: Store) -> None:
    with store.transaction():
        store.save_draft_question(QUESTION)
    assert store.count_rows_about(42) == {"draft_questions": 1}
    store.delete_subscriber(42)
    assert store.count_rows_about(42) == {}


def test_first_wordings_outlast_changes_of_a_draft_and_go_with_it(store: Store) -> None:
    draft = draft_of(SOUND)
    course_id = draft.course.course_id
    with store.transaction():
        store.save_course_draft(draft)
        store.save_first_wording(course_id, "wear", "It may.")
        store.save_course_draft(replace(draft, version=2))
        assert store.list_first_wordings(course_id) == {"wear": "It may."}
        store.save_first_wording(course_id, "wear", "It does.")
        assert store.list_first_wordings(course_id) == {"wear": "It does."}
        store.delete_course_draft(course_id)
        assert store.list_first_wordings(course_id) == {}
