"""The next lesson now, lessons again, and where one is."""

from dataclasses import dataclass
from datetime import datetime

from bot.use_cases.lesson_holds import are_lessons_held
from bot.use_cases.library import Library, find_lesson
from bot.use_cases.subscribers.enrolling import find_owed_lesson, owe_lesson_today
from bot.use_cases.subscribers.waiting import OnItsWay, claim_waiting, may_have_come
from lessons.course.course import Course, Lesson
from lessons.delivery.delivery import Delivery, LessonContent
from lessons.delivery.enrollment import Enrollment
from lessons.delivery.next_lesson import list_had, list_to_come
from lessons.delivery.skipping import NOT_SENT, find_skips
from lessons.delivery.subscriber import Subscriber, SubscriberStatus
from lessons.times.schedule import local_date
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
    """Today's lesson came already, of whichever course; ``None`` if it is gone from there."""

    place: Place
    lesson: Lesson | None


@dataclass(frozen=True, slots=True)
class LessonsHeld:
    """An admin holds the lessons of the course for now; the place is kept."""

    place: Place


@dataclass(frozen=True, slots=True)
class CourseFinished:
    """No lesson is left."""

    course: Course


@dataclass(frozen=True, slots=True)
class Had:
    """The lessons of the current course that were delivered, in the order they came.

    ``gone`` counts those that are no longer part of it, of which the last lesson may be one;
    ``left`` are still to come; ``skipped`` were passed over.
    """

    course: Course
    lessons: list[Lesson]
    skipped: list[Lesson]
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


def is_course_missing(store: Store, library: Library, chat_id: int) -> bool:
    """Whether the chat has joined, and its course is not here any more; the place is kept."""
    subscriber = store.find_subscriber(chat_id)
    enrollment = store.find_current_enrollment(chat_id)
    has_joined = subscriber is not None and subscriber.status is not SubscriberStatus.JOINING
    return has_joined and enrollment is not None and enrollment.course_id not in library


def ask_lesson_now(
    store: Store, library: Library, chat_id: int, now: datetime, real_now: datetime
) -> LessonOwed | OnItsWay | LessonsHeld | HadToday | CourseFinished | None:
    """Owe the next lesson now; it is today's one. ``None`` if the chat has not joined."""
    place = find_place(store, library, chat_id)
    if place is None:
        return None
    if find_owed_lesson(store, place.course, place.enrollment) is None:
        return CourseFinished(place.course)
    if are_lessons_held(store, place.course.course_id):
        return LessonsHeld(place)
    delivery, _ = owe_lesson_today(
        store, library, place.subscriber, place.enrollment, now, real_now
    )
    if delivery is None:
        return _find_todays(store, library, place, now, real_now)
    return LessonOwed(delivery)


def has_lesson_now(store: Store, library: Library, chat_id: int, now: datetime) -> bool:
    """Whether ``ask_lesson_now`` would bring one."""
    place = find_place(store, library, chat_id)
    if place is None or are_lessons_held(store, place.course.course_id):
        return False
    last = store.find_last_lesson(chat_id)
    today = local_date(place.subscriber.schedule.timezone, now)
    is_free = last is None or last.local_date < today
    return is_free and find_owed_lesson(store, place.course, place.enrollment) is not None


def _find_todays(
    store: Store, library: Library, place: Place, now: datetime, real_now: datetime
) -> LessonOwed | OnItsWay | HadToday:
    """Return the lesson of today's local date, claimed if it was put off and has not come."""
    today = local_date(place.subscriber.schedule.timezone, now)
    for course in (place.course, *library.values()):
        for delivery in store.list_lessons(place.subscriber.chat_id, course.course_id):
            content = delivery.content
            if (
                isinstance(content, LessonContent)
                and content.local_date == today
                and not delivery.is_extra
                and delivery.status not in NOT_SENT
            ):
                lesson = course.find_lesson(content.lesson_id)
                if lesson is None or may_have_come(delivery):
                    return HadToday(place, lesson)
                waiting = claim_waiting(store, delivery, real_now)
                return LessonOwed(waiting) if waiting else OnItsWay(lesson)
    return HadToday(place, None)


def find_had_lessons(store: Store, library: Library, chat_id: int) -> Had | None:
    """Return what was delivered of the current course; ``None`` if the chat has not joined."""
    place = find_place(store, library, chat_id)
    if place is None:
        return None
    course, skipped = place.course, _list_skipped(store, place.course, place.enrollment)
    ids = _list_had_ids(store, chat_id, course.course_id)
    lately = _list_had_ids(store, chat_id, course.course_id, is_earlier_too=False)
    lessons = [lesson for lesson in map(course.find_lesson, ids) if lesson]
    return Had(
        course=course,
        lessons=lessons,
        skipped=skipped,
        left=len(list(list_to_come(course, place.enrollment.last_lesson_id, lately))),
        gone=len(ids) - len(lessons),
        is_last_gone=bool(ids) and course.find_lesson(ids[-1]) is None,
    )


def _list_had_ids(
    store: Store, chat_id: int, course_id: str, *, is_earlier_too: bool = True
) -> list[str]:
    """Return what has come, the last one last, each once; with what came before its reader began
    again, if ``is_earlier_too``."""
    ids = (
        delivery.content.lesson_id
        for delivery in reversed(store.list_lessons(chat_id, course_id))
        if isinstance(delivery.content, LessonContent)
        and may_have_come(delivery)
        and (is_earlier_too or not delivery.rounds_ago)
    )
    return list(dict.fromkeys(ids))[::-1]


def _list_skipped(store: Store, course: Course, enrollment: Enrollment) -> list[Lesson]:
    deliveries = store.list_lessons(enrollment.chat_id, course.course_id)
    skips = find_skips(course, enrollment.last_lesson_id, deliveries)
    return [lesson for lesson in course.lessons if lesson.lesson_id in skips]


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a chat is, what it skipped, what is left, and whether lessons are on hold."""

    place: Place
    skipped: list[Lesson]
    left: list[Lesson]
    is_held: bool


def find_progress(store: Store, library: Library, chat_id: int) -> Standing | None:
    """Return where the chat is; ``None`` if it has not joined."""
    place = find_place(store, library, chat_id)
    if place is None:
        return None
    course, last_id = place.course, place.enrollment.last_lesson_id
    deliveries = store.list_lessons(chat_id, course.course_id)
    return Standing(
        place,
        _list_skipped(store, course, place.enrollment),
        list(list_to_come(course, last_id, list_had(deliveries))),
        are_lessons_held(store, course.course_id),
    )


def find_had_lesson(
    store: Store, library: Library, chat_id: int, course_id: str, lesson_id: str
) -> tuple[Course, Lesson] | None:
    """Return that lesson if this chat was sent it or skipped it, and it is still there."""
    found = find_lesson(library, course_id, lesson_id)
    enrollment = store.find_enrollment(chat_id, course_id)
    if found is None or enrollment is None:
        return None
    course, lesson = found
    is_had = lesson_id in _list_had_ids(store, chat_id, course_id)
    return found if is_had or lesson in _list_skipped(store, course, enrollment) else None


def get_timezone(store: Store, chat_id: int, default_timezone: str) -> str:
    """Return the zone in which an admin's times are meant."""
    subscriber = store.find_subscriber(chat_id)
    return subscriber.schedule.timezone if subscriber else default_timezone
