"""Back to an earlier revision of a course, which becomes its newest one."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.use_cases.courses.courses import People, count_people
from bot.use_cases.courses.drafting import find_revision
from bot.use_cases.courses.publishing import Published, Refusal
from bot.use_cases.library import LiveLibrary
from lessons.course.changes import CourseChanges, find_changes
from lessons.course.course import Course, CourseStatus
from lessons.course.filling import find_unset_in
from lessons.delivery.audit import AuditAction, AuditEntry
from lessons.delivery.reasons import Reason
from lessons.draft.draft import RevisionEntry
from storage.interface.store import Store


@dataclass(frozen=True, slots=True)
class WayBack:
    """What going back to a revision would change for so many people; ``current`` is the newest."""

    course: Course
    entry: RevisionEntry
    current: int
    changes: CourseChanges
    people: People


def list_earlier(store: Store, course_id: str) -> list[RevisionEntry]:
    """Return the revisions before the newest one, the latest first."""
    return store.list_course_revisions(course_id)[-2::-1]


def find_way_back(
    store: Store, library: LiveLibrary, course_id: str, revision: int, now: datetime
) -> WayBack | None:
    """Return what going back would change; ``None`` if that revision is the newest, or none."""
    before, found = library.find_written(course_id), store.find_course_revision(course_id, revision)
    current = find_revision(store, course_id)
    if before is None or found is None or revision == current:
        return None
    entry = RevisionEntry(revision, found.created_by, found.created_at)
    course = _as_it_was(before, found.course)
    people = count_people(store, course_id, now)
    return WayBack(course, entry, current, find_changes(before, course), people)


def roll_back(
    store: Store,
    library: LiveLibrary,
    actor_id: int,
    course_id: str,
    revision: int,
    current: int,
    now: datetime,
) -> Published | Refusal:
    """Make that revision what people get, as a new one, if ``current`` is still the newest.

    Nobody loses their place: what was added since keeps its own as removed. Opens its own
    transaction: the library changes once it is kept.
    """
    with store.transaction():
        way = find_way_back(store, library, course_id, revision, now)
        if way is None:
            return Refusal.NO_DRAFT
        if way.current != current:
            return Refusal.CHANGED_SINCE
        if find_unset_in(way.course, library.clinic):
            return Refusal.CLINIC_UNSET
        number = store.add_course_revision(way.course, actor_id, now)
        removed = frozenset(way.course.removed)
        skipped = store.skip_lessons(course_id, removed, Reason.LESSON_REMOVED)
        entry = AuditEntry(
            now,
            actor_id,
            AuditAction.PUBLISHED,
            course_id,
            before=f"revision {current}",
            after=f"revision {number}, as revision {revision} was",
        )
        store.add_audit_entry(entry)
    library.swap(way.course)
    return Published(way.course, number, current, skipped, way.changes)


def _as_it_was(now: Course, earlier: Course) -> Course:
    """Return the earlier course with a place for every lesson that ever was."""
    order = _merge(earlier.order, now.order)
    return replace(earlier, order=order, status=CourseStatus.PUBLISHED)


def _merge(order: Sequence[str], others: Sequence[str]) -> tuple[str, ...]:
    """Return the order with what only ``others`` hold, each behind what stands before it there."""
    merged, place = [*order], 0
    for item in others:
        if item in merged:
            place = merged.index(item) + 1
        else:
            merged.insert(place, item)
            place += 1
    return tuple(merged)
