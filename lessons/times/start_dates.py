"""Dates from which lessons shall come, as subscribers type them: "from Monday"."""

import re
from dataclasses import dataclass
from datetime import date

from lessons.text import simplify
from lessons.times.breaks import InvalidPause, PauseProblem, parse_pause_end

_STARTS = re.compile(
    r"(?:(?:ok|please|but|can|could|may|i|you|we|it|they|the|my|let's|lets|want to|would like to"
    r"|lessons?|course) )*"
    r"(?:(?:start|starts|starting|begin|begins|beginning)(?: me| it| lessons)?(?: on| from| in)?"
    r"|from|as of|not before|ab|erst ab|a partir de|à partir de|dès|desde|a partir del|da|vanaf) "
    r"(?P<day>.+?)(?:,? (?:on|onwards?|please))*"
)
_AT = re.compile(r",? (?:at|um|a las|às|à|alle|om) ")


@dataclass(frozen=True, slots=True)
class Start:
    """A local date later than today; ``rest`` is what was said besides, such as a time of day."""

    day: date
    rest: str = ""


def names_start(text: str) -> bool:
    """Whether the text may name a date to start on, whatever that is."""
    return _STARTS.fullmatch(_plain(text)) is not None


def find_start(text: str, today: date, language_code: str | None = None) -> Start | None:
    """Return the date on which the text wishes lessons to start; ``None`` if it wishes none.

    Raises ``InvalidPause`` for a date that is past, too far off, or one of two.
    """
    match = _STARTS.fullmatch(_plain(text))
    if match is None:
        return None
    named, *rest = _AT.split(match["day"], maxsplit=1)
    try:
        day = parse_pause_end(f"until {named}", today, language_code)
    except InvalidPause as error:
        if error.reason is PauseProblem.UNREADABLE:
            return None
        raise InvalidPause(text, error.reason, error.readings) from None
    return Start(day, "".join(rest)) if day else None


def _plain(text: str) -> str:
    return simplify(text).replace("’", "'").strip(" .!?,;")
