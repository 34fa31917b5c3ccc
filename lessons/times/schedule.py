"""When a lesson falls due: wall-clock time in the subscriber's zone, across every transition.

A slot belongs to its *scheduled* local date. The next one is counted from that date on the
calendar, never from the moment of sending and never in seconds: where a gap crosses midnight
(Greenland's does) a lesson goes out on the day after the one it was scheduled for.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache, lru_cache
from zoneinfo import ZoneInfo, available_timezones

EVERY_DAY = frozenset(range(7))
THREE_A_WEEK = frozenset({0, 2, 4})

CATCH_UP = timedelta(hours=6)
"""How late a lesson may still go out. An outage over breakfast delays the morning's lesson to
noon; after a longer one it would arrive at a time of day that its reader never chose."""

# Files that stand among the zones without naming a place's time.
_NOT_PLACES = frozenset({"Factory", "localtime", "posixrules"})

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Schedule:
    """At ``send_time`` on ``weekdays`` (Monday is 0), on the clocks of ``timezone`` (IANA)."""

    timezone: str
    send_time: time
    weekdays: frozenset[int] = EVERY_DAY


@dataclass(frozen=True, slots=True)
class Slot:
    """One place in a schedule: the scheduled local date and its instant (aware, UTC)."""

    local_date: date
    due_at: datetime


def next_slot(schedule: Schedule, after_date: date | None, not_before: datetime) -> Slot:
    """Return the first slot on a local date later than ``after_date``, due at ``not_before``
    (aware, UTC) or later.

    A send time inside a gap moves forward by the gap's length; a repeated one is used once, the
    first time. A date that the zone leaves out altogether is no slot. Raises ``ValueError`` for
    a schedule without a weekday.
    """
    timezone, send_time, weekdays = schedule.timezone, schedule.send_time, schedule.weekdays
    if after_date is not None:
        slot = _find_following(timezone, send_time, weekdays, after_date)
        if slot.due_at >= not_before:
            return slot
    # The day before may still have its slot to come: a gap can carry it past midnight.
    eve = local_date(timezone, not_before) - 2 * _ONE_DAY
    after_date = max(after_date or eve, eve)
    while (slot := _find_following(timezone, send_time, weekdays, after_date)).due_at < not_before:
        after_date = slot.local_date
    return slot


def catch_up(due: Slot, schedule: Schedule, now: datetime) -> tuple[Slot | None, Slot]:
    """Return the slot to send, ``None`` if it is more than ``CATCH_UP`` late, and the slot to
    store next.

    The next slot is on a later local date and at most ``CATCH_UP`` late, so an outage of any
    length leaves at most one lesson to send and no backlog. ``now`` is aware, UTC.
    """
    earliest_at = now - CATCH_UP
    to_send = due if due.due_at >= earliest_at else None
    return to_send, next_slot(schedule, due.local_date, earliest_at)


def to_local(timezone: str, at: datetime) -> datetime:
    """Return the instant as that zone's clocks show it, still aware."""
    return at.astimezone(_zone(timezone))


def local_date(timezone: str, at: datetime) -> date:
    """Return the calendar date in that zone at that instant."""
    return to_local(timezone, at).date()


def is_timezone(name: str) -> bool:
    """Whether the name is an IANA zone that a subscriber may live in."""
    return name in _timezones()


def find_instants(timezone: str, wall: datetime) -> tuple[datetime, ...]:
    """Return the instants (UTC) at which that zone's clocks show the naive ``wall`` time: none
    inside a gap, two in a repeated hour, otherwise one."""
    zone = _zone(timezone)
    shown = (wall.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    instants = {at for at in shown if at.astimezone(zone).replace(tzinfo=None) == wall}
    return tuple(sorted(instants))


def find_wall_instant(timezone: str, wall: datetime) -> datetime | None:
    """Return the one instant (UTC) for the naive ``wall`` time on that zone's clocks.

    As for lessons, a time inside a gap moves forward by the gap's length, a repeated one is used
    the first time; ``None`` for a date that the zone leaves out.
    """
    return _find_instant(timezone, wall.time(), wall.date())


def find_timezone(name: str) -> str | None:
    """Return the zone of that name in its own spelling, whatever the case of the letters."""
    return _timezones_by_folded_name().get(name.casefold())


# Planning asks for the same few slots again and again: 600 zones, the popular times of day,
# today and tomorrow. About 6 MB when full, and 4 MB below.
@lru_cache(maxsize=16_384)
def _find_following(
    timezone: str, send_time: time, weekdays: frozenset[int], after_date: date
) -> Slot:
    """Return the first slot on a later local date, whenever that is."""
    # Two weeks hold every weekday twice, so one of them exists.
    for days in range(1, 15):
        day = after_date + timedelta(days=days)
        if day.weekday() in weekdays:
            due_at = _find_instant(timezone, send_time, day)
            if due_at is not None:
                return Slot(day, due_at)
    raise ValueError("A schedule needs at least one weekday from 0 (Monday) to 6.")


@lru_cache(maxsize=16_384)
def _find_instant(timezone: str, send_time: time, day: date) -> datetime | None:
    wall = datetime.combine(day, send_time.replace(fold=0))
    zone = _zone(timezone)
    at = wall.replace(tzinfo=zone).astimezone(UTC)
    # Samoa had no 30 December 2011: its clocks went from the 29th to the 31st.
    is_left_out = at.astimezone(zone).replace(tzinfo=None) - wall >= _ONE_DAY
    return None if is_left_out else at


# ZoneInfo itself keeps only eight zones and reads the file again for a ninth.
@cache
def _zone(timezone: str) -> ZoneInfo:
    try:
        return ZoneInfo(timezone)
    except (KeyError, ValueError, OSError):
        # A zone that has left the zone files: whoever lived in it must be able to choose another.
        return ZoneInfo("UTC")


@cache
def _timezones_by_folded_name() -> dict[str, str]:
    return {name.casefold(): name for name in _timezones()}


@cache
def _timezones() -> frozenset[str]:
    return frozenset(available_timezones() - _NOT_PLACES)
