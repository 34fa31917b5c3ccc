"""An admin's date and time has one reading, or is refused with the reason."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from lessons.send_times.when import InvalidWhen, WhenProblem, parse_when, split_when
from lessons.times.schedule import find_instants, to_local
from tests.support.tables import table

BERLIN = "Europe/Berlin"
SUNDAY_NOON = datetime(2026, 11, 22, 11, 0, tzinfo=UTC)
"""12:00 on Sunday 22 November 2026 in Berlin."""


def berlin(text: str, now: datetime = SUNDAY_NOON) -> str:
    return to_local(BERLIN, parse_when(text, now, BERLIN).first_at).strftime("%Y-%m-%d %H:%M")


@table(
    ("text", "expected"),
    [
        ("2026-12-01 09:00", "2026-12-01 09:00"),
        ("2026-12-01 9:00", "2026-12-01 09:00"),
        ("1 Dec 9am", "2026-12-01 09:00"),
        ("1 Dec, 9am", "2026-12-01 09:00"),
        ("1 Dec at 9 a.m.", "2026-12-01 09:00"),
        ("dec 1 9:30pm", "2026-12-01 21:30"),
        ("1 December 2026 09:00", "2026-12-01 09:00"),
        ("5 Jan 9am", "2027-01-05 09:00"),
        ("tomorrow 9:00", "2026-11-23 09:00"),
        ("Tomorrow at 9pm", "2026-11-23 21:00"),
        ("tomorrow at noon", "2026-11-23 12:00"),
        ("mon midday", "2026-11-23 12:00"),
        ("today 18:30", "2026-11-22 18:30"),
        ("mon 18:30", "2026-11-23 18:30"),
        ("monday 18:30", "2026-11-23 18:30"),
        ("sun 12:01", "2026-11-22 12:01"),
        ("sun 12:00", "2026-11-29 12:00"),
        ("sat 0:00", "2026-11-28 00:00"),
        ("in 2h", "2026-11-22 14:00"),
        ("in 2 hours", "2026-11-22 14:00"),
        ("in 30 min", "2026-11-22 12:30"),
        ("in 30m", "2026-11-22 12:30"),
        ("in 45 minutes", "2026-11-22 12:45"),
        ("in 3 days", "2026-11-25 12:00"),
        ("in 2 weeks", "2026-12-06 12:00"),
        ("in a week", "2026-11-29 12:00"),
        ("in half an hour", "2026-11-22 12:30"),
        ("in an hour", "2026-11-22 13:00"),
        ("tonight 8pm", "2026-11-22 20:00"),
        ("tonight at 8:30", "2026-11-22 20:30"),
        ("tonight 20.00", "2026-11-22 20:00"),
        ("the day after tomorrow 9:00", "2026-11-24 09:00"),
        ("29.11.2026 9:00", "2026-11-29 09:00"),
        ("24.12. 18.00", "2026-12-24 18:00"),
        ("12/12/2026 9am", "2026-12-12 09:00"),
        ("24 dec 18.00", "2026-12-24 18:00"),
        ("in 1 day", "2026-11-23 12:00"),
        ("in 366 days", "2027-11-23 12:00"),
        ("２０２６-12-01 ０９:００", "2026-12-01 09:00"),
    ],
)
def test_one_instant_is_understood(text: str, expected: str) -> None:
    assert berlin(text) == expected


@table(
    ("text", "reason"),
    [
        ("", WhenProblem.UNREADABLE),
        ("soon", WhenProblem.NO_DAY),
        ("9:00", WhenProblem.PAST),
        ("2026-12-01", WhenProblem.NO_TIME_OF_DAY),
        ("1 Dec 25:00", WhenProblem.NO_SUCH_TIME),
        ("1 Dec 13pm", WhenProblem.NO_SUCH_TIME),
        ("31 Feb 9am", WhenProblem.NO_SUCH_DATE),
        ("su 9:00", WhenProblem.UNREADABLE),
        ("in 2", WhenProblem.UNREADABLE),
        ("in 2 hays", WhenProblem.UNREADABLE),
        ("in " + "9" * 5000 + " days", WhenProblem.UNREADABLE),
        ("today 12:00", WhenProblem.PAST),
        ("today 9:00", WhenProblem.PAST),
        ("22 Nov 9:00", WhenProblem.PAST),
        ("2026-11-21 9:00", WhenProblem.PAST),
        ("0001-01-01 00:00", WhenProblem.PAST),
        ("in 0 min", WhenProblem.PAST),
        ("in 0 days", WhenProblem.PAST),
        ("03/04/2026 09:00", WhenProblem.PAST),
        ("03/04 09:00", WhenProblem.AMBIGUOUS),
        ("03-04-27 9am", WhenProblem.AMBIGUOUS),
        ("tomorrow 9", WhenProblem.AMBIGUOUS),
        ("1 Dec 9", WhenProblem.AMBIGUOUS),
        ("2026-12-01 at 9", WhenProblem.AMBIGUOUS),
        ("2028-01-01 09:00", WhenProblem.TOO_FAR),
        ("9999-12-31 23:59", WhenProblem.TOO_FAR),
        ("in 367 days", WhenProblem.TOO_FAR),
        ("in 999999999 days", WhenProblem.TOO_FAR),
        ("in 999999999 min", WhenProblem.TOO_FAR),
        # The clocks go forward on 28 March 2027 and back on 31 October 2027.
        ("2027-03-28 02:30", WhenProblem.IN_GAP),
        ("2027-10-31 02:30", WhenProblem.AMBIGUOUS),
    ],
)
def test_anything_else_is_refused_with_its_reason(text: str, reason: WhenProblem) -> None:
    with pytest.raises(InvalidWhen) as refused:
        parse_when(text, SUNDAY_NOON, BERLIN)

    assert (refused.value.given, refused.value.reason) == (text, reason)


def test_three_days_on_the_clocks_show_the_same_time_even_across_a_transition() -> None:
    before_the_gap = datetime(2027, 3, 27, 8, 0, tzinfo=UTC)

    assert berlin("in 3 days", before_the_gap) == "2027-03-30 09:00"
    assert berlin("in 24 hours", before_the_gap) == "2027-03-28 10:00"


def test_the_admins_own_zone_decides() -> None:
    assert parse_when("today 23:00", SUNDAY_NOON, "Pacific/Auckland").first_at == datetime(
        2026, 11, 23, 10, 0, tzinfo=UTC
    )


@table(
    ("text", "rest", "expected"),
    [
        ("headache 6 2026-12-01 08:00", "headache 6", "2026-12-01 08:00"),
        ("headache tomorrow 9:00", "headache", "2026-11-23 09:00"),
        ("Flu shots: 3 1 Dec 9am", "Flu shots: 3", "2026-12-01 09:00"),
        ("Hello on Friday at 9:00", "Hello", "2026-11-27 09:00"),
        ("Reminder for tomorrow at 10:00", "Reminder", "2026-11-23 10:00"),
        ("Closed on 1 December 2026 at 9:00 a.m.", "Closed", "2026-12-01 09:00"),
        ("See you. In 3 days", "See you.", "2026-11-25 12:00"),
        ("Drink 1.5 litres today 18:30", "Drink 1.5 litres", "2026-11-22 18:30"),
        ("Two lines\nof text\nmon 18:30", "Two lines\nof text", "2026-11-23 18:30"),
        ("We close. Send this on friday at 9am", "We close.", "2026-11-27 09:00"),
        ("Hello 5 dec 26 9:00", "Hello", "2026-12-05 09:00"),
        ("Hello. A week tomorrow at 9am", "Hello.", "2026-11-30 09:00"),
        ("Hello a week from friday 9am", "Hello", "2026-12-04 09:00"),
        ("We moved to Berlin tomorrow 9am", "We moved to Berlin", "2026-11-23 09:00"),
        ("tomorrow 9:00", "", "2026-11-23 09:00"),
        ("Hello. Saturday, 5 December 2026, 9:00", "Hello.", "2026-12-05 09:00"),
        ("Hello Sat the 5th of December at 9am", "Hello", "2026-12-05 09:00"),
        ("Hello this coming friday at 9am", "Hello", "2026-11-27 09:00"),
        ("Hello weds 9am", "Hello", "2026-11-25 09:00"),
        ("Hello thurs 9am", "Hello", "2026-11-26 09:00"),
        ("We close on Monday. fri 9:00", "We close on Monday.", "2026-11-27 09:00"),
        ("Walk every day. tomorrow 9:00", "Walk every day.", "2026-11-23 09:00"),
    ],
)
def test_what_to_send_is_told_apart_from_when(text: str, rest: str, expected: str) -> None:
    found, when = split_when(text, SUNDAY_NOON, BERLIN)

    assert found == rest
    assert to_local(BERLIN, when.first_at).strftime("%Y-%m-%d %H:%M") == expected


@table(
    ("text", "given_part", "reason"),
    [
        ("headache 6 2026-10-01 08:00", "2026-10-01 08:00", WhenProblem.PAST),
        ("headache 03/04 08:00", "03/04 08:00", WhenProblem.AMBIGUOUS),
        (
            "Our walk-in clinic every monday 9:00",
            "every monday 9:00",
            WhenProblem.REPEATS,
        ),
        ("Flu shots monday to friday 9:00", "monday to friday 9:00", WhenProblem.REPEATS),
        ("Drink water daily at 9am", "daily at 9am", WhenProblem.REPEATS),
        ("headache 6 tomorrow 9", "tomorrow 9", WhenProblem.AMBIGUOUS),
        ("headache 6 in 900 days", "in 900 days", WhenProblem.TOO_FAR),
        ("The old mon 18:30 tomorrow 9:00", "mon 18:30 tomorrow 9:00", WhenProblem.SEVERAL),
        ("Hello last friday 9am", "last friday 9am", WhenProblem.PAST),
        ("Hello monday or tuesday 9am", "monday or tuesday 9am", WhenProblem.SEVERAL),
        ("Bring it by monday 9am", "by monday 9am", WhenProblem.SEVERAL),
        ("See you in 3 days", "in 3 days", WhenProblem.IN_THE_TEXT),
        ("We start at 3pm", "at 3pm", WhenProblem.IN_THE_TEXT),
        ("tomorrow 9am We are closed.", "tomorrow 9am", WhenProblem.AT_BEGINNING),
        ("tomorrow 9am We are closed on friday 9am", "on friday 9am", WhenProblem.SEVERAL),
        ("Hello. tomorrow 9:00 Nowhereland", "Nowhereland", WhenProblem.NO_SUCH_ZONE),
        ("Hello Monday, December 5 at 9am", "Monday, December 5 at 9am", WhenProblem.OTHER_WEEKDAY),
        ("headache 6", "headache 6", WhenProblem.UNREADABLE),
        ("", "", WhenProblem.UNREADABLE),
    ],
)
def test_a_refused_instant_is_never_read_as_something_shorter(
    text: str, given_part: str, reason: WhenProblem
) -> None:
    with pytest.raises(InvalidWhen) as refused:
        split_when(text, SUNDAY_NOON, BERLIN)

    assert (refused.value.given, refused.value.reason) == (given_part, reason)


words = """in tomorrow today mon sunday 1 31 Dec February 2026 2026-12-01 03/04/2026 9 9am 9:00
25:00 99999 days h min , at 0000-00-00 9999-12-31 0001-01-01 ٣ headache
their time Europe/Berlin UTC utc/ to"""
pieces = st.sampled_from(words.split())
texts = st.text() | st.lists(pieces, max_size=8).map(" ".join)
ZONES = ["UTC", BERLIN, "America/Nuuk", "Pacific/Apia", "Australia/Lord_Howe"]
zones = st.sampled_from(ZONES)
nows = st.integers(0, 30 * 365 * 24 * 60).map(lambda age: SUNDAY_NOON + timedelta(minutes=age))


@given(texts, nows, zones)
def test_no_text_breaks_the_reading_of_instants(text: str, now: datetime, zone: str) -> None:
    with suppress(InvalidWhen):
        when = parse_when(text, now, zone, ZONES)
        assert when.first_at.tzinfo is UTC
        assert now < when.last_at <= now + timedelta(days=369)
        assert when.wall_time or now < when.first_at <= when.last_at
    with suppress(InvalidWhen):
        rest, when = split_when(text, now, zone, ZONES)
        assert text.startswith(rest)
        assert parse_when(text[len(rest) :], now, zone, ZONES) == when


@given(st.integers(1, 365 * 24 * 60), zones)
def test_an_instant_written_in_full_is_read_back(minutes: int, zone: str) -> None:
    at = SUNDAY_NOON + timedelta(minutes=minutes)
    wall = to_local(zone, at).replace(tzinfo=None)
    # A repeated hour has two readings and is refused.
    assume(len(find_instants(zone, wall)) == 1)

    assert parse_when(f"{wall:%Y-%m-%d %H:%M}", SUNDAY_NOON, zone).first_at == at


def test_next_monday_has_two_readings() -> None:
    with pytest.raises(InvalidWhen) as refused:
        split_when("Hello next monday 9:00", SUNDAY_NOON, BERLIN)
    assert refused.value.reason is WhenProblem.AMBIGUOUS
    assert refused.value.given == "next monday 9:00"
