"""Parts of a draft as somebody typed them, in the chat or on the page, taken into the draft."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from zlib import crc32

from bot.use_cases.courses.drafting import review_of, save
from bot.use_cases.courses.second_person import Actor
from lessons.course.course import Course, Lesson
from lessons.draft.doubts import Doubt, find_doubt
from lessons.draft.parts import COURSE_PARTS, Part, read_part, write_part
from lessons.draft.review import DraftReview, claims_of
from storage.interface.store import Store

# Parts that claim something.
_CLAIMS = frozenset({Part.TEXT, Part.TAKEAWAY})
_WITHOUT_A_LESSON = COURSE_PARTS | {Part.NEW_LESSON}


@dataclass(frozen=True, slots=True)
class Typed:
    """A part as somebody wants it; ``seen`` is how it read, as it is typed, when they began."""

    part: Part
    seen: str
    text: str


@dataclass(frozen=True, slots=True)
class Asked:
    """An open question: the part, how it reads now as it is typed, and where it belongs.

    ``number`` is the lesson's, from 1, or 0 for the course. ``has_changed`` says that somebody
    changed it after it was asked for, so that what was typed was not taken.
    """

    course: Course
    number: int
    part: Part
    current: str
    has_changed: bool = False


@dataclass(frozen=True, slots=True)
class Doubted:
    """What was typed is not in the draft yet, because it may not be meant for it.

    ``number`` is the lesson's, from 1, or 0 for the course; ``mark`` tells one typed text from
    another.
    """

    course: Course
    number: int
    part: Part
    current: str
    typed: str
    doubt: Doubt

    @property
    def mark(self) -> int:
        """Return what a button carries for the text."""
        return mark_of(self.typed)


@dataclass(frozen=True, slots=True)
class Taken:
    """What was typed is in the draft; ``number`` is the lesson to show, or 0 for the course."""

    review: DraftReview
    number: int


def mark_of(typed: str) -> int:
    """Return what tells this typed text from another."""
    return crc32(typed.encode("utf-8", "surrogatepass"))


def take(
    store: Store,
    by: Actor,
    course_id: str,
    lesson_id: str | None,
    typed: Sequence[Typed],
    now: datetime,
    *,
    is_meant: bool = False,
) -> Taken | Asked | Doubted | None:
    """Take parts of that lesson, or without one of the course itself, into the draft: all of them
    as one change, or none.

    None is taken if one has changed since it was seen, or may not be meant for the draft;
    ``is_meant`` says that it is. ``None`` if the draft or the lesson is gone. Raises what
    ``read_part`` raises.
    """
    draft = store.find_course_draft(course_id)
    lesson = draft.course.find_lesson(lesson_id) if draft and lesson_id else None
    belongs_nowhere = lesson is None and any(it.part not in _WITHOUT_A_LESSON for it in typed)
    if draft is None or belongs_nowhere or (lesson_id and lesson is None):
        return None
    course = changed = draft.course
    number = (course.find_position(lesson.lesson_id) or 0) if lesson else 0
    for it in typed:
        current = write_part(course, lesson, it.part)
        if current != it.seen:
            return Asked(course, number, it.part, current, has_changed=True)
        if not is_meant and (doubt := find_doubt(it.part, current, it.text)):
            return Doubted(course, number, it.part, current, it.text, doubt)
    for it in typed:
        so_far = changed.find_lesson(lesson.lesson_id) if lesson else None
        changed = read_part(changed, so_far, it.part, it.text)
    if lesson and any(it.part in _CLAIMS for it in typed):
        _keep_first_wording(store, course, lesson)
    if changed == course:
        after = review_of(store, draft, by)
    else:
        after = save(store, replace(draft, course=changed), by, now)
    if any(it.part in COURSE_PARTS for it in typed):
        number = 0
    return Taken(after, number + any(it.part is Part.NEW_LESSON for it in typed))


def _keep_first_wording(store: Store, course: Course, lesson: Lesson) -> None:
    if lesson.lesson_id not in store.list_first_wordings(course.course_id):
        store.save_first_wording(course.course_id, lesson.lesson_id, claims_of(lesson))
