"""How what is scheduled comes again: on days of the week, until a date or so many times."""

from dataclasses import dataclass
from datetime import date

from lessons.times.schedule import EVERY_DAY


@dataclass(frozen=True, slots=True)
class Repeats:
    """Every week on ``weekdays`` (Monday is 0), the first time at the instant beside it.

    It ends after the local date ``until``, or after ``count`` times in all with the first one;
    with neither it goes on until somebody stops it.
    """

    weekdays: frozenset[int] = EVERY_DAY
    until: date | None = None
    count: int | None = None
