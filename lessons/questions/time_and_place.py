"""A time of day and a place in one text: "8pm Berlin", "9 in the morning, London time"."""

from dataclasses import dataclass
from datetime import time

from lessons.language.wrappers import unwrap
from lessons.places.atlas import Place
from lessons.places.place_within import list_places_within
from lessons.symptom_checks.complaints import names_complaint
from lessons.times.said_time import find_said_time, find_whole_time
from lessons.times.time_words import MARKS, NUMBERS, Mark

_LONGEST = 120
_HOURS = frozenset(NUMBERS) | {
    word for word, mark in MARKS.items() if mark in (Mark.NOON, Mark.MIDNIGHT)
}


@dataclass(frozen=True, slots=True)
class TimeAndPlace:
    """What was said: each time that may be meant, and each place, the likeliest first."""

    times: tuple[time, ...]
    places: tuple[Place, ...]


def find_time_and_place(text: str, language_code: str | None = None) -> TimeAndPlace | None:
    """Return the time and the place that the text says, ``None`` where it does not say both."""
    plain = " ".join(unwrap(text).split())
    if len(plain) > _LONGEST or names_complaint(plain):
        return None
    if find_whole_time(plain, language_code) is not None or not _may_tell_time(plain):
        return None
    for found in list_places_within(plain):
        said = find_said_time(found.rest, language_code)
        if said is not None and said.times and not (said.weekdays or said.is_part_of_day):
            return TimeAndPlace(said.times[:2], found.places)
    return None


def _may_tell_time(plain: str) -> bool:
    """Whether looking through the cities is worth while."""
    words = plain.casefold().replace(",", " ").split()
    return any(c.isdigit() for c in plain) or any(word in _HOURS for word in words)
