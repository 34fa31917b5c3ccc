"""From a draft to what people get, and back to a draft."""

import logging
from collections.abc import Set
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from bot.use_cases.courses.drafting import find_revision, review_of
from bot.use_cases.courses.second_person import Actor
from bot.use_cases.library import Library, LiveLibrary
from lessons.clinic.placeholders import NOBODY, Clinic, Placeholder
from lessons.course.changes import CourseChanges, find_changes
from lessons.course.course import Course, CourseStatus
from lessons.course.filling import find_unset_in
from lessons.delivery.audit import AuditAction, AuditEntry
from lessons.delivery.reasons import Reason
from lessons.draft.review import DraftReview
from storage.interface.store import Store

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Published:
    """What people get from now on. ``was`` is the revision before: 0 for the course's files,
    ``None`` if the course is new. ``skipped`` deliveries were of lessons that are gone.
    ``changes`` is how it differs from what people got until now, ``None`` if they got nothing."""

    course: Course
    revision: int
    was: int | None
    skipped: int
    changes: CourseChanges | None


class Refusal(StrEnum):
    """Why a draft is not published."""

    NO_DRAFT = "no draft"
    CHANGED_SINCE = "changed since"
    NO_LESSON = "no lesson"
    NOT_APPROVED = "not approved"
    BLOCKED = "blocked"
    ID_TAKEN = "id taken"
    CLINIC_UNSET = "clinic unset"


def open_library(
    store: Store,
    from_files: Library,
    clinic: Clinic = NOBODY,
    hidden: Set[str] = frozenset(),
) -> LiveLibrary:
    """Return the courses from files and those published in the chat, which win."""
    current = store.list_current_revisions()
    # What was published in the chat is the clinic's own.
    edited = {kept.course.course_id for kept in current}
    library = LiveLibrary(from_files, clinic, hidden - edited)
    library.set_standings(store.list_standings())
    for kept in current:
        library.swap(kept.course)
    if current:
        told = ", ".join(
            f"{kept.course.course_id} (revision {kept.revision}"
            + (", instead of its files)" if kept.course.course_id in from_files else ")")
            for kept in current
        )
        logger.info("courses published in the chat: %s", told)
    return library


def list_unset(library: LiveLibrary) -> dict[str, list[Placeholder]]:
    """Return what courses need of the clinic and nobody has set, by course id."""
    written = {name: library.find_written(name) for name in library}
    found = {name: find_unset_in(one, library.clinic) for name, one in written.items() if one}
    return {name: unset for name, unset in found.items() if unset}


def tell_unset(library: LiveLibrary) -> None:
    """Write into the log what courses need of the clinic and nobody has set."""
    for course_id, unset in list_unset(library).items():
        told = ", ".join(item.setting for item in unset)
        logger.warning("the course %s needs %s, which is not set", course_id, told)


def take_over(store: Store, library: LiveLibrary) -> list[str]:
    """Let the library have what another process has published, and courses stand as they do;
    return the ids of the published ones."""
    library.set_standings(store.list_standings())
    changed = [
        kept.course
        for kept in store.list_current_revisions()
        if library.find_written(kept.course.course_id) != kept.course
    ]
    for course in changed:
        library.swap(course)
    return [course.course_id for course in changed]


def publish(
    store: Store,
    library: LiveLibrary,
    by: Actor,
    course_id: str,
    version: int,
    now: datetime,
) -> Published | Refusal:
    """Make the draft what people get from now on, if it is still of that version.

    Every lesson must be approved, and nothing may block it. The draft is gone then, the log tells
    of it, and nothing of a removed lesson leaves any more. Opens its own transaction: the library
    changes once what was published is kept.
    """
    with store.transaction():
        published = _publish(store, library, by, course_id, version, now)
    if isinstance(published, Published):
        library.swap(published.course)
    return published


def _publish(
    store: Store, library: LiveLibrary, by: Actor, course_id: str, version: int, now: datetime
) -> Published | Refusal:
    draft = store.find_course_draft(course_id)
    if draft is None:
        return Refusal.NO_DRAFT
    if draft.version != version:
        return Refusal.CHANGED_SINCE
    if refusal := find_refusal(review_of(store, draft, by)):
        return refusal
    if draft.based_on is None and course_id in library:
        # Files of that id have come since; the people in that course would lose their places.
        return Refusal.ID_TAKEN
    if find_unset_in(draft.course, library.clinic):
        return Refusal.CLINIC_UNSET
    before = library.find_written(course_id)
    was = find_revision(store, course_id) if before else None
    course = replace(draft.course, status=CourseStatus.PUBLISHED)
    revision = store.add_course_revision(course, by.person_id, now)
    store.delete_course_draft(course_id)
    skipped = store.skip_lessons(course_id, frozenset(course.removed), Reason.LESSON_REMOVED)
    store.add_audit_entry(
        AuditEntry(
            now,
            by.person_id,
            AuditAction.PUBLISHED,
            course_id,
            before="" if was is None else f"revision {was}" if was else "files",
            after=f"revision {revision}",
        )
    )
    changes = find_changes(before, course) if before else None
    return Published(course, revision, was, skipped, changes)


def find_refusal(found: DraftReview) -> Refusal | None:
    """Return what keeps a draft that stands like this from being published, if anything does."""
    if not found.lessons:
        return Refusal.NO_LESSON
    if found.approved < len(found.lessons):
        return Refusal.NOT_APPROVED
    return Refusal.BLOCKED if found.is_blocked else None
