"""Quiet hours: announcements wait for the morning, as nobody chose their time of day."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from lessons.errors import InvalidInput
from lessons.times.schedule import find_wall_instant, to_local
from lessons.times.wall_time import InvalidTime, parse_time


@dataclass(frozen=True, slots=True)
class QuietHours:
    """Quiet is it from ``begin`` to ``end`` on each zone's clocks; never where both are the
    same."""

    begin: time
    end: time

    def leave(self, timezone: str, at: datetime) -> datetime:
        """Return the instant itself, or the end of the quiet hours in which it falls there.

        Aware, UTC, in and out.
        """
        local = to_local(timezone, at)
        if not self._holds(local.time()):
            return at
        day = local.date() + timedelta(days=local.time() >= self.end)
        return find_wall_instant(timezone, datetime.combine(day, self.end)) or at

    def _holds(self, at: time) -> bool:
        if self.begin <= self.end:
            return self.begin <= at < self.end
        return at >= self.begin or at < self.end


AT_NIGHT = QuietHours(time(21), time(8))
NEVER = QuietHours(time(0), time(0))


def parse_quiet_hours(text: str) -> QuietHours:
    """Return the quiet hours that are written as ``22:00-08:00``, or ``NEVER`` for ``off``.

    Raises ``InvalidInput``.
    """
    if text.strip().lower() == "off":
        return NEVER
    begin, _, end = text.partition("-")
    try:
        found = QuietHours(parse_time(begin), parse_time(end))
    except InvalidTime:
        found = NEVER
    if found.begin == found.end:
        raise InvalidInput(f"“{text}” are no quiet hours. Write them like 22:00-08:00, or off.")
    return found
