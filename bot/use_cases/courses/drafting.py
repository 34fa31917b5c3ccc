"""Work on a draft: look, approve, rate, remove; what is changed must be what was seen."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum, auto

from bot.use_cases.library import Library
from lessons.course.course import Course, CourseStatus, Evidence, Lesson
from lessons.course.edits import remove_lesson, replace_lesson
from lessons.delivery.audit import AuditAction, AuditEntry
from lessons.draft.draft import CourseDraft
from lessons.draft.review import DraftReview, LessonReview, claims_of, review
from storage.interface.store import Store

MANY_REMARKS = 10
"""Above so many remarks, approving everything takes a second tap."""


class Note(Enum):
    """What an admin should be told besides."""

    CHANGED_SINCE = auto()
    """Nothing was done, because the draft is not the one that was seen."""
    BLOCKED = auto()
    """Nothing was done, because something must be put right before."""
    MANY_REMARKS = auto()
    """Nothing was done yet; a second tap does it."""
    REMOVED = auto()
    """The lesson is gone."""
    NO_SUCH_PLACE = auto()
    """Nothing was done, because nothing stands there."""
    UNDONE = auto()
    """The latest change is taken back."""
    NOTHING_TO_UNDO = auto()
    """No change is known that could be taken back."""
    ID_TAKEN = auto()
    """It is a course of its own beside the one whose id it would have had."""


@dataclass(frozen=True, slots=True)
class Handled:
    """The draft as it stands after what was asked for."""

    review: DraftReview
    note: Note | None = None


def find_review(store: Store, course_id: str) -> DraftReview | None:
    """Return the draft of that course with what there is to say about it."""
    draft = store.find_course_draft(course_id)
    return review_of(store, draft) if draft else None


def review_of(store: Store, draft: CourseDraft) -> DraftReview:
    """Return a draft with what there is to say about it."""
    return review(draft, store.list_first_wordings(draft.course.course_id))


def find_lesson(found: DraftReview, number: int) -> LessonReview | None:
    """Return the lesson of that number, counted from 1."""
    return found.lessons[number - 1] if 1 <= number <= len(found.lessons) else None


def approve(
    store: Store, course_id: str, number: int, version: int, now: datetime
) -> Handled | None:
    """Approve a lesson as it stands; ``None`` if there is no such draft.

    A second tap on a lesson that is approved by now changes nothing.
    """
    found = find_review(store, course_id)
    seen = find_lesson(found, number) if found else None
    if found and seen and seen.is_approved:
        return Handled(found)

    def change(found: DraftReview, lesson: LessonReview) -> Handled:
        if not lesson.may_be_approved:
            return Handled(found, Note.BLOCKED)
        approved = found.draft.approved | {lesson.lesson.lesson_id}
        return Handled(save(store, replace(found.draft, approved=approved), now))

    return _change_lesson(store, course_id, number, version, change)


def approve_all(
    store: Store, course_id: str, version: int, now: datetime, *, is_second_tap: bool
) -> Handled | None:
    """Approve every lesson, unless something blocks; many remarks ask for a second tap."""
    found = find_review(store, course_id)
    if found is None:
        return None
    if found.draft.version != version:
        return Handled(found, Note.CHANGED_SINCE)
    if found.is_blocked:
        return Handled(found, Note.BLOCKED)
    if found.open_advice > MANY_REMARKS and not is_second_tap:
        return Handled(found, Note.MANY_REMARKS)
    everything = frozenset(lesson.lesson.lesson_id for lesson in found.lessons)
    return Handled(save(store, replace(found.draft, approved=everything), now))


def rate(
    store: Store, course_id: str, number: int, version: int, evidence: Evidence, now: datetime
) -> Handled | None:
    """Say how sure science is of a lesson's main point."""

    def change(found: DraftReview, lesson: LessonReview) -> Handled:
        rated = replace(lesson.lesson, evidence=evidence)
        course = replace_lesson(found.draft.course, rated)
        return Handled(save_edit(store, found.draft, course, rated, now))

    return _change_lesson(store, course_id, number, version, change)


