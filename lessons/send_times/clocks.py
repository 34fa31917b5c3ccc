"""Times of day as admins write and say them: ``9am``, ``14h30``, ``half past nine``, ``noon``."""

import re
from collections.abc import Callable
from datetime import time

from lessons.send_times.parts import HOUR, Clock, Part, PartOfDay, Word, number

_HALF = r"(?:\s?(?P<half>[ap])(?:\.\s?m\.|\.?\s?m\b)|(?P<lone>[ap])\b)"
_O_CLOCK = r"\s?(?:o['’]?\s?clock)\b"
_HOURS = r"\s?(?:hrs?|hours?|h|uhr)\b"
_MINUTES = (
    r"(?:o[h']?\s)?(?:five|ten|fifteen|twenty(?:[- ]five)?|thirty(?:[- ]five)?"
    r"|forty(?:[- ]five)?|fifty(?:[- ]five)?)"
)
_NOON, _MIDNIGHT = time(12), time(0)


def _both(hour: int, minute: int) -> tuple[time, ...]:
    """Return the times that a bare hour may mean."""
    if hour > 23 or minute > 59:
        return ()
    if not 1 <= hour <= 12:
        return (time(hour, minute),)
    # Twelve is noon to all; midnight is said so.
    return (time(hour, minute), time(hour + 12, minute)) if hour < 12 else (time(12, minute),)


def _exact(hour: int, minute: int, half: str | None) -> tuple[time, ...]:
    if half:
        if not 1 <= hour <= 12:
            return ()
        hour = hour % 12 + (12 if half.lower() == "p" else 0)
    return (time(hour, minute),) if hour <= 23 and minute <= 59 else ()


def _half_of(match: re.Match[str]) -> str | None:
    return match["half"] or match["lone"]


def _figures(match: re.Match[str]) -> Clock:
    hour, minute, half = int(match["hour"]), int(match["minute"]), _half_of(match)
    return Clock(_exact(hour, minute, half), () if half else _both(hour, minute))


def _joined(match: re.Match[str]) -> Clock | None:
    figures, half = match["figures"], _half_of(match)
    if len(figures) == 3 and not half and not match["hours"]:
        return None
    hour, minute = int(figures[:-2]), int(figures[-2:])
    is_bare = not half and not match["hours"]
    return Clock(_exact(hour, minute, half), () if half else _both(hour, minute), is_bare)


def _hour(match: re.Match[str]) -> Clock:
    return Clock(_exact(number(match["hour"]), 0, _half_of(match)))


def _whole_hours(match: re.Match[str]) -> Clock:
    hour = int(match["hour"])
    return Clock(_exact(hour, 0, None), _both(hour, 0))


def _said(hour: int, minute: int, half: str | None) -> Clock:
    times = _exact(hour, minute, half) if half else _both(hour, minute)
    return Clock(times, times)


def _bare(match: re.Match[str]) -> Clock:
    both = _both(number(match["hour"]), 0)
    return Clock(both, both, is_bare=True)


def _oclock(match: re.Match[str]) -> Clock:
    return _said(number(match["hour"]), 0, _half_of(match))


def _past(match: re.Match[str]) -> Clock | None:
    hour, said, half = number(match["hour"]), match["part"].lower(), _half_of(match)
    if not 1 <= hour <= 12:
        return None
    minute = 30 if said == "half" else 15 if said.endswith("quarter") else number(said.split()[0])
    if match["side"].lower() in ("past", "after"):
        return _said(hour, minute, half)
    if half:
        before = number(match["hour"]) % 12 * 60 - minute + (12 * 60 if half.lower() == "p" else 0)
        return Clock((time(*divmod(before % (24 * 60), 60)),))
    return _said(hour - 1 or 12, 60 - minute, None)


def _half_hour(match: re.Match[str]) -> Clock:
    # In Britain half nine is 9:30, in Germany 8:30.
    hour = number(match["hour"])
    times = (*_both(hour, 30), *_both(hour - 1 or 12, 30))
    return Clock(times, times)


