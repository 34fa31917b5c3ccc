"""The zones that a name behind a time may mean: a city, a country, letters, a distance from UTC."""

import re
from datetime import timedelta
from functools import lru_cache

from lessons.places.atlas import Place, fold, read_regions
from lessons.places.offsets import find_abbreviated, find_offset
from lessons.places.said_place import WELL_KNOWN
from lessons.places.search import find_spelled_places, find_whole_places
from lessons.send_times.days import WEEKDAY
from lessons.send_times.parts import Clocks, Zone
from lessons.times.schedule import find_timezone

MOST_WORDS = 6
# Towns have such letters as well.
_IS_A_DAY = re.compile(WEEKDAY)
_OFFSET = re.compile(r"(?:utc|gmt)\s?[+\-−–]\s?\d{1,2}(?:[:.]?\d\d|\.5)?|[+\-−–]\d\d:?\d\d", re.I)
_OF_TIME = re.compile(r"\s(?:(?:standard|daylight|summer|winter|local)\s)?time(?:\s?zone)?$", re.I)
_UTC = frozenset({"utc", "gmt", "z", "zulu", "utc+0", "greenwich mean", "coordinated universal"})
_OF_MANY = {
    "central european": "cet",
    "eastern european": "eet",
    "western european": "wet",
    "us eastern": "et",
    "eastern": "et",
    "us central": "ct",
    "us mountain": "mt",
    "us pacific": "pt",
    "australian eastern": "aest",
    "british": "london",
    "indian": "india",
    "japanese": "japan",
    "chinese": "china",
    "german": "germany",
    "french": "france",
    "irish": "ireland",
}
# Letters of zones that are words too count only in capitals, or with "time" behind them.
_WORDS_TOO = frozenset({"eat", "art", "pet", "west", "wet", "cot", "wat", "hec", "central"})
_WORDS_TOO |= {"et", "ct", "mt", "pt", "mountain", "pacific", "eastern"}
_AMERICAN = frozenset({"Eastern", "Mountain", "Pacific"})
# A name that one place has far more people for than all others means that place.
_OUTSHINES = 10
_KNOWN_TO_ALL = 500_000
# "The" is Teresina too, by the letters of its airport.
_SHORTEST_LOWER = 4
_THEIR = re.compile(
    r"""
    (?:(?:in|on|at|by|for|each|everyone|everybody)\s)*
    (?:
        (?:(?:their|each\sother's|(?:every|each)\s?(?:one|body|person|reader|subscriber|recipient
            |patient|member|user|chat)(?:'s|s')?|(?:the\s)?(?:people|reader|subscriber|recipient
            |patient|member|user)(?:'s|s'|s)?)\s(?:respective\s)?(?:own\s)?(?:local\s)?
        | own\s(?:local\s)?)
        (?:time(?:\s?zones?)?|clocks?)
      | where(?:ver)?\s(?:they|people|everyone|everybody|each)\s(?:are|is|lives?)
    )\b
    """,
    re.VERBOSE | re.IGNORECASE,
)
_MINE = re.compile(
    r"(?:in |on |at )?(?:my|our)(?: own)?(?: local)? (?:time(?: ?zone)?|clock)\b", re.I
)
_EITHER = re.compile(r"(?:in |at )?(?:(?:your )?local(?: time)?|your time)\b", re.I)


def match_clocks(text: str, start: int) -> tuple[int, Clocks] | None:
    """Return where words about whose clocks are meant end, and what they mean."""
    for pattern, whose in ((_THEIR, Clocks.THEIRS), (_MINE, Clocks.MINE), (_EITHER, Clocks.EITHER)):
        if match := pattern.match(text, start):
            return match.end(), whose
    return None


@lru_cache(maxsize=4096)
def find_zone(said: str) -> Zone | None:
    """Return the zones that the words may mean; ``None`` where they are no name of one, and no
    zones for one that is not known, such as Mars/Phobos."""
    name = " ".join(said.split()).strip(" ,()")
    is_led = re.match(r"(?i)(?:in|for)\s", name) is not None
    name = re.sub(r"(?i)^(?:in|for)\s(?:the\s)?", "", name)
    bare = _OF_TIME.sub("", name)
    is_timed = bare != name
    key = bare.lower().rstrip(".")
    if not key or (len(key) < 2 and key != "z") or _IS_A_DAY.fullmatch(key):
        return None
    if key in _UTC:
        return Zone((timedelta(0),))
    if _OFFSET.fullmatch(bare):
        offset = find_offset(bare.lower())
        return Zone(() if offset is None else (offset,))
    if "/" in bare:
        if not re.fullmatch(r"[A-Za-z_+\-]+(?:/[A-Za-z_+\-0-9]+)+", bare):
            return None
        named = find_timezone(bare)
        return Zone((named,) if named else ())
    known = _OF_MANY.get(key)
    if abbreviated := find_abbreviated(known or key):
        is_name = bare.isupper() or bare in _AMERICAN
        if key in _WORDS_TOO and not (is_timed or is_name):
            return None
        return Zone(tuple(place.timezone for place in abbreviated))
    key = known or key
    if len(key) == 2:
        # Letters of a country are its name only as they are written in capitals.
        places = find_spelled_places(bare.upper()) if is_timed or bare.isupper() else []
        return Zone(_outshining(places)) if places else None
    if not bare[0].isalpha() or (len(key) < _SHORTEST_LOWER and bare.islower() and not is_timed):
        return None
    places = list(read_regions().get(fold(key), ())) or find_whole_places(key)
    if not (is_led or is_timed):
        # A name alone may be anything, such as a word of the message.
        is_name = bare[0].isupper() or not bare[0].isascii()
        least = WELL_KNOWN if is_name else _KNOWN_TO_ALL
        places = [place for place in places if place.population >= least]
    return Zone(_outshining(places)) if places else None


def _outshining(places: list[Place]) -> tuple[str, ...]:
    """Return the zones of the places, or of the first alone where hardly anybody means another."""
    first = max(places, key=lambda place: place.population)
    others = [place for place in places if place.timezone != first.timezone]
    rivals = [place for place in others if place.population * _OUTSHINES > first.population]
    return tuple(dict.fromkeys(place.timezone for place in (first, *rivals)))
