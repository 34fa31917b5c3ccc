"""Extra lessons, rounds through a course, and whom to thank, as the store keeps them."""

from dataclasses import replace
from datetime import date

from bot.use_cases.library import LiveLibrary
from bot.use_cases.subscribers import farewells
from lessons.delivery.delivery import DeliveryStatus, LessonContent, NewDelivery, Outcome
from lessons.delivery.enrollment import EnrollmentStatus, finish
from lessons.delivery.next_lesson import list_had
from lessons.delivery.subscriber import SubscriberStatus
from storage.interface.store import Store
from tests.support.reader import ANN, DAY, LEASE, MONDAY, Reader, reading_course
from tests.support.stored import last_lesson_date


def send(store: Store, lesson_id: str, day: int, *, is_extra: bool = False) -> int | None:
    """Let the lesson come on that day, 0 for Monday; ``None`` if it cannot."""
    at = MONDAY + day * DAY
    content = LessonContent("backs", lesson_id, at.date())
    with store.transaction():
        delivery_id = store.add_delivery(NewDelivery(ANN, content, at, is_extra))
        if delivery_id is None:
            return None
        store.claim_delivery(delivery_id, at + LEASE)
        store.mark_sending([delivery_id], at + LEASE)
        store.record_outcomes([Outcome(delivery_id, DeliveryStatus.SENT, at)])
    return delivery_id


def test_an_extra_lesson_uses_up_no_date_and_leaves_the_place() -> None:
    with reading_course("a", "b", "c", "d") as ann:
        send(ann.store, "a", 0)
        assert send(ann.store, "c", 1, is_extra=True)
        assert ann.enrollment.last_lesson_id == "a"
        assert last_lesson_date(ann.store, ANN) == MONDAY.date()
        assert send(ann.store, "b", 1), "its date is free"
        assert send(ann.store, "d", 1) is None, "now it is not"
        assert send(ann.store, "d", 1, is_extra=True)
        assert ann.enrollment.last_lesson_id == "b"


def test_what_came_before_a_new_round_may_come_again_and_is_had_once_that_is_undone() -> None:
    with reading_course("a", "b") as ann:
        store = ann.store
        send(store, "a", 0)
        assert send(store, "a", 1) is None
        with store.transaction():
            store.begin_round(ANN, "backs")
        assert list_had(store.list_lessons(ANN, "backs")) == frozenset()
        with store.transaction():
            store.end_round(ANN, "backs")
        assert list_had(store.list_lessons(ANN, "backs")) == {"a"}
        with store.transaction():
            store.begin_round(ANN, "backs")
        assert send(store, "a", 1)
        assert [one.rounds_ago for one in store.list_lessons(ANN, "backs")] == [1, 0]


def test_all_dates_go_back_by_a_day_together_and_the_last_one_is_free_again() -> None:
    with reading_course("a", "b", "c") as ann:
        for days, lesson_id in enumerate(("a", "b")):
            assert send(ann.store, lesson_id, days)
        with ann.store.transaction():
            ann.store.set_lesson_dates_back(ANN)
        assert last_lesson_date(ann.store, ANN) == MONDAY.date()
        assert send(ann.store, "c", 1)


def test_a_lessons_date_moves_unless_the_new_one_is_taken() -> None:
    with reading_course("a", "b") as ann:
        first = send(ann.store, "a", 0)
        assert first
        with ann.store.transaction():
            ann.store.move_lesson_date(first, date(2026, 11, 22))
        assert last_lesson_date(ann.store, ANN) == date(2026, 11, 22)
        send(ann.store, "b", 0)
        with ann.store.transaction():
            ann.store.move_lesson_date(first, MONDAY.date())
        [a, _] = ann.store.list_lessons(ANN, "backs")
        assert isinstance(a.content, LessonContent)
        assert a.content.local_date == date(2026, 11, 22)


def owed(ann: Reader) -> list[int]:
    library = LiveLibrary({"backs": ann.course})
    with ann.store.transaction():
        return [one.chat_id for one in farewells.list_owed(ann.store, library, 9, None, ann.now)]


def test_whoever_finishes_is_owed_thanks_until_they_are_said() -> None:
    with reading_course("a") as ann:
        assert owed(ann) == []
        ann.lives_a_day()
        assert ann.enrollment.status is EnrollmentStatus.FINISHED
        assert owed(ann) == [ANN]
        with ann.store.transaction():
            ann.store.save_enrollment(finish(ann.enrollment, ann.now))
        assert owed(ann) == [ANN], "once"
        with ann.store.transaction():
            ann.store.note_farewell(ANN, "backs")
            ann.store.save_enrollment(finish(ann.enrollment, ann.now))
        assert owed(ann) == []


def test_nobody_who_has_stopped_is_thanked() -> None:
    with reading_course("a") as ann:
        ann.lives_a_day()
        with ann.store.transaction():
            subscriber = ann.store.find_subscriber(ANN)
            assert subscriber
            ann.store.save_subscriber(replace(subscriber, status=SubscriberStatus.STOPPED))
        assert owed(ann) == []
        assert ann.store.list_farewells(9) == [], "nor later"
