"""A subscriber says how long a break shall be."""

from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessons.times.breaks import InvalidPause, PauseProblem, parse_pause_end
from tests.support.tables import table

TODAY = date(2026, 11, 22)


@table(
    ("text", "expected"),
    [
        ("3 days", "2026-11-25"),
        ("3", "2026-11-25"),
        ("3d", "2026-11-25"),
        ("٣ days", "2026-11-25"),
        ("for 3 days", "2026-11-25"),
        ("1 day", "2026-11-23"),
        ("a day", "2026-11-23"),
        ("1 week", "2026-11-29"),
        ("a week", "2026-11-29"),
        ("2  Weeks ", "2026-12-06"),
        ("two weeks", "2026-12-06"),
        ("for three days", "2026-11-25"),
        ("until Friday", "2026-11-27"),
        ("next monday", "2026-11-23"),
        ("sun", "2026-11-29"),
        ("tomorrow", "2026-11-23"),
        ("until tomorrow", "2026-11-23"),
        ("2026-12-24", "2026-12-24"),
        ("24 Dec", "2026-12-24"),
        ("until 24 Dec", "2026-12-24"),
        ("24 December", "2026-12-24"),
        ("24th of December", "2026-12-24"),
        ("24 December 2026", "2026-12-24"),
        ("Dec 24", "2026-12-24"),
        ("December 24, 2026", "2026-12-24"),
        ("24.12.", "2026-12-24"),
        ("24.12", "2026-12-24"),
        ("24.12.2026", "2026-12-24"),
        ("24. 12. 2026", "2026-12-24"),
        ("1 Sept", "2027-09-01"),
        ("5 Jan", "2027-01-05"),
        ("21 Nov", "2027-11-21"),
        ("366", "2027-11-23"),
    ],
)
def test_the_end_of_a_pause_is_understood(text: str, expected: str) -> None:
    assert parse_pause_end(text, TODAY) == date.fromisoformat(expected)


@table(
    ("text", "reason"),
    [
        ("", PauseProblem.UNREADABLE),
        ("a", PauseProblem.UNREADABLE),
        ("for a", PauseProblem.UNREADABLE),
        ("next", PauseProblem.UNREADABLE),
        ("a while", PauseProblem.UNREADABLE),
        ("yesterday", PauseProblem.PAST),
        ("31 Feb", PauseProblem.UNREADABLE),
        ("2026-13-01", PauseProblem.UNREADABLE),
        ("0000-01-01", PauseProblem.UNREADABLE),
        ("12/24/2025", PauseProblem.PAST),
        ("24th of", PauseProblem.UNREADABLE),
        ("24 Foo", PauseProblem.UNREADABLE),
        ("-3", PauseProblem.UNREADABLE),
        ("9" * 5000, PauseProblem.UNREADABLE),
        ("0", PauseProblem.PAST),
        ("0 weeks", PauseProblem.PAST),
        ("today", PauseProblem.PAST),
        ("22 Nov", PauseProblem.PAST),
        ("2026-11-21", PauseProblem.PAST),
        ("0001-01-01", PauseProblem.PAST),
        ("24.12.2025", PauseProblem.PAST),
        ("367", PauseProblem.TOO_FAR),
        ("9999 weeks", PauseProblem.TOO_FAR),
        ("2027-11-24", PauseProblem.TOO_FAR),
        ("9999-12-31", PauseProblem.TOO_FAR),
    ],
)
def test_an_end_that_makes_no_pause_is_refused_with_its_reason(
    text: str, reason: PauseProblem
) -> None:
    with pytest.raises(InvalidPause) as refused:
        parse_pause_end(text, TODAY)

    assert (refused.value.given, refused.value.reason) == (text, reason)


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(1, 366))
def test_a_pause_may_end_on_any_day_of_the_coming_year(today: date, days: int) -> None:
    end = today + timedelta(days=days)

    for text in (str(days), f"{days} days", end.isoformat(), f"{end.day}.{end.month}.{end.year}"):
        assert parse_pause_end(text, today) == end


@given(
    st.text() | st.text("0123456789.- dayweksmonth٣", max_size=12),
    st.dates(date(2000, 1, 1), date(2100, 1, 1)),
)
def test_no_text_breaks_the_reading_of_pauses(text: str, today: date) -> None:
    with suppress(InvalidPause):
        end = parse_pause_end(text, today)
        assert end is None or today < end <= today + timedelta(days=366)


def test_a_date_with_a_slash_is_asked_for_where_it_has_two_readings() -> None:
    with pytest.raises(InvalidPause) as refused:
        parse_pause_end("3/4", TODAY, "en-GB")
    assert refused.value.readings == (date(2027, 3, 4), date(2027, 4, 3))
    assert parse_pause_end("3/4", TODAY, "en-US") == date(2027, 3, 4)
    assert parse_pause_end("12/24", TODAY) == date(2026, 12, 24)
