"""Ann reads a course of her own, as the use cases see it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, time, timedelta

import pytest

from bot.use_cases.delivery import outbox, planning
from bot.use_cases.delivery.outages import Settled
from bot.use_cases.library import LiveLibrary
from bot.use_cases.subscribers import reading
from bot.use_cases.subscribers.reading import CourseFinished, HadToday, LessonOwed
from lessons.course.course import Course, CourseStatus, Lesson
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
    return Course("backs", "Backs", "", "en", "", CourseStatus.PUBLISHED, lessons)


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
