"""The next lesson now, lessons again, and where one is."""

from dataclasses import dataclass
from datetime import datetime

from bot.use_cases.library import Library, find_lesson
from bot.use_cases.subscribers.enrolling import find_owed_lesson, owe_lesson_today
from lessons.course.course import Course, Lesson
from lessons.delivery.delivery import Delivery, LessonContent
from lessons.delivery.enrollment import Enrollment
from lessons.delivery.subscriber import Subscriber, SubscriberStatus
from storage.interface.store import Store


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


@dataclass(frozen=True, slots=True)
class Had:
    """The lessons of the current course that were delivered, in the order they came.

    ``gone`` counts those that are no longer part of it, of which the last lesson may be one;
    ``left`` are still to come.
    """

    course: Course
    lessons: list[Lesson]
    left: int
    gone: int
    is_last_gone: bool


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
    if find_owed_lesson(store, place.course, place.enrollment) is None:
        return CourseFinished(place.course)
    delivery, _ = owe_lesson_today(
        store, library, place.subscriber, place.enrollment, now, real_now
    )
    if delivery is None:
        had = _list_had_ids(store, chat_id, place.course.course_id)
        return HadToday(place, place.course.find_lesson(had[-1]) if had else None)
    return LessonOwed(delivery)


def find_had_lessons(store: Store, library: Library, chat_id: int) -> Had | None:
    """Return what was delivered of the current course; ``None`` if the chat has not joined."""
    place = find_place(store, library, chat_id)
    if place is None:
        return None
    course, ids = place.course, _list_had_ids(store, chat_id, place.course.course_id)
    lessons = [lesson for lesson in map(course.find_lesson, ids) if lesson]
    passed = course.find_position(place.enrollment.last_lesson_id) or 0
    return Had(
        course=course,
        lessons=lessons,
        left=sum(lesson.lesson_id not in ids for lesson in course.lessons[passed:]),
        gone=len(ids) - len(lessons),
        is_last_gone=bool(ids) and course.find_lesson(ids[-1]) is None,
    )


def _list_had_ids(store: Store, chat_id: int, course_id: str) -> list[str]:
    return [
        delivery.content.lesson_id
        for delivery in store.list_sent_lessons(chat_id, course_id)
        if isinstance(delivery.content, LessonContent)
    ]


def find_had_lesson(
    store: Store, library: Library, chat_id: int, course_id: str, lesson_id: str
) -> tuple[Course, Lesson] | None:
    """Return that lesson if this chat was sent it and it is still there."""
    had = _list_had_ids(store, chat_id, course_id)
    return find_lesson(library, course_id, lesson_id) if lesson_id in had else None


def get_timezone(store: Store, chat_id: int, default_timezone: str) -> str:
    """Return the zone in which an admin's times are meant."""
    subscriber = store.find_subscriber(chat_id)
    return subscriber.schedule.timezone if subscriber else default_timezone
