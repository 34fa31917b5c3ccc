"""A quick question is put together step by step, however the lines of its answers begin."""

import pytest

from lessons.course.course import Quiz
from lessons.draft.quiz_steps import Flaw, FlawedStep, QuizDraft, QuizStep, mend, take
from tests.support.tables import table

WHOLE = Quiz("Who?", ("A", "B"), 1, "So.")


@table(
    "typed",
    [
        "Ice\nHeat\nRest",
        "- Ice\n- Heat\n- Rest",
        "• Ice\n\n• Heat\n• Rest\n",
        "– Ice\n– Heat\n– Rest",
        "a) Ice\nb) Heat\nc) Rest",
        "A. Ice\nB. Heat\nC. Rest",
        "1. Ice\n2. Heat\n3. Rest",
        "(1) Ice\n(2) Heat\n(3) Rest",
        "* Ice\n* Heat\n* Rest",
    ],
)
def test_answers_are_lines_whatever_stands_before_them(typed: str) -> None:
    asked = take(QuizDraft("What helps?"), typed)
    assert asked.options == ("Ice", "Heat", "Rest")
    assert asked.step is QuizStep.RIGHT


def test_what_begins_like_a_list_and_is_none_stays_whole() -> None:
    asked = take(QuizDraft("How much?"), "-5 degrees\n1.5 liters\nA lot")
    assert asked.options == ("-5 degrees", "1.5 liters", "A lot")


def test_a_star_before_one_answer_alone_says_that_it_is_right() -> None:
    asked = take(QuizDraft("What helps?"), "Ice\n* Heat\n- Rest")
    assert (asked.options, asked.answer) == (("Ice", "Heat", "Rest"), 1)
    assert asked.step is QuizStep.WHY


@table(
    ("typed", "answer"),
    [("1", 0), ("2.", 1), ("2)", 1), ("heat", 1), (" Ice ", 0)],
)
def test_the_right_one_is_named_by_its_number_or_its_words(typed: str, answer: int) -> None:
    assert take(QuizDraft("What helps?", ("Ice", "Heat")), typed).answer == answer


@table(
    ("given", "typed", "flaw"),
    [
        (QuizDraft(), " ", Flaw.EMPTY),
        (QuizDraft(), "w" * 301, Flaw.TOO_LONG),
        (QuizDraft("Who?"), "A", Flaw.TOO_FEW),
        (QuizDraft("Who?"), "A\nB\nC\nD\nE", Flaw.TOO_MANY),
        (QuizDraft("Who?"), "A\na", Flaw.THE_SAME),
        (QuizDraft("Who?"), "A\n" + "b" * 101, Flaw.TOO_LONG),
        (QuizDraft("Who?", ("A", "B")), "3", Flaw.NO_SUCH_ANSWER),
        (QuizDraft("Who?", ("A", "B")), "0", Flaw.NO_SUCH_ANSWER),
        (QuizDraft("Who?", ("A", "B")), "both", Flaw.NO_SUCH_ANSWER),
        (QuizDraft("Who?", ("A", "B"), 0), "", Flaw.EMPTY),
        (QuizDraft("Who?", ("A", "B"), 0), "a\nb\nc\nd", Flaw.TOO_MANY_LINES),
    ],
)
def test_what_cannot_be_taken_is_refused_with_its_reason(
    given: QuizDraft, typed: str, flaw: Flaw
) -> None:
    with pytest.raises(FlawedStep) as refused:
        take(given, typed)
    assert refused.value.flaw is flaw


def test_mending_asks_for_one_part_and_new_answers_ask_which_is_right() -> None:
    assert [mend(WHOLE, step).step for step in QuizStep] == list(QuizStep)
    assert mend(None, QuizStep.WHY).step is QuizStep.QUESTION
    assert take(mend(WHOLE, QuizStep.WHY), "It is.").quiz == Quiz("Who?", ("A", "B"), 1, "It is.")
    again = take(take(mend(WHOLE, QuizStep.OPTIONS), "C\nD"), "1")
    assert again.quiz == Quiz("Who?", ("C", "D"), 0, "So.")
