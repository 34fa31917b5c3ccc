"""Work on a draft: look, rate, remove; what is changed must be what was seen."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum, auto

from bot.use_cases.courses.second_person import Actor, find_approving, note_words
from bot.use_cases.library import Library, find_written
from lessons.course.course import Course, CourseStatus, Evidence
from lessons.course.edits import remove_lesson, replace_lesson
from lessons.delivery.audit import AuditAction, AuditEntry
from lessons.draft.draft import CourseDraft
from lessons.draft.review import DraftReview, LessonReview, claims_of, review
from storage.interface.store import Store


class Note(Enum):
    """What an admin should be told besides."""

    CHANGED_SINCE = auto()
    """Nothing was done, because the draft is not the one that was seen."""
    BLOCKED = auto()
    """Nothing was done, because something must be put right before."""
    OWN_WORDS = auto()
    """Nothing was done, because whoever wrote it does not approve it."""
    NOT_APPROVED = auto()
    """Nothing was signed, because not everything is approved."""
    SIGNED = auto()
    """The review is signed."""
    ASKED = auto()
    """Whoever may approve it is told that it waits for them."""
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


def find_review(store: Store, course_id: str, by: Actor) -> DraftReview | None:
    """Return the draft of that course with what there is to say about it to this person."""
    draft = store.find_course_draft(course_id)
    return review_of(store, draft, by) if draft else None


def review_of(store: Store, draft: CourseDraft, by: Actor) -> DraftReview:
    """Return a draft with what there is to say about it to this person."""
    wordings = store.list_first_wordings(draft.course.course_id)
    return review(draft, wordings, find_approving(store, draft, by))


def find_lesson(found: DraftReview, number: int) -> LessonReview | None:
    """Return the lesson of that number, counted from 1."""
    return found.lessons[number - 1] if 1 <= number <= len(found.lessons) else None


def rate(
    store: Store,
    by: Actor,
    course_id: str,
    number: int,
    version: int,
    evidence: Evidence,
    now: datetime,
) -> Handled | None:
    """Say how sure science is of a lesson's main point."""

    def change(found: DraftReview, lesson: LessonReview) -> Handled:
        rated = replace(lesson.lesson, evidence=evidence)
        course = replace_lesson(found.draft.course, rated)
        if course == found.draft.course:
            return Handled(found)
        return Handled(save(store, replace(found.draft, course=course), by, now))

    return change_lesson(store, by, course_id, number, version, change)


def remove(
    store: Store, by: Actor, course_id: str, number: int, version: int, now: datetime
) -> Handled | None:
    """Take a lesson out of the draft."""

    def change(found: DraftReview, lesson: LessonReview) -> Handled:
        course = remove_lesson(found.draft.course, lesson.lesson.lesson_id)
        changed = save(store, replace(found.draft, course=course), by, now)
        return Handled(changed, Note.REMOVED)

    return change_lesson(store, by, course_id, number, version, change)


def keep_wording(
    store: Store, by: Actor, course_id: str, number: int, version: int, now: datetime
) -> Handled | None:
    """Stand by claims that an edit made surer: from now on they count as the first wording. Whoever
    wrote them does not, so that the second person sees what became surer."""

    def change(found: DraftReview, lesson: LessonReview) -> Handled:
        item = lesson.lesson
        if item.lesson_id in found.approving.own:
            return Handled(found, Note.OWN_WORDS)
        store.save_first_wording(course_id, item.lesson_id, claims_of(item))
        return Handled(save(store, found.draft, by, now))

    return change_lesson(store, by, course_id, number, version, change)


def confirm_table(
    store: Store, by: Actor, course_id: str, number: int, version: int, now: datetime
) -> Handled | None:
    """Say that a lesson's table was compared with the article and is right."""

    def change(found: DraftReview, lesson: LessonReview) -> Handled:
        checked = replace(lesson.lesson, unchecked="")
        course = replace_lesson(found.draft.course, checked)
        return Handled(save(store, replace(found.draft, course=course), by, now))

    return change_lesson(store, by, course_id, number, version, change)


def throw_away(store: Store, actor_id: int, course_id: str, version: int, now: datetime) -> bool:
    """Delete the draft, and note who did; ``False`` if there is none of that version."""
    if not discard(store, course_id, version):
        return False
    store.add_audit_entry(AuditEntry(now, actor_id, AuditAction.DISCARDED, course_id))
    return True


def save(store: Store, draft: CourseDraft, by: Actor, now: datetime) -> DraftReview:
    """Keep the draft as its next version, and how it stood before.

    What reads otherwise than before is approved no more, holds words of whoever did it, and is
    told in the log.
    """
    course_id = draft.course.course_id
    before = store.find_course_draft(course_id)
    if before:
        store.save_draft_step(before)
    draft = replace(draft, version=draft.version + 1, updated_at=now)
    changed = note_words(store, before.course if before else None, draft, by)
    if before:
        draft = replace(draft, approved=_still_approved(before.course, draft))
    store.save_course_draft(draft)
    is_removed = before is not None and len(before.course.lessons) > len(draft.course.lessons)
    if changed or is_removed:
        told = ", ".join(lesson_id or "about the course" for lesson_id in changed)
        gone = ", ".join(
            it for it in draft.course.removed if before and before.course.find_lesson(it)
        )
        entry = AuditEntry(
            now, by.person_id, AuditAction.EDITED, course_id, before=gone, after=told
        )
        store.add_audit_entry(entry)
    return review_of(store, draft, by)


def _still_approved(before: Course, draft: CourseDraft) -> frozenset[str]:
    course = draft.course
    was = {it.lesson_id: before.fingerprint(it) for it in before.lessons}
    same = {
        it.lesson_id for it in course.lessons if was.get(it.lesson_id) == course.fingerprint(it)
    }
    return draft.approved & same


def change_lesson(
    store: Store,
    by: Actor,
    course_id: str,
    number: int,
    version: int,
    change: Callable[[DraftReview, LessonReview], Handled],
) -> Handled | None:
    """Return what the change of that lesson comes to, if the draft is still of that version;
    ``None`` if there is no such draft."""
    found = find_review(store, course_id, by)
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
    course = find_written(library, course_id)
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
