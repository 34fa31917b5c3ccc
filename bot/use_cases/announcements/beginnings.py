"""A course that begins by itself: for whom, from when, and what is taken back if it is called off.

Who is told and who is in the course is kept in one step, so that a crash parts neither.
"""

from collections.abc import Sequence
from datetime import datetime

from bot.use_cases.library import Library
from bot.use_cases.subscribers.enrolling import return_to_former
from lessons.delivery.announcement import Announcement
from lessons.delivery.course_offer import CourseOffer, Meeting, Starter, find_first_slot
from lessons.delivery.progress import IdRange
from lessons.delivery.reasons import Reason
from storage.interface.store import Store

TAKEN_BACK_AT_ONCE = 50
"""How many one transaction takes out of a course whose start was called off."""

_FORGOTTEN_AT_ONCE = 2_000


def begins(announcement: Announcement) -> bool:
    """Whether a course begins by itself with it."""
    return announcement.offer is not None and announcement.offer.begins_on is not None


def begin(
    store: Store, announcement: Announcement, starters: Sequence[Starter], now: datetime
) -> None:
    """Let the course begin for all of them: now, or once they have finished the one they are in.

    They are planned for in the same transaction.
    """
    offer, number = announcement.offer, announcement.announcement_id
    assert offer is not None
    is_after = offer.meeting is Meeting.AFTER
    waiting = [one.chat_id for one in starters if is_after and one.current_course_id]
    store.queue_course(number, offer.course_id, waiting)
    slots = [
        (one, find_first_slot(offer, one))
        for one in starters
        if not (is_after and one.current_course_id)
    ]
    store.begin_course(number, offer.course_id, slots, now)


def end(
    store: Store, library: Library, offer: CourseOffer, id_range: IdRange, *, is_first: bool
) -> None:
    """Let the course be over for everybody of the id_range, also on a break; nothing of it leaves
    any more."""
    store.end_course(offer.course_id, id_range)
    course = library.get(offer.course_id)
    if is_first and course is not None:
        store.skip_lessons(course.course_id, frozenset(course.order), Reason.NOT_WANTED)


def take_back(store: Store, library: Library, now: datetime) -> int:
    """Take some of those out of a course whose start was called off for whom it has brought no
    lesson yet, back to the one they were in; return how many were looked at (0: nobody is left)."""
    found = store.list_called_off(TAKEN_BACK_AT_ONCE)
    for one in found:
        if not one.has_lesson:
            return_to_former(store, library, one.chat_id, one.course_id, now)
        store.note_start(one.chat_id, one.course_id, None)
    return len(found) + store.drop_called_off(_FORGOTTEN_AT_ONCE)
