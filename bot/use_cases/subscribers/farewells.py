"""Thanks at the end of a course: who is still to be thanked, and what was learnt."""

from dataclasses import dataclass

from bot.use_cases.library import Library
from lessons.course.course import Course
from lessons.delivery.enrollment import Enrollment
from lessons.delivery.subscriber import SubscriberStatus
from storage.interface.store import Store


@dataclass(frozen=True, slots=True)
class Farewell:
    """The chat that has finished that course and has not been told so."""

    chat_id: int
    course: Course


def is_any_owed(store: Store) -> bool:
    """Whether anybody is to be thanked."""
    return bool(store.list_farewells(1))


def list_owed(store: Store, library: Library, limit: int) -> list[Farewell]:
    """Return some of those who are to be thanked now; whoever left meanwhile is not, and nobody
    while nothing leaves in bulk: before a restored store is let go, or in an outage."""
    if store.find_restore() or store.find_outage().is_on:
        return []
    owed = []
    for enrollment in store.list_farewells(limit):
        course = library.get(enrollment.course_id)
        if course is not None and _is_there(store, enrollment):
            owed.append(Farewell(enrollment.chat_id, course))
        else:
            store.note_farewell(enrollment.chat_id, enrollment.course_id)
    return owed


def note_said(store: Store, said: Farewell) -> None:
    """That one was thanked, or cannot be; ``/start`` tells the same."""
    store.note_farewell(said.chat_id, said.course.course_id)


def _is_there(store: Store, enrollment: Enrollment) -> bool:
    subscriber = store.find_subscriber(enrollment.chat_id)
    return subscriber is not None and subscriber.status in (
        SubscriberStatus.ACTIVE,
        SubscriberStatus.JOINING,
    )
