"""Times of day and ends of a pause, as subscribers type them."""

import re
from datetime import date, time, timedelta
from enum import StrEnum

from lessons.errors import InvalidInput
from lessons.text import simplify
from lessons.times.dates import find_date, find_day, find_weekday

_WORDS = {"noon": time(12), "midday": time(12), "midnight": time(0)}
_NUMBERS = {
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
    "fifteen": 15,
    "thirty": 30,
    "forty-five": 45,
}
_IN_WORDS = re.compile(rf"\b(?:{'|'.join(_NUMBERS)})\b")
_FROM_THE_HOUR = re.compile(r"\b(?:a )?(half past|quarter past|quarter to) (\d{1,2})\b")
_MINUTES = {"half past": 30, "quarter past": 15, "quarter to": -15}
_PART_OF_DAY = re.compile(
    r"(?P<time>\D*(?P<hour>\d\d?).*?) (?:in the (?P<part>morning|afternoon|evening)|at night)"
)
_TIME = re.compile(
    r"""
    (?:at\s|@\s?)?
    (?P<hour>\d{1,2}?)
    (?:\s?[:.h]\s?(?P<minute>\d\d) | \s?(?P<joined>\d\d) | \s?h | \s?o'clock)?
    (?:\s?(?P<half>[ap])\.?\s?m\.?)?
    """,
    re.VERBOSE,
)
_LENGTH = re.compile(r"(?:for )?(?:(?P<count>\d{1,4}) ?|a (?=.))(?P<unit>d|days?|w|weeks?)?")
_UNTIL = re.compile(r"(?:until|till) (.+)")
_DOTTED = re.compile(r"(?P<day>\d{1,2})\. ?(?P<month>\d{1,2})\.? ?(?P<year>\d{4})?")
_LONGEST = timedelta(days=366)


class InvalidTime(InvalidInput):
    """``given`` is not a time of day."""

    def __init__(self, given: str) -> None:
        super().__init__(f"“{given}” is not a time of day. Write it like 7:30, 19.30 or 8 pm.")
        self.given = given


class PauseProblem(StrEnum):
    """Why the end of a pause was refused."""

    UNREADABLE = "unreadable"
    PAST = "past"
    TOO_FAR = "too far"


class InvalidPause(InvalidInput):
    """``given`` is not the end of a pause that starts today and lasts a year at most."""

    def __init__(self, given: str, reason: PauseProblem) -> None:
        super().__init__(
            f"“{given}” is not the end of a pause: a later day, within a year. "
            "Write it like 3 days, 2 weeks or 24 Dec."
        )
        self.given = given
        self.reason = reason


def parse_time(text: str) -> time:
    """Return the time of day, to the minute: ``7:30``, ``07.30``, ``8pm``, ``1930``, ``noon``,
    ``half past seven``, ``quarter to 8 in the evening``.

    A bare hour is read on the 24-hour clock. Digits of any script will do. Raises
    ``InvalidTime``.
    """
    plain = simplify(text)
    if plain in _WORDS:
        return _WORDS[plain]
    match = _TIME.fullmatch(_in_figures(plain.removesuffix("please").rstrip(", ")))
    if not match:
        raise InvalidTime(text)
    hour, minute = int(match["hour"]), int(match["minute"] or match["joined"] or 0)
    if match["half"]:
        if not 1 <= hour <= 12:
            raise InvalidTime(text)
        hour = hour % 12 + (12 if match["half"] == "p" else 0)
    if hour > 23 or minute > 59:
        raise InvalidTime(text)
    return time(hour, minute)


def _in_figures(plain: str) -> str:
    """Return the time with hours, quarters and parts of the day in words as figures."""
    plain = _IN_WORDS.sub(lambda word: str(_NUMBERS[word[0]]), plain)
    plain = _FROM_THE_HOUR.sub(lambda said: _from_the_hour(_MINUTES[said[1]], int(said[2])), plain)
    match = _PART_OF_DAY.fullmatch(plain)
    if not match:
        return plain
    hour = int(match["hour"])
    is_before_noon = match["part"] == "morning" or (match["part"] is None and hour == 12)
    # "19:30 in the evening" says it twice.
    half = "am" if is_before_noon else "pm"
    return match["time"] if hour > 12 and half == "pm" else f"{match['time']} {half}"


def _from_the_hour(minutes: int, hour: int) -> str:
    if minutes < 0:
        # A quarter to one is in the hour of twelve.
        hour, minutes = (hour - 1) or 12, 60 + minutes
    return f"{hour}:{minutes}"


def parse_pause_end(text: str, today: date) -> date:
    """Return the first local date after a pause that begins on ``today``.

    That is ``3 days`` (or ``3``) or ``two weeks`` from today, or the date given: ``2026-12-24``,
    ``24 Dec``, ``24.12.``, ``tomorrow``, ``next Monday``. Raises ``InvalidPause``.
    """
    end = _find_pause_end(simplify(text), today)
    if end is None:
        raise InvalidPause(text, PauseProblem.UNREADABLE)
    if end <= today:
        raise InvalidPause(text, PauseProblem.PAST)
    if end - today > _LONGEST:
        raise InvalidPause(text, PauseProblem.TOO_FAR)
    return end


def _find_pause_end(plain: str, today: date) -> date | None:
    in_figures = _IN_WORDS.sub(lambda word: str(_NUMBERS[word[0]]), plain)
    if match := _LENGTH.fullmatch(in_figures):
        count = int(match["count"] or 1)
        return today + timedelta(days=count * (7 if (match["unit"] or "").startswith("w") else 1))
    if match := _UNTIL.fullmatch(plain):
        plain = match[1]
    weekday = find_weekday(plain.removeprefix("next "))
    if weekday is not None:
        return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)
    if match := _DOTTED.fullmatch(plain):
        year = int(match["year"]) if match["year"] else None
        return find_day(today, year, int(match["month"]), int(match["day"]))
    return find_date(plain, today)
