"""The next lesson now, lessons again, and where one is."""

from dataclasses import dataclass
from datetime import datetime

from bot.use_cases.enrolling import owe_lesson_today
from bot.use_cases.library import Library, find_lesson
from lessons.course import Course, Lesson
from lessons.delivery import Delivery, LessonContent
from lessons.enrollment import Enrollment
from lessons.subscriber import Subscriber, SubscriberStatus
from storage.store import Store


@dataclass(frozen=True, slots=True)
class Place:
    """A subscriber in its current course."""

    subscriber: Subscriber
    course: Course
    enrollment: Enrollment


@dataclass(frozen=True, slots=True)
class LessonOwed:
    """The next lesson is claimed, to be sent at once."""

    delivery: Delivery


@dataclass(frozen=True, slots=True)
class HadToday:
    """Today's lesson came already."""

    place: Place
    lesson: Lesson | None


@dataclass(frozen=True, slots=True)
class CourseFinished:
    """No lesson is left."""

    course: Course


def find_place(store: Store, library: Library, chat_id: int) -> Place | None:
    """Return where the chat is; ``None`` if it has not joined a course that is here."""
    subscriber = store.find_subscriber(chat_id)
    enrollment = store.find_current_enrollment(chat_id)
    if subscriber is None or subscriber.status is SubscriberStatus.JOINING or enrollment is None:
        return None
    course = library.get(enrollment.course_id)
    return Place(subscriber, course, enrollment) if course else None


def ask_lesson_now(
    store: Store, library: Library, chat_id: int, now: datetime, real_now: datetime
) -> LessonOwed | HadToday | CourseFinished | None:
    """Owe the next lesson now; it is today's one. ``None`` if the chat has not joined."""
    place = find_place(store, library, chat_id)
    if place is None:
        return None
    if place.course.find_next(place.enrollment.last_lesson_id) is None:
        return CourseFinished(place.course)
    delivery, _ = owe_lesson_today(
        store, library, place.subscriber, place.enrollment, now, real_now
    )
    if delivery is None:
        had = _list_had(store, chat_id, place.course)
        return HadToday(place, had[-1] if had else None)
    return LessonOwed(delivery)


def find_had_lessons(
    store: Store, library: Library, chat_id: int
) -> tuple[Course, list[Lesson]] | None:
    """Return the current course and its lessons that were delivered, in the order they came.

    ``None`` if the chat has not joined.
    """
    place = find_place(store, library, chat_id)
    return (place.course, _list_had(store, chat_id, place.course)) if place else None


def _list_had(store: Store, chat_id: int, course: Course) -> list[Lesson]:
    found = (
        course.find_lesson(delivery.content.lesson_id)
        for delivery in store.list_sent_lessons(chat_id, course.course_id)
        if isinstance(delivery.content, LessonContent)
    )
    return [lesson for lesson in found if lesson]


def find_had_lesson(
    store: Store, library: Library, chat_id: int, course_id: str, lesson_id: str
) -> tuple[Course, Lesson] | None:
    """Return that lesson if this chat was sent it and it is still there."""
    had = {
        delivery.content.lesson_id
        for delivery in store.list_sent_lessons(chat_id, course_id)
        if isinstance(delivery.content, LessonContent)
    }
    return find_lesson(library, course_id, lesson_id) if lesson_id in had else None
