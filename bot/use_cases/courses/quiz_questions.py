"""The quick question of a lesson, asked for step by step; nothing is in the draft before all is."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.use_cases import questions
from bot.use_cases.courses.draft_questions import Answered
from bot.use_cases.courses.drafting import Handled, change_lesson, find_lesson, find_review, save
from bot.use_cases.courses.second_person import Actor
from lessons.course.course import Quiz
from lessons.course.edits import replace_lesson
from lessons.course.quiz_text import write_quiz
from lessons.draft.parts import Part
from lessons.draft.quiz_steps import FlawedStep, QuizDraft, QuizStep, mend, take
from lessons.draft.review import DraftReview, LessonReview
from lessons.language.answers import find_answer
from lessons.language.wishes import find_wish
from lessons.questions.draft_question import DraftQuestion
from storage.interface.store import Store


@dataclass(frozen=True, slots=True)
class Asking:
    """What is asked for next of the lesson of that number.

    ``flaw`` is why what was typed was not taken. ``has_changed`` says that somebody changed the
    quick question meanwhile, and ``is_doubted`` that the text seems to be said to the bot.
    """

    course_id: str
    number: int
    quiz: QuizDraft
    flaw: FlawedStep | None = None
    has_changed: bool = False
    is_doubted: bool = False


def begin(
    store: Store,
    by: Actor,
    course_id: str,
    number: int,
    step: QuizStep,
    screen_message_id: int | None,
    now: datetime,
) -> Asking | None:
    """Ask for that of the lesson's quick question, or for all of one that it does not have;
    ``None`` if there is no such lesson."""
    found = find_review(store, course_id, by)
    item = find_lesson(found, number) if found else None
    if found is None or item is None:
        return None
    lesson = item.lesson
    draft = mend(lesson.quiz, step)
    question = DraftQuestion(
        Part.QUIZ, course_id, lesson.lesson_id, _seen(lesson.quiz), screen_message_id, quiz=draft
    )
    questions.ask(store, by.person_id, question, now)
    return Asking(course_id, number, draft)


def take_typed(
    store: Store, by: Actor, question: DraftQuestion, typed: str, now: datetime
) -> Answered | Asking | None:
    """Take what was typed for the step that is asked for; ``None`` if the lesson is gone.

    Raises ``InvalidQuiz`` for a whole one that lacks something; the question stays open.
    """
    asked = question.quiz or QuizDraft()
    # A bare "stop" or "help" asks and explains nothing, though "true" may be the right answer.
    is_sentence = asked.step in (QuizStep.QUESTION, QuizStep.WHY)
    if is_sentence and (find_answer(typed) or find_wish(typed)):
        return _ask_on(store, by, question, asked, now, is_doubted=True)
    try:
        return _ask_on(store, by, question, take(asked, typed), now)
    except FlawedStep as flaw:
        return _ask_on(store, by, question, asked, now, flaw=flaw)


def choose_right(
    store: Store, by: Actor, course_id: str, index: int, now: datetime
) -> Answered | Asking | None:
    """Take the answer of that place, from 0, for the right one; ``None`` if that is not asked."""
    question = questions.find_open(store, by.person_id, now)
    if not isinstance(question, DraftQuestion) or question.course_id != course_id:
        return None
    asked = question.quiz
    if asked is None or asked.step is not QuizStep.RIGHT or index >= len(asked.options):
        return None
    return _ask_on(store, by, question, replace(asked, answer=index), now)


def drop(
    store: Store, by: Actor, course_id: str, number: int, version: int, now: datetime
) -> Handled | None:
    """Leave the lesson without a quick question; ``None`` if there is no such draft."""

    def change(found: DraftReview, item: LessonReview) -> Handled:
        return Handled(_save(store, by, found, item, None, now))

    return change_lesson(store, by, course_id, number, version, change)


def _ask_on(
    store: Store,
    by: Actor,
    question: DraftQuestion,
    quiz: QuizDraft,
    now: datetime,
    *,
    flaw: FlawedStep | None = None,
    is_doubted: bool = False,
) -> Answered | Asking | None:
    course_id, found = question.course_id, find_review(store, question.course_id, by)
    numbered = enumerate(found.lessons, start=1) if found else ()
    number, item = next(
        ((at, it) for at, it in numbered if it.lesson.lesson_id == question.lesson_id), (0, None)
    )
    if found is None or item is None:
        questions.close(store, by.person_id, DraftQuestion)
        return None
    seen = _seen(item.lesson.quiz)
    has_changed = seen != question.seen
    whole = quiz.quiz
    if whole is None or has_changed:
        # What was given stays; it takes the place of the other one if that is what is meant.
        draft = replace(quiz, explanation="") if whole else quiz
        asked = replace(question, quiz=draft, seen=seen)
        questions.ask(store, by.person_id, asked, now)
        return Asking(course_id, number, draft, flaw, has_changed, is_doubted)
    after = _save(store, by, found, item, whole, now)
    questions.close(store, by.person_id, DraftQuestion)
    return Answered(after, number, question.screen_message_id)


def _save(
    store: Store,
    by: Actor,
    found: DraftReview,
    item: LessonReview,
    quiz: Quiz | None,
    now: datetime,
) -> DraftReview:
    course = replace_lesson(found.draft.course, replace(item.lesson, quiz=quiz))
    return save(store, replace(found.draft, course=course), by, now)


def _seen(quiz: Quiz | None) -> str:
    return write_quiz(quiz) if quiz else ""
