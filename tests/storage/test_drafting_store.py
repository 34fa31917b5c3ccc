"""First wordings are kept, and go with their draft."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from storage import open_store
from storage.interface.store import Store
from tests.support.drafts import SOUND, draft_of


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(f"sqlite:///{tmp_path / 'lessons.db'}")
    yield opened
    opened.close()


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
