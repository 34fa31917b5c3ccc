"""Whom to call where somebody lives: the ambulance's number and a line for crises."""

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
    """A line for people who think of suicide; ``is_always_open`` only if a source says so."""

    number: str
    name: str
    is_always_open: bool


@dataclass(frozen=True, slots=True)
class LocalHelp:
    """What is known of a place; ``None`` where nothing is.

    ``country`` names where the number holds: a time zone may be guessed, and people travel. It is
    ``None`` where the operator set the number for everybody. ``place`` names the zone's country.
    """

    number: str | None = None
    country: str | None = None
    place: str | None = None
    crisis_line: CrisisLine | None = None


def find_local_help(timezone: str | None, operator_number: str | None = None) -> LocalHelp:
    """Return whom to call where that time zone is kept."""
    place = find_country_name(timezone) if timezone else None
    return LocalHelp(
        number=find_emergency_number(timezone, operator_number),
        country=None if operator_number else place,
        place=place,
        crisis_line=find_crisis_line(timezone),
    )


def find_crisis_line(timezone: str | None) -> CrisisLine | None:
    """Return the line of the country whose time zone this is, or ``None`` if none is known."""
    country = find_country(timezone) if timezone else None
    return _lines().get(country) if country else None


@lru_cache(maxsize=1)
def _lines() -> dict[str, CrisisLine]:
    text = (resources.files("lessons.symptom_checks") / "crisis_lines.toml").read_text(
        encoding="utf-8"
    )
    return {
        entry["country"]: CrisisLine(
            str(entry["number"]), str(entry["name"]), entry["hours"] == "always"
        )
        for entry in tomllib.loads(text)["line"]
    }
