"""Instants as admins type them: one strict reading each, or a refusal that says why."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from lessons.errors import InvalidInput
from lessons.text import LONGEST_SIMPLE, simplify
from lessons.times.dates import MONTHS, find_date, find_day, find_weekday
from lessons.times.schedule import find_instants, find_timezone, find_wall_instant, to_local
from lessons.times.wall_time import InvalidTime, parse_time

_IN = re.compile(
    r"in (?P<count>\d{1,9}) ?(?P<unit>m|h|d|w)"
    r"(?:(?<=m)in(?:ute)?s?|(?<=h)ours?|(?<=d)ays?|(?<=w)(?:ee)?ks?)?"
)
_SAID_LENGTHS = {
    "in half an hour": "in 30 m",
    "in an hour": "in 1 h",
    "in a day": "in 1 d",
    "in a week": "in 1 w",
    "in a fortnight": "in 2 w",
}
_DAY_AND_TIME = re.compile(
    r"(?P<day>.+?),? (?:at )?"
    r"(?P<time>noon|midday|\d{1,2}(?:[:.]\d\d(?: ?[ap]\.?m\.?)?| ?[ap]\.?m\.?)?)"
)
_CLOCK = r"(?:noon|midday|\d{1,2}(?:[:.]\d\d)?(?: ?[ap]\.?m\b\.?)?)"
_WEEKDAY = r"(?:mon|tue|tues|wed|weds|wednes|thu|thur|thurs|fri|sat|satur|sun)(?:day)?"
_TIMES_OF_IT = rf"(?:on|at|and|&|{_WEEKDAY}s?|{_CLOCK})"
# A word that repeats, then nothing but days and an hour up to the end.
_REPEATS = re.compile(
    rf"\b(?:(?:every|each)(?: other| second| single)?"
    rf"(?: (?:{_WEEKDAY}|day|weekday|week|month|morning|evening|night))?"
    rf"|daily|weekly|monthly|nightly|(?:mon|tues|wednes|thurs|fri|satur|sun)days|weekdays|weekends"
    rf"|{_WEEKDAY}(?: (?:to|through|thru|till|until|and|&) | ?[-–] ?){_WEEKDAY})"
    rf"(?:,? {_TIMES_OF_IT})*,? {_CLOCK}(?: their time| utc| \S+/\S+)?$"
)
# 03/04/2026 is in April or in March, depending on who reads it.
_NUMBERS = re.compile(r"\d{1,2}[/.-]\d{1,2}(?:[/.-](?:\d\d|\d{4})?)?")
_FIGURES = re.compile(r"(?P<day>\d{1,2})[/.-](?P<month>\d{1,2})(?:\.|[/.-](?P<year>\d{4}))?")
_WHOLE_DATE = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-](?:\d\d|\d{4})")
_UNITS = {
    "m": timedelta(minutes=1),
    "h": timedelta(hours=1),
    "d": timedelta(days=1),
    "w": timedelta(weeks=1),
}
_FURTHEST = timedelta(days=366)
_MOST_WORDS = 9
_THEIR_TIME = " their time"
_MONTH_BEGINNINGS = tuple(name[:3] for name in MONTHS)
_BEFORE_A_DATE = re.compile(rf"(?:(?P<weekday>{_WEEKDAY}),? )?(?:the )?(?P<date>.+)")
_ENDS_IN_FIGURE = re.compile(r"\b\d{1,2}(?:st|nd|rd|th)?$")
# At the end of what is left, words of time that are no part of the time that was read. "By Monday"
# and "a week tomorrow" are other times; with a full stop behind them they are words of the message.
_MORE_OF_TIME = re.compile(
    r"(?:^|\s)(?:next|last|coming|following|not|by|before|after"
    rf"|(?:{_WEEKDAY}|today|tomorrow) (?:or|and|&)"
    rf"|(?:weeks?|fortnight|days?|months?)(?: from)?|{_WEEKDAY}|today|tomorrow|tonight)$",
    re.IGNORECASE,
)
_BEFORE_A_DAY = frozenset({"on", "this", "for", "at"})


class WhenProblem(StrEnum):
    """Why an instant was refused."""

    UNREADABLE = "unreadable"
    PAST = "past"
    IN_GAP = "in a gap"
    AMBIGUOUS = "ambiguous"
    TOO_FAR = "too far"
    NO_SUCH_TIME = "no such time"
    NO_SUCH_ZONE = "no such zone"
    OTHER_WEEKDAY = "another day of the week"
    REPEATS = "repeats"


class InvalidWhen(InvalidInput):
    """``given`` names no single instant within the coming year."""

    def __init__(self, given: str, reason: WhenProblem) -> None:
        super().__init__(
            f"“{given}” is not a date and time within the coming year ({reason}). "
            "Write it like 2026-12-01 09:00, tomorrow 9am or in 2h."
        )
        self.given = given
        self.reason = reason


@dataclass(frozen=True, slots=True)
class When:
    """One instant for all; or, with a ``wall_time`` (naive), that time on everybody's own clocks.

    ``first_at`` and ``last_at`` (aware, UTC) are the first and the last instant anywhere.
    """

    first_at: datetime
    last_at: datetime
    wall_time: datetime | None = None


def parse_when(text: str, now: datetime, timezone: str, zones: Collection[str] = ()) -> When:
    """Return when the text means, later than ``now`` (aware, UTC, in and out).

    Accepted: ``2026-12-01 09:00``, ``1 Dec 9am``, ``tomorrow noon``, ``mon 18:30`` (the next
    such), each on the clocks of ``timezone``, of a zone that follows (``Europe/Berlin``), or with
    ``their time`` on those of all ``zones``; ``in 30 min``, ``in 3 days`` (the same time of day).
    Raises ``InvalidWhen`` for what lies outside the year, does not exist on the zone's clocks, or
    has two readings, or comes again and again; where clocks differ, for what has passed on any of
    them.
    """
    if _REPEATS.search(simplify(text)):
        raise InvalidWhen(text, WhenProblem.REPEATS)
    when = _read(simplify(text), now, timezone, zones)
    if isinstance(when, WhenProblem):
        raise InvalidWhen(text, when)
    return when


def split_when(
    text: str, now: datetime, timezone: str, zones: Collection[str] = ()
) -> tuple[str, When]:
    """Return what stands before the longest ending that ``parse_when`` understands, and when
    that is; what stands before may be empty. Raises ``InvalidWhen`` as ``parse_when`` does.
    """
    if match := _REPEATS.search(simplify(text[-LONGEST_SIMPLE:])):
        raise InvalidWhen(match[0], WhenProblem.REPEATS)
    starts = [word.start() for word in re.finditer(r"\S+", text)][-_MOST_WORDS:]
    for start in starts:
        when = _read(simplify(text[start:]), now, timezone, zones)
        if isinstance(when, When):
            return _leave_words(text, start), when
        # An instant that was meant but refused must not be read as something shorter.
        if when is not WhenProblem.UNREADABLE:
            raise InvalidWhen(text[start:], when)
    raise InvalidWhen(text[starts[0] :] if starts else text, WhenProblem.UNREADABLE)


def _leave_words(text: str, start: int) -> str:
    """Return the words before the time that begins at ``start``.

    Raises ``InvalidWhen`` where they end in more about the time: people would get it as words, and
    at another time than was meant.
    """
    rest, began = text[:start].rstrip(), simplify(text[start:])
    before, _, last = rest.rpartition(" ")
    rest = before.rstrip() if last.casefold() in _BEFORE_A_DAY else rest
    more = _MORE_OF_TIME.search(rest)
    if more is None and began.startswith(_MONTH_BEGINNINGS):
        more = _ENDS_IN_FIGURE.search(rest)
    if more is not None:
        raise InvalidWhen(f"{more[0].strip()} {text[start:]}", WhenProblem.AMBIGUOUS)
    return rest


def _read(plain: str, now: datetime, timezone: str, zones: Collection[str]) -> When | WhenProblem:
    plain = _SAID_LENGTHS.get(plain, plain)
    if plain.endswith(_THEIR_TIME):
        return _read_their_time(plain.removesuffix(_THEIR_TIME), now, timezone, zones)
    clock, _, last_word = plain.rpartition(" ")
    names_zone = "/" in last_word or last_word == "utc"
    named = find_timezone(last_word) if names_zone else None
    if names_zone:
        local_now = to_local(named or timezone, now).replace(tzinfo=None)
        # A length of time has no clock, so a zone behind it says nothing.
        wall = _read_wall_clock(clock, local_now)
        if isinstance(wall, datetime) and named is None:
            return WhenProblem.NO_SUCH_ZONE
        if named is not None:
            at = wall if isinstance(wall, WhenProblem) else _find_instant(wall, now, named)
            return at if isinstance(at, WhenProblem) else When(at, at)
    at = _read_instant(plain, now, timezone)
    return at if isinstance(at, WhenProblem) else When(at, at)


def _read_their_time(
    plain: str, now: datetime, timezone: str, zones: Collection[str]
) -> When | WhenProblem:
    local_now = to_local(timezone, now).replace(tzinfo=None)
    wall = _read_wall_clock(plain, local_now)
    if isinstance(wall, WhenProblem):
        return wall
    if wall > local_now + _FURTHEST:
        return WhenProblem.TOO_FAR
    # Near the start of the calendar a wall time has no instant in UTC.
    if wall < local_now - timedelta(days=2):
        return WhenProblem.PAST
    found = [find_wall_instant(zone, wall) for zone in zones or (timezone,)]
    instants = [at for at in found if at is not None]
    if not instants or min(instants) <= now:
        return WhenProblem.PAST
    return When(min(instants), max(instants), wall)


def _read_instant(plain: str, now: datetime, timezone: str) -> datetime | WhenProblem:
    local_now = to_local(timezone, now).replace(tzinfo=None)
    if match := _IN.fullmatch(plain):
        count, unit = int(match["count"]), _UNITS[match["unit"]]
        if count > _FURTHEST / unit:
            return WhenProblem.TOO_FAR
        if match["unit"] not in ("d", "w"):
            return now + count * unit if count else WhenProblem.PAST
        wall: datetime | WhenProblem = local_now + count * unit
    else:
        wall = _read_wall_clock(plain, local_now)
    return wall if isinstance(wall, WhenProblem) else _find_instant(wall, now, timezone)


def _read_wall_clock(plain: str, local_now: datetime) -> datetime | WhenProblem:
    if _WHOLE_DATE.fullmatch(plain):
        return WhenProblem.AMBIGUOUS
    match = _DAY_AND_TIME.fullmatch(plain)
    if not match:
        return WhenProblem.UNREADABLE
    said = match["day"].removeprefix("this coming ")
    weekday = find_weekday(said)
    if weekday is not None:
        day = local_now.date() + timedelta(days=(weekday - local_now.weekday()) % 7)
    else:
        before = _BEFORE_A_DATE.fullmatch(said)
        named, said = (before["weekday"], before["date"]) if before else (None, said)
        found = _find_date(said, local_now.date())
        if found is None:
            is_figures = _NUMBERS.fullmatch(said)
            return WhenProblem.AMBIGUOUS if is_figures else WhenProblem.UNREADABLE
        if named and find_weekday(named) != found.weekday():
            return WhenProblem.OTHER_WEEKDAY
        day = found
    if match["time"].isdecimal():
        # Nine in the morning or in the evening?
        return WhenProblem.AMBIGUOUS
    try:
        wall = datetime.combine(day, parse_time(match["time"]))
    except InvalidTime:
        return WhenProblem.NO_SUCH_TIME
    if match["day"] == "tonight":
        # Eight is twenty then; earlier hours belong to no night, or to the next day's.
        if 5 <= wall.hour < 12 and match["time"][-1].isdecimal():
            wall += timedelta(hours=12)
        if wall.hour < 17:
            return WhenProblem.AMBIGUOUS
    is_over = weekday is not None and wall <= local_now
    return wall + timedelta(weeks=1) if is_over else wall


def _find_date(said: str, today: date) -> date | None:
    match said:
        case "tonight":
            return today
        case "day after tomorrow" | "the day after tomorrow":
            return today + timedelta(days=2)
    if (figures := _FIGURES.fullmatch(said)) is None:
        return find_date(said, today)
    day, month = int(figures["day"]), int(figures["month"])
    # Where both may be a month, nobody can tell which of them is.
    if day <= 12 and day != month:
        return None
    return find_day(today, int(figures["year"]) if figures["year"] else None, month, day)


def _find_instant(wall: datetime, now: datetime, timezone: str) -> datetime | WhenProblem:
    # Far dates first: near the ends of the calendar they have no instant in UTC.
    if wall.date() < to_local(timezone, now).date():
        return WhenProblem.PAST
    if wall > to_local(timezone, now).replace(tzinfo=None) + _FURTHEST:
        return WhenProblem.TOO_FAR
    instants = find_instants(timezone, wall)
    if not instants:
        return WhenProblem.IN_GAP
    if instants[-1] <= now:
        return WhenProblem.PAST
    return instants[0] if len(instants) == 1 else WhenProblem.AMBIGUOUS
