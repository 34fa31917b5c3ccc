"""Times of day in figures: one strict reading each. ``said_time`` reads what people say."""

import re
from datetime import time

from lessons.errors import InvalidInput
from lessons.text import simplify

_WORDS = {"noon": time(12), "midday": time(12), "midnight": time(0)}
_TIME = re.compile(
    r"""
    (?:at\s|@\s?)?
    (?P<hour>\d{1,2}?)
    (?:\s?[:.h]\s?(?P<minute>\d\d) | \s?(?P<joined>\d\d) | \s?h | \s?o'clock)?
    (?:\s?(?P<half>[ap])\.?\s?m\.?)?
    """,
    re.VERBOSE,
)


class InvalidTime(InvalidInput):
    """``given`` is not a time of day."""

    def __init__(self, given: str) -> None:
        super().__init__(f"“{given}” is not a time of day. Write it like 7:30, 19.30 or 8 pm.")
        self.given = given


def parse_time(text: str) -> time:
    """Return the time of day, to the minute: ``7:30``, ``07.30``, ``8pm``, ``1930``, ``noon``.

    A bare hour is read on the 24-hour clock. Digits of any script will do. Raises
    ``InvalidTime``.
    """
    plain = simplify(text)
    if plain in _WORDS:
        return _WORDS[plain]
    match = _TIME.fullmatch(plain)
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
