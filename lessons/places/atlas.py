"""The world's cities, countries and states, as the files in ``places/`` hold them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

_DATA: Final = Path(__file__).parent

_COMBINING: Final = re.compile("[\u0300-\u036f]+")
# The marks of the scripts from Devanagari to Lao belong to their letters.
_SEPARATORS: Final = re.compile(r"[^\w\u0900-\u0eff\n|]+")
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


@dataclass(frozen=True, slots=True)
class Country:
    """A country, and what a language code or a bare name of it means."""

    # Where most of its people live.
    timezone: str
    # Those that are mostly spoken there.
    languages: frozenset[str]
    # In English first.
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AtlasState:
    """A state or province of a country with several time zones."""

    country_code: str
    name: str
    # Each with the name of its largest city, the one of most people first.
    zones: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Atlas:
    """Everything that a typed name may mean."""

    countries: Mapping[str, Country]
    country_codes: Mapping[str, str]
    # By their names and by their short ones, folded; several countries may have a "Victoria".
    states: Mapping[str, Sequence[AtlasState]]
    short_states: Mapping[str, Sequence[AtlasState]]
    # As in the file, the most populous first.
    cities: Sequence[str]
    # A line "name|spelling|spelling" for each city, folded, and where the lines begin.
    names: str
    begins: Sequence[int]

    def place(self, city: int) -> Place:
        """Return the city of that number."""
        code, timezone, population, names = self.cities[city].split("\t")
        country = self.countries[code]
        name = names.partition("|")[0]
        return Place(name, country.names[0], code, timezone or country.timezone, int(population))


@cache
def read_countries() -> Mapping[str, Country]:
    """Return the countries by their ISO 3166-1 codes; the file is read once."""
    countries: dict[str, Country] = {}
    for line in read_lines("countries.tsv"):
        code, timezone, languages, names = line.split("\t")
        spoken = frozenset(languages.split())
        countries[code] = Country(timezone, spoken, tuple(names.split("|")))
    return countries


@cache
def read_atlas() -> Atlas:
    """Return the atlas; its files are read once."""
    countries = read_countries()
    codes = {fold(name): code for code, country in countries.items() for name in country.names}
    cities = read_lines("cities.tsv")
    names = _fold_lines("\n".join(["", *(city.rpartition("\t")[2] for city in cities), ""]))
    begins = [match.start() for match in re.finditer("\n", names)]
    states, short_states = _read_states()
    return Atlas(countries, codes, states, short_states, cities, names, begins)


def _read_states() -> tuple[dict[str, list[AtlasState]], dict[str, list[AtlasState]]]:
    by_name: dict[str, list[AtlasState]] = {}
    by_short_name: dict[str, list[AtlasState]] = {}
    for line in read_lines("states.tsv"):
        code, names, short_names, zones = line.split("\t")
        pairs = (zone.split(" ", 1) for zone in zones.split("|"))
        state = AtlasState(code, names.partition("|")[0], dict(pairs))
        for name in names.split("|"):
            by_name.setdefault(fold(name), []).append(state)
        for name in short_names.split("|"):
            by_short_name.setdefault(fold(name), []).append(state)
    return by_name, by_short_name


@cache
def read_regions() -> Mapping[str, Sequence[Place]]:
    """Return the regions, islands and short names of cities by their names, folded; the file is
    read once. Antarctica and its like are no country with cities: theirs is empty."""
    countries = read_countries()
    found: dict[str, list[Place]] = {}
    for line in read_lines("regions.tsv"):
        code, zone, names = line.split("\t")
        country = countries[code].names[0] if code in countries else ""
        first = names.partition("|")[0].partition(",")[0]
        place = Place(first, country, code if country else "", zone, 0)
        for name in names.split("|"):
            found.setdefault(fold(name), []).append(place)
    return found


def read_lines(file_name: str) -> list[str]:
    """Return the lines of a file of the atlas, without its remarks."""
    lines = (_DATA / file_name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if not line.startswith("#")]


def fold(text: str) -> str:
    """Return ``text`` without case, accents and punctuation, words apart by one space."""
    return _fold_lines(re.sub(r"[\n|_]", " ", text)).strip()


def _fold_lines(text: str) -> str:
    plain = _COMBINING.sub("", unicodedata.normalize("NFKD", text.casefold()))
    plain = _REPLACED_OR_GONE.sub(lambda match: _REPLACED.get(match[0], ""), plain)
    spaced = _SEPARATORS.sub(" ", plain)
    return spaced.replace(" |", "|").replace("| ", "|").replace(" \n", "\n").replace("\n ", "\n")
