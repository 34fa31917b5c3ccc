"""Lengths of time from now: ``in 2h``, ``in an hour and a half``, ``three days from now``."""

import re
from collections.abc import Callable

from lessons.send_times.parts import NUMBERS, Length, Part, number

_WORDS = "|".join(sorted((word.replace(" ", "[ -]") for word in NUMBERS), key=len, reverse=True))
_AMOUNT = (
    rf"(?:\d{{1,9}}(?:[.,]\d{{1,2}})?|[.,]\d{{1,2}}|half an?|(?:a )?quarter of an|"
    rf"(?:3|three)[ -]quarters of an|a couple(?: of)?|(?:{_WORDS})\b)(?: and a half)?"
)
_UNIT = (
    r"(?:m|mins?|minutes?|h|hrs?|hours?|d|days?|w|wks?|weeks?|fortnights?|months?|years?)(?:'s?)?"
    r"(?![a-z])"
)
_ONE = rf"{_AMOUNT} ?-?{_UNIT}(?: and a (?:half|quarter))?"
_BODY = (
    rf"(?P<body>{_ONE}(?:,? (?:and )?{_ONE}|(?<=h)\d\d(?:m(?:ins?)?)?\b|(?<=h)\s\d\dm(?:ins?)?\b)*)"
)
_EACH = re.compile(
    rf"(?P<amount>{_AMOUNT}) ?-?(?P<unit>{_UNIT})(?: and a (?P<more>half|quarter))?", re.IGNORECASE
)
_JOINED = re.compile(r"(?P<hours>\d{1,3}) ?h(?:rs?|ours?)? ?(?P<minutes>\d\d)(?:m|min|mins)?", re.I)
_MINUTES = {"m": 1, "h": 60}
_DAYS = {"d": 1, "w": 7, "f": 14}


def _count(said: str) -> float:
    said = said.lower()
    half = 0.5 if said.endswith(" and a half") else 0
    said = said.removesuffix(" and a half")
    if said.startswith("half"):
        return 0.5
    if "quarter" in said:
        return 0.75 if said.startswith(("3", "three")) else 0.25
    if said.startswith("a couple"):
        return 2
    if said[0].isdigit() or said[0] in ".,":
        return float(said.replace(",", ".")) + half
    return number(said) + half


def _read(body: str, *, is_over: bool = False) -> Length | None:
    """Return the length; ``None`` for a part of a day or a month, which nobody can count."""
    if joined := _JOINED.fullmatch(body):
        return Length(int(joined["hours"]) * 60 + int(joined["minutes"]), is_over=is_over)
    minutes = days = months = 0.0
    for each in _EACH.finditer(body):
        count, unit = _count(each["amount"]), each["unit"].lower()
        count += {"half": 0.5, "quarter": 0.25}.get((each["more"] or "").lower(), 0)
        if unit.startswith("mo") or unit[0] == "y":
            months += count * (12 if unit[0] == "y" else 1)
        elif unit[0] in _MINUTES:
            minutes += count * _MINUTES[unit[0]]
        else:
            days += count * _DAYS[unit[0]]
    if days % 1 or months % 1 or (days and minutes):
        return None
    return Length(int(minutes), int(days), int(months), is_over)


def _from_now(match: re.Match[str]) -> Length | None:
    return _read(match["body"])


def _ago(match: re.Match[str]) -> Length | None:
    return _read(match["body"], is_over=True)


LENGTHS: tuple[tuple[str, Callable[[re.Match[str]], Part | None]], ...] = (
    (rf"{_BODY} (?:ago|earlier|back)\b", _ago),
    (rf"(?:in )?{_BODY} (?:from now|from today|hence)\b", _from_now),
    (rf"(?:in (?:about |around |exactly )?|\+ ?){_BODY}(?: time\b)?", _from_now),
)
"""What a length of time looks like, and how it is read."""
