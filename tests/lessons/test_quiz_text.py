"""A quiz is typed in one message and reads back as it was."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessons.course.course import Quiz
from lessons.course.quiz_text import EXAMPLE, InvalidQuiz, parse_quiz, write_quiz
from tests.support.tables import table

words = st.text("abc *->?", min_size=1, max_size=20).map(lambda text: f"w{text}".strip())
quizzes = st.builds(
    lambda question, options, answer, lines: Quiz(
        question, tuple(options), answer, "\n".join(lines)
    ),
    words,
    st.lists(words, min_size=3, max_size=3),
    st.integers(0, 2),
    st.lists(words, min_size=1, max_size=3),
)


@given(quizzes)
def test_what_is_written_reads_back(quiz: Quiz) -> None:
    assert parse_quiz(write_quiz(quiz)) == quiz


def test_the_example_is_a_quiz() -> None:
    quiz = parse_quiz(EXAMPLE)
    assert quiz.options[quiz.answer] == "Most people past fifty"
    assert quiz.explanation == "Wear comes with age, as grey hair does."


def test_blank_lines_and_white_space_do_not_matter() -> None:
    loose = "\n\n".join(f"  {line} " for line in EXAMPLE.splitlines())
    assert parse_quiz(loose) == parse_quiz(EXAMPLE)


@table(
    ("text", "reason"),
    [
        ("", "question"),
        ("* a\n- b\n- c\n> d", "question"),
        ("Why?", "options"),
        ("Why?\n* a\n> d", "options"),
        ("Why?\n* a\n- b\n- c\n- d\n- e\n> f", "options"),
        ("Why?\n* a\n-\n- c\n> e", "options"),
        ("Why?\n- a\n- b\n- c\n> d", "right"),
        ("Why?\n* a\n* b\n- c\n> d", "right"),
        ("Why?\n* a\n- b\n- c", "explanation"),
        ("Why?\n* a\nor\n- b\n- c\n> d", "options"),
    ],
)
def test_what_is_missing_is_named(text: str, reason: str) -> None:
    with pytest.raises(InvalidQuiz) as refusal:
        parse_quiz(text)
    assert refusal.value.reason == reason


@given(st.text())
def test_no_text_is_too_odd(text: str) -> None:
    with suppress(InvalidQuiz):
        assert parse_quiz(text).question


def test_two_to_four_answers_are_a_question() -> None:
    for options in (["a", "b"], ["a", "b", "c"], ["a", "b", "c", "d"]):
        quiz = Quiz("Why?", tuple(options), 1, "So.")
        assert parse_quiz(write_quiz(quiz)) == quiz
