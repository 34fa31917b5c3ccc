"""Lessons on hold: nothing of them leaves, what was about to goes back, and no backlog grows."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.use_cases import lesson_holds
from bot.use_cases.delivery import holding, outbox
from bot.views import holds as views
from lessons.delivery.audit import AuditAction
from lessons.delivery.delivery import Delivery, DeliveryStatus, LessonContent, NewDelivery, Outcome
from storage import open_store
from storage.sqlite.store import SQLiteStore
from tests.support.announced_crowd import count_work
from tests.support.stored import ALICE, BOB, CHARLIE, NOW, person

ADMIN = 9_001
HOUR = timedelta(hours=1)


@pytest.fixture
def store() -> Iterator[SQLiteStore]:
    """Yield a store within a transaction: two are owed a lesson on heads, one on backs."""
    opened = open_store("sqlite://")
    assert isinstance(opened, SQLiteStore)
    with opened.transaction():
        for chat_id, course_id in ((ALICE, "heads"), (BOB, "heads"), (CHARLIE, "backs")):
            opened.save_subscriber(person(chat_id))
            owe(opened, chat_id, course_id)
        yield opened
    opened.close()


def owe(store: SQLiteStore, chat_id: int, course_id: str, days: int = 0) -> None:
    at = NOW + timedelta(days=days)
    content = LessonContent(course_id, "water", at.date())
    assert store.add_delivery(NewDelivery(chat_id, content, at)) is not None


def claim(store: SQLiteStore, later: timedelta = timedelta()) -> list[Delivery]:
    now = NOW + later
    return store.claim_deliveries(now, now, 10, now + timedelta(minutes=1))


def chats(deliveries: list[Delivery]) -> list[int]:
    return sorted(one.chat_id for one in deliveries)


def test_what_was_claimed_does_not_leave(store: SQLiteStore) -> None:
    claimed = claim(store)
    assert lesson_holds.hold_lessons(store, ADMIN, None, NOW)
    assert outbox.begin_sending(store, claimed, NOW) == []
    assert claim(store) == []
    assert not store.is_anything_to_send(NOW, NOW)
    assert lesson_holds.let_lessons_go(store, ADMIN, None, NOW)
    assert chats(claim(store)) == [ALICE, BOB, CHARLIE]


def test_a_hold_of_one_course_holds_no_other(store: SQLiteStore) -> None:
    assert lesson_holds.hold_lessons(store, ADMIN, "heads", NOW)
    assert lesson_holds.are_lessons_held(store, "heads")
    assert not lesson_holds.are_lessons_held(store, "backs")
    assert chats(claim(store)) == [CHARLIE]
    [held] = holding.list_held(store, NOW)
    assert isinstance(held, lesson_holds.HeldLessons)
    assert (held.hold.course_id, held.waiting) == ("heads", 2)


def test_what_fails_while_it_is_held_is_not_tried_again_before(store: SQLiteStore) -> None:
    leaving = outbox.begin_sending(store, claim(store), NOW)
    assert lesson_holds.hold_lessons(store, ADMIN, "heads", NOW)
    store.record_outcomes(
        [Outcome(one.delivery_id, DeliveryStatus.RETRY, NOW, retry_at=NOW) for one in leaving]
    )
    assert chats(claim(store, HOUR)) == [CHARLIE]
    assert lesson_holds.let_lessons_go(store, ADMIN, "heads", NOW)
    assert chats(claim(store, HOUR)) == [ALICE, BOB]


def test_what_waits_longer_than_the_window_makes_way_for_the_next_slot(store: SQLiteStore) -> None:
    assert lesson_holds.hold_lessons(store, ADMIN, None, NOW)
    assert lesson_holds.skip_what_waited_too_long(store, NOW + 6 * HOUR) == 0
    assert lesson_holds.skip_what_waited_too_long(store, NOW + 7 * HOUR) == 3
    owe(store, ALICE, "heads", days=1)
    assert store.count_waiting_lessons(None) == 1


def test_orders_that_change_nothing_say_so_and_leave_no_line(store: SQLiteStore) -> None:
    assert not lesson_holds.let_lessons_go(store, ADMIN, None, NOW)
    assert lesson_holds.hold_lessons(store, ADMIN, "heads", NOW)
    assert not lesson_holds.hold_lessons(store, ADMIN, "heads", NOW + HOUR)
    [entry] = store.list_audit_entries(9, None)
    assert (entry.action, entry.subject) == (AuditAction.HELD, "course heads")


def test_a_hold_is_reminded_of_once_and_a_new_one_anew(store: SQLiteStore) -> None:
    assert holding.find_forgotten(store, NOW, NOW) == []
    lesson_holds.hold_lessons(store, ADMIN, None, NOW)
    assert holding.find_forgotten(store, NOW, NOW) == []
    assert holding.find_forgotten(store, NOW + HOUR / 2, NOW) == []
    [one] = holding.find_forgotten(store, NOW + HOUR, NOW)
    assert holding.find_forgotten(store, NOW + HOUR, NOW) == [one]
    holding.note_reminded(store, one.subject)
    assert holding.find_forgotten(store, NOW + 2 * HOUR, NOW) == []
    lesson_holds.let_lessons_go(store, ADMIN, None, NOW)
    assert holding.find_forgotten(store, NOW + 2 * HOUR, NOW) == []
    lesson_holds.hold_lessons(store, ADMIN, None, NOW + 2 * HOUR)
    assert holding.find_forgotten(store, NOW + 2 * HOUR, NOW) == []
    assert len(holding.find_forgotten(store, NOW + 3 * HOUR, NOW)) == 1


def test_all_of_bulk_standing_still_is_on_hold_too(store: SQLiteStore) -> None:
    store.save_outage(replace(store.find_outage(), began_at=NOW, lost=9, tried=9))
    assert [one.subject for one in holding.list_held(store, NOW)] == ["everything"]


def test_what_a_course_on_hold_has_waiting_is_not_gone_through(store: SQLiteStore) -> None:
    def look() -> None:
        [delivery] = claim(store)
        assert delivery.chat_id == CHARLIE
        store.release_claims([delivery.delivery_id])
        assert store.is_anything_to_send(NOW, NOW)
        assert store.find_earliest_due_at() == NOW
        assert store.skip_late_lessons(NOW - HOUR, 10) == 0

    assert lesson_holds.hold_lessons(store, ADMIN, "heads", NOW)
    with_two = count_work(store, look)
    for chat_id in range(1, 2_001):
        store.save_subscriber(person(chat_id + 10_000))
        owe(store, chat_id + 10_000, "heads")
    assert count_work(store, look) < 2 * with_two
    [held] = lesson_holds.list_held_lessons(store)
    assert held.waiting == 2_002


def test_more_than_many_that_wait_are_not_counted_and_said_to_be_more(
    store: SQLiteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("storage.sql.holds", "bot.views.holds"):
        monkeypatch.setattr(f"{module}.MOST_WAITING", 2)
    for course_id, waiting in (("backs", "1 waits"), ("heads", "2 or more wait"), (None, None)):
        assert lesson_holds.hold_lessons(store, ADMIN, course_id, NOW)
        held = lesson_holds.find_held_lessons(store, course_id)
        assert held is not None
        [line] = views.on_hold([held])
        assert line.text.endswith(waiting or "all lessons, 2 or more wait"), course_id
