"""Turns the name of a place, as a person types it, into the time zones it may mean."""

from __future__ import annotations

import difflib
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib import resources
from itertools import islice
from typing import Final

from lessons.places.atlas import AtlasState, Place, fold, read_atlas, read_countries
from lessons.text import LONGEST_SIMPLE

# A city's name from its first letter on counts for ten times the people that a later word of
# it or a foreign spelling does: "Pa" finds Paris before São Paulo, "York" New York all the same.
_OWN_NAME_WEIGHT: Final = 10
# Only names of places this large are guessed from a misspelling, and only this like it, with no
# more letters than this that one of the two has and the other lacks.
_GUESSED_FROM_POPULATION: Final = 100_000
_OTHER_LETTERS: Final = 3
_LIKENESS: Final = 0.8
_SHORTEST_GUESSED: Final = 4
# "Pa" begins hundreds of names, and nobody means them.
_SHORTEST_BEGINNING: Final = 4
# Norway, Slovenia, Oklahoma: who means them writes more.
_WORDS_TOO: Final = frozenset({"no", "si", "ok"})
# What stands in names beside letters, as in "St. John's" or "U.S.A.".
_USUAL_MARKS: Final = ".,'’ʻʼ`-()"

_SAID_OF_A_PLACE: Final = re.compile(r"(?i)\b(?:in|near|from)\s+(.+)$")


def find_places(text: str, limit: int = 6) -> list[Place]:
    """Return what ``text`` may mean, likeliest first; nothing if it resembles no place.

    Takes a city, a country ("New Zealand", "Deutschland", "USA"; one place for each of its
    zones), a state of some large countries ("Texas", "TX"; likewise), a city and one of these
    ("Paris, US"), an IANA time zone ("Europe/Berlin") or "UTC", in any case, with or without
    accents, and a sentence that ends in one of these ("I live in Lyon"). A whole name comes
    before the beginning of one, more people before fewer. Misspellings count only when nothing
    else fits. A command, a lone Latin letter, what is signs rather than letters and what is
    longer than any name mean nothing.
    """
    return find_spelled_places(text, limit) or find_misspelled_places(text, limit)


def find_spelled_places(text: str, limit: int = 6) -> list[Place]:
    """Return what ``find_places`` does without any guess at a misspelling."""
    if len(text) > LONGEST_SIMPLE or not _may_be_a_name(text):
        return []
    zone = find_zone(text)
    if zone:
        return [zone]
    found = (
        _find_named(text, limit)
        or _find_before_comma(text, limit)
        or _find_in_sentence(text, limit)
    )
    return found[:limit]


def find_whole_places(text: str, limit: int = 6) -> list[Place]:
    """Return the places whose whole name the text is, a city and its country or state too."""
    if len(text) > LONGEST_SIMPLE or not _may_be_a_name(text):
        return []
    name, _, qualifier = text.rpartition("," if "," in text else " ")
    if fold(name) and (found := find_cities_in(name, qualifier, limit)):
        return found
    return _find_whole(fold(text), limit)[:limit]


def find_misspelled_places(text: str, limit: int = 6) -> list[Place]:
    """Return the large places whose names are nearly what was typed, likeliest first."""
    if len(text) > LONGEST_SIMPLE or not _may_be_a_name(text):
        return []
    return _find_misspelled(fold(text), limit)[:limit]


def guess_timezone(language_code: str | None, default: str) -> str:
    """Return the zone where most speakers of an IETF language code probably live.

    A region decides ("en-NZ"), else the country where the language is mostly at home, as "de";
    ``default`` for a language of several continents or one that is not known.
    """
    language, *subtags = (language_code or "").replace("_", "-").split("-")
    countries = read_countries()
    region = subtags[-1].upper() if subtags else ""
    if region in countries:
        return countries[region].timezone
    homes = (c.timezone for c in countries.values() if language.lower() in c.languages)
    return next(homes, default)


