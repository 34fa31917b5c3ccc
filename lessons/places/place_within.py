"""The one place that is named in a sentence which says more: "8pm Berlin", "we are in Faro now"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lessons.language.answers import find_answer
from lessons.language.wrappers import unwrap
from lessons.places.atlas import Place, fold, read_regions
from lessons.places.offsets import find_abbreviated
from lessons.places.search import find_whole_places
from lessons.times.time_words import FILLERS, MARKS, NUMBERS, WEEKDAYS

_MOST_WORDS = 16
_LONGEST_NAME = 3
_MOST_WORDS_OF_A_NAME = 5
# Without a sign that a place is meant, "nice" and "best" are no cities.
_KNOWN_TO_ALL = 500_000
_LEADING = frozenset(
    {"in", "to", "from", "near", "at", "for", "nach", "aus", "bei", "en", "de"}
) | {
    *("à", "a", "em", "para", "da", "w", "в", "im"),
}
_TRAILING = frozenset({"time", "timezone", "zeit", "hora"})
_NO_NAMES = frozenset(FILLERS) | frozenset(MARKS) | frozenset(NUMBERS) | frozenset(WEEKDAYS)
_SIGNS = '.,!?;:()[]"“”'


@dataclass(frozen=True, slots=True)
class PlaceWithin:
    """The places that a name may mean, likeliest first, and the text without that name."""

    places: tuple[Place, ...]
    rest: str


def list_places_within(text: str, limit: int = 4) -> Iterator[PlaceWithin]:
    """Yield each name of a place in the text, the longest first: one that "in" or the like leads
    to, that "time" follows, or that begins or ends the text with a capital or is known to all."""
    words = text.split()
    if not 0 < len(words) <= _MOST_WORDS:
        return
    for length in range(min(_LONGEST_NAME, len(words)), 0, -1):
        for begin in range(len(words) - length + 1):
            end = begin + length
            places = _find(words, begin, end, limit)
            if places:
                before, after = words[:begin], words[end:]
                if before and before[-1].strip(_SIGNS).casefold() in _LEADING:
                    before = before[:-1]
                if after and after[0].strip(_SIGNS).casefold() in _TRAILING:
                    after = after[1:]
                yield PlaceWithin(tuple(places), " ".join((*before, *after)).strip(" ,.;-"))


def find_lone_place(text: str, limit: int = 4) -> list[Place]:
    """Return the places that the whole text names and nothing besides, none for anything that is
    only spelled like one."""
    bare = " ".join(unwrap(text).split()).strip(_SIGNS + " ")
    words = bare.split()
    if not 0 < len(words) <= _MOST_WORDS_OF_A_NAME or find_answer(bare) is not None:
        return []
    folded = [word.strip(_SIGNS).casefold() for word in words]
    if set(folded) <= _NO_NAMES:
        return []
    places = list(read_regions().get(fold(bare), ())) or find_whole_places(bare, limit)
    is_sure = bare[0].isupper() or not bare[0].isascii()
    return [item for item in places if is_sure or item.population >= _KNOWN_TO_ALL][:limit]


def _find(words: list[str], begin: int, end: int, limit: int) -> list[Place]:
    name = re.sub(r"\s+", " ", " ".join(words[begin:end])).strip(_SIGNS)
    parts = [word.strip(_SIGNS).casefold() for word in words[begin:end]]
    if not name or not parts[-1] or set(parts) <= _NO_NAMES:
        return []
    is_led = begin > 0 and words[begin - 1].strip(_SIGNS).casefold() in _LEADING
    is_timed = end < len(words) and words[end].strip(_SIGNS).casefold() in _TRAILING
    is_set_apart = begin > 0 and words[begin - 1].endswith(",")
    is_at_edge = begin == 0 or end == len(words)
    if not (is_led or is_timed or is_set_apart or is_at_edge):
        return []
    if abbreviated := find_abbreviated(name.casefold()):
        return abbreviated[:limit] if name.isupper() or is_timed or len(name) > 2 else []
    places = list(read_regions().get(fold(name), ())) or find_whole_places(name, limit)
    is_sure = is_timed or name[0].isupper() or not name[0].isascii()
    known = [place for place in places if is_sure or place.population >= _KNOWN_TO_ALL]
    return known[:limit]
