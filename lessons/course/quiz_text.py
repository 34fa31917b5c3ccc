"""A quiz as it is typed in one message: the question, the options, the explanation.

``*`` marks the right option, ``-`` the others, ``>`` the explanation.
"""

from lessons.course import limits
from lessons.course.course import Quiz
from lessons.errors import LessonADayError
from lessons.text import is_blank

EXAMPLE = """\
Who has worn pads in the back?
* Most people past fifty
- Nobody
- Only the ill
> Wear comes with age, as grey hair does."""


class InvalidQuiz(LessonADayError):
    """The text is no quiz; ``reason`` is question, options, right or explanation."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def parse_quiz(text: str) -> Quiz:
    """Return the quiz in a text of the form of ``EXAMPLE``.

    Lines without a mark before the options belong to the question, those after ``>`` to the
    explanation.

    Raises:
        InvalidQuiz: if a part is missing, there are not two to four options, or not one right one.
    """
    question: list[str] = []
    explanation: list[str] = []
    options: list[str] = []
    right: list[int] = []
    for line in map(str.strip, text.splitlines()):
        if is_blank(line):
            continue
        mark, rest = line[0], line[1:].strip()
        if explanation or mark == ">":
            explanation.append(rest if mark == ">" else line)
        elif mark in "*-":
            right += [len(options)] if mark == "*" else []
            options.append(rest)
        elif options:
            raise InvalidQuiz("options")
        else:
            question.append(line)
    if not question:
        raise InvalidQuiz("question")
    if len(options) not in limits.OPTIONS or any(map(is_blank, options)):
        raise InvalidQuiz("options")
    if len(right) != 1:
        raise InvalidQuiz("right")
    if all(map(is_blank, explanation)):
        raise InvalidQuiz("explanation")
    return Quiz(" ".join(question), tuple(options), right[0], "\n".join(explanation))


def write_quiz(quiz: Quiz) -> str:
    """Return the quiz as it is typed; ``parse_quiz`` reads it again."""
    options = (
        f"{'*' if at == quiz.answer else '-'} {option}" for at, option in enumerate(quiz.options)
    )
    explanation = (f"> {line}" for line in quiz.explanation.splitlines())
    return "\n".join([quiz.question, *options, *explanation])
