"""One question is open in a chat, as it was asked."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database

from lessons.delivery.audit import Admin
from lessons.delivery.wording import Mark, MarkKind
from lessons.draft.parts import Part
from lessons.questions.draft_question import DraftQuestion, FileQuestion
from lessons.questions.open_question import OPEN_FOR, OpenQuestion, Question, SettingQuestion
from lessons.questions.schedule_form import FormStep, ScheduleForm
from storage import open_store
from storage.interface.store import Store
from storage.sqlite.migrations import migrations
from tests.support.stored import ALICE, BOB, MINUTE, NOW, SECOND

QUESTIONS: list[Question] = [
    *SettingQuestion,
    *(
        ScheduleForm(step, "“Closed”\non Friday", "in 1 h", 7, (Mark(MarkKind.BOLD, 0, 3),))
        for step in FormStep
    ),
    *(DraftQuestion(part, "backs", "wear", "As it was.", 7) for part in Part),
    DraftQuestion(Part.COURSE_TITLE, "backs"),
    FileQuestion(""),
]


def test_the_last_question_is_the_open_one_and_is_found_as_it_was_asked(store: Store) -> None:
    failures = []
    for question in QUESTIONS:
        asked = OpenQuestion(ALICE, question, NOW)
        with store.transaction():
            store.save_question(asked)
        if store.find_question(ALICE) != asked:
            failures.append(question)
    assert not failures
    assert store.find_question(BOB) is None
    with store.transaction():
        store.close_question(ALICE)
    assert store.find_question(ALICE) is None


def test_only_what_is_older_is_closed(store: Store) -> None:
    with store.transaction():
        store.save_question(OpenQuestion(ALICE, SettingQuestion.TIME, NOW))
        store.save_question(OpenQuestion(BOB, SettingQuestion.TIME, NOW + MINUTE))
        assert store.close_questions(NOW + SECOND) == 1
    assert store.find_question(ALICE) is None
    assert store.find_question(BOB) is not None


def test_a_question_is_open_for_a_day() -> None:
    question = OpenQuestion(ALICE, SettingQuestion.TIME, NOW)
    assert question.is_open(NOW + OPEN_FOR - SECOND)
    assert not question.is_open(NOW + OPEN_FOR)


@pytest.mark.parametrize("question", [FileQuestion("backs"), SettingQuestion.TIME])
def test_what_an_admin_was_asked_goes_with_the_seat(store: Store, question: Question) -> None:
    with store.transaction():
        store.add_admin(Admin(ALICE, BOB, NOW))
        store.save_question(OpenQuestion(ALICE, question, NOW))
        store.delete_admin(ALICE)
    is_kept = store.find_question(ALICE) is not None
    assert is_kept == isinstance(question, SettingQuestion)


def test_a_question_that_cannot_be_read_is_none_and_is_told_of(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "lessons.db"
    store = open_store(f"sqlite:///{path}")
    with store.transaction():
        store.save_question(OpenQuestion(ALICE, ScheduleForm(FormStep.WHAT, "secret"), NOW))
    with closing(sqlite3.connect(path)) as plain, plain:
        plain.execute("UPDATE open_questions SET payload = json_set(payload, '$.step', 'why')")
    assert store.find_question(ALICE) is None
    assert "cannot be read" in caplog.text
    assert "secret" not in caplog.text
    store.close()


def make_as_before(path: Path, statements: str) -> None:
    """Make a database of the release before open questions, with those rows in it."""
    before = Database(path)
    before.execute(f"PRAGMA application_id = {int.from_bytes(b'LaaD', 'big')}")
    migrations.apply(before, stop_before="m011_one_open_question_a_chat")
    before.executescript(statements)
    before.close()


BEFORE = """
    INSERT INTO subscribers VALUES
        (1, 'private', 'active', 'UTC', '07:30', 'mon', 'en', '2026-01-01T00:00:00.000Z',
            'pause_end', 0, NULL),
        (2, 'private', 'joining', 'UTC', '07:30', 'mon', 'en', '2026-01-01T00:00:00.000Z',
            'place', 0, NULL),
        (3, 'private', 'joining', 'UTC', '07:30', 'mon', 'en', '2026-01-01T00:00:00.000Z',
            'time', 0, NULL),
        (4, 'private', 'active', 'UTC', '07:30', 'mon', 'en', '2026-01-01T00:00:00.000Z',
            NULL, 0, NULL);
    INSERT INTO schedule_forms VALUES (1, 'what', NULL, '', ''), (2, 'when', NULL, 'Hi', '');
    INSERT INTO draft_questions VALUES
        (2, NULL, 'backs', NULL, '', NULL),
        (5, NULL, 'backs', NULL, '', NULL),
        (6, 'text', 'backs', 'wear', 'As it was.', 7);
"""


def test_what_was_open_before_is_open_after_an_update(tmp_path: Path) -> None:
    """Of several, the one that a typed text would have answered."""
    path = tmp_path / "lessons.db"
    make_as_before(path, BEFORE)
    store = open_store(f"sqlite:///{path}")
    found = {chat_id: store.find_question(chat_id) for chat_id in range(1, 7)}
    assert {chat_id: open_.question for chat_id, open_ in found.items() if open_} == {
        1: SettingQuestion.PAUSE_END,
        2: ScheduleForm(FormStep.WHEN, "Hi"),
        3: SettingQuestion.TIME,
        5: FileQuestion("backs"),
        6: DraftQuestion(Part.TEXT, "backs", "wear", "As it was.", 7),
    }
    assert {person.chat_id for person in store.list_subscribers(range(1, 7))} == {1, 2, 3, 4}
    store.close()
