"""Courses whose review is overdue: the admins hear of it, and after some days nobody new begins."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.use_cases.library import Library, find_default, list_offered
from lessons.course.course import Course
from lessons.delivery.announcement import Announcement
from storage.interface.store import Store


@dataclass(frozen=True, slots=True)
class Overdue:
    """A course that was to be reviewed again by that day, and the last one on which somebody new
    can begin it, if there is one."""

    course: Course
    due_date: date
    last_date: date | None


@dataclass(frozen=True, slots=True)
class Closed:
    """A course that nobody new can begin, and those that can be begun."""

    course: Course
    others: tuple[Course, ...]


def find_overdue(course: Course, grace: timedelta | None, today: date) -> Overdue | None:
    """Return since when the course's review is overdue, if it is."""
    due = course.review_due
    if due is None or due >= today:
        return None
    return Overdue(course, due, None if grace is None else due + grace)


def is_closed(course: Course, grace: timedelta | None, today: date) -> bool:
    """Whether nobody new can begin the course any more; with a ``grace`` of ``None`` everybody
    always can."""
    overdue = find_overdue(course, grace, today)
    return overdue is not None and overdue.last_date is not None and overdue.last_date < today


def list_open(courses: Iterable[Course], grace: timedelta | None, today: date) -> list[Course]:
    """Return those of the courses that somebody new can begin."""
    return [course for course in courses if not is_closed(course, grace, today)]


def find_closed_by(
    library: Library, item: Announcement, grace: timedelta | None, today: date
) -> Course | None:
    """Return the course that an announcement offers or begins, if it takes nobody new then."""
    course = library.get(item.offer.course_id) if item.offer else None
    if item.offer is None or item.offer.ends or course is None:
        return None
    day = max(today, item.offer.begins_on or date.min)
    return course if is_closed(course, grace, day) else None


def find_closed(
    store: Store,
    library: Library,
    chat_id: int,
    wanted_id: str | None,
    grace: timedelta | None,
    now: datetime,
) -> Closed | None:
    """Return what keeps this chat from the course that it wants, or from the one that it would
    begin unasked: that it would be new there, and the course's review is overdue for too long."""
    course = library.get(wanted_id) if wanted_id else _find_unasked(store, library, chat_id)
    today = now.date()
    if course is None or not is_closed(course, grace, today):
        return None
    if store.find_enrollment(chat_id, course.course_id):
        return None
    return Closed(course, tuple(list_open(list_offered(library), grace, today)))


def find_closed_offer(
    store: Store,
    library: Library,
    chat_id: int,
    number: int,
    grace: timedelta | None,
    now: datetime,
) -> Closed | None:
    """Return what keeps this chat from the course that announcement of that number offers."""
    item = store.find_announcement(number)
    if item is None or item.offer is None:
        return None
    return find_closed(store, library, chat_id, item.offer.course_id, grace, now)


def _find_unasked(store: Store, library: Library, chat_id: int) -> Course | None:
    return None if store.find_current_enrollment(chat_id) else find_default(library)


def find_untold(
    store: Store, library: Library, grace: timedelta | None, now: datetime
) -> list[Overdue]:
    """Return the overdue reviews that no admin has heard of yet."""
    overdue = [
        found for course in library.values() if (found := find_overdue(course, grace, now.date()))
    ]
    told = store.list_overdue_reviews_told() if overdue else set()
    return [it for it in overdue if (it.course.course_id, it.due_date) not in told]


def note_told(store: Store, overdue: Overdue) -> None:
    """Remember that the admins have heard of it."""
    store.save_overdue_review_told(overdue.course.course_id, overdue.due_date)
