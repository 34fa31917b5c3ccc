"""Moves that several use cases share: into a course, and on to the next slot."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.use_cases.lesson_holds import are_lessons_held
from bot.use_cases.library import Library, standing_of
from bot.use_cases.review_dates import is_closed
from lessons.course.course import Course, Lesson
from lessons.delivery.delivery import Delivery, LessonContent, NewDelivery
from lessons.delivery.enrollment import Enrollment, EnrollmentStatus
from lessons.delivery.next_lesson import find_next_lesson, list_had
from lessons.delivery.subscriber import Subscriber
from lessons.times.schedule import local_date
from storage.interface.store import Store

PERSON_LEASE = timedelta(seconds=60)
"""How long a handler may take to send what a person waits for; then the tick sends it."""


def reschedule(store: Store, subscriber: Subscriber, now: datetime) -> Enrollment | None:
    """Fit the current enrollment's next slot to the subscriber as it is, and return it."""
    enrollment = store.find_current_enrollment(subscriber.chat_id)
    if enrollment is None or enrollment.status is not EnrollmentStatus.ACTIVE:
        return enrollment
    last = store.find_last_lesson(subscriber.chat_id)
    slot = subscriber.find_next_slot(last, now, enrollment.next_slot)
    enrollment = replace(enrollment, next_slot=slot)
    store.save_enrollment(enrollment)
    return enrollment


def enroll(store: Store, subscriber: Subscriber, course: Course, now: datetime) -> Enrollment:
    """Make the course the subscriber's current one, at the place it had there before."""
    current = store.find_current_enrollment(subscriber.chat_id)
    if current and current.course_id == course.course_id:
        return current
    if current and current.status is EnrollmentStatus.ACTIVE:
        store.save_enrollment(replace(current, status=EnrollmentStatus.LEFT, next_slot=None))
    enrollment = store.find_enrollment(subscriber.chat_id, course.course_id) or Enrollment(
        chat_id=subscriber.chat_id,
        course_id=course.course_id,
        status=EnrollmentStatus.ACTIVE,
        enrolled_at=now,
    )
    if find_owed_lesson(store, course, enrollment):
        last = store.find_last_lesson(subscriber.chat_id)
        slot = subscriber.find_next_slot(last, now, current.next_slot if current else None)
        enrollment = replace(enrollment, status=EnrollmentStatus.ACTIVE, next_slot=slot)
    else:
        enrollment = replace(enrollment, status=EnrollmentStatus.FINISHED, finished_at=now)
    store.save_enrollment(enrollment)
    return enrollment


def find_owed_lesson(store: Store, course: Course, enrollment: Enrollment) -> Lesson | None:
    """Return the lesson that comes next, or ``None`` at the end."""
    had = list_had(store.list_lessons(enrollment.chat_id, course.course_id))
    return find_next_lesson(course, enrollment.last_lesson_id, had)


def owe_lesson_today(
    store: Store,
    library: Library,
    subscriber: Subscriber,
    enrollment: Enrollment,
    now: datetime,
    real_now: datetime,
) -> tuple[Delivery | None, Enrollment]:
    """Owe the next lesson for today's local date, claimed for whoever sends it at once.

    There is no delivery if today's lesson was had already, no lesson is left, or lessons are on
    hold. The next slot moves on past today, unless they are.
    """
    course = library.get(enrollment.course_id)
    lesson = find_owed_lesson(store, course, enrollment) if course else None
    if course is None or lesson is None or are_lessons_held(store, course.course_id):
        return None, enrollment
    today = local_date(subscriber.schedule.timezone, now)
    content = LessonContent(course.course_id, lesson.lesson_id, today)
    delivery_id = store.add_delivery(NewDelivery(subscriber.chat_id, content, now))
    if delivery_id is None:
        return None, enrollment
    delivery = store.claim_delivery(delivery_id, real_now + PERSON_LEASE)
    return delivery, reschedule(store, subscriber, now) or enrollment


def return_to_former(
    store: Store, library: Library, chat_id: int, course_id: str, now: datetime
) -> Enrollment | None:
    """Take the chat out of a course that began by itself, at the place it has there, and back into
    the one it was in, if there was one; ``None`` if it is not on its way through that course."""
    current, subscriber = store.find_current_enrollment(chat_id), store.find_subscriber(chat_id)
    if current is None or subscriber is None or current.course_id != course_id:
        return None
    left = replace(current, status=EnrollmentStatus.LEFT, next_slot=None)
    store.save_enrollment(left)
    former = library.get(store.find_former_course(chat_id, course_id) or "")
    return enroll(store, subscriber, former, now) if former else left


def find_following(
    store: Store, library: Library, chat_id: int, grace: timedelta | None, now: datetime
) -> Course | None:
    """Return the course that begins after the present one, unless it was withdrawn since, or takes
    nobody new because its review is overdue past the ``grace``."""
    course = library.get(store.find_course_to_come(chat_id) or "")
    if course is None or not standing_of(library, course.course_id).is_on_offer:
        return None
    is_new = store.find_enrollment(chat_id, course.course_id) is None
    return None if is_new and is_closed(course, grace, now.date()) else course


def begin_next(
    store: Store, library: Library, chat_id: int, grace: timedelta | None, now: datetime
) -> Enrollment | None:
    """Let the course begin that was to come after the one that is finished; ``None`` without one.

    Nothing begins for whoever is on the way through a course.
    """
    course = find_following(store, library, chat_id, grace, now)
    subscriber = store.find_subscriber(chat_id)
    current = store.find_current_enrollment(chat_id)
    is_on_its_way = current is not None and current.status is EnrollmentStatus.ACTIVE
    if subscriber is None or course is None or is_on_its_way:
        return None
    store.drop_course_to_come(chat_id)
    return enroll(store, subscriber, course, now)
