"""Thanks at the end of a course: who is still to be thanked, and what was learnt."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.use_cases.library import Library
from bot.use_cases.subscribers.enrolling import begin_next, find_following
from lessons.course.course import Course
from lessons.delivery.enrollment import Enrollment
from lessons.delivery.subscriber import SubscriberStatus
from storage.interface.store import Store


@dataclass(frozen=True, slots=True)
class Farewell:
    """The chat that has finished that course and has not been told so; ``following`` begins now,
    if another one was to come."""

    chat_id: int
    course: Course
    following: Course | None = None


def is_any_owed(store: Store) -> bool:
    """Whether anybody is to be thanked."""
    return bool(store.list_farewells(1))


def list_owed(
    store: Store, library: Library, limit: int, grace: timedelta | None, now: datetime
) -> list[Farewell]:
    """Return some of those who are to be thanked now; whoever left meanwhile is not, and nobody
    while nothing leaves in bulk: before a restored store is let go, or in an outage."""
    if store.find_restore() or store.find_outage().is_on:
        return []
    owed = []
    for enrollment in store.list_farewells(limit):
        course = library.get(enrollment.course_id)
        if course is not None and _is_there(store, enrollment):
            following = find_following(store, library, enrollment.chat_id, grace, now)
            owed.append(Farewell(enrollment.chat_id, course, following))
        else:
            begin_next(store, library, enrollment.chat_id, grace, now)
            store.note_farewell(enrollment.chat_id, enrollment.course_id)
    return owed


def note_said(
    store: Store, library: Library, said: Farewell, grace: timedelta | None, now: datetime
) -> None:
    """That one was thanked, or cannot be; ``/start`` tells the same. What was to come begins."""
    begin_next(store, library, said.chat_id, grace, now)
    store.note_farewell(said.chat_id, said.course.course_id)


def _is_there(store: Store, enrollment: Enrollment) -> bool:
    subscriber = store.find_subscriber(enrollment.chat_id)
    return subscriber is not None and subscriber.status in (
        SubscriberStatus.ACTIVE,
        SubscriberStatus.JOINING,
    )