def remove(
    store: Store, course_id: str, number: int, version: int, now: datetime
) -> Handled | None:
    """Take a lesson out of the draft."""

    def change(found: DraftReview, lesson: LessonReview) -> Handled:
        course = remove_lesson(found.draft.course, lesson.lesson.lesson_id)
        changed = save_edit(store, found.draft, course, lesson.lesson, now)
        return Handled(changed, Note.REMOVED)

    return _change_lesson(store, course_id, number, version, change)


def keep_wording(
    store: Store, course_id: str, number: int, version: int, now: datetime
) -> Handled | None:
    """Stand by claims that an edit made surer: from now on they count as the first wording."""

    def change(found: DraftReview, lesson: LessonReview) -> Handled:
        item = lesson.lesson
        store.save_first_wording(course_id, item.lesson_id, claims_of(item))
        return Handled(save(store, found.draft, now))

    return _change_lesson(store, course_id, number, version, change)


def confirm_table(
    store: Store, course_id: str, number: int, version: int, now: datetime
) -> Handled | None:
    """Say that a lesson's table was compared with the article and is right."""

    def change(found: DraftReview, lesson: LessonReview) -> Handled:
        checked = replace(lesson.lesson, unchecked="")
        course = replace_lesson(found.draft.course, checked)
        return Handled(save(store, replace(found.draft, course=course), now))

    return _change_lesson(store, course_id, number, version, change)


def throw_away(store: Store, actor_id: int, course_id: str, version: int, now: datetime) -> bool:
    """Delete the draft, and note who did; ``False`` if there is none of that version."""
    if not discard(store, course_id, version):
        return False
    store.add_audit_entry(AuditEntry(now, actor_id, AuditAction.DISCARDED, course_id))
    return True


def save(store: Store, draft: CourseDraft, now: datetime) -> DraftReview:
    """Keep the draft as its next version, and how it stood before."""
    if before := store.find_course_draft(draft.course.course_id):
        store.save_draft_step(before)
    draft = replace(draft, version=draft.version + 1, updated_at=now)
    store.save_course_draft(draft)
    return review_of(store, draft)


def save_edit(
    store: Store, draft: CourseDraft, course: Course, changed: Lesson | None, now: datetime
) -> DraftReview:
    """Keep the draft with that course; what was changed is no longer approved."""
    before = draft.course.find_lesson(changed.lesson_id) if changed else None
    after = course.find_lesson(changed.lesson_id) if changed else None
    if before and after and before.revision == after.revision:
        return review_of(store, draft)
    approved = draft.approved - {changed.lesson_id} if changed else draft.approved
    return save(store, replace(draft, course=course, approved=approved), now)


def _change_lesson(
    store: Store,
    course_id: str,
    number: int,
    version: int,
    change: Callable[[DraftReview, LessonReview], Handled],
) -> Handled | None:
    found = find_review(store, course_id)
    if found is None:
        return None
    lesson = find_lesson(found, number)
    if found.draft.version != version or lesson is None:
        return Handled(found, Note.CHANGED_SINCE)
    return change(found, lesson)


def start_draft(
    store: Store, library: Library, actor_id: int, course_id: str, now: datetime
) -> CourseDraft | None:
    """Return the course's draft; where there is none, a new one of what is published.

    Every lesson of a new draft counts as approved until it is changed. ``None`` if there is no
    such course.
    """
    if draft := store.find_course_draft(course_id):
        return draft
    course = library.get(course_id)
    if course is None:
        return None
    draft = CourseDraft(
        course=replace(course, status=CourseStatus.DRAFT),
        version=1,
        approved=frozenset(lesson.lesson_id for lesson in course.lessons),
        notes=(),
        based_on=find_revision(store, course_id),
        created_by=actor_id,
        updated_at=now,
    )
    store.save_course_draft(draft)
    return draft


def discard(store: Store, course_id: str, version: int) -> bool:
    """Throw the draft away; ``False`` if there is none of that version."""
    draft = store.find_course_draft(course_id)
    if draft is None or draft.version != version:
        return False
    return store.delete_course_draft(course_id)


def find_revision(store: Store, course_id: str) -> int:
    """Return the number of the newest revision, 0 for a course from files."""
    entries = store.list_course_revisions(course_id)
    return entries[-1].revision if entries else 0
