"""The clocks that somebody probably lives by, told by the language of their app."""

from collections.abc import Iterable
from datetime import datetime

from lessons.places.atlas import read_countries
from lessons.places.offsets import list_zones_of
from lessons.places.search import guess_timezone
from lessons.times.schedule import to_local

_FEWEST, _MOST = 4, 6

# Where most of those live who have their app in a language of several continents.
_BY_LANGUAGE = {
    "en": "America/New_York America/Chicago America/Los_Angeles Europe/London Asia/Kolkata "
    "Australia/Sydney",
    "es": "America/Mexico_City America/Bogota America/Argentina/Buenos_Aires Europe/Madrid "
    "America/Caracas America/New_York",
    "pt": "America/Sao_Paulo Europe/Lisbon Africa/Luanda America/Manaus",
    "fr": "Europe/Paris Africa/Abidjan America/Toronto Africa/Kinshasa",
    "ar": "Asia/Riyadh Africa/Cairo Asia/Dubai Africa/Algiers",
    "ru": "Europe/Moscow Asia/Almaty Asia/Yekaterinburg Asia/Novosibirsk Europe/Berlin",
    "zh": "Asia/Shanghai Australia/Sydney America/New_York America/Los_Angeles",
    "de": "Europe/Berlin Europe/London Europe/Istanbul America/New_York",
    "hi": "Asia/Kolkata Asia/Dubai Europe/London America/New_York",
}
_ANYWHERE = (
    *("Europe/London", "Europe/Berlin", "America/New_York", "Asia/Kolkata"),
    *("Africa/Cairo", "Asia/Shanghai", "America/Los_Angeles", "America/Sao_Paulo"),
)


def find_told_zone(language_code: str | None) -> str | None:
    """Return the zone that a language code tells, ``None`` where it tells none."""
    return guess_timezone(language_code, "") or None


def list_likely_zones(language_code: str | None, first: Iterable[str], now: datetime) -> list[str]:
    """Return four to six zones whose clocks all differ now (aware): ``first`` those, then the ones
    of the country or else of the language, the likeliest first."""
    language, *subtags = (language_code or "").replace("_", "-").lower().split("-")
    region = subtags[-1].upper() if subtags else ""
    told = find_told_zone(language_code)
    of_country = list_zones_of(region) if region in read_countries() else []
    of_language = _BY_LANGUAGE.get(language, "").split()
    chosen: dict[object, str] = {}
    wanted = [*first, *of_country, *filter(None, [told]), *of_language]
    for zone in wanted:
        chosen.setdefault(to_local(zone, now).utcoffset(), zone)
    for zone in _ANYWHERE:
        if len(chosen) < _FEWEST:
            chosen.setdefault(to_local(zone, now).utcoffset(), zone)
    return list(chosen.values())[:_MOST]
