"""A subscriber writes a time, or the end of a pause, as people do."""

from contextlib import suppress
from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessons.times.wall_time import (
    InvalidPause,
    InvalidTime,
    PauseProblem,
    parse_pause_end,
    parse_time,
)
from tests.support.tables import table

TODAY = date(2026, 11, 22)


@table(
    ("text", "expected"),
    [
        ("7:30", "07:30"),
        ("07:30", "07:30"),
        ("07.30", "07:30"),
        ("7h30", "07:30"),
        ("19h", "19:00"),
        ("7 30", "07:30"),
        ("1930", "19:30"),
        ("0730", "07:30"),
        ("730", "07:30"),
        ("8pm", "20:00"),
        ("8 p.m.", "20:00"),
        ("8:15 PM", "20:15"),
        ("8 a. m.", "08:00"),
        ("12am", "00:00"),
        ("12pm", "12:00"),
        ("12:30 am", "00:30"),
        ("at 8", "08:00"),
        ("@ 8", "08:00"),
        ("20", "20:00"),
        ("0", "00:00"),
        ("8 o'clock", "08:00"),
        ("half past 7", "07:30"),
        ("half past 7 pm", "19:30"),
        ("Half past seven in the morning, please", "07:30"),
        ("quarter past eight", "08:15"),
        ("a quarter to eight in the evening", "19:45"),
        ("quarter to one in the afternoon", "12:45"),
        ("7 in the morning", "07:00"),
        ("nine at night", "21:00"),
        ("12 at night", "00:00"),
        ("12:30 in the afternoon", "12:30"),
        ("19:30 in the evening", "19:30"),
        ("eight", "08:00"),
        ("seven thirty", "07:30"),
        ("Eight forty-five pm", "20:45"),
        ("noon", "12:00"),
        ("Midday", "12:00"),
        ("midnight", "00:00"),
        ("  7 : 30  ", "07:30"),
        ("７：３０", "07:30"),
        ("٧:٣٠", "07:30"),
        ("23:59", "23:59"),
    ],
)
def test_a_time_of_day_is_understood(text: str, expected: str) -> None:
    assert parse_time(text) == time.fromisoformat(expected)


@table(
    "text",
    [
        *("", " ", "soon", "25:00", "24:00", "7:75", "1960", "13pm", "0pm", "7:5", "7:300"),
        *(
            "-7:30",
            "7::30",
            "12345",
            "7:30 xm",
            "half past",
            "half past 25",
            "quarter to 0",
            "eightish",
            "in the morning",
            "19:30 in the morning",
            "7:30 8:30",
        ),
        *("½", "7:30:00", "9" * 5000, "\x00", "pm", "at"),
    ],
)
def test_anything_else_is_refused_and_handed_back(text: str) -> None:
    with pytest.raises(InvalidTime) as refused:
        parse_time(text)

    assert refused.value.given == text


@given(st.times(), st.sampled_from(["{:%H:%M}", "{:%H.%M}", "{:%H%M}", "{:%I:%M %p}", "{:%Hh%M}"]))
def test_every_minute_of_the_day_can_be_written_in_every_form(at: time, form: str) -> None:
    assert parse_time(form.format(at)) == at.replace(second=0, microsecond=0, fold=0)


@given(st.text() | st.text("0123456789:.h apm٣’'", max_size=9))
def test_no_text_breaks_the_reading_of_times(text: str) -> None:
    with suppress(InvalidTime):
        assert parse_time(text).second == 0


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
        ("12/24", PauseProblem.UNREADABLE),
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
        assert today < parse_pause_end(text, today) <= today + timedelta(days=366)
