"""When a lesson falls due: wall-clock time in the subscriber's zone, across every transition."""

from collections.abc import Set
from dataclasses import dataclass
from datetime import date, datetime, time

EVERY_DAY = frozenset(range(7))


@dataclass(frozen=True, slots=True)
class Schedule:
    """At ``send_time`` on ``weekdays`` (Monday is 0), on the clocks of ``timezone`` (IANA)."""

    timezone: str
    send_time: time
    weekdays: Set[int] = EVERY_DAY


@dataclass(frozen=True, slots=True)
class Slot:
    """One place in a schedule: the scheduled local date and its instant (aware, UTC)."""

    local_date: date
    due_at: datetime