def _spelled(match: re.Match[str]) -> Clock:
    said = re.sub(r"^(?:oh?|o')\s", "", match["minutes"].lower())
    return _said(number(match["hour"]), number(said), _half_of(match))


def _noon(_match: re.Match[str]) -> Clock:
    return Clock((_NOON,))


def _midnight(_match: re.Match[str]) -> Clock:
    return Clock((_MIDNIGHT,), is_midnight=True)


def _morning(_match: re.Match[str]) -> PartOfDay:
    return PartOfDay(range(12), (8, 9, 10, 11))


def _afternoon(_match: re.Match[str]) -> PartOfDay:
    return PartOfDay(range(12, 20), (13, 14, 15, 16))


def _evening(_match: re.Match[str]) -> PartOfDay:
    return PartOfDay(range(16, 24), (17, 18, 19, 20))


def _lunch(_match: re.Match[str]) -> PartOfDay:
    return PartOfDay(range(11, 15), (11, 12, 13))


def _vague(_match: re.Match[str]) -> Word:
    return Word.VAGUE_TIME


_IN_THE = r"(?:(?:in|at|during|on) )?(?:the )?"

CLOCKS: tuple[tuple[str, Callable[[re.Match[str]], Part | None]], ...] = (
    (r"(?:12(?:[:.]00)?\s?|twelve\s)?(?:noon|midday)\b", _noon),
    (r"(?:12(?:[:.]00)?\s?|twelve\s)?midnight\b", _midnight),
    (
        rf"(?P<hour>\d{{1,2}})(?:[:.;]|\s?h\s?)(?P<minute>\d\d)(?![\d:]|[.,]\d)"
        rf"(?:{_HALF}|{_O_CLOCK}|{_HOURS})?",
        _figures,
    ),
    (
        rf"(?P<figures>\d{{3,4}})(?:{_HALF}|(?P<hours>{_HOURS}))?(?![\d:./-])(?!\s?(?:%|mg|ml))",
        _joined,
    ),
    (rf"(?P<hour>{HOUR}){_HALF}", _hour),
    (rf"(?P<hour>{HOUR})(?:{_O_CLOCK})(?:{_HALF})?", _oclock),
    (r"(?P<hour>\d{1,2})\s?(?:h|hrs|uhr)\b", _whole_hours),
    (
        rf"(?:a )?(?P<part>half|quarter|(?:\d{{1,2}}|five|ten|twenty(?:[- ]five)?)"
        rf"(?: min(?:ute)?s?)?) (?P<side>past|after|to|before|till|of) (?P<hour>{HOUR})\b"
        rf"(?:{_O_CLOCK})?(?:{_HALF})?",
        _past,
    ),
    (rf"half (?P<hour>{HOUR})\b", _half_hour),
    (rf"(?P<hour>{HOUR}) (?P<minutes>{_MINUTES})\b(?![:./-])(?:{_HALF})?", _spelled),
    (rf"(?P<hour>{HOUR})(?:\s?-?ish\b|\b)(?![:./-]\d|[.,]\d|\s?%)", _bare),
    (rf"{_IN_THE}(?:early )?(?:morning|forenoon|a\.?m\b\.?)", _morning),
    (rf"{_IN_THE}(?:early )?(?:afternoon)\b", _afternoon),
    (rf"{_IN_THE}(?:early )?(?:evening|night|eve)\b", _evening),
    (r"p\.?m\b\.?", lambda _match: PartOfDay(range(12, 24), (13, 14, 15, 16))),
    (rf"{_IN_THE}(?:lunch(?: ?time)?|dinner ?time|tea ?time)\b", _lunch),
    (
        r"(?:(?:at )?(?:the )?(?:end|close|start|beginning) of (?:the |this )?(?:day|business|play)"
        r"|eod|cob|eob|later(?: on)?|sometime|some time|early|late|soon|shortly|eventually"
        r"|first thing|last thing|whenever)\b",
        _vague,
    ),
)
"""What a time of day looks like, and how it is read; earlier ones are tried first."""
