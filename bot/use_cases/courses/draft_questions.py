"""Parts of a draft that are typed: what is asked, kept so that a restart loses no step."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.use_cases import questions
from bot.use_cases.courses.drafting import find_lesson, find_review
from bot.use_cases.courses.second_person import Actor
from bot.use_cases.courses.typed_parts import Asked, Doubted, Taken, Typed, mark_of, take
from lessons.draft.parts import COURSE_PARTS, Part, write_part
from lessons.draft.review import DraftReview
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


@dataclass(frozen=True, slots=True)
class Answered:
    """What was typed is in the draft; ``number`` is the lesson to show, or 0 for the course."""

    review: DraftReview
    number: int
    screen_message_id: int | None


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
            seen=write_part(course, item, part),
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
    typed_part = Typed(question.part, question.seen, typed)
    taken = take(
        store, by, question.course_id, question.lesson_id, [typed_part], now, is_meant=is_meant
    )
    match taken:
        case Asked():
            questions.ask(store, by.person_id, replace(question, seen=taken.current), now)
        case Doubted():
            questions.ask(store, by.person_id, replace(question, doubted=typed), now)
        case Taken():
            close(store, by.person_id)
            return Answered(taken.review, taken.number, question.screen_message_id)
        case None:
            close(store, by.person_id)
    return taken


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
        or mark_of(question.doubted) != mark
    ):
        return None
    return answer(store, by, question, question.doubted, now, is_meant=True)
