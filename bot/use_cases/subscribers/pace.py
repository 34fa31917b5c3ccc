"""At one's own pace: what comes, more of it, less of it, later, or from the beginning."""

from dataclasses import dataclass, replace
from datetime import datetime, time

from bot.use_cases.lesson_holds import are_lessons_held
from bot.use_cases.library import Library, find_lesson
from bot.use_cases.subscribers.enrolling import PERSON_LEASE, find_owed_lesson, reschedule
from bot.use_cases.subscribers.reading import (
    CourseFinished,
    LessonOwed,
    LessonsHeld,
    Place,
    find_place,
)
from bot.use_cases.subscribers.waiting import OnItsWay, claim_waiting, may_have_come
from lessons.course.course import Course, Lesson
from lessons.delivery import pace
from lessons.delivery.delivery import Delivery, LessonContent, NewDelivery
from lessons.delivery.enrollment import EnrollmentStatus, finish
from lessons.delivery.next_lesson import list_had, list_to_come
from lessons.delivery.pace import Expected, list_expected, move_to, move_to_evening
from lessons.delivery.reasons import Reason
from lessons.delivery.skipping import NOT_SENT
from lessons.times.schedule import Slot, local_date
from storage.interface.store import Store


@dataclass(frozen=True, slots=True)
class Coming:
    """What is to come, in order, each with its slot where one is known; ``evening`` is where the
    next one may be moved to."""

    place: Place
    expected: list[Expected]
    evening: Slot | None


@dataclass(frozen=True, slots=True)
class ExtraOwed:
    """A lesson beside that of its day is claimed, to be sent at once; ``following`` comes by itself
    next, ``None`` if nothing does."""

    place: Place
    delivery: Delivery
    following: Lesson | None


@dataclass(frozen=True, slots=True)
class ComeAlready:
    """The lesson has come, or may have."""

    course: Course
    lesson: Lesson


@dataclass(frozen=True, slots=True)
class Moved:
    """The next lesson comes at its slot of today, which is another one now."""

    place: Place
    slot: Slot


@dataclass(frozen=True, slots=True)
class BegunAgain:
    """The first lesson is to come again; ``last_lesson_id`` is where the reader stood."""

    place: Place
    last_lesson_id: str | None


def find_coming(store: Store, library: Library, chat_id: int, now: datetime) -> Coming | None:
    """Return what is to come and when; ``None`` if the chat has not joined."""
    place = find_place(store, library, chat_id)
    if place is None:
        return None
    subscriber, slot = place.subscriber, place.enrollment.next_slot
    schedule = subscriber.schedule
    evening = move_to_evening(slot, schedule.timezone, now) if slot else None
    left = _list_left(store, place)
    return Coming(place, list_expected(left, schedule, slot, subscriber.break_ahead), evening)


def _list_left(store: Store, place: Place) -> list[Lesson]:
    had = list_had(store.list_lessons(place.enrollment.chat_id, place.course.course_id))
    return list(list_to_come(place.course, place.enrollment.last_lesson_id, had))


def ask_another(
    store: Store, library: Library, chat_id: int, now: datetime, real_now: datetime
) -> ExtraOwed | LessonOwed | OnItsWay | ComeAlready | LessonsHeld | CourseFinished | None:
    """Owe the next lesson beside today's; ``None`` if the chat has not joined."""
    place = find_place(store, library, chat_id)
    if place is None:
        return None
    lesson = find_owed_lesson(store, place.course, place.enrollment)
    if lesson is None:
        return CourseFinished(place.course)
    return _owe_extra(store, place, lesson, now, real_now)


def jump(
    store: Store,
    library: Library,
    chat_id: int,
    course_id: str,
    lesson_id: str,
    now: datetime,
    real_now: datetime,
) -> ExtraOwed | LessonOwed | OnItsWay | ComeAlready | LessonsHeld | None:
    """Owe that lesson now, out of its turn; the place stays. ``None`` if the chat is not in that
    course, or the lesson is not there."""
    place = find_place(store, library, chat_id)
    found = find_lesson(library, course_id, lesson_id)
    if place is None or found is None or place.course is not found[0]:
        return None
    return _owe_extra(store, place, found[1], now, real_now)


