"""The words with which people tell a time of day or a length of time, as the file has them."""

import tomllib
from enum import StrEnum
from pathlib import Path
from typing import Final

_FILE = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))


class Mark(StrEnum):
    """What a word does to the figures beside it."""

    AM = "am"
    PM = "pm"
    # Before midnight with a late hour, after it with an early one.
    NIGHT = "night"
    HALF = "half"
    # In German and its neighbours half eight is 7:30.
    HALF_TO = "half_to"
    # After the hour: "las ocho y media".
    AND_HALF = "and_half"
    QUARTER = "quarter"
    # "सवा सात" is 7:15, though the German "viertel sieben" is 6:15.
    QUARTER_PAST = "quarter_past"
    THREE_QUARTERS = "three_quarters"
    PAST = "past"
    TO = "to"
    # After the hour: "las ocho menos diez".
    MINUS = "minus"
    NOON = "noon"
    MIDNIGHT = "midnight"
    NOW = "now"


def _words(table: str, name: str) -> list[str]:
    return str(_FILE[table][name]).split()


MARKS: Final = {word: mark for mark in Mark for word in _words("marks", mark)}
NUMBERS: Final = {word: int(name) for name in _FILE["numbers"] for word in _words("numbers", name)}
WEEKDAYS: Final = {word: day for day in range(7) for word in _words("days", str(day))}
WORKDAYS: Final = frozenset(_words("days", "workdays"))
WEEKENDS: Final = frozenset(_words("days", "weekends"))
AFTERNOONS: Final = frozenset(_words("parts", "afternoon"))
LUNCH: Final = frozenset(_words("parts", "lunch"))
FILLERS: Final = frozenset(_words("fillers", "words"))

UNITS: Final = {word: unit for unit in ("day", "week", "month") for word in _words("lengths", unit)}
COUNTS: Final = NUMBERS | {
    word: count
    for name, count in (("one", 1), ("two", 2), ("few", 3))
    for word in _words("lengths", name)
}
FORTNIGHT: Final = frozenset(_words("lengths", "fortnight"))
WITHOUT_END: Final = frozenset(str(_FILE["ends"]["without_end"]).strip().splitlines())
