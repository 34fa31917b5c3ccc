"""Turns the name of a place, as a person types it, into the time zones it may mean."""

from __future__ import annotations

import difflib
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import islice
from pathlib import Path
from typing import Final

_DATA: Final = Path(__file__).parent / "places"

# A city's name from its first letter on counts for ten times the people that a later word of
# it or a foreign spelling does: "Pa" finds Paris before São Paulo, "York" New York all the same.
_OWN_NAME_WEIGHT: Final = 10
# Only names of places this large are guessed from a misspelling, and only this like it, with no
# more letters than this that one of the two has and the other lacks.
_GUESSED_FROM_POPULATION: Final = 100_000
_OTHER_LETTERS: Final = 3
_LIKENESS: Final = 0.8
_SHORTEST_GUESSED: Final = 4

_COMBINING: Final = re.compile("[\u0300-\u036f]+")
_SEPARATORS: Final = re.compile(r"[^\w\n|]+")
_REPLACED: Final = {
    "ø": "o",
    "ł": "l",
    "đ": "d",
    "ð": "d",
    "ı": "i",
    "æ": "ae",
    "œ": "oe",
    "þ": "th",
}
_REPLACED_OR_GONE: Final = re.compile(rf"[{''.join(_REPLACED)}.'’ʻʼ`]")


@dataclass(frozen=True, slots=True)
class Place:
    """A city, or a bare time zone, that a person may mean; ``timezone`` is an IANA name.

    The country is empty and the population 0 where a zone belongs to no city on the list.
    """

    name: str
    country_name: str
    country_code: str
    timezone: str
    population: int


def find_places(text: str, limit: int = 6) -> list[Place]:
    """Return what ``text`` may mean, likeliest first; nothing if it resembles no place.

    Takes a city, a country ("New Zealand", "Deutschland", "USA"; one place for each of its
    zones), both ("Paris, US"), an IANA time zone ("Europe/Berlin") or "UTC", in any case, with
    or without accents. A whole name comes before the beginning of one, more people before
    fewer. Misspellings count only when nothing else fits.
    """
    zone = _find_zone(text)
    if zone:
        return [zone]
    found = (
        _find_named(_fold(text), limit)
        or _find_before_comma(text, limit)
        or _find_misspelled(_fold(text), limit)
    )
    return found[:limit]


def guess_timezone(language_code: str | None, default: str) -> str:
    """Return the zone where most speakers of an IETF language code probably live.

    A region decides ("en-NZ"), else the country where the language is mostly at home, as "de";
    ``default`` for a language of several continents or one that is not known.
    """
    language, *subtags = (language_code or "").replace("_", "-").split("-")
    countries = _countries()
    region = subtags[-1].upper() if subtags else ""
    if region in countries:
        return countries[region].timezone
    homes = (c.timezone for c in countries.values() if language.lower() in c.languages)
    return next(homes, default)


@dataclass(frozen=True, slots=True)
class _Country:
    # Where most of its people live.
    timezone: str
    # Those that are mostly spoken there.
    languages: frozenset[str]
    # In English first.
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Atlas:
    countries: Mapping[str, _Country]
    country_codes: Mapping[str, str]
    # As in the file, the most populous first.
    cities: Sequence[str]
    # A line "name|spelling|spelling" for each city, folded, and where the lines begin.
    names: str
    begins: Sequence[int]

    def place(self, city: int) -> Place:
        code, timezone, population, names = self.cities[city].split("\t")
        country = self.countries[code]
        name = names.partition("|")[0]
        return Place(name, country.names[0], code, timezone or country.timezone, int(population))


@cache
def _countries() -> Mapping[str, _Country]:
    countries: dict[str, _Country] = {}
    for line in _lines("countries.tsv"):
        code, timezone, languages, names = line.split("\t")
        spoken = frozenset(languages.split())
        countries[code] = _Country(timezone, spoken, tuple(names.split("|")))
    return countries


@cache
def _atlas() -> _Atlas:
    countries = _countries()
    codes = {_fold(name): code for code, country in countries.items() for name in country.names}
    cities = _lines("cities.tsv")
    names = _fold_lines("\n".join(["", *(city.rpartition("\t")[2] for city in cities), ""]))
    begins = [match.start() for match in re.finditer("\n", names)]
    return _Atlas(countries, codes, cities, names, begins)


def _lines(file_name: str) -> list[str]:
    lines = (_DATA / file_name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if not line.startswith("#")]


@cache
def _zone_names() -> Mapping[str, str]:
    names = resources.files("tzdata").joinpath("zones").read_text(encoding="ascii").split()
    return {name.casefold(): name for name in names}


def _fold(text: str) -> str:
    """Return ``text`` without case, accents and punctuation, words apart by one space."""
    return _fold_lines(re.sub(r"[\n|_]", " ", text)).strip()


