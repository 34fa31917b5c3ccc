"""What people answer to a course that is offered to them, or that began for them by itself."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.use_cases.library import Library
from bot.use_cases.subscribers.course_links import may_take
from bot.use_cases.subscribers.enrolling import enroll, reschedule, return_to_former
from lessons.course.course import Course
from lessons.delivery.course_offer import Answer
from lessons.delivery.enrollment import Enrollment, EnrollmentStatus
from lessons.delivery.subscriber import Subscriber, SubscriberStatus
from storage.interface.store import Store


@dataclass(frozen=True, slots=True)
class Taken:
    """The chat is in the course, from now on or already."""

    subscriber: Subscriber
    course: Course
    enrollment: Enrollment


@dataclass(frozen=True, slots=True)
class Left:
    """The course does not begin; ``former`` goes on, if there was another one. ``enrollment`` is
    the place in that one."""

    subscriber: Subscriber
    course: Course
    former: Course | None
    enrollment: Enrollment | None


def take(store: Store, library: Library, chat_id: int, number: int, now: datetime) -> Taken | None:
    """Put the chat into the course that it was offered; a stop is over. ``None`` if the offer, the
    course or the subscriber is gone."""
    found = _find(store, library, chat_id, number)
    if found is None:
        return None
    subscriber, course = found
    if not may_take(store, library, chat_id, course.course_id):
        return None
    place = store.find_enrollment(chat_id, course.course_id)
    if subscriber.status is not SubscriberStatus.JOINING:
        subscriber = replace(subscriber, status=SubscriberStatus.ACTIVE)
        store.save_subscriber(subscriber)
    if place is None or place.status is EnrollmentStatus.LEFT:
        store.count_answer(number, Answer.BEGUN)
    enrollment = enroll(store, subscriber, course, now)
    return Taken(subscriber, course, reschedule(store, subscriber, now) or enrollment)


def leave(
    store: Store, library: Library, chat_id: int, number: int, answer: Answer, now: datetime
) -> Left | None:
    """Take the chat out of a course that began by itself, or is to: nobody is put into it again who
    declined it. What it was in before goes on. ``None`` if it is not in that course."""
    found = _find(store, library, chat_id, number)
    if found is None:
        return None
    subscriber, course = found
    course_id = course.course_id
    if store.find_course_to_come(chat_id) == course_id:
        store.drop_course_to_come(chat_id)
        if store.find_enrollment(chat_id, course_id) is None:
            store.save_enrollment(Enrollment(chat_id, course_id, EnrollmentStatus.LEFT, now))
    else:
        current = store.find_current_enrollment(chat_id)
        is_in_it = current is not None and current.course_id == course_id
        if not is_in_it or current is None or current.status is not EnrollmentStatus.ACTIVE:
            return None
        return_to_former(store, library, chat_id, course_id, now)
    store.note_start(chat_id, course_id, number if answer is Answer.DECLINED else None)
    store.count_answer(number, answer)
    place = store.find_current_enrollment(chat_id)
    former = library.get(place.course_id) if place else None
    return Left(subscriber, course, former, place)


def _find(
    store: Store, library: Library, chat_id: int, number: int
) -> tuple[Subscriber, Course] | None:
    item, subscriber = store.find_announcement(number), store.find_subscriber(chat_id)
    if item is None or item.offer is None or not item.is_confirmed or subscriber is None:
        return None
    course = library.get(item.offer.course_id)
    return (subscriber, course) if course else None
