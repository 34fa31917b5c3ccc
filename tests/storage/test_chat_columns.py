"""No place in which a chat leaves its number is overlooked."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from sqlite_utils import Database

from lessons.article.pasting import PastedPart, Piece
from lessons.clinic.consent import ConsentAnswer, GivenConsent
from lessons.clinic.staff import StaffQuestion
from lessons.delivery.audit import Admin, AuditAction, AuditEntry, Invitation
from lessons.delivery.correction import Correction, CorrectionKind, CorrectionStatus
from lessons.delivery.hold import LessonHold
from lessons.draft.draft import Approval
from lessons.questions.open_question import OpenQuestion, SettingQuestion
from lessons.roles import Role
from storage import open_store
from storage.sql.chat_columns import CHAT_COLUMNS, WhenMoved
from storage.sqlite.store import SQLiteStore
from tests.support.drafts import draft_of, read_article_of
from tests.support.stored import ALICE, BOB, NOW, join, lesson, owe

# A whole number that is none of these, and no yes or no, is a chat's.
OTHER_NUMBERS = {
    "announcement_id",
    "arrived",
    "attempts",
    "based_on",
    "before_delivery_id",
    "bot_id",
    "census_id",
    "correction_id",
    "count",
    "dated",
    "delivery_id",
    "entry_id",
    "id",
    "looked_through",
    "message_id",
    "lost",
    "place",
    "probe_id",
    "resends",
    "revision",
    "rounds_ago",
    "screen_message_id",
    "staff_message_id",
    "started_by",
    "suspect_id",
    "suspect_tries",
    "thread_id",
    "to_look_through",
    "tried",
    "unfinished_starts",
    "update_id",
    "version",
}
NEW_ID = -100_200_300
# People's numbers never change, so these are not moved.
OF_PEOPLE = [at for at in CHAT_COLUMNS if at.when_moved is WhenMoved.STAYS]


@pytest.fixture
def store() -> Iterator[SQLiteStore]:
    opened = open_store("sqlite://")
    assert isinstance(opened, SQLiteStore)
    yield opened
    opened.close()


def leave_a_number_everywhere(store: SQLiteStore, chat_id: int) -> None:
    join(store, chat_id)
    delivery_id = owe(store, lesson(chat_id))
    draft = replace(draft_of(), created_by=chat_id)
    with store.transaction():
        store.add_announcement(created_by=chat_id, created_at=NOW, at=NOW, text="We move.")
        store.add_correction(
            Correction(0, CorrectionKind.RECALL, CorrectionStatus.RUNNING, chat_id, NOW, 1)
        )
        store.save_course_draft(draft)
        store.add_draft_hands(draft.course.course_id, ("",), {chat_id}, 1)
        store.save_approvals(draft.course.course_id, [Approval("wear", "be031c", chat_id, NOW)])
        store.add_course_revision(draft.course, chat_id, NOW)
        store.save_question(OpenQuestion(chat_id, SettingQuestion.TIME, NOW))
        store.save_read_article(chat_id, read_article_of(), NOW)
        store.save_pasted_part(chat_id, PastedPart(1_000_007, (Piece("Walk."),)), NOW)
        store.add_losses([delivery_id], NOW)
        store.add_lesson_hold(LessonHold(None, chat_id, NOW))
        store.close_chats([chat_id], NOW)
        store.doubt_chats([chat_id], NOW)
        store.queue_course(1, "c", [chat_id])
        store.save_topic(chat_id, 55)
        store.save_open_check(chat_id, NOW)
        store.save_staff_question(StaffQuestion(chat_id, 5, "?", NOW, chat_id))
        store.save_consent(GivenConsent(chat_id, "1", ConsentAnswer.AGREED, NOW))
        store.add_admin(Admin(chat_id, chat_id, NOW))
        store.save_former_seat(Admin(chat_id, chat_id, NOW), NOW)
        store.save_invitation(
            Invitation(f"k{chat_id}", frozenset({Role.VIEWER}), chat_id, NOW, chat_id)
        )
        store.add_audit_entry(AuditEntry(NOW, chat_id, AuditAction.ADMIN_ADDED, "admin", chat_id))


def places_of(store: SQLiteStore, number: int) -> set[tuple[str, str]]:
    """Return every table and column in which the number stands."""
    return {
        (table.name, column.name)
        for table in Database(store._database).tables
        for column in table.columns
        if table.count_where(f"[{column.name}] = ?", [number])
    }


def test_every_column_that_holds_a_chats_number_is_in_the_table(store: SQLiteStore) -> None:
    found = {
        (table.name, column.name)
        for table in Database(store._database).tables
        for column in table.columns
        if column.type == "INTEGER"
        and column.name not in OTHER_NUMBERS
        and f"CHECK ({column.name} IN (0, 1))" not in table.schema
    }
    assert found == {(at.table, at.column) for at in CHAT_COLUMNS}


def test_a_forgotten_chats_number_is_nowhere(store: SQLiteStore) -> None:
    leave_a_number_everywhere(store, ALICE)
    columns = {(at.table, at.column) for at in CHAT_COLUMNS}
    assert places_of(store, ALICE) == columns, "each is filled, so that each is looked at"
    assert set(store.count_rows_about(ALICE)) == {at.table for at in CHAT_COLUMNS}

    store.delete_subscriber(ALICE, NOW)

    assert places_of(store, ALICE) == set()
    assert store.count_rows_about(ALICE) == {}


@pytest.mark.parametrize("is_there_already", [False, True])
def test_a_moved_chats_old_number_is_nowhere(store: SQLiteStore, *, is_there_already: bool) -> None:
    leave_a_number_everywhere(store, ALICE)
    if is_there_already:
        join(store, NEW_ID)
        with store.transaction():
            store.save_question(OpenQuestion(NEW_ID, SettingQuestion.PLACE, NOW))
    join(store, BOB)
    bobs = store.count_rows_about(BOB)

    with store.transaction():
        store.rekey_subscriber(ALICE, NEW_ID)

    assert places_of(store, ALICE) == {(at.table, at.column) for at in OF_PEOPLE}
    assert store.count_rows_about(BOB) == bobs
