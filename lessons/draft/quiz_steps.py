"""A quick question as it is asked for step by step: the question, the answers, which one is right,
and why."""

import re
from dataclasses import dataclass, replace
from enum import StrEnum

from lessons.course import limits
from lessons.course.course import Quiz
from lessons.course.quiz_text import parse_quiz
from lessons.errors import LessonADayError
from lessons.text import is_blank, utf16_length

# How people begin the lines of a list: "- ", "• ", "a) ", "2. ".
_BULLET = re.compile(r"(?:[-–—•·*]|\(?[a-dA-D1-4][.):])\s+")
_MARKED = re.compile(r"\s*\*\s*(?=\S)")


class QuizStep(StrEnum):
    """What is asked for; short, because buttons carry it."""

    QUESTION = "ask"
    OPTIONS = "options"
    RIGHT = "right"
    WHY = "why"


class Flaw(StrEnum):
    """Why what was typed is not taken."""

    EMPTY = "empty"
    TOO_LONG = "too long"
    TOO_FEW = "too few"
    TOO_MANY = "too many"
    THE_SAME = "the same"
    NO_SUCH_ANSWER = "no such answer"
    TOO_MANY_LINES = "too many lines"


class FlawedStep(LessonADayError):
    """What was typed is not taken: ``given`` counts its signs, answers or lines, and at most
    ``limit`` fit."""

    def __init__(self, flaw: Flaw, given: int = 0, limit: int = 0) -> None:
        super().__init__(flaw)
        self.flaw, self.given, self.limit = flaw, given, limit


@dataclass(frozen=True, slots=True)
class QuizDraft:
    """A quick question as far as it is given."""

    question: str = ""
    options: tuple[str, ...] = ()
    answer: int | None = None
    explanation: str = ""

    @property
    def step(self) -> QuizStep | None:
        """Return what is asked for next, ``None`` once all of it is there."""
        if not self.question:
            return QuizStep.QUESTION
        if not self.options:
            return QuizStep.OPTIONS
        if self.answer is None:
            return QuizStep.RIGHT
        return QuizStep.WHY if not self.explanation else None

    @property
    def quiz(self) -> Quiz | None:
        """Return the whole quick question, once all of it is there."""
        if self.step is not None or self.answer is None:
            return None
        return Quiz(self.question, self.options, self.answer, self.explanation)


def mend(quiz: Quiz | None, step: QuizStep) -> QuizDraft:
    """Return the quick question without what that step asks for; other answers are asked about
    anew."""
    if quiz is None:
        return QuizDraft()
    whole = QuizDraft(quiz.question, quiz.options, quiz.answer, quiz.explanation)
    match step:
        case QuizStep.QUESTION:
            return replace(whole, question="")
        case QuizStep.OPTIONS:
            return replace(whole, options=(), answer=None)
        case QuizStep.RIGHT:
            return replace(whole, answer=None)
        case QuizStep.WHY:
            return replace(whole, explanation="")


def take(draft: QuizDraft, typed: str) -> QuizDraft:
    """Return the quick question with what was typed for its next step.

    A whole one in the form of ``parse_quiz`` is taken at once. Raises ``FlawedStep``, and what
    ``parse_quiz`` raises.
    """
    match draft.step:
        case QuizStep.QUESTION:
            return _take_question(draft, typed)
        case QuizStep.OPTIONS:
            return _take_options(draft, typed)
        case QuizStep.RIGHT:
            return _take_right(draft, typed)
        case _:
            lines = [line.strip() for line in typed.splitlines() if not is_blank(line)]
            if len(lines) - 1 > limits.EXPLANATION_LINE_FEEDS:
                raise FlawedStep(Flaw.TOO_MANY_LINES, len(lines), limits.EXPLANATION_LINE_FEEDS + 1)
            return replace(draft, explanation=_fitting("\n".join(lines), limits.EXPLANATION))


def _take_question(draft: QuizDraft, typed: str) -> QuizDraft:
    lines = [line.strip() for line in typed.splitlines()]
    if any(line.startswith(">") for line in lines) and any(it.startswith("*") for it in lines):
        quiz = parse_quiz(typed)
        return QuizDraft(quiz.question, quiz.options, quiz.answer, quiz.explanation)
    return replace(draft, question=_fitting(" ".join(typed.split()), limits.QUESTION))


def _take_options(draft: QuizDraft, typed: str) -> QuizDraft:
    lines = [line.strip() for line in typed.splitlines() if not is_blank(line)]
    marked = [at for at, line in enumerate(lines) if _MARKED.match(line)]
    options = tuple(_BULLET.sub("", _MARKED.sub("", line), count=1).strip() for line in lines)
    if len(options) not in limits.OPTIONS:
        flaw = Flaw.TOO_FEW if len(options) < limits.OPTIONS.start else Flaw.TOO_MANY
        raise FlawedStep(flaw, len(options), limits.OPTIONS.stop - 1)
    for option in options:
        _fitting(option, limits.OPTION)
    if len({option.casefold() for option in options}) < len(options):
        raise FlawedStep(Flaw.THE_SAME)
    # A star at one line alone says which is right, as in the form of a whole quiz.
    return replace(draft, options=options, answer=marked[0] if len(marked) == 1 else None)


def _take_right(draft: QuizDraft, typed: str) -> QuizDraft:
    said = typed.strip().rstrip(".)").casefold()
    wordings = [option.casefold() for option in draft.options]
    if said in wordings:
        return replace(draft, answer=wordings.index(said))
    if said.isascii() and said.isdigit() and 1 <= int(said) <= len(draft.options):
        return replace(draft, answer=int(said) - 1)
    raise FlawedStep(Flaw.NO_SUCH_ANSWER, limit=len(draft.options))


def _fitting(text: str, limit: int) -> str:
    if is_blank(text):
        raise FlawedStep(Flaw.EMPTY)
    if (length := utf16_length(text)) > limit:
        raise FlawedStep(Flaw.TOO_LONG, length, limit)
    return text
