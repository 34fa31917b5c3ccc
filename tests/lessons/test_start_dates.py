"""Dates to start on, as people type them."""

from datetime import date

import pytest

from lessons.times.breaks import InvalidPause, PauseProblem
from lessons.times.start_dates import find_start

TODAY = date(2026, 11, 22)  # a Sunday
MONDAY = date(2026, 11, 23)
DECEMBER = date(2026, 12, 1)


def test_a_date_to_start_on_is_read_with_what_is_said_besides() -> None:
    table = {
        "from Monday": (MONDAY, ""),
        "From monday on, please": (MONDAY, ""),
        "can we start on Monday?": (MONDAY, ""),
        "start on 1 December": (DECEMBER, ""),
        "starting 1st of December": (DECEMBER, ""),
        "I want to begin tomorrow": (MONDAY, ""),
        "start next week": (MONDAY, ""),
        "ab Montag": (MONDAY, ""),
        "desde el lunes": (MONDAY, ""),
        "not before 1.12.": (DECEMBER, ""),
        "from Monday at 8pm": (MONDAY, "8pm"),
    }
    read = {}
    for text in table:
        start = find_start(text, TODAY)
        read[text] = (start.day, start.rest) if start else None
    assert read == table


def test_what_names_no_date_is_no_start() -> None:
    texts = (
        "Monday",
        "start",
        "from 8",
        "start at 8pm",
        "from Berlin",
        "start the day with a lesson",
        "from Monday to Friday at 8",
        "from now on",
        "start now",
        "from 9 to 10",
    )
    assert not {text: found for text in texts if (found := find_start(text, TODAY))}


def test_a_date_that_is_past_or_one_of_two_is_refused() -> None:
    for text, reason in (
        ("from 2026-11-01", PauseProblem.PAST),
        ("from 2030-01-01", PauseProblem.TOO_FAR),
        ("from 1/12", PauseProblem.AMBIGUOUS),
    ):
        with pytest.raises(InvalidPause) as refused:
            find_start(text, TODAY)
        assert refused.value.reason is reason, text