def _may_be_a_name(text: str) -> bool:
    if text.lstrip().startswith("/"):
        return False
    letters = sum(character.isalpha() for character in text)
    # The marks of many scripts (category M) belong to their letters.
    signs = sum(
        unicodedata.category(character)[0] in "SPC" and character not in _USUAL_MARKS
        for character in text.strip()
    )
    return letters > signs and (letters > 1 or not text.isascii())


@cache
def _zone_names() -> Mapping[str, str]:
    names = resources.files("tzdata").joinpath("zones").read_text(encoding="ascii").split()
    return {name.casefold(): name for name in names}


def find_zone(text: str) -> Place | None:
    """Return the place of an IANA time zone, written out as in "Pacific/Chatham", or of UTC."""
    zone = _zone_names().get(re.sub(r"\s+", "_", text.strip()).casefold())
    # Names without a slash, such as EST and Cuba, rarely mean in a chat what they mean there.
    if zone is None or ("/" not in zone and zone not in ("UTC", "GMT")):
        return None
    atlas = read_atlas()
    home = {code for code, country in atlas.countries.items() if country.timezone == zone}
    for number, city in enumerate(atlas.cities):
        if f"\t{zone}\t" in city or ("\t\t" in city and city[:2] in home):
            largest = atlas.place(number)
            country = largest.country_name, largest.country_code
            return Place(zone, *country, zone, largest.population)
    return Place(zone, "", "", zone, 0)


def _find_named(text: str, limit: int) -> list[Place]:
    key = fold(text)
    whole = _find_whole(key, limit)
    if not key or key in read_atlas().country_codes:
        return whole
    short = _zones_of_states(read_atlas().short_states.get(key, ()))
    is_code = text.strip().isupper() and key not in _WORDS_TOO
    if not whole and is_code and key.upper() in read_countries():
        # Two letters may be a country and a state: California is not Canada.
        return [*_zones_of(key.upper())[: max(1, limit - len(short))], *short]
    if len(key) < _SHORTEST_BEGINNING and key.isascii():
        return _distinct([*whole, *(short if is_code else [])])
    # A longer name adds nothing to a whole one of more people in the same zone.
    longer = [
        place
        for place in _find_cities(_BEGINNINGS, key, limit)
        if not any(
            place.timezone == other.timezone and place.population <= other.population
            for other in [*whole, *short]
        )
    ]
    # "PA" is Pennsylvania, "Pa" rather the beginning of Paris.
    return _distinct([*whole, *short, *longer] if text.isupper() else [*whole, *longer, *short])


def _find_whole(key: str, limit: int) -> list[Place]:
    country = read_atlas().country_codes.get(key)
    zones = _zones_of(country) if country else []
    in_states = _zones_of_states(read_atlas().states.get(key, ()))
    cities = [
        city
        for city in _find_cities(_WHOLE_NAMES, key, limit)
        # The largest city of a state may have the state's own name.
        if not any(
            (city.population, city.timezone) == (s.population, s.timezone) for s in in_states
        )
    ]
    return _distinct([*zones, *in_states, *cities]) if key else []


def _find_before_comma(text: str, limit: int) -> list[Place]:
    name, comma, rest = text.partition(",")
    if not comma or not fold(name):
        return []
    return find_cities_in(name, rest, limit) or _find_named(name, limit)


def find_cities_in(name: str, qualifier: str, limit: int = 6) -> list[Place]:
    """Return the cities of that name in the country or state that the qualifier names, or its
    short name; nothing for a qualifier that is none."""
    key = fold(qualifier)
    code = read_atlas().country_codes.get(key, key.upper())
    cities = _find_cities(_WHOLE_NAMES, fold(name), limit, code)
    return _distinct(cities or _find_in_states(fold(name), key, limit))


def _find_in_sentence(text: str, limit: int) -> list[Place]:
    match = _SAID_OF_A_PLACE.search(text)
    if not match:
        return []
    place = match[1].strip(" .!")
    return _find_whole(fold(place), limit) or _find_before_comma(place, limit)