def _fold_lines(text: str) -> str:
    plain = _COMBINING.sub("", unicodedata.normalize("NFKD", text.casefold()))
    plain = _REPLACED_OR_GONE.sub(lambda match: _REPLACED.get(match[0], ""), plain)
    spaced = _SEPARATORS.sub(" ", plain)
    return spaced.replace(" |", "|").replace("| ", "|").replace(" \n", "\n").replace("\n ", "\n")


def _find_zone(text: str) -> Place | None:
    zone = _zone_names().get(re.sub(r"\s+", "_", text.strip()).casefold())
    # Names without a slash, such as EST and Cuba, rarely mean in a chat what they mean there.
    if zone is None or ("/" not in zone and zone not in ("UTC", "GMT")):
        return None
    atlas = _atlas()
    home = {code for code, country in atlas.countries.items() if country.timezone == zone}
    for number, city in enumerate(atlas.cities):
        if f"\t{zone}\t" in city or ("\t\t" in city and city[:2] in home):
            largest = atlas.place(number)
            country = largest.country_name, largest.country_code
            return Place(zone, *country, zone, largest.population)
    return Place(zone, "", "", zone, 0)


def _find_named(key: str, limit: int) -> list[Place]:
    whole = _find_whole(key, limit)
    if not key or key in _atlas().country_codes:
        return whole
    if not whole and key.upper() in _countries():
        return _zones_of(key.upper())
    # A longer name adds nothing to a whole one of more people in the same zone.
    longer = [
        place
        for place in _find_cities(_BEGINNINGS, key, limit)
        if not any(
            place.timezone == other.timezone and place.population <= other.population
            for other in whole
        )
    ]
    return _distinct([*whole, *longer])


def _find_whole(key: str, limit: int) -> list[Place]:
    country = _atlas().country_codes.get(key)
    zones = _zones_of(country) if country else []
    return _distinct([*zones, *_find_cities(_WHOLE_NAMES, key, limit)]) if key else []


def _find_before_comma(text: str, limit: int) -> list[Place]:
    name, comma, rest = text.partition(",")
    if not comma:
        return []
    qualifier = _fold(rest)
    code = _atlas().country_codes.get(qualifier, qualifier.upper())
    cities = _find_cities(_WHOLE_NAMES, _fold(name), limit, code) if _fold(name) else []
    return _distinct(cities) or _find_named(_fold(name), limit)


def _find_misspelled(key: str, limit: int) -> list[Place]:
    if len(key) < _SHORTEST_GUESSED:
        return []
    atlas = _atlas()
    large = bisect_right(
        atlas.cities, -_GUESSED_FROM_POPULATION, key=lambda city: -int(city.split("\t")[2])
    )
    lengths = f"{{{len(key) - 2},{len(key)}}}"
    alike = rf"[\n|]({re.escape(key[0])}[^\n|]{lengths})(?=[\n|])"
    names = set(re.findall(alike, atlas.names[: atlas.begins[large]]))
    names |= {name for name in atlas.country_codes if len(name) > 3 and name[0] == key[0]}
    names = {name for name in names if len(set(name) ^ set(key)) <= _OTHER_LETTERS}
    similar = difflib.get_close_matches(key, sorted(names), limit, _LIKENESS)
    return _distinct(place for name in similar for place in _find_whole(name, limit))


def _zones_of(country_code: str) -> list[Place]:
    """Return the most populous city of each zone of the country, the largest first."""
    atlas = _atlas()
    zones: dict[str, int] = {}
    for number, city in enumerate(atlas.cities):
        if city.startswith(country_code):
            zones.setdefault(city.split("\t")[1], number)
    return [atlas.place(number) for number in zones.values()]


# How a city's line may hold what was typed, and what its people then count for.
_WHOLE_NAMES: Final = ((r"\n{}(?=[|\n])", _OWN_NAME_WEIGHT), (r"\|{}(?=[|\n])", 1))
_BEGINNINGS: Final = ((r"\n{}", _OWN_NAME_WEIGHT), (r" {}", 1))


def _find_cities(
    patterns: Iterable[tuple[str, int]], key: str, limit: int, country_code: str = ""
) -> list[Place]:
    """Return the cities whose names fit, the weightiest first, namesakes included."""
    atlas = _atlas()
    weights: dict[int, int] = {}
    for pattern, weight in patterns:
        cities = _fitting(pattern.format(re.escape(key)), country_code)
        # Namesakes in one zone count as one place in the end, so look a little further.
        for city in islice(cities, 4 * limit):
            weighed = weight * atlas.place(city).population
            weights[city] = max(weights.get(city, 0), weighed)
    return [atlas.place(city) for city in sorted(weights, key=lambda city: -weights[city])]


def _fitting(pattern: str, country_code: str) -> Iterator[int]:
    atlas = _atlas()
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
