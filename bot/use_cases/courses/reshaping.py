"""The lessons of a draft joined, parted and moved, and the latest change taken back."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from bot.use_cases.courses.drafting import Handled, Note, find_lesson, find_review, review_of, save
from bot.use_cases.courses.second_person import Actor, share_words
from lessons.course.course import Course, Lesson
from lessons.draft import reshaping
from lessons.draft.draft import CourseDraft
from lessons.draft.review import claims_of
from storage.interface.store import Store


@dataclass(frozen=True, slots=True)
class Reshaped:
    """The draft after what was asked for, and the number of the lesson to show."""

    handled: Handled
    number: int


def join(
    store: Store, by: Actor, course_id: str, number: int, version: int, now: datetime
) -> Reshaped | None:
    """Put the next lesson's words at the end of this one; ``None`` if there is no such draft."""

    def change(draft: CourseDraft, lesson: Lesson) -> Course | None:
        course = draft.course
        joined = reshaping.join_with_next(course, lesson)
        if joined is not None:
            following = course.lessons[number]
            share_words(store, draft, following.lesson_id, [lesson.lesson_id])
            wordings = store.list_first_wordings(course_id)
            first = [wordings.get(it.lesson_id, claims_of(it)) for it in (lesson, following)]
            store.save_first_wording(course_id, lesson.lesson_id, "\n\n".join(first))
        return joined

    return _reshape(store, by, course_id, number, version, change, now)


def part(
    store: Store, by: Actor, course_id: str, number: int, version: int, at: int, now: datetime
) -> Reshaped | None:
    """Let a new lesson begin with the part of that number; ``None`` if there is no such draft."""

    def change(draft: CourseDraft, lesson: Lesson) -> Course | None:
        parted = reshaping.part_before(draft.course, lesson, at)
        if parted is not None:
            share_words(store, draft, lesson.lesson_id, [parted.lessons[number].lesson_id])
            wordings = store.list_first_wordings(course_id)
            # What neither of them says any more was not made surer.
            first = wordings.get(lesson.lesson_id, claims_of(lesson))
            for half in parted.lessons[number - 1 : number + 1]:
                store.save_first_wording(course_id, half.lesson_id, first)
        return parted

    return _reshape(store, by, course_id, number, version, change, now)


def move(
    store: Store,
    by: Actor,
    course_id: str,
    number: int,
    version: int,
    is_earlier: bool,
    now: datetime,
) -> Reshaped | None:
    """Move a lesson by one place; ``None`` if there is no such draft."""

    def change(draft: CourseDraft, lesson: Lesson) -> Course | None:
        return reshaping.move(draft.course, lesson, is_earlier=is_earlier)

    moved = _reshape(store, by, course_id, number, version, change, now)
    if moved is not None and moved.handled.note is None:
        return replace(moved, number=number - 1 if is_earlier else number + 1)
    return moved


def undo(
    store: Store, by: Actor, course_id: str, number: int, version: int, now: datetime
) -> Reshaped | None:
    """Take the latest change of the draft back, whatever it was, with what was approved before;
    ``None`` if there is no such draft."""
    draft = store.find_course_draft(course_id)
    if draft is None:
        return None
    if draft.version != version:
        return Reshaped(Handled(review_of(store, draft, by), Note.CHANGED_SINCE), number)
    step = store.take_draft_step(course_id)
    if step is None:
        return Reshaped(Handled(review_of(store, draft, by), Note.NOTHING_TO_UNDO), number)
    course, approved = step
    restored = replace(
        draft, course=course, approved=approved, version=draft.version + 1, updated_at=now
    )
    store.save_course_draft(restored)
    return Reshaped(Handled(review_of(store, restored, by), Note.UNDONE), number)


def _reshape(
    store: Store,
    by: Actor,
    course_id: str,
    number: int,
    version: int,
    change: Callable[[CourseDraft, Lesson], Course | None],
    now: datetime,
) -> Reshaped | None:
    found = find_review(store, course_id, by)
    if found is None:
        return None
    seen = find_lesson(found, number)
    if found.draft.version != version or seen is None:
        return Reshaped(Handled(found, Note.CHANGED_SINCE), number)
    course = change(found.draft, seen.lesson)
    if course is None:
        return Reshaped(Handled(found, Note.NO_SUCH_PLACE), number)
    draft = replace(found.draft, course=course)
    return Reshaped(Handled(save(store, draft, by, now)), number)
