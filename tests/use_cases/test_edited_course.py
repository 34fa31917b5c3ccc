"""A course that people are in is edited, and everybody gets each lesson at most once."""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.use_cases.announcements.audiences import look_up
from bot.use_cases.delivery import outbox, planning
from bot.use_cases.delivery.outbox import Settled
from bot.use_cases.library import LiveLibrary
from bot.use_cases.subscribers import reading
from bot.use_cases.subscribers.reading import CourseFinished, HadToday, LessonOwed
from lessons.course.course import Course, CourseStatus, Lesson
from lessons.course.edits import add_lesson, new_lesson_id, remove_lesson
from lessons.delivery.audience import Audience, AudienceKind
from lessons.delivery.delivery import Delivery, DeliveryStatus, LessonContent, Outcome
from lessons.delivery.enrollment import Enrollment, EnrollmentStatus
from lessons.delivery.subscriber import ChatKind, Subscriber, SubscriberStatus
from lessons.times.schedule import Schedule, Slot
from storage import open_store
from storage.interface.store import Store

ANN = 1_001
DAY = timedelta(days=1)
MONDAY = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
LEASE = timedelta(minutes=1)


def lesson(lesson_id: str) -> Lesson:
    return Lesson(lesson_id, lesson_id.title(), "", "Text.", "", (), None, None)


def course(*lesson_ids: str) -> Course:
    lessons = tuple(map(lesson, lesson_ids))
    return Course("backs", "Backs", "", "en", "", CourseStatus.PUBLISHED, "", lessons)


class Reader:
    """Ann in the course: days pass, the course changes, lessons come."""

    def __init__(self, store: Store, *lesson_ids: str) -> None:
        self.store = store
        self.library = LiveLibrary({"backs": course(*lesson_ids)})
        self.now = MONDAY
        self.got: list[str] = []
        schedule = Schedule("UTC", time(8, 0))
        status = SubscriberStatus.ACTIVE
        ann = Subscriber(ANN, ChatKind.PRIVATE, status, schedule, "en", MONDAY - DAY)
        slot = Slot(MONDAY.date(), MONDAY)
        place = Enrollment(
            ANN, "backs", EnrollmentStatus.ACTIVE, MONDAY - DAY, last_lesson_id=None, next_slot=slot
        )
        with store.transaction():
            store.save_subscriber(ann)
            store.save_enrollment(place)

    @property
    def course(self) -> Course:
        return self.library["backs"]

    @property
    def enrollment(self) -> Enrollment:
        found = self.store.find_enrollment(ANN, "backs")
        assert found is not None
        return found

    def plan(self) -> None:
        for _ in range(len(self.course.order) + 3):
            with self.store.transaction():
                if not planning.plan_lessons(self.store, self.library, self.now):
                    return
        pytest.fail("planning does not end")

    def settle(self, delivery: Delivery, status: DeliveryStatus = DeliveryStatus.SENT) -> None:
        assert isinstance(delivery.content, LessonContent)
        self.got.append(delivery.content.lesson_id)
        with self.store.transaction():
            self.store.mark_sending([delivery.delivery_id], self.now + LEASE)
            outcome = Outcome(delivery.delivery_id, status, self.now)
            outbox.settle(self.store, self.library, [Settled(delivery, outcome)], self.now)
            if status is DeliveryStatus.UNKNOWN:
                self.store.settle_unknown([delivery.delivery_id])

    def lives_a_day(self, status: DeliveryStatus = DeliveryStatus.SENT) -> list[str]:
        """Return what came today."""
        before = len(self.got)
        self.plan()
        with self.store.transaction():
            claimed = self.store.claim_deliveries(self.now, self.now, 9, self.now + LEASE)
        for delivery in claimed:
            self.settle(delivery, status)
        self.now += DAY
        return self.got[before:]

    def asks_for_one(self) -> None:
        with self.store.transaction():
            answer = reading.ask_lesson_now(self.store, self.library, ANN, self.now, self.now)
        if isinstance(answer, LessonOwed):
            self.settle(answer.delivery)
        else:
            assert isinstance(answer, HadToday | CourseFinished)


@contextmanager
def reading_course(*lesson_ids: str) -> Iterator[Reader]:
    store = open_store("sqlite://")
    yield Reader(store, *lesson_ids)
    store.close()


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
        found = look_up(ann.store, ann.library, frozenset(), audience, MONDAY)
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


EDITS = st.one_of(
    st.tuples(st.sampled_from(["day", "unanswered day", "ask"]), st.just(0)),
    st.tuples(st.sampled_from(["add", "remove", "shuffle", "unlist"]), st.integers(0, 999)),
)


def edit(of: Course, what: str, number: int) -> Course:
    """Return the course changed in the chat (add, remove) or in its files (the others)."""
    ids = [item.lesson_id for item in of.lessons]
    match what:
        case "add":
            after = [None, *ids][number % (len(ids) + 1)]
            return add_lesson(of, lesson(new_lesson_id(of, "new")), after)
        case "remove" if ids:
            return remove_lesson(of, ids[number % len(ids)])
        case "shuffle":
            order = random.Random(number).sample(of.order, len(of.order))
            there = [item for item in order if item in ids]
            return replace(of, order=tuple(order), lessons=tuple(map(lesson, there)))
        case "unlist" if ids:
            gone = ids[number % len(ids)]
            return replace(
                of,
                lessons=tuple(item for item in of.lessons if item.lesson_id != gone),
                order=tuple(item for item in of.order if item != gone),
            )
    return of


@settings(max_examples=60, deadline=None)
@given(st.lists(EDITS, max_size=25))
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
