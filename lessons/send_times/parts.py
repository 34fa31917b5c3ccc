"""The parts of which people put a time together: a day, a time of day, a zone, a length."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import Enum, auto


@dataclass(frozen=True, slots=True)
class Day:
    """A date; ``find`` returns it from today's, or several that the words may mean, or none where
    there is no such date."""

    find: Callable[[date], Sequence[date]]


@dataclass(frozen=True, slots=True)
class Weekday:
    """A day of the week, 0 for Monday; ``which`` is the word before it, such as "next"."""

    number: int
    which: str = ""


@dataclass(frozen=True, slots=True)
class Week:
    """The week so many weeks after this one, as in "next week"."""

    ahead: int


@dataclass(frozen=True, slots=True)
class Shift:
    """So many days after the day that is named, as in "a week from Friday"."""

    days: int


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day, or several that the words may mean; none where there is no such time.

    ``by_part`` are those that it may mean beside a part of the day: with "evening" 7:30 is 19:30.
    ``is_bare`` where nothing but a number says so.
    """

    times: tuple[time, ...]
    by_part: tuple[time, ...] = ()
    is_bare: bool = False
    is_midnight: bool = False


@dataclass(frozen=True, slots=True)
class PartOfDay:
    """The hours that a word such as "evening" covers, and those to offer where it stands alone."""

    hours: range
    offered: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Zone:
    """The zones (IANA), or distances from UTC, that a name may mean; none where it means none."""

    zones: tuple[str | timedelta, ...]


class Clocks(Enum):
    """Whose clocks are meant, where no zone is named."""

    THEIRS = auto()
    MINE = auto()
    # "Local time" is each of the two.
    EITHER = auto()


@dataclass(frozen=True, slots=True)
class Length:
    """A length of time from now; with whole days it may have a time of day beside it."""

    minutes: int = 0
    days: int = 0
    months: int = 0
    is_over: bool = False
    """Whether it lies behind: "two hours ago"."""


class Word(Enum):
    """A word that is no time but stands beside one."""

    FILLER = auto()
    # "By Monday" and "Monday or Tuesday" are no single time.
    BOUND = auto()
    REPEATS = auto()
    # "Next month" is no day.
    VAGUE_DAY = auto()
    # "Later" is no time of day.
    VAGUE_TIME = auto()
    NOW = auto()
    SAME_TIME = auto()


Part = Day | Weekday | Week | Shift | Clock | PartOfDay | Zone | Clocks | Length | Word

_FIGURES = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
]
NUMBERS = {word: count for count, word in enumerate(_FIGURES)}
NUMBERS |= {"a": 1, "an": 1, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50}
NUMBERS |= {"sixty": 60, "ninety": 90, "couple": 2}
NUMBERS |= {
    f"{tens} {ones}": NUMBERS[tens] + NUMBERS[ones]
    for tens in ("twenty", "thirty", "forty", "fifty")
    for ones in _FIGURES[1:10]
}
HOUR = r"(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"


def number(word: str) -> int:
    """Return the number that is written in figures or letters."""
    return int(word) if word.isdecimal() else NUMBERS[" ".join(re.split(r"[\s-]+", word.lower()))]
