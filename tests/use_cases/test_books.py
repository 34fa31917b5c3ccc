"""The books of the outbox: what random changes leave is in order; what is bent is found, told by
its name, and mended where that is safe."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.use_cases.delivery import books
from bot.use_cases.delivery.books import MENDED_AT_ONCE, check_books, look_through, mend
from lessons.delivery.announcement import AnnouncementStatus
from lessons.delivery.books import Finding, Flaw
from lessons.delivery.delivery import AnnouncementContent, DeliveryStatus, NewDelivery
from lessons.delivery.enrollment import EnrollmentStatus
from lessons.delivery.hold import LessonHold
from lessons.delivery.outage import Outage
from lessons.delivery.restore import Restore
from lessons.delivery.subscriber import SubscriberStatus
from storage import open_store
from storage.sqlite.store import SQLiteStore
from tests.support.changes import do, steps
from tests.support.stored import (
    ALICE,
    BOB,
    CHARLIE,
    DAY,
    MINUTE,
    NOW,
    announce,
    claim,
    join,
    lesson,
    move,
    owe,
    person,
    place,
    settle,
)

HOUR = 60 * MINUTE


@pytest.fixture
def store() -> Iterator[SQLiteStore]:
    opened = open_store("sqlite://")
    assert isinstance(opened, SQLiteStore)
    join(opened, ALICE, BOB)
    with opened.transaction():
        opened.save_outage(Outage(arrived_at=NOW))
    yield opened
    opened.close()


def put_right(store: SQLiteStore) -> dict[Flaw, int]:
    mended: dict[Flaw, int] = {}
    for step in look_through(store, NOW, NOW):
        for found in step:
            with store.transaction():
                count = mend(store, found.flaw, found.subjects[:MENDED_AT_ONCE], NOW, NOW)
            if found.count:
                mended[found.flaw] = mended.get(found.flaw, 0) + count
    return mended


def bend(store: SQLiteStore, sql: str) -> None:
    store._database.executescript(sql)


def send_announcement(store: SQLiteStore, *, is_done: bool) -> int:
    item = announce(store)
    move(store, item, AnnouncementStatus.DRAFT, AnnouncementStatus.PLANNED)
    number = item.announcement_id
    for chat_id in (ALICE, BOB):
        owe(store, NewDelivery(chat_id, AnnouncementContent(number), NOW))
    bend(store, f"INSERT INTO tallies VALUES ({number}, 'open', 2)")
    if is_done:
        bend(
            store,
            f"UPDATE announcements SET done_at = '2026-11-23T07:00:00.000Z' "
            f"WHERE announcement_id = {number}",
        )
    return number


@given(taken=st.lists(steps, max_size=30))
def test_whatever_happens_to_a_few_people_leaves_kept_counts_and_rows_in_order(
    taken: list[tuple[str, ...]],
) -> None:
    store = open_store("sqlite://")
    assert isinstance(store, SQLiteStore)
    for step in taken:
        do(store, step)
    found = {one.flaw for one in check_books(store, NOW)}
    # Those changes leave places without a slot, count nothing in announcements that they plan, and
    # owe lessons of weeks ago.
    assert found <= {Flaw.MISPLACED, Flaw.MESSAGES_MISCOUNTED, Flaw.OVERDUE}
    for flawed in look_through(store, NOW, NOW):
        for one in flawed:
            with store.transaction():
                mend(store, one.flaw, one.subjects, NOW, NOW)
    assert {one.flaw for one in check_books(store, NOW)} <= {Flaw.OVERDUE}
    store.close()


def test_books_in_order_have_no_finding(store: SQLiteStore) -> None:
    settle(store, owe(store, lesson()), DeliveryStatus.SENT)
    owe(store, lesson(BOB))
    send_announcement(store, is_done=False)
    claim(store)
    with store.transaction():
        store.save_subscriber(person(CHARLIE, status=SubscriberStatus.STOPPED))
        store.save_enrollment(place(CHARLIE, next_slot=None))
        store.save_enrollment(place(BOB, "sleep", status=EnrollmentStatus.FINISHED, next_slot=None))
    assert check_books(store, NOW) == ()


def owe_one_sent(store: SQLiteStore) -> int:
    number = owe(store, lesson())
    settle(store, number, DeliveryStatus.SENT)
    return number


def leave_a_claim(store: SQLiteStore) -> None:
    owe(store, lesson())
    claim(store)
    bend(store, "UPDATE deliveries SET lease_until_at = '2026-11-23T07:40:00.000Z'")


def leave_an_endless_claim(store: SQLiteStore) -> None:
    owe(store, lesson())
    claim(store)
    bend(store, "UPDATE deliveries SET lease_until_at = '2036-11-23T07:40:00.000Z'")


def lose_a_chat(store: SQLiteStore) -> None:
    owe_one_sent(store)
    owe(store, lesson(BOB))
    bend(
        store,
        f"""
        PRAGMA foreign_keys = OFF; DELETE FROM subscribers WHERE chat_id = {ALICE};
        DELETE FROM enrollments WHERE chat_id = {ALICE}; PRAGMA foreign_keys = ON;
    """,
    )


def lose_an_announcement(store: SQLiteStore) -> None:
    number = send_announcement(store, is_done=False)
    bend(
        store,
        f"""
        PRAGMA foreign_keys = OFF; DELETE FROM announcements WHERE announcement_id = {number};
        PRAGMA foreign_keys = ON;
    """,
    )


BENT: tuple[tuple[str, Callable[[SQLiteStore], object], dict[Flaw, tuple[int, int]]], ...] = (
    ("a claim of long ago", leave_a_claim, {Flaw.LEASED: (1, 1)}),
    ("a claim for ever", leave_an_endless_claim, {Flaw.LEASED: (1, 1)}),
    (
        "somebody without a slot, and one who stopped and has one",
        lambda store: bend(
            store,
            f"""
            UPDATE enrollments SET next_date = NULL, next_due_at = NULL WHERE chat_id = {ALICE};
            UPDATE subscribers SET status = 'stopped' WHERE chat_id = {BOB};
        """,
        ),
        {Flaw.MISPLACED: (2, 2)},
    ),
    (
        "a row that makes no sense",
        lambda store: bend(
            store,
            f"""
            UPDATE enrollments SET next_date = NULL, next_due_at = NULL WHERE chat_id = {ALICE};
            UPDATE subscribers SET timezone = 'Mars/Olympus' WHERE chat_id = {ALICE};
        """,
        ),
        {Flaw.MISPLACED: (1, 0)},
    ),
    (
        "an announcement that counts as done",
        lambda store: send_announcement(store, is_done=True),
        {Flaw.ENDED: (1, 1)},
    ),
    ("a chat that is gone", lose_a_chat, {Flaw.ORPHANED: (1, 1)}),
    ("an announcement that is gone", lose_an_announcement, {Flaw.ORPHANED: (2, 2)}),
    (
        "sent at no time",
        lambda store: (owe_one_sent(store), bend(store, "UPDATE deliveries SET sent_at = NULL")),
        {Flaw.TIMELESS: (1, 1)},
    ),
    (
        "people miscounted",
        lambda store: bend(
            store,
            """
            UPDATE crowds SET count = count + 3;
            INSERT INTO crowds VALUES ('stopped', 'UTC', 0, 'private', 4);
        """,
        ),
        {Flaw.PEOPLE_MISCOUNTED: (2, 2)},
    ),
    (
        "messages miscounted",
        lambda store: (
            send_announcement(store, is_done=False),
            bend(store, "UPDATE tallies SET count = 7; INSERT INTO tallies VALUES (1, 'sent', 1)"),
        ),
        {Flaw.MESSAGES_MISCOUNTED: (2, 2)},
    ),
)


def test_what_is_bent_is_found_counted_and_put_right() -> None:
    failures = []
    for name, break_it, expected in BENT:
        store = open_store("sqlite://")
        assert isinstance(store, SQLiteStore)
        join(store, ALICE, BOB)
        break_it(store)
        found = {one.flaw: one.count for one in check_books(store, NOW)}
        mended = put_right(store)
        # Orphans of an announcement take their counts along.
        left = {one.flaw: one.count for one in check_books(store, NOW)}
        is_left = {flaw: count - done for flaw, (count, done) in expected.items() if count > done}
        if (found, mended, left) != (
            {flaw: count for flaw, (count, _done) in expected.items()},
            {flaw: done for flaw, (_count, done) in expected.items()},
            is_left,
        ):
            failures.append((name, found, mended, left))
        store.close()
    assert failures == []


def test_what_waits_too_long_is_told_and_never_mended(store: SQLiteStore) -> None:
    with store.transaction():
        store.save_outage(Outage())
    owe(store, lesson(due_at=NOW))
    late = NOW + HOUR + MINUTE
    assert check_books(store, late) == (Finding(Flaw.OVERDUE, 1), Finding(Flaw.UNPLANNED, 2))
    # Where others arrive it waits its turn, until it should have been passed over.
    with store.transaction():
        store.save_outage(Outage(arrived_at=late))
    assert [one.flaw for one in check_books(store, late)] == [Flaw.UNPLANNED]
    much_later = NOW + 7 * HOUR + MINUTE
    with store.transaction():
        store.save_outage(Outage(arrived_at=much_later))
    assert Finding(Flaw.OVERDUE, 1) in check_books(store, much_later)
    before = store._database.total_changes
    for flaw in (Flaw.OVERDUE, Flaw.UNPLANNED):
        with store.transaction():
            assert mend(store, flaw, (), much_later, much_later) == 0
    assert store._database.total_changes == before


def test_what_waits_on_purpose_is_no_finding(store: SQLiteStore) -> None:
    owe(store, lesson())
    late = NOW + DAY
    with store.transaction():
        store.add_lesson_hold(LessonHold("headache", BOB, NOW))
    assert Flaw.OVERDUE not in {one.flaw for one in check_books(store, late)}
    with store.transaction():
        store.delete_lesson_hold("headache")
        store.save_flood_wait(late + MINUTE)
    assert Flaw.OVERDUE not in {one.flaw for one in check_books(store, late)}
    with store.transaction():
        store.save_flood_wait(NOW)
        store.save_restore(Restore(NOW, NOW))
    assert check_books(store, late) == ()
    with store.transaction():
        store.delete_restore()
    assert [one.flaw for one in check_books(store, late)] == [Flaw.OVERDUE, Flaw.UNPLANNED]


def test_a_difference_is_right_whatever_was_counted_since(store: SQLiteStore) -> None:
    bend(store, "UPDATE crowds SET count = 40")
    [found] = [one for step in look_through(store, NOW, NOW) for one in step if one.count]
    join(store, CHARLIE)
    with store.transaction():
        mend(store, found.flaw, found.subjects, NOW, NOW)
    assert check_books(store, NOW) == ()
    assert store.count_subscribers().by_status[SubscriberStatus.ACTIVE] == 3


def test_whoever_looks_keeps_nobody_waiting_and_sees_one_instant(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'lessons.db'}"
    writer, reader = open_store(url), open_store(url)
    join(writer, ALICE)
    with reader.snapshot():
        assert reader.list_crowd_miscounts() == []
        writer.be_patient(0)
        join(writer, BOB)
        assert reader.list_subscribers([BOB]) == []
    assert len(reader.list_subscribers([ALICE, BOB])) == 2
    reader.close()
    writer.close()


def test_many_deliveries_are_looked_at_in_steps(
    store: SQLiteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(books, "_DELIVERIES_AT_ONCE", 1)
    for chat_id in (ALICE, BOB):
        settle(store, owe(store, lesson(chat_id)), DeliveryStatus.SENT)
    bend(store, "UPDATE deliveries SET sent_at = NULL")
    steps_taken = [one for step in look_through(store, NOW, NOW) for one in step if one.count]
    assert [one.count for one in steps_taken] == [1, 1]
    assert check_books(store, NOW) == (Finding(Flaw.TIMELESS, 2),)
