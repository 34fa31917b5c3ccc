"""The tick's first half: what is due becomes deliveries, and the due instants move on."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from bot.use_cases import questions
from bot.use_cases.announcements import progress
from bot.use_cases.announcements.audiences import AnnouncementPolicy, Cursor, plan_due
from bot.use_cases.library import Library
from bot.use_cases.review_dates import find_closed_by
from lessons.delivery.announcement import AnnouncementStatus
from lessons.delivery.delivery import LessonContent
from lessons.delivery.next_lesson import find_next_lesson
from lessons.delivery.planning import Cohort, Plan
from lessons.delivery.reasons import HoldReason
from storage.interface.store import Store

BATCH = 300
"""How many enrollments one transaction moves on: few, so that nobody waits long for the store."""
DROPPED_AT_ONCE = 1_000
"""How many deliveries of cancelled announcements one transaction drops."""
DRAFT_LIFETIME = timedelta(days=1)


def plan_lessons(store: Store, library: Library, now: datetime) -> int:
    """Plan a batch of due lessons; return how many enrollments moved on (0: none is due).

    A slot later than the catch-up window is passed over, its lesson kept for the next one. A
    course that is not here any more keeps its people's places and sends nothing.
    """
    cohorts = store.list_due_cohorts(now, BATCH)
    store.save_plans([plan_cohort(cohort, library, now) for cohort in cohorts])
    return sum(len(cohort.chat_ids) for cohort in cohorts)


def plan_cohort(cohort: Cohort, library: Library, now: datetime) -> Plan:
    """Return what comes of a cohort's slot at that instant."""
    slot, following = cohort.catch_up(now)
    course = library.get(cohort.course_id)
    if course is None:
        return Plan(cohort, None, following)
    # Whoever had it already is moved past it by ``save_plans``, and planned anew.
    lesson = find_next_lesson(course, cohort.last_lesson_id)
    if lesson is None:
        return Plan(cohort, None, None, finished_at=now)
    if slot is None:
        return Plan(cohort, None, following)
    content = LessonContent(course.course_id, lesson.lesson_id, slot.local_date)
    return Plan(cohort, content, following)


def plan_announcements(
    store: Store,
    library: Library,
    policy: AnnouncementPolicy,
    now: datetime,
    passes: Mapping[int, Cursor],
) -> dict[int, Cursor]:
    """Go on planning what admins scheduled for now or earlier. What would bring people into a
    course that takes nobody new by now is put on hold instead.

    ``passes`` tells how far each announcement has come; return the same of those that are not
    through. Called with ``{}`` at first and with what it returned until that is empty, it has
    planned all of them.
    """
    under_way = {}
    for item in store.list_announcements(AnnouncementStatus.SCHEDULED):
        if item.at > now:
            continue
        is_held = item.on_hold_because is HoldReason.BY_REVIEW
        if is_held or find_closed_by(library, item, policy.review_grace, now.date()):
            progress.hold_for_review(store, item, now)
        else:
            so_far = passes.get(item.announcement_id, Cursor())
            if further := plan_due(store, library, policy, item, now, so_far):
                under_way[item.announcement_id] = further
    return under_way


def drop_cancelled(store: Store, now: datetime) -> int:
    """Drop some of what cancelled announcements have waiting; return how many (0: nothing is)."""
    return store.drop_deliveries(now, DROPPED_AT_ONCE)


def tidy(store: Store, now: datetime) -> int:
    """Forget drafts that nobody confirmed for a day, questions that nobody answered, and seats that
    can be had back no more; return how many drafts."""
    questions.close_old(store, now)
    store.delete_former_seats(now)
    return store.delete_drafts(now - DRAFT_LIFETIME)
