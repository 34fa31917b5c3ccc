"""A time of day is written in figures."""

from contextlib import suppress
from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessons.times.wall_time import InvalidTime, parse_time
from tests.support.tables import table


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
            "half past 7",
            "eightish",
            "in the morning",
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
