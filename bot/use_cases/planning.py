"""The tick's first half: what is due becomes deliveries, and the due instants move on."""

from collections.abc import Set
from dataclasses import replace
from datetime import datetime, timedelta

from bot.use_cases.audiences import plan_due
from bot.use_cases.library import Library
from lessons.announcement import AnnouncementStatus
from lessons.delivery import LessonContent, NewDelivery
from lessons.enrollment import Enrollment, EnrollmentStatus
from lessons.schedule import catch_up
from storage.store import DueEnrollment, Store

BATCH = 500
DRAFT_LIFETIME = timedelta(days=1)


def plan_lessons(store: Store, library: Library, now: datetime) -> int:
    """Plan a batch of due lessons; return how many enrollments moved on (0: none is due).

    A slot later than the catch-up window is passed over, its lesson kept for the next one. A
    course that is not here any more keeps its people's places and sends nothing.
    """
    due = store.list_due_enrollments(now, BATCH)
    for item in due:
        if item.subscriber.is_paused:
            rested = replace(item.subscriber, is_paused=False, resume_date=None)
            store.save_subscriber(rested)
    store.save_plans([_plan(item, library, now) for item in due])
    return len(due)


def _plan(
    item: DueEnrollment, library: Library, now: datetime
) -> tuple[NewDelivery | None, Enrollment]:
    enrollment, schedule = item.enrollment, item.subscriber.schedule
    assert enrollment.next_slot is not None, "the store lists only enrollments that have a slot"
    slot, following = catch_up(enrollment.next_slot, schedule, now)
    course = library.get(enrollment.course_id)
    if course is None:
        return None, replace(enrollment, next_slot=following)
    lesson = course.find_next(enrollment.last_lesson_id)
    if lesson is None:
        return None, finish(enrollment, now)
    moved = replace(enrollment, next_slot=following)
    if slot is None:
        return None, moved
    content = LessonContent(course.course_id, lesson.lesson_id, slot.local_date)
    return NewDelivery(enrollment.chat_id, content, slot.due_at), moved


def finish(enrollment: Enrollment, now: datetime) -> Enrollment:
    """Return the enrollment after its last lesson: nothing more is to come."""
    return replace(enrollment, status=EnrollmentStatus.FINISHED, next_slot=None, finished_at=now)


def plan_announcements(store: Store, library: Library, owner_ids: Set[int], now: datetime) -> int:
    """Plan what admins scheduled for now or earlier; return how many deliveries that made."""
    due = [
        announcement
        for announcement in store.list_announcements(AnnouncementStatus.SCHEDULED)
        if announcement.at <= now
    ]
    return sum(plan_due(store, library, owner_ids, item, now) for item in due)


def tidy(store: Store, now: datetime) -> int:
    """Forget drafts that nobody confirmed for a day; return how many."""
    return store.delete_drafts(now - DRAFT_LIFETIME)
