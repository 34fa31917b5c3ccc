"""A course that people are in is edited, and everybody gets each lesson at most once."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.use_cases.announcements.audiences import AnnouncementPolicy, look_up_people
from lessons.course.edits import add_lesson, remove_lesson
from lessons.delivery.audience import Audience, AudienceKind
from lessons.delivery.delivery import DeliveryStatus, LessonContent
from lessons.delivery.enrollment import EnrollmentStatus
from lessons.times.schedule import Slot
from tests.support.edited_courses import EDITS, edit
from tests.support.reader import ANN, DAY, LEASE, MONDAY, Reader, course, lesson, reading_course


@pytest.fixture
def ann() -> Iterator[Reader]:
    with reading_course("a", "b", "c", "d") as reader:
        yield reader


def test_a_lesson_that_came_before_the_order_changed_does_not_keep_anybody(ann: Reader) -> None:
    assert [ann.lives_a_day(), ann.lives_a_day()] == [["a"], ["b"]]
    # The next one would be a.
    ann.library.swap(course("c", "b", "a", "d"))

    assert ann.lives_a_day() == ["d"]
    assert ann.enrollment.status is EnrollmentStatus.FINISHED


def test_the_next_lesson_comes_the_same_day_however_many_were_had(ann: Reader) -> None:
    for _ in range(3):
        ann.lives_a_day()
    ann.library.swap(course("c", "b", "a", "d"))
    assert ann.lives_a_day() == ["d"]


def test_a_lesson_that_may_have_come_is_passed_over_as_well(ann: Reader) -> None:
    ann.lives_a_day(DeliveryStatus.UNKNOWN)
    ann.lives_a_day()
    ann.library.swap(course("b", "a", "c"))
    assert ann.lives_a_day() == ["c"]


def test_at_the_end_of_what_is_left_the_course_is_finished(ann: Reader) -> None:
    for _ in range(3):
        ann.lives_a_day()
    ann.library.swap(course("c", "b", "a"))
    assert ann.lives_a_day() == []
    assert ann.enrollment.status is EnrollmentStatus.FINISHED


def test_somebody_whose_place_is_gone_from_the_file_goes_on_with_what_is_new(ann: Reader) -> None:
    ann.lives_a_day()
    ann.lives_a_day()
    ann.library.swap(course("a", "c", "d"))
    assert [ann.lives_a_day(), ann.lives_a_day(), ann.lives_a_day()] == [["c"], ["d"], []]


def test_after_a_removed_lesson_comes_the_one_that_followed_it(ann: Reader) -> None:
    ann.lives_a_day()
    ann.lives_a_day()
    for removed in ("b", "c"):
        ann.library.swap(remove_lesson(ann.course, removed))
    assert ann.lives_a_day() == ["d"]


def test_a_new_lesson_reaches_those_who_have_not_passed_it(ann: Reader) -> None:
    ann.lives_a_day()
    ann.lives_a_day()
    ann.library.swap(add_lesson(ann.course, lesson("early"), after="a"))
    ann.library.swap(add_lesson(ann.course, lesson("late"), after="c"))
    assert [ann.lives_a_day() for _ in range(4)] == [["c"], ["late"], ["d"], []]


def test_a_lesson_asked_for_passes_over_what_was_had(ann: Reader) -> None:
    ann.lives_a_day()
    ann.lives_a_day()
    ann.library.swap(course("c", "b", "a", "d"))
    ann.asks_for_one()
    assert ann.got == ["a", "b", "d"]


def test_a_day_that_is_used_up_moves_on_to_the_next_slot_only(ann: Reader) -> None:
    ann.asks_for_one()
    waiting = replace(ann.enrollment, next_slot=Slot(MONDAY.date(), MONDAY))
    with ann.store.transaction():
        ann.store.save_enrollment(waiting)
    assert [ann.lives_a_day(), ann.lives_a_day()] == [[], ["b"]]


def test_a_lesson_that_is_still_to_be_sent_keeps_its_reader_in_place(ann: Reader) -> None:
    ann.plan()
    ann.now += DAY
    # Yesterday's is still in the outbox, so that it is not planned for today.
    ann.plan()
    assert ann.enrollment.last_lesson_id is None
    assert ann.lives_a_day() == ["a"]
    assert ann.lives_a_day() == ["b"]


def test_an_audience_from_a_lesson_on_includes_who_stands_at_a_removed_one(ann: Reader) -> None:
    ann.library.swap(remove_lesson(remove_lesson(ann.course, "b"), "c"))
    for first, those in (("b", {"b", "c", "d"}), ("d", {"d"}), ("x", set())):
        audience = Audience(AudienceKind.FROM_LESSON, f"backs/{first}")
        found = look_up_people(ann.store, ann.library, AnnouncementPolicy(), audience, MONDAY)
        assert found.last_lesson_ids == those


def test_others_of_the_same_cohort_are_planned_as_ever(ann: Reader) -> None:
    ann.lives_a_day()
    ann.lives_a_day()
    ben = replace(ann.enrollment, chat_id=1_002)
    with ann.store.transaction():
        subscriber = ann.store.find_subscriber(ANN)
        assert subscriber is not None
        ann.store.save_subscriber(replace(subscriber, chat_id=1_002))
        ann.store.save_enrollment(ben)
    ann.library.swap(course("c", "b", "a", "d"))

    ann.plan()

    with ann.store.transaction():
        claimed = ann.store.claim_deliveries(ann.now, ann.now, 9, ann.now + LEASE)
    owed = {
        delivery.chat_id: delivery.content.lesson_id
        for delivery in claimed
        if isinstance(delivery.content, LessonContent)
    }
    assert owed == {ANN: "d", 1_002: "a"}


EVENTS = st.one_of(st.tuples(st.sampled_from(["day", "unanswered day", "ask"]), st.just(0)), EDITS)


@settings(max_examples=60, deadline=None)
@given(st.lists(EVENTS, max_size=25))
def test_whatever_is_edited_no_lesson_comes_twice_none_is_skipped_and_it_ends(
    events: list[tuple[str, int]],
) -> None:
    with reading_course("a", "b", "c") as ann:
        for what, number in events:
            match what:
                case "day":
                    ann.lives_a_day()
                case "unanswered day":
                    ann.lives_a_day(DeliveryStatus.UNKNOWN)
                case "ask":
                    ann.asks_for_one()
                case _:
                    ann.library.swap(edit(ann.course, what, number))
        owed = []
        if ann.enrollment.status is EnrollmentStatus.ACTIVE:
            passed = ann.course.find_position(ann.enrollment.last_lesson_id) or 0
            owed = [item.lesson_id for item in ann.course.lessons[passed:]]
            owed = [lesson_id for lesson_id in owed if lesson_id not in ann.got]
        before = len(ann.got)
        # One day more may be used up already, and one more finds nothing and ends it.
        for _ in range(len(owed) + 2):
            ann.lives_a_day()

        assert len(ann.got) == len(set(ann.got))
        assert ann.got[before:] == owed
        assert ann.enrollment.status is EnrollmentStatus.FINISHED
