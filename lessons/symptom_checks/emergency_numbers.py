"""Which number reaches an ambulance, as far as the subscriber's time zone tells."""

import tomllib
from functools import lru_cache
from importlib import resources
from typing import Any


def find_emergency_number(timezone: str | None, operator_number: str | None = None) -> str | None:
    """Return the number to call, or ``None``: then say "your local emergency number".

    ``timezone`` is an IANA name. What the operator set holds for everybody.
    """
    if operator_number:
        return operator_number
    country = find_country(timezone) if timezone and timezone not in _zones_without() else None
    return _numbers().get(country) if country else None


def list_emergency_numbers() -> frozenset[str]:
    """Return every number that reaches an ambulance in some country."""
    return frozenset(_numbers().values())


def find_country(timezone: str) -> str | None:
    """Return the ISO 3166 code of the country that the zone is named for, or ``None``.

    An older name of a zone (``Asia/Calcutta``) counts as the newer one only where no other
    country shares the newer zone: the older one may have been theirs.
    """
    zones = _countries_of_zones()
    if timezone in zones:
        return zones[timezone]
    target = _newer_names().get(timezone)
    if target is None or len(_sharing_countries().get(target, ())) != 1:
        return None
    return zones.get(target)


def find_country_name(timezone: str) -> str | None:
    """Return the country's English name, as the tz database has it, or ``None``."""
    code = find_country(timezone)
    return _country_names().get(code) if code else None


@lru_cache(maxsize=1)
def _table() -> dict[str, Any]:
    text = (resources.files("lessons.symptom_checks") / "emergency_numbers.toml").read_text(
        encoding="utf-8"
    )
    return tomllib.loads(text)


@lru_cache(maxsize=1)
def _numbers() -> dict[str, str]:
    return {
        country: str(entry["number"])
        for entry in _table()["number"]
        for country in entry["countries"]
    }


@lru_cache(maxsize=1)
def _zones_without() -> frozenset[str]:
    return frozenset(_table()["without"])


@lru_cache(maxsize=1)
def _country_names() -> dict[str, str]:
    return {row[0]: row[1] for row in _rows("iso3166.tab")}


@lru_cache(maxsize=1)
def _countries_of_zones() -> dict[str, str]:
    return {row[2]: row[0] for row in _rows("zone.tab")}


@lru_cache(maxsize=1)
def _sharing_countries() -> dict[str, tuple[str, ...]]:
    return {row[2]: tuple(row[0].split(",")) for row in _rows("zone1970.tab")}


@lru_cache(maxsize=1)
def _newer_names() -> dict[str, str]:
    links = (line.split() for line in _zone_file("tzdata.zi").splitlines() if line[:2] == "L ")
    return {older: newer for _, newer, older in links}


def _rows(name: str) -> list[list[str]]:
    lines = _zone_file(name).splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


def _zone_file(name: str) -> str:
    """Return a table of the tz database, in the public domain, from the tzdata package."""
    return (resources.files("tzdata") / "zoneinfo" / name).read_text(encoding="utf-8")
