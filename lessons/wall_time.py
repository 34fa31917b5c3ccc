"""Times of day and ends of a pause, as subscribers type them."""

import re
import unicodedata
from datetime import date, time, timedelta
from enum import StrEnum

from lessons.dates import find_date, find_day
from lessons.errors import InvalidInput

_WORDS = {"noon": time(12), "midday": time(12), "midnight": time(0)}
_HALF_PAST = re.compile(r"\bhalf past (\d{1,2})")
_TIME = re.compile(
    r"""
    (?:at\s|@\s?)?
    (?P<hour>\d{1,2}?)
    (?:\s?[:.h]\s?(?P<minute>\d\d) | \s?(?P<joined>\d\d) | \s?h | \s?o'clock)?
    (?:\s?(?P<half>[ap])\.?\s?m\.?)?
    """,
    re.VERBOSE,
)
_LENGTH = re.compile(r"(?:for )?(?P<count>\d{1,4}|a|one) ?(?P<unit>d|days?|w|weeks?)?")
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
    """Return the time of day, to the minute: ``7:30``, ``07.30``, ``8pm``, ``1930``, ``noon``.

    A bare hour is read on the 24-hour clock. Digits of any script will do. Raises
    ``InvalidTime``.
    """
    plain = simplify(text)
    if plain in _WORDS:
        return _WORDS[plain]
    match = _TIME.fullmatch(_HALF_PAST.sub(r"\1:30", plain))
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


def parse_pause_end(text: str, today: date) -> date:
    """Return the first local date after a pause that begins on ``today``.

    That is ``3 days`` (or ``3``) or ``2 weeks`` from today, or the date given: ``2026-12-24``,
    ``24 Dec``, ``24.12.``, ``tomorrow``. Raises ``InvalidPause``.
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
    if match := _LENGTH.fullmatch(plain):
        count = int(match["count"]) if match["count"].isdecimal() else 1
        return today + timedelta(days=count * (7 if (match["unit"] or "").startswith("w") else 1))
    if match := _UNTIL.fullmatch(plain):
        plain = match[1]
    if match := _DOTTED.fullmatch(plain):
        year = int(match["year"]) if match["year"] else None
        return find_day(today, year, int(match["month"]), int(match["day"]))
    return find_date(plain, today)


def simplify(text: str) -> str:
    """Return the text in lower case, full-width forms narrowed and each run of space made one."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())
