"""A lesson falls due at the subscriber's own wall-clock time, once a local date, everywhere."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lessons.times.schedule import (
    Schedule,
    Slot,
    find_instants,
    is_timezone,
    local_date,
    next_slot,
    to_local,
)
from tests.support.schedules import LONG_AGO, ZONES, dates, schedules, unhurried, utc
from tests.support.tables import table

ONE_DAY = timedelta(days=1)


def shown(timezone: str, at: datetime) -> str:
    return to_local(timezone, at).strftime("%Y-%m-%d %H:%M")


def slots(schedule: Schedule, after_date: date, count: int) -> list[Slot]:
    found: list[Slot] = []
    for _ in range(count):
        slot = next_slot(schedule, found[-1].local_date if found else after_date, LONG_AGO)
        found.append(slot)
    return found


@table(
    ("timezone", "send_time", "day", "due_at", "wall"),
    [
        # An ordinary day, either side of the equator.
        ("Europe/Berlin", "07:30", "2026-07-01", "2026-07-01 05:30", "2026-07-01 07:30"),
        ("Pacific/Auckland", "07:30", "2026-07-01", "2026-06-30 19:30", "2026-07-01 07:30"),
        # A gap of an hour: 02:30 does not exist and becomes 03:30.
        ("Europe/Berlin", "02:30", "2026-03-29", "2026-03-29 01:30", "2026-03-29 03:30"),
        ("Europe/Berlin", "02:00", "2026-03-29", "2026-03-29 01:00", "2026-03-29 03:00"),
        ("Europe/Berlin", "03:00", "2026-03-29", "2026-03-29 01:00", "2026-03-29 03:00"),
        ("America/New_York", "02:15", "2026-03-08", "2026-03-08 07:15", "2026-03-08 03:15"),
        ("Pacific/Auckland", "02:30", "2026-09-27", "2026-09-26 14:30", "2026-09-27 03:30"),
        # Lord Howe Island moves by half an hour only.
        ("Australia/Lord_Howe", "02:10", "2026-10-04", "2026-10-03 15:40", "2026-10-04 02:40"),
        # Cairo skips midnight itself.
        ("Africa/Cairo", "00:00", "2026-04-24", "2026-04-23 22:00", "2026-04-24 01:00"),
        ("Africa/Cairo", "00:30", "2026-04-24", "2026-04-23 22:30", "2026-04-24 01:30"),
        # Greenland's gap crosses midnight: Saturday's lesson goes out on Sunday.
        ("America/Nuuk", "23:30", "2026-03-28", "2026-03-29 01:30", "2026-03-29 00:30"),
        ("America/Nuuk", "23:30", "2026-03-29", "2026-03-30 00:30", "2026-03-29 23:30"),
        # A repeated time counts the first time only.
        ("Europe/Berlin", "02:30", "2026-10-25", "2026-10-25 00:30", "2026-10-25 02:30"),
        ("America/New_York", "01:30", "2026-11-01", "2026-11-01 05:30", "2026-11-01 01:30"),
        ("Australia/Lord_Howe", "01:45", "2026-04-05", "2026-04-04 14:45", "2026-04-05 01:45"),
        ("Pacific/Auckland", "02:30", "2026-04-05", "2026-04-04 13:30", "2026-04-05 02:30"),
    ],
)
def test_a_lesson_falls_due_at_the_wall_clock_time_across_known_transitions(
    timezone: str, send_time: str, day: str, due_at: str, wall: str
) -> None:
    schedule = Schedule(timezone, time.fromisoformat(send_time))
    scheduled = date.fromisoformat(day)

    slot = next_slot(schedule, scheduled - ONE_DAY, LONG_AGO)

    assert slot == Slot(scheduled, utc(due_at))
    assert shown(timezone, slot.due_at) == wall


@table(
    ("timezone", "missing"),
    [("Pacific/Apia", "2011-12-30"), ("Pacific/Kwajalein", "1993-08-21")],
)
@table("send_time", [time(0, 0), time(9, 0), time(23, 59)])
def test_a_date_that_a_zone_left_out_has_no_lesson(
    timezone: str, missing: str, send_time: time
) -> None:
    left_out = date.fromisoformat(missing)

    found = slots(Schedule(timezone, send_time), left_out - 3 * ONE_DAY, 4)

    assert [(slot.local_date - left_out).days for slot in found] == [-2, -1, 1, 2]
    assert {later.due_at - earlier.due_at for earlier, later in pairwise(found)} == {ONE_DAY}


def test_a_weekly_lesson_survives_its_one_weekday_being_left_out() -> None:
    fridays = Schedule("Pacific/Apia", time(9, 0), frozenset({4}))

    slot = next_slot(fridays, date(2011, 12, 23), LONG_AGO)

    assert slot.local_date == date(2012, 1, 6)


def test_a_lesson_keeps_to_its_weekdays() -> None:
    schedule = Schedule("Asia/Kolkata", time(7, 0), frozenset({0, 2, 4}))

    found = slots(schedule, date(2026, 11, 22), 4)

    assert [slot.local_date.strftime("%a %d") for slot in found] == [
        "Mon 23",
        "Wed 25",
        "Fri 27",
        "Mon 30",
    ]


def test_a_schedule_without_weekdays_is_refused() -> None:
    with pytest.raises(ValueError, match="weekday"):
        next_slot(Schedule("Europe/Berlin", time(7, 0), frozenset()), None, LONG_AGO)


def test_without_a_last_date_the_first_lesson_may_fall_today() -> None:
    schedule = Schedule("Europe/Berlin", time(7, 30))

    assert next_slot(schedule, None, utc("2026-11-22 06:30")).local_date == date(2026, 11, 22)
    assert next_slot(schedule, None, utc("2026-11-22 06:31")).local_date == date(2026, 11, 23)


def test_a_lesson_carried_past_midnight_is_still_found_after_midnight() -> None:
    schedule = Schedule("America/Nuuk", time(23, 30))

    slot = next_slot(schedule, None, utc("2026-03-29 01:10"))

    assert slot == Slot(date(2026, 3, 28), utc("2026-03-29 01:30"))


@table(
    ("old", "new"),
    [
        ("Pacific/Kiritimati", "Pacific/Pago_Pago"),
        ("Pacific/Pago_Pago", "Pacific/Kiritimati"),
        ("Europe/Berlin", "America/New_York"),
    ],
)
def test_a_move_to_another_zone_uses_no_date_twice_and_waits_no_longer_than_it_must(
    old: str, new: str
) -> None:
    sent = next_slot(Schedule(old, time(9, 0)), None, utc("2026-06-15 00:00"))

    after = next_slot(Schedule(new, time(9, 0)), sent.local_date, sent.due_at)

    assert after.local_date > sent.local_date
    # From the zone furthest ahead to the one furthest behind, tomorrow begins 25 hours later.
    assert timedelta(0) < after.due_at - sent.due_at <= timedelta(hours=24 + 25)


# The first use of a zone reads its file.
instants = st.timedeltas(timedelta(0), timedelta(days=31_000)).map(lambda age: LONG_AGO + age)


@unhurried
@given(schedules, dates, instants)
@example(Schedule("America/Nuuk", time(23, 30)), date(2026, 3, 27), utc("2026-03-29 01:30"))
@example(Schedule("Pacific/Apia", time(0, 0)), date(2011, 12, 29), utc("2011-12-30 10:00"))
def test_the_next_slot_is_later_allowed_and_the_first_such(
    schedule: Schedule, after_date: date, not_before: datetime
) -> None:
    slot = next_slot(schedule, after_date, not_before)

    assert slot.local_date > after_date
    assert slot.due_at >= not_before
    assert slot.due_at.tzinfo is UTC
    assert slot.local_date.weekday() in schedule.weekdays
    # No earlier date would have done.
    day = max(after_date + ONE_DAY, local_date(schedule.timezone, not_before) - 2 * ONE_DAY)
    while day < slot.local_date:
        for at in find_instants(schedule.timezone, datetime.combine(day, schedule.send_time)):
            assert day.weekday() not in schedule.weekdays or at < not_before
            break
        day += ONE_DAY


@unhurried
@given(schedules, dates)
def test_slots_follow_each_other_without_a_date_used_twice(
    schedule: Schedule, after_date: date
) -> None:
    for earlier, later in pairwise(slots(schedule, after_date, 10)):
        assert later.local_date > earlier.local_date
        assert later.due_at > earlier.due_at


@unhurried
@given(schedules, dates)
def test_clocks_show_the_send_time_except_inside_a_gap(
    schedule: Schedule, after_date: date
) -> None:
    slot = next_slot(schedule, after_date, LONG_AGO)
    assert_wall_clock(schedule, slot)


def assert_wall_clock(schedule: Schedule, slot: Slot) -> None:
    wall = datetime.combine(slot.local_date, schedule.send_time)
    local = to_local(schedule.timezone, slot.due_at).replace(tzinfo=None)
    if shown_at := find_instants(schedule.timezone, wall):
        assert (slot.due_at, local) == (shown_at[0], wall)
        return
    # In a gap: late by exactly what the clocks jumped.
    before = to_local(schedule.timezone, slot.due_at - timedelta(hours=3)).utcoffset()
    after = to_local(schedule.timezone, slot.due_at).utcoffset()
    assert before is not None
    assert after is not None
    assert local - wall == after - before > timedelta(0)


Clocks = tuple[timedelta, tuple[tuple[datetime, timedelta], ...]]
"""The offset from UTC at first, then each instant of a change with the offset that it brings."""


def read_clocks(timezone: str, start_at: datetime, days: int, every_hours: int = 1) -> Clocks:
    """Return all that can make a difference to a schedule in that zone in those days; changes
    that undo each other within ``every_hours`` are not seen."""
    zone = ZoneInfo(timezone)

    def offset(at: datetime) -> timedelta:
        found = at.astimezone(zone).utcoffset()
        assert found is not None
        return found

    hours = range(0, 24 * days + 1, every_hours)
    shown = [(at, offset(at)) for at in (start_at + timedelta(hours=hour) for hour in hours)]
    changes = []
    for (early, old), (late, new) in pairwise(shown):
        if old != new:
            before, after = early, late
            while after - before > timedelta(seconds=1):
                middle = before + (after - before) // 2
                before, after = (middle, after) if offset(middle) == old else (before, middle)
            changes.append((after, new))
    return offset(start_at), tuple(changes)


def list_transitions(year: int) -> dict[tuple[date, Clocks], str]:
    """Return a zone for each different week of a transition in that year: zones whose clocks show
    the same all week long have the same slots."""
    found: dict[tuple[date, Clocks], str] = {}
    new_year = datetime(year, 1, 1, tzinfo=UTC)
    for timezone in ZONES:
        for at, _ in read_clocks(timezone, new_year, 365, every_hours=24)[1]:
            day = at.date()
            noon = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
            found.setdefault((day, read_clocks(timezone, noon - 5 * ONE_DAY, 9)), timezone)
    return found


def sweep_transitions(year: int, every_minutes: int) -> int:
    """Check every send time around every transition of every zone; return how many slots."""
    checked = 0
    for (day, _), timezone in list_transitions(year).items():
        for minutes in range(0, 24 * 60, every_minutes):
            schedule = Schedule(timezone, time(minutes // 60, minutes % 60))
            found = slots(schedule, day - 3 * ONE_DAY, 4)
            for slot in found:
                assert_wall_clock(schedule, slot)
            for earlier, later in pairwise(found):
                assert later.local_date - earlier.local_date == ONE_DAY, (schedule, day)
                assert (
                    timedelta(hours=21) <= later.due_at - earlier.due_at <= timedelta(hours=27)
                ), (schedule, day)
            checked += len(found)
    return checked


def test_every_transition_of_every_zone_in_a_year_gives_one_lesson_a_date() -> None:
    assert sweep_transitions(2027, every_minutes=30) > 10_000


@pytest.mark.slow
@pytest.mark.timeout(600)
@table("year", [1996, 2016, 2022, 2023, 2024, 2025, 2026, 2027, 2030, 2040])
def test_every_minute_of_every_transition_in_many_years_gives_one_lesson_a_date(year: int) -> None:
    assert sweep_transitions(year, every_minutes=1) > 250_000


@table("name", ["Europe/Berlin", "Asia/Kolkata", "UTC", "America/Nuuk"])
def test_places_are_time_zones(name: str) -> None:
    assert is_timezone(name)


@table(
    "name", ["", "Factory", "localtime", "posixrules", "Europe/Berlinn", "../etc/passwd", "+01:00"]
)
def test_other_names_are_no_time_zones(name: str) -> None:
    assert not is_timezone(name)
