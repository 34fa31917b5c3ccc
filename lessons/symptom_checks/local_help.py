"""Whom to call where somebody lives: the ambulance's number, and lines that listen."""

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from lessons.symptom_checks.emergency_numbers import (
    find_country,
    find_country_name,
    find_emergency_number,
)


@dataclass(frozen=True, slots=True)
class CrisisLine:
    """A line for people who think of suicide, or are hurt by somebody close; ``is_always_open``
    only if a source says so."""

    number: str
    name: str
    is_always_open: bool


@dataclass(frozen=True, slots=True)
class LocalHelp:
    """What is known of a place; ``None`` where nothing is.

    ``country`` names where the number holds: a time zone may be guessed, and people travel. It is
    ``None`` where the operator set the number for everybody. ``place`` names the zone's country.
    ``reaches_police`` says that the number is not the ambulance's alone.
    """

    number: str | None = None
    country: str | None = None
    place: str | None = None
    crisis_line: CrisisLine | None = None
    violence_line: CrisisLine | None = None
    reaches_police: bool = False


# These are one number for all services by the sources in emergency_numbers.toml, and so are 999 and
# 111 in these countries; elsewhere those two are the ambulance's own.
_FOR_ALL_SERVICES = frozenset({"112", "911", "000"})
_ONE_NUMBER = frozenset({"GB", "NZ"})


def find_local_help(timezone: str | None, operator_number: str | None = None) -> LocalHelp:
    """Return whom to call where that time zone is kept."""
    place = find_country_name(timezone) if timezone else None
    number = find_emergency_number(timezone, operator_number)
    is_one_number = number in _FOR_ALL_SERVICES or (
        not operator_number and timezone is not None and find_country(timezone) in _ONE_NUMBER
    )
    return LocalHelp(
        number=number,
        country=None if operator_number else place,
        place=place,
        crisis_line=find_crisis_line(timezone),
        violence_line=_find_line("violence_lines", timezone),
        reaches_police=is_one_number,
    )


def find_crisis_line(timezone: str | None) -> CrisisLine | None:
    """Return the line of the country whose time zone this is, or ``None`` if none is known."""
    return _find_line("crisis_lines", timezone)


def _find_line(table: str, timezone: str | None) -> CrisisLine | None:
    country = find_country(timezone) if timezone else None
    return _lines(table).get(country) if country else None


@lru_cache
def _lines(table: str) -> dict[str, CrisisLine]:
    text = (resources.files("lessons.symptom_checks") / f"{table}.toml").read_text(encoding="utf-8")
    return {
        entry["country"]: CrisisLine(
            str(entry["number"]), str(entry["name"]), entry["hours"] == "always"
        )
        for entry in tomllib.loads(text)["line"]
    }
