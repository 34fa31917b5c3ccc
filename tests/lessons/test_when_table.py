"""Hundreds of dates and times against instants that were found in another way.

What is expected is found by looking: every minute around is shown on the zone's clocks, and those
that show the wanted time are counted. None means a gap, two a repeated hour.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import pytest

from lessons.send_times.when import InvalidWhen, When, WhenProblem, parse_when
from tests.support.tables import table

MINUTE = timedelta(minutes=1)
EVERYWHERE = ("Pacific/Kiritimati", "Pacific/Auckland", "Europe/Berlin", "America/New_York")

# The zone, a moment, and dates on which its clocks change or do not.
PLACES = [
    ("Europe/Berlin", datetime(2027, 3, 20, 11, tzinfo=UTC), ("2027-03-28", "2027-10-31")),
    ("America/New_York", datetime(2027, 3, 1, 20, tzinfo=UTC), ("2027-03-14", "2027-11-07")),
    ("Australia/Lord_Howe", datetime(2027, 3, 1, 2, tzinfo=UTC), ("2027-04-04", "2027-10-03")),
    ("America/Nuuk", datetime(2027, 3, 1, 12, tzinfo=UTC), ("2027-03-27", "2027-10-30")),
    ("Asia/Kathmandu", datetime(2027, 1, 1, 0, tzinfo=UTC), ("2027-01-05", "2027-12-30")),
    ("Africa/Casablanca", datetime(2026, 12, 31, 23, 30, tzinfo=UTC), ("2027-02-07", "2027-03-14")),
]
TIMES = ("00:00", "00:30", "01:00", "01:45", "02:00", "02:15", "02:30", "03:00", "09:00", "23:30")
Case = tuple[str, str, datetime, datetime | WhenProblem]


@cache
def minutes_that_show(zone: str, day: str) -> dict[str, list[datetime]]:
    """Every minute of that date in the zone, by what the clocks show."""
    clock = ZoneInfo(zone)
    start = datetime.fromisoformat(day).replace(tzinfo=UTC) - timedelta(hours=15)
    shown: dict[str, list[datetime]] = {}
    for count in range(54 * 60):
        at = start + count * MINUTE
        shown.setdefault(at.astimezone(clock).strftime("%Y-%m-%d %H:%M"), []).append(at)
    return shown


def expect(zone: str, day: str, time: str, now: datetime) -> datetime | WhenProblem:
    found = minutes_that_show(zone, day).get(f"{day} {time}", [])
    if not found:
        return WhenProblem.IN_GAP
    if found[-1] <= now:
        return WhenProblem.PAST
    return found[0] if len(found) == 1 else WhenProblem.AMBIGUOUS


def twelve_hours(time: str) -> str:
    hour, minute = map(int, time.split(":"))
    return f"{hour % 12 or 12}:{minute:02}{'am' if hour < 12 else 'pm'}"


def dated() -> Iterator[Case]:
    """A date and a time, in the forms that people write."""
    months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    for zone, now, days in PLACES:
        for day in days:
            year, month, number = day.split("-")
            name = months[int(month) - 1]
            for time in TIMES:
                wanted = expect(zone, day, time, now)
                yield zone, f"{day} {time}", now, wanted
                yield zone, f"{int(number)} {name} {year} {twelve_hours(time)}", now, wanted
                elsewhere = "UTC" if zone != "UTC" else "Asia/Tokyo"
                yield elsewhere, f"{day} at {time} {zone}", now, wanted


def relative() -> Iterator[Case]:
    """Today, tomorrow, the days of the week and lengths of time."""
    names = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
    for zone, now, _days in PLACES:
        today = now.astimezone(ZoneInfo(zone)).date()
        for time in ("08:00", "12:15", "23:45"):
            day = today.isoformat()
            yield zone, f"today {time}", now, expect(zone, day, time, now)
            day = (today + timedelta(days=1)).isoformat()
            yield zone, f"Tomorrow {time}", now, expect(zone, day, time, now)
            for elsewhere in ("Pacific/Kiritimati", "Pacific/Pago_Pago"):
                yield elsewhere, f"tomorrow {time} {zone}", now, expect(zone, day, time, now)
            for ahead in range(1, 7):
                day_there = today + timedelta(days=ahead)
                wanted = expect(zone, day_there.isoformat(), time, now)
                yield zone, f"{names[day_there.weekday()][:3]} {time}", now, wanted
        for count in (1, 45, 600):
            yield zone, f"in {count} min", now, now + count * MINUTE
            yield zone, f"in {count}h", now, now + count * 60 * MINUTE


def refused() -> Iterator[Case]:
    """What has no reading, or two."""
    zone, now, _days = PLACES[0]
    forms = {
        WhenProblem.UNREADABLE: (
            "june", "in 2", "in 2h Europe/Berlin", "their time", "Europe/Berlin", "6", "hello",
        ),
        WhenProblem.NO_DAY: ("soon", "later", "next week", "in a while", "this weekend 9am", "eod"),
        WhenProblem.NO_TIME_OF_DAY: (
            "2027-06-01", "tomorrow", "friday morning", "first thing monday", "tonight",
        ),
        WhenProblem.NO_SUCH_DATE: ("31 Feb 9am", "2027-13-01 9:00", "32 June noon", "31.4. 9:00"),
        WhenProblem.SEVERAL: (
            "in 2h their time", "by monday 9am", "monday or tuesday 9am", "tomorrow 9am 5pm",
            "monday 9-10am", "in 2h tomorrow", "now tomorrow", "friday morning at 8pm",
        ),
        WhenProblem.PARTLY: ("tomorrow 9am or so", "monday 9:00 hopefully"),
        WhenProblem.NO_SUCH_TIME: ("tomorrow 25:00", "tomorrow 9:60", "tomorrow 13pm"),
        WhenProblem.REPEATS: (
            "every monday 9:00", "daily at 9am", "monday to friday 9:00", "mon-fri 9:00 their time",
            "weekly on friday 18:00", "mondays 9:00", "every other tuesday at noon",
            "weekdays at 9", "every mon, wed and fri 18:30", "each day 9:00 Europe/Berlin",
        ),
        WhenProblem.OTHER_WEEKDAY: (
            "Monday 2027-06-01 09:00", "sun 1 June 9am", "Wed, June 1 at noon",
        ),
        WhenProblem.NO_SUCH_ZONE: ("tomorrow 9:00 Europe/Nowhere", "mon 18:30 Mars/Phobos"),
        WhenProblem.AMBIGUOUS: (
            "03/04/2027 09:00", "3-4-27 9am", "03/04 9am", "tomorrow 9",
            "1 Dec 9", "2027-06-01 at 9", "tomorrow 9am local time",
            "tomorrow 9am IST", "tomorrow 9 their time",
            "03/04/2027 09:00 their time", "tomorrow 9 Europe/Berlin",
        ),
        WhenProblem.PAST: (
            "today 9:00", "2027-03-19 12:00", "2020-01-01 00:00", "in 0 min", "in 0 days",
            "yesterday 9:00",
            "2027-03-19 12:00 their time", "today 1:00 their time", "2026-12-01 9:00 Asia/Tokyo",
            "0001-01-01 00:00 their time", "9:00", "noon", "9:00 their time", "an hour ago",
        ),
        WhenProblem.TOO_FAR: (
            "2030-01-01 09:00", "9999-12-31 23:59", "in 400 days", "in 9999999 h",
            "2030-01-01 09:00 their time", "9999-12-31 23:59 their time",
            "2030-01-01 09:00 Asia/Tokyo", "9999-12-31 23:59 America/Nuuk",
        ),
    }  # fmt: skip
    for problem, texts in forms.items():
        for text in texts:
            yield zone, text, now, problem


CASES = [*dated(), *relative(), *refused()]


def test_there_are_hundreds_of_cases_of_every_kind() -> None:
    assert len(CASES) >= 500
    kinds = {wanted for *_, wanted in CASES if isinstance(wanted, WhenProblem)}
    # These two are of what stands around a time, and that the clocks leave out is in ``dated``.
    assert set(WhenProblem) - kinds == {WhenProblem.AT_BEGINNING, WhenProblem.IN_THE_TEXT}


@table(("zone", "text", "now", "wanted"), CASES)
def test_a_date_and_time_means_the_instant_that_the_clocks_show(
    zone: str, text: str, now: datetime, wanted: datetime | WhenProblem
) -> None:
    try:
        found: When | WhenProblem = parse_when(text, now, zone, EVERYWHERE)
    except InvalidWhen as error:
        found = error.reason
    assert found == (When(wanted, wanted) if isinstance(wanted, datetime) else wanted)


@table("time", ["09:00", "00:00", "23:59", "9pm"])
@table("day", ["tomorrow", "2027-03-22", "22 Mar", "mon"])
def test_their_time_is_the_same_on_all_clocks(day: str, time: str) -> None:
    now = datetime(2027, 3, 20, 8, tzinfo=UTC)
    when = parse_when(f"{day} {time} their time", now, "Europe/Berlin", EVERYWHERE)
    date = "2027-03-21" if day == "tomorrow" else "2027-03-22"
    clock = "21:00" if time == "9pm" else time
    found = [minutes_that_show(zone, date)[f"{date} {clock}"][0] for zone in EVERYWHERE]
    assert (when.first_at, when.last_at) == (min(found), max(found))
    assert when.wall_time == datetime.fromisoformat(f"{date} {clock}")


def test_their_time_moves_forward_where_it_falls_into_a_gap() -> None:
    now = datetime(2027, 3, 20, 8, tzinfo=UTC)
    when = parse_when("2027-03-28 02:30 their time", now, "UTC", ["Europe/Berlin"])
    assert when.first_at == datetime(2027, 3, 28, 1, 30, tzinfo=UTC)


def test_their_time_is_refused_where_it_has_passed_for_all_and_not_for_some() -> None:
    now = datetime(2027, 3, 20, 20, tzinfo=UTC)
    both = ["Europe/Berlin", "Pacific/Auckland"]
    when = parse_when("tomorrow 9:00 their time", now, "UTC", both)
    assert (when.first_at, when.last_at) == (now, datetime(2027, 3, 21, 8, tzinfo=UTC))
    with pytest.raises(InvalidWhen) as refusal:
        parse_when("tomorrow 9:00 their time", now, "UTC", ["Pacific/Auckland"])
    assert refusal.value.reason is WhenProblem.PAST


def test_a_repeated_time_is_past_only_when_it_has_come_twice() -> None:
    once = datetime(2027, 10, 31, 0, 45, tzinfo=UTC)
    for now, problem in (
        (once - timedelta(hours=1), WhenProblem.AMBIGUOUS),
        (once, WhenProblem.AMBIGUOUS),
        (once + timedelta(hours=1), WhenProblem.PAST),
    ):
        with pytest.raises(InvalidWhen) as refusal:
            parse_when("2027-10-31 02:30", now, "Europe/Berlin")
        assert refusal.value.reason is problem