def _owe_extra(
    store: Store, place: Place, lesson: Lesson, now: datetime, real_now: datetime
) -> ExtraOwed | LessonOwed | OnItsWay | ComeAlready | LessonsHeld:
    course, subscriber = place.course, place.subscriber
    if are_lessons_held(store, course.course_id):
        return LessonsHeld(place)
    today = local_date(subscriber.schedule.timezone, now)
    content = LessonContent(course.course_id, lesson.lesson_id, today)
    new = NewDelivery(subscriber.chat_id, content, now, is_extra=True)
    delivery_id = store.add_delivery(new)
    delivery = store.claim_delivery(delivery_id, real_now + PERSON_LEASE) if delivery_id else None
    if delivery is None:
        return _find_owed_already(store, place, lesson, real_now)
    left = [item for item in _list_left(store, place) if item is not lesson]
    return ExtraOwed(place, delivery, left[0] if left else None)


def _find_owed_already(
    store: Store, place: Place, lesson: Lesson, real_now: datetime
) -> LessonOwed | OnItsWay | ComeAlready:
    """Return what became of a lesson that is owed already, claimed if it was put off."""
    for delivery in store.list_lessons(place.subscriber.chat_id, place.course.course_id):
        content = delivery.content
        is_it = isinstance(content, LessonContent) and content.lesson_id == lesson.lesson_id
        if not is_it or delivery.rounds_ago or delivery.status in NOT_SENT:
            continue
        if may_have_come(delivery):
            break
        waiting = claim_waiting(store, delivery, real_now)
        return LessonOwed(waiting) if waiting else OnItsWay(lesson)
    return ComeAlready(place.course, lesson)


def wait_for_evening(store: Store, library: Library, chat_id: int, now: datetime) -> Moved | None:
    """Move the next lesson to the evening of its date, once; ``None`` where that cannot be."""
    coming = find_coming(store, library, chat_id, now)
    if coming is None or coming.evening is None:
        return None
    enrollment = replace(coming.place.enrollment, next_slot=coming.evening)
    store.save_enrollment(enrollment)
    return Moved(replace(coming.place, enrollment=enrollment), coming.evening)


def come_once_at(
    store: Store, library: Library, chat_id: int, at: time, now: datetime
) -> Moved | None:
    """Move the next lesson to that time of its date, once; ``None`` where that cannot be."""
    place = find_place(store, library, chat_id)
    slot = place.enrollment.next_slot if place else None
    if place is None or slot is None:
        return None
    moved = move_to(slot, place.subscriber.schedule.timezone, at, now)
    if moved is None:
        return None
    enrollment = replace(place.enrollment, next_slot=moved)
    store.save_enrollment(enrollment)
    return Moved(replace(place, enrollment=enrollment), moved)


def begin_again(store: Store, library: Library, chat_id: int, now: datetime) -> BegunAgain | None:
    """Begin the course again from its first lesson, at the next slot; a break or a stop ends.

    ``None`` if the chat has not joined, or nothing has come yet: a second tap must not take the
    way back.
    """
    place = find_place(store, library, chat_id)
    if place is None or not _has_come(store, place):
        return None
    store.skip_unsent(chat_id, Reason.NOT_WANTED)
    store.begin_round(chat_id, place.course.course_id)
    going = place.subscriber.going_on()
    store.save_subscriber(going)
    store.save_enrollment(pace.begin_again(place.enrollment))
    enrollment = reschedule(store, going, now) or place.enrollment
    return BegunAgain(Place(going, place.course, enrollment), place.enrollment.last_lesson_id)


def _has_come(store: Store, place: Place) -> bool:
    """Whether any lesson of this round has come, or is on its way."""
    deliveries = store.list_lessons(place.enrollment.chat_id, place.course.course_id)
    return any(not one.rounds_ago and one.status not in NOT_SENT for one in deliveries)


def undo_begin_again(
    store: Store,
    library: Library,
    chat_id: int,
    course_id: str,
    last_lesson_id: str | None,
    now: datetime,
) -> Place | None:
    """Return to the place of before; ``None`` if a lesson has come since, or the chat is not in
    that course."""
    place = find_place(store, library, chat_id)
    if place is None or place.course.course_id != course_id:
        return None
    deliveries = store.list_lessons(chat_id, course_id)
    has_begun_again = any(one.rounds_ago for one in deliveries)
    if (
        _has_come(store, place)
        or not has_begun_again
        or last_lesson_id not in (None, *place.course.order)
    ):
        return None
    store.end_round(chat_id, course_id)
    enrollment = replace(place.enrollment, last_lesson_id=last_lesson_id)
    if find_owed_lesson(store, place.course, enrollment) is None:
        enrollment = finish(enrollment, now)
    store.save_enrollment(enrollment)
    if enrollment.status is EnrollmentStatus.FINISHED:
        # Its reader was thanked before.
        store.note_farewell(chat_id, course_id)
    enrollment = reschedule(store, place.subscriber, now) or enrollment
    return replace(place, enrollment=enrollment)
