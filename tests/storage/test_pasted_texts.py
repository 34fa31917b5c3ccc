"""What is pasted is kept message by message, and goes with the seat."""

from pathlib import Path

from sqlite_utils import Database

from lessons.article.pasting import PastedPart, Piece
from lessons.delivery.audit import Admin
from lessons.questions.draft_question import FileQuestion
from storage import open_store
from storage.interface.store import Store
from storage.sqlite.migrations import migrations
from tests.support.stored import ALICE, BOB, MINUTE, NOW

WALK = PastedPart(7, (Piece("Walk “a little”.\n", is_bold=True), Piece("Rest.")), "backs", "Ours")
REST = PastedPart(8, (Piece("Rest.", url="https://example.org/"),))


def test_messages_are_kept_in_the_order_in_which_they_were_sent(store: Store) -> None:
    with store.transaction():
        store.save_pasted_part(ALICE, REST, NOW)
        store.save_pasted_part(ALICE, PastedPart(7, (Piece("Wolk."),)), NOW)
        store.save_pasted_part(ALICE, WALK, NOW)
    assert store.list_pasted_parts(ALICE) == [WALK, REST]
    assert store.list_pasted_parts(BOB) == []
    with store.transaction():
        assert store.delete_pasted_parts(ALICE, 7) == 1
    assert store.list_pasted_parts(ALICE) == [REST]


def test_only_what_is_older_is_deleted(store: Store) -> None:
    with store.transaction():
        store.save_pasted_part(ALICE, WALK, NOW)
        store.save_pasted_part(ALICE, REST, NOW + MINUTE)
        assert store.delete_old_pasted_parts(NOW + MINUTE) == 1
    assert store.list_pasted_parts(ALICE) == [REST]


def test_what_an_admin_pasted_goes_with_the_seat(store: Store) -> None:
    with store.transaction():
        store.add_admin(Admin(ALICE, BOB, NOW))
        store.save_pasted_part(ALICE, WALK, NOW)
        store.delete_admin(ALICE)
    assert store.list_pasted_parts(ALICE) == []


def test_what_was_pasted_before_an_update_is_there_after_it(tmp_path: Path) -> None:
    path = tmp_path / "lessons.db"
    before = Database(path)
    before.execute(f"PRAGMA application_id = {int.from_bytes(b'LaaD', 'big')}")
    migrations.apply(before, stop_before="m054_messages_that_are_pasted")
    before.executescript(
        """
        INSERT INTO open_questions VALUES
            (1, 'file', '{"course_id": "backs", "parts": [{"message_id": 7, "text": "Walk."}]}',
                '2026-11-20T07:59:00.000Z'),
            (2, 'file', '{"course_id": ""}', '2026-11-20T07:59:00.000Z'),
            (3, 'setting', '"time"', '2026-11-20T07:59:00.000Z')
        """
    )
    before.close()
    store = open_store(f"sqlite:///{path}")
    assert store.list_pasted_parts(1) == [PastedPart(7, (Piece("Walk."),), "backs")]
    assert store.list_pasted_parts(2) == []
    found = store.find_question(1)
    assert found is not None
    assert found.question == FileQuestion("backs")
    store.close()
