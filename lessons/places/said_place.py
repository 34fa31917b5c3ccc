"""Places as people say them: a city and its country without a comma, a region, an offset, EST."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from lessons.language.answers import find_answer
from lessons.language.wrappers import unwrap
from lessons.places.atlas import Place, fold, read_atlas, read_countries, read_regions
from lessons.places.offsets import find_abbreviated, find_offset, list_keeping
from lessons.places.search import (
    find_cities_in,
    find_misspelled_places,
    find_spelled_places,
    find_zone,
)
from lessons.text import simplify

_SAID_BEFORE = (
    "same(?: time)? as(?: in)?|please|it's|it is|its|my|the|time ?zone|city|is|use|set(?: it)? to"
    "|i am|i'm|im"
    "|i live|we live|we are|living|based|i come|ich wohne|ich lebe|wohne|ich bin|j'habite|je vis"
    "|vivo|estoy|moro|estou|abito|ik woon"
)
_NEAR = (
    "(?:somewhere |right |quite )?(?:near to|close to|not far from|just outside(?: of)?|outside"
    "(?: of)?|around)|(?:in der )?nähe von|in der nähe|bei|unweit von|cerca de|près de|à côté de"
    "|vicino a|perto de|in de buurt van|vlak bij|blisko|niedaleko|koło|недалеко от|рядом с|около"
)
_AROUND_IT = re.compile(
    rf"(?i)^(?:(?:{_SAID_BEFORE}) )*(?:(?:{_NEAR}|in|from|near|at|aus|à|a|en|em|de)\s)?(?=\S)"
)
_AFTER_IT = re.compile(
    r"(?i)[\s,]+(?:please|pls|plz|thanks|thank you|bitte|danke|time|time ?zone|area|city|now|merci"
    r"|por favor)$"
)
_COMMAS = re.compile(r"\s*[(\[/|]\s*|\s+[-–—]\s+")
_MOST_QUALIFYING_WORDS = 3
# No name of a place with its country is longer, and every look through the atlas takes time.
_LONGEST = 80
_MOST_WORDS = 8
WELL_KNOWN = 100_000
"""From how many people on the name of a city is hardly said for anything else."""


@dataclass(frozen=True, slots=True)
class SaidPlaces:
    """What a text may mean, likeliest first; ``is_guess`` where nothing is spelled so, and
    ``is_certain`` for a country that has but one zone."""

    places: tuple[Place, ...] = ()
    is_guess: bool = False
    is_certain: bool = False

    def find_only(self, likely_zones: Collection[str]) -> Place | None:
        """Return the place, if there is but one, spelled so, that is so large or so likely that
        hardly anybody who types it means something else."""
        if self.is_guess or len(self.places) != 1:
            return None
        [place] = self.places
        is_known = place.population >= WELL_KNOWN or place.timezone in likely_zones
        return place if self.is_certain or is_known else None


def find_said_places(text: str, now: datetime, limit: int = 6) -> SaidPlaces:
    """Return the places that somebody means; none for a plain answer or a greeting.

    Besides what ``find_places`` takes: ``London UK``, ``Berlin please``, ``Berlin (Germany)``,
    regions and islands, offsets (``UTC+5:30``, ``GMT-3``, ``+1``), and the letters of zones
    (``EST``; ``IST`` of three countries). ``now`` is aware.
    """
    if len(text.strip()) > _LONGEST or find_answer(text) is not None:
        return SaidPlaces()
    plain = simplify(unwrap(text)).strip(" .!?")
    offset = find_offset(plain)
    if offset is not None:
        return SaidPlaces(tuple(list_keeping(offset, now)[:limit]))
    if abbreviated := find_abbreviated(plain):
        return SaidPlaces(tuple(abbreviated[:limit]))
    if zone := find_zone(unwrap(text).strip(" .!?")):
        return SaidPlaces((zone,))
    bare = _strip_politeness(unwrap(text))
    if not bare or find_answer(bare) is not None:
        return SaidPlaces()
    places = (
        # "City" is politeness, and part of some names.
        _find_region(text)
        or _find_region(bare)
        or _find_qualified(bare, limit)
        or find_spelled_places(bare, limit)
        or (find_spelled_places(text.strip(), limit) if bare != text.strip() else [])
    )
    if not places:
        return SaidPlaces(tuple(find_misspelled_places(bare, limit)), is_guess=True)
    is_certain = len(places) == 1 and fold(bare) in read_atlas().country_codes
    return SaidPlaces(tuple(places[:limit]), is_certain=is_certain)


def _strip_politeness(text: str) -> str:
    bare = _COMMAS.sub(", ", text.strip().strip(".!?\"“”'")).rstrip(")] ")
    while (shorter := _AFTER_IT.sub("", bare)) != bare:
        bare = shorter
    # "De" and "A" are parts of names too: what is left must still be a name.
    shorter = _AROUND_IT.sub("", bare, count=1)
    return shorter if shorter and shorter[0].isalpha() else bare


def _find_region(bare: str) -> list[Place]:
    return list(read_regions().get(fold(bare), ()))


def _find_qualified(bare: str, limit: int) -> list[Place]:
    """Return the cities of a name whose last words are a country or a state."""
    words = bare.replace(",", " ").split()
    if len(words) > _MOST_WORDS:
        return []
    for count in range(1, min(_MOST_QUALIFYING_WORDS, len(words) - 1) + 1):
        name, qualifier = " ".join(words[:-count]), " ".join(words[-count:])
        if _is_qualifier(qualifier):
            found = find_cities_in(name, qualifier, limit)
            if found:
                return found
    return []


def _is_qualifier(words: str) -> bool:
    key, atlas = fold(words), read_atlas()
    is_code = words.isupper() and key.upper() in read_countries()
    is_short = key in atlas.short_states and len(key) <= 3
    return key in atlas.country_codes or key in atlas.states or is_code or is_short
