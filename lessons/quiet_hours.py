"""Quiet hours: announcements wait for the morning, as nobody chose their time of day."""

from datetime import datetime, time, timedelta

from lessons.schedule import find_wall_instant, to_local

QUIET_FROM = time(21)
QUIET_UNTIL = time(8)


def leave_quiet_hours(timezone: str, at: datetime) -> datetime:
    """Return the instant itself, or the end of the quiet hours in which it falls there.

    Quiet is it from 21:00 to 08:00 on that zone's clocks. Aware, UTC, in and out.
    """
    local = to_local(timezone, at)
    if QUIET_UNTIL <= local.time() < QUIET_FROM:
        return at
    morning = local.date() + timedelta(days=local.time() >= QUIET_FROM)
    return find_wall_instant(timezone, datetime.combine(morning, QUIET_UNTIL)) or at
