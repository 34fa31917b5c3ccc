"""Schedules of all zones, times and weekdays, for properties that hold for all of them."""

from datetime import UTC, date, datetime, time
from zoneinfo import available_timezones

from hypothesis import settings
from hypothesis import strategies as st

from lessons.times.schedule import (
    Schedule,
    is_timezone,
)

LONG_AGO = datetime(1975, 1, 1, tzinfo=UTC)
ZONES = sorted(name for name in available_timezones() if is_timezone(name))


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


unhurried = settings(deadline=None)
zones = st.sampled_from(ZONES)
times = st.builds(time, st.integers(0, 23), st.integers(0, 59))
weekdays = st.frozensets(st.integers(0, 6), min_size=1)
schedules = st.builds(Schedule, zones, times, weekdays)
dates = st.dates(date(1976, 1, 1), date(2060, 12, 31))