def _find_in_states(key: str, qualifier: str, limit: int) -> list[Place]:
    """Return the cities of that name in the zones of the states that the qualifier names."""
    atlas = read_atlas()
    states = [*atlas.states.get(qualifier, ()), *atlas.short_states.get(qualifier, ())]
    return [
        city
        for state in states
        for city in _find_cities(_WHOLE_NAMES, key, limit, state.country_code)
        if city.timezone in state.zones
    ]


def _find_misspelled(key: str, limit: int) -> list[Place]:
    if len(key) < _SHORTEST_GUESSED:
        return []
    atlas = read_atlas()
    large = bisect_right(
        atlas.cities, -_GUESSED_FROM_POPULATION, key=lambda city: -int(city.split("\t")[2])
    )
    lengths = f"{{{len(key) - 2},{len(key)}}}"
    alike = rf"[\n|]({re.escape(key[0])}[^\n|]{lengths})(?=[\n|])"
    names = set(re.findall(alike, atlas.names[: atlas.begins[large]]))
    others = [*atlas.country_codes, *atlas.states]
    names |= {name for name in others if len(name) > 3 and name[0] == key[0]}
    names = {name for name in names if len(set(name) ^ set(key)) <= _OTHER_LETTERS}
    similar = difflib.get_close_matches(key, sorted(names), limit, _LIKENESS)
    return _distinct(place for name in similar for place in _find_whole(name, limit))


def _zones_of(country_code: str) -> list[Place]:
    """Return the most populous city of each zone of the country, the largest first."""
    atlas = read_atlas()
    zones: dict[str, int] = {}
    for number, city in enumerate(atlas.cities):
        if city.startswith(country_code):
            zones.setdefault(city.split("\t")[1], number)
    return [atlas.place(number) for number in zones.values()]


def _zones_of_states(states: Iterable[AtlasState]) -> list[Place]:
    """Return the largest city of each zone of the states, named with its state."""
    places = []
    for state in states:
        for zone, city in state.zones.items():
            found = _find_cities(_WHOLE_NAMES, fold(city), 6, state.country_code)
            population = next((item.population for item in found if item.timezone == zone), 0)
            country = read_countries()[state.country_code].names[0]
            name = f"{city}, {state.name}"
            places.append(Place(name, country, state.country_code, zone, population))
    return places


# How a city's line may hold what was typed, and what its people then count for.
_WHOLE_NAMES: Final = ((r"\n{}(?=[|\n])", _OWN_NAME_WEIGHT), (r"\|{}(?=[|\n])", 1))
_BEGINNINGS: Final = ((r"\n{}", _OWN_NAME_WEIGHT), (r" {}", 1))


def _find_cities(
    patterns: Iterable[tuple[str, int]], key: str, limit: int, country_code: str = ""
) -> list[Place]:
    """Return the cities whose names fit, the weightiest first, namesakes included."""
    atlas = read_atlas()
    weights: dict[int, int] = {}
    for pattern, weight in patterns:
        cities = _fitting(pattern.format(re.escape(key)), country_code)
        # Namesakes in one zone count as one place in the end, so look a little further.
        for city in islice(cities, 4 * limit):
            weighed = weight * atlas.place(city).population
            weights[city] = max(weights.get(city, 0), weighed)
    return [atlas.place(city) for city in sorted(weights, key=lambda city: -weights[city])]


def _fitting(pattern: str, country_code: str) -> Iterator[int]:
    atlas = read_atlas()
    for match in re.finditer(pattern, atlas.names):
        city = bisect_right(atlas.begins, match.start()) - 1
        in_a_spelling = (
            match[0][0] == " " and "|" in atlas.names[atlas.begins[city] : match.start()]
        )
        if atlas.cities[city].startswith(country_code) and not in_a_spelling:
            yield city


def _distinct(places: Iterable[Place]) -> list[Place]:
    """Return ``places`` without the smaller ones of those that would read and mean the same."""
    kept: dict[tuple[str, str, str], Place] = {}
    for place in places:
        kept.setdefault((place.name, place.country_code, place.timezone), place)
    return list(kept.values())
