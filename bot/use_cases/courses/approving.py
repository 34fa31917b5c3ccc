"""Lessons of a draft approved, each by somebody else than who wrote it; who did is kept."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from bot.use_cases.courses.drafting import (
    Handled,
    Note,
    change_lesson,
    find_lesson,
    find_review,
    save,
)
from bot.use_cases.courses.second_person import Actor
from lessons.delivery.audit import AuditAction, AuditEntry
from lessons.draft.draft import Approval
from lessons.draft.review import DraftReview, LessonReview
from storage.interface.store import Store

MANY_REMARKS = 10
"""Above so many remarks, approving everything takes a second tap."""


def approve(
    store: Store, by: Actor, course_id: str, number: int, version: int, now: datetime
) -> Handled | None:
    """Approve a lesson as it stands; ``None`` if there is no such draft.

    A second tap on a lesson that is approved by now changes nothing.
    """
    found = find_review(store, course_id, by)
    seen = find_lesson(found, number) if found else None
    if found and seen and seen.is_approved:
        return Handled(found)

    def change(found: DraftReview, lesson: LessonReview) -> Handled:
        if not lesson.may_be_approved:
            return Handled(found, Note.BLOCKED)
        if lesson.lesson.lesson_id in found.approving.own:
            return Handled(found, Note.OWN_WORDS)
        return Handled(_save(store, found, [lesson], by, now))

    return change_lesson(store, by, course_id, number, version, change)


def approve_all(
    store: Store, by: Actor, course_id: str, version: int, now: datetime, *, is_second_tap: bool
) -> Handled | None:
    """Approve every lesson that others wrote, unless something blocks; many remarks ask for a
    second tap."""
    found = find_review(store, course_id, by)
    if found is None:
        return None
    if found.draft.version != version:
        return Handled(found, Note.CHANGED_SINCE)
    if found.is_blocked:
        return Handled(found, Note.BLOCKED)
    waiting = [it for it in found.lessons if not it.is_approved]
    theirs = [it for it in waiting if it.lesson.lesson_id not in found.approving.own]
    if waiting and not theirs:
        return Handled(found, Note.OWN_WORDS)
    if sum(len(it.advice) for it in theirs) > MANY_REMARKS and not is_second_tap:
        return Handled(found, Note.MANY_REMARKS)
    return Handled(_save(store, found, theirs, by, now))


def _save(
    store: Store, found: DraftReview, those: Iterable[LessonReview], by: Actor, now: datetime
) -> DraftReview:
    course, lessons = found.draft.course, [it.lesson for it in those]
    store.save_approvals(
        course.course_id,
        [Approval(it.lesson_id, course.fingerprint(it), by.person_id, now) for it in lessons],
    )
    told = ", ".join(it.lesson_id for it in lessons)
    entry = AuditEntry(now, by.person_id, AuditAction.APPROVED, course.course_id, after=told)
    store.add_audit_entry(entry)
    approved = found.draft.approved.union(it.lesson_id for it in lessons)
    return save(store, replace(found.draft, approved=approved), by, now)
