"""A break that lies ahead: the days on which no lesson comes."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from lessons.times.schedule import Schedule, Slot, find_wall_instant, next_slot


@dataclass(frozen=True, slots=True)
class BreakAhead:
    """No lesson from the local date ``begin`` on; they go on at the later one ``end``."""

    begin: date
    end: date

    def begins_at(self, timezone: str) -> datetime:
        """Return the instant (UTC) at which its first day begins in that zone."""
        midnight = datetime.combine(self.begin, time())
        # A date that the zone leaves out has no lesson anyway.
        return find_wall_instant(timezone, midnight) or midnight.replace(tzinfo=UTC)

    def move_past(self, slot: Slot, schedule: Schedule, not_before: datetime) -> Slot:
        """Return the slot, or if it falls into the break the first one after it, due at
        ``not_before`` (aware, UTC) or later."""
        if not self.begin <= slot.local_date < self.end:
            return slot
        return next_slot(schedule, self.end - timedelta(days=1), not_before)
