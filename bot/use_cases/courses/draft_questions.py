"""Parts of a draft that are typed: what is asked, kept so that a restart loses no step."""

from dataclasses import dataclass, replace
from datetime import datetime
from zlib import crc32

from bot.use_cases import questions
from bot.use_cases.courses.drafting import find_lesson, find_review, review_of, save
from bot.use_cases.courses.second_person import Actor
from lessons.course.course import Course, Lesson
from lessons.draft.doubts import Doubt, find_doubt
from lessons.draft.parts import COURSE_PARTS, Part, read_part, write_part
from lessons.draft.review import DraftReview, claims_of
from lessons.questions.draft_question import DraftQuestion
from storage.interface.store import Store

__all__ = [
    "Answered",
    "Asked",
    "Doubted",
    "DraftQuestion",
    "answer",
    "ask",
    "close",
    "take_doubted",
]

# Parts that claim something.
_CLAIMS = frozenset({Part.TEXT, Part.TAKEAWAY})


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
class Answered:
    """What was typed is in the draft; ``number`` is the lesson to show, or 0 for the course."""

    review: DraftReview
    number: int
    screen_message_id: int | None


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
        return _mark(self.typed)


def _mark(typed: str) -> int:
    return crc32(typed.encode("utf-8", "surrogatepass"))


def ask(
    store: Store,
    by: Actor,
    course_id: str,
    number: int,
    part: Part,
    screen_message_id: int | None,
    now: datetime,
) -> Asked | None:
    """Ask for a part; ``None`` if there is no such draft, or no such lesson in it.

    A new lesson is put after the one of that number, or first for 0.
    """
    found = find_review(store, course_id, by)
    lesson = find_lesson(found, number) if found else None
    belongs_nowhere = part not in COURSE_PARTS and not (part is Part.NEW_LESSON and not number)
    if found is None or (lesson is None and belongs_nowhere):
        return None
    course, item = found.draft.course, lesson.lesson if lesson else None
    questions.ask(
        store,
        by.person_id,
        DraftQuestion(
            part=part,
            course_id=course_id,
            lesson_id=item.lesson_id if item and part not in COURSE_PARTS else None,
            seen=_fingerprint(course, item, part),
            screen_message_id=screen_message_id,
        ),
        now,
    )
    return Asked(course, number if lesson else 0, part, write_part(course, item, part))


def close(store: Store, chat_id: int) -> None:
    """Forget the question."""
    questions.close(store, chat_id, DraftQuestion)


def answer(
    store: Store,
    by: Actor,
    question: DraftQuestion,
    typed: str,
    now: datetime,
    *,
    is_meant: bool = False,
) -> Answered | Asked | Doubted | None:
    """Take what was typed into the draft, unless the part has changed since it was asked for, or
    the text may not be meant for it; ``is_meant`` says that it is.

    ``None`` if the draft or the lesson is gone; the question is closed then. Raises what
    ``read_part`` raises; the question stays open then.
    """
    draft, chat_id = store.find_course_draft(question.course_id), by.person_id
    lesson = draft.course.find_lesson(question.lesson_id) if draft and question.lesson_id else None
    if draft is None or (question.lesson_id and lesson is None):
        close(store, chat_id)
        return None
    course, part = draft.course, question.part
    seen = _fingerprint(course, lesson, part)
    number = (course.find_position(lesson.lesson_id) or 0) if lesson else 0
    if seen != question.seen:
        questions.ask(store, chat_id, replace(question, seen=seen), now)
        return Asked(course, number, part, write_part(course, lesson, part), has_changed=True)
    current = write_part(course, lesson, part)
    if not is_meant and (doubt := find_doubt(part, current, typed)):
        questions.ask(store, chat_id, replace(question, doubted=typed), now)
        return Doubted(course, number, part, current, typed, doubt)
    changed = read_part(course, lesson, part, typed)
    if lesson and part in _CLAIMS:
        _keep_first_wording(store, course, lesson)
    if changed == course:
        after = review_of(store, draft, by)
    else:
        after = save(store, replace(draft, course=changed), by, now)
    close(store, chat_id)
    number += part is Part.NEW_LESSON
    return Answered(after, number, question.screen_message_id)


def take_doubted(
    store: Store, by: Actor, course_id: str, mark: int, now: datetime
) -> Answered | Asked | Doubted | None:
    """Take the text of that mark, which was doubted, into the draft of that course; ``None`` if it
    is not what was typed last."""
    question = questions.find_open(store, by.person_id, now)
    if (
        not isinstance(question, DraftQuestion)
        or question.course_id != course_id
        or not question.doubted
        or _mark(question.doubted) != mark
    ):
        return None
    return answer(store, by, question, question.doubted, now, is_meant=True)


def _keep_first_wording(store: Store, course: Course, lesson: Lesson) -> None:
    if lesson.lesson_id not in store.list_first_wordings(course.course_id):
        store.save_first_wording(course.course_id, lesson.lesson_id, claims_of(lesson))


def _fingerprint(course: Course, lesson: Lesson | None, part: Part) -> str:
    """Return what is another one once the part has changed."""
    if part is Part.NEW_LESSON:
        return ""
    return write_part(course, lesson, part)
