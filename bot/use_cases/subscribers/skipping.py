"""The next lesson is passed over, and the undoing of that."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.use_cases.lesson_holds import are_lessons_held
from bot.use_cases.library import Library, find_lesson
from bot.use_cases.subscribers.enrolling import find_owed_lesson, reschedule
from bot.use_cases.subscribers.reading import CourseFinished, LessonsHeld, Place, find_place
from lessons.course.course import Course, Lesson
from lessons.delivery.delivery import LessonContent, NewDelivery
from lessons.delivery.enrollment import EnrollmentStatus, finish
from lessons.delivery.next_lesson import list_had, list_to_come
from lessons.delivery.reasons import Reason
from lessons.delivery.skipping import can_be_undone, find_skips
from storage.interface.store import Store


@dataclass(frozen=True, slots=True)
class Skipped:
    """The place is past the lesson; ``following`` comes next, ``None`` if it was the last."""

    place: Place
    lesson: Lesson
    following: Lesson | None


@dataclass(frozen=True, slots=True)
class OnItsWay:
    """The lesson is being sent, so nothing changed."""

    lesson: Lesson


@dataclass(frozen=True, slots=True)
class NothingToSkip:
    """No lesson comes by itself: the break has no end, or lessons are stopped."""

    place: Place


@dataclass(frozen=True, slots=True)
class BroughtBack:
    """The lesson is the next one again; so is, after it, whatever was skipped later."""

    place: Place
    lesson: Lesson
    are_more_back: bool


@dataclass(frozen=True, slots=True)
class StillToCome:
    """The lesson is not skipped, or not any more: it comes, though not as the next one."""

    place: Place
    lesson: Lesson


@dataclass(frozen=True, slots=True)
class StaysSkipped:
    """Its reader has gone on since, or ``is_elsewhere``, in another course; it can be read."""

    course: Course
    lesson: Lesson
    is_elsewhere: bool = False


def skip_next(
    store: Store, library: Library, chat_id: int, now: datetime
) -> Skipped | OnItsWay | LessonsHeld | NothingToSkip | CourseFinished | None:
    """Move past the next lesson; the one after it takes its slot. ``None`` if the chat has not
    joined."""
    place = find_place(store, library, chat_id)
    if place is None:
        return None
    course, enrollment = place.course, place.enrollment
    lesson = find_owed_lesson(store, course, enrollment)
    if lesson is None:
        return CourseFinished(course)
    slot = enrollment.next_slot
    if slot is None:
        return NothingToSkip(place)
    content = LessonContent(course.course_id, lesson.lesson_id, slot.local_date)
    delivery_id = store.add_delivery(NewDelivery(chat_id, content, slot.due_at))
    if delivery_id is None:
        is_held = are_lessons_held(store, course.course_id)
        return LessonsHeld(place) if is_held else OnItsWay(lesson)
    store.claim_delivery(delivery_id, now)
    store.skip_deliveries([delivery_id], Reason.SKIPPED_BY_READER)
    enrollment = replace(enrollment, last_lesson_id=lesson.lesson_id)
    following = find_owed_lesson(store, course, enrollment)
    if following is None:
        enrollment = finish(enrollment, now)
    store.save_enrollment(enrollment)
    return Skipped(replace(place, enrollment=enrollment), lesson, following)


def bring_back(
    store: Store, library: Library, chat_id: int, course_id: str, lesson_id: str, now: datetime
) -> BroughtBack | StillToCome | StaysSkipped | None:
    """Make a skipped lesson the next one again, unless another one has come since or is on its
    way. ``None`` if the chat or the lesson is not here any more."""
    place = find_place(store, library, chat_id)
    found = find_lesson(library, course_id, lesson_id)
    if place is None or found is None:
        return None
    course, lesson = found
    if course.course_id != place.course.course_id:
        return StaysSkipped(course, lesson, is_elsewhere=True)
    deliveries = store.list_lessons(chat_id, course_id)
    last_id = place.enrollment.last_lesson_id
    to_come = list(list_to_come(course, last_id, list_had(deliveries)))
    if lesson in to_come[:1]:
        # A second tap; what the first one brought stays.
        return BroughtBack(place, lesson, are_more_back=False)
    if lesson in to_come:
        return StillToCome(place, lesson)
    skips = find_skips(course, last_id, deliveries)
    if lesson_id not in skips or not can_be_undone(skips[lesson_id], deliveries):
        return StaysSkipped(course, lesson)
    at = course.lessons.index(lesson)
    enrollment = replace(
        place.enrollment,
        status=EnrollmentStatus.ACTIVE,
        last_lesson_id=course.lessons[at - 1].lesson_id if at else None,
        finished_at=None,
    )
    store.save_enrollment(enrollment)
    enrollment = reschedule(store, place.subscriber, now) or enrollment
    are_more_back = list(skips)[-1] != lesson_id
    return BroughtBack(replace(place, enrollment=enrollment), lesson, are_more_back)
