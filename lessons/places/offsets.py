"""Places by the clock that they keep: from UTC+5:30, from EST, from what a clock shows now."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from functools import cache

from lessons.places.atlas import Place, read_atlas, read_regions
from lessons.times.schedule import to_local

_OFFSET = re.compile(
    r"(?:utc|gmt|z|zulu)?\s?(?P<sign>[+\-−–])\s?(?P<hours>\d{1,2})"
    r"(?:[:.]?(?P<minutes>00|15|30|45)|\.(?P<half>5))?(?:\s?(?:h|hours?|utc|gmt))?"
)
_CLOCK_IS_OFF_BY = timedelta(minutes=5)
"""A message takes its time, and hardly a clock is right to the minute."""

_EUROPE = "Europe/Berlin Europe/Paris Europe/Madrid Europe/Rome Europe/Warsaw Europe/Amsterdam"
_ABBREVIATIONS = {
    name: tuple(zones.split())
    for names, zones in (
        ("est edt et eastern", "America/New_York America/Toronto"),
        ("cst", "America/Chicago Asia/Shanghai America/Mexico_City"),
        ("cdt ct central", "America/Chicago America/Winnipeg"),
        ("mst mdt mt mountain", "America/Denver America/Phoenix America/Edmonton"),
        ("pst pdt pt pacific", "America/Los_Angeles America/Vancouver"),
        ("akst akdt", "America/Anchorage"),
        ("hst", "Pacific/Honolulu"),
        ("ast adt", "America/Halifax America/Puerto_Rico Asia/Riyadh"),
        ("nst ndt", "America/St_Johns"),
        ("bst", "Europe/London Asia/Dhaka"),
        ("ist", "Asia/Kolkata Asia/Jerusalem Europe/Dublin"),
        ("wet west", "Europe/Lisbon Atlantic/Canary"),
        ("cet cest mez mesz hec", _EUROPE),
        ("eet eest oez", "Europe/Kyiv Europe/Bucharest Europe/Athens Europe/Helsinki Africa/Cairo"),
        ("msk мск", "Europe/Moscow"),
        ("trt", "Europe/Istanbul"),
        ("gst", "Asia/Dubai"),
        ("pkt", "Asia/Karachi"),
        ("npt", "Asia/Kathmandu"),
        ("ict", "Asia/Bangkok Asia/Ho_Chi_Minh"),
        ("wib", "Asia/Jakarta"),
        ("wita", "Asia/Makassar"),
        ("sgt", "Asia/Singapore"),
        ("myt", "Asia/Kuala_Lumpur"),
        ("hkt", "Asia/Hong_Kong"),
        ("pht", "Asia/Manila"),
        ("jst", "Asia/Tokyo"),
        ("kst", "Asia/Seoul"),
        ("awst", "Australia/Perth"),
        ("acst acdt", "Australia/Adelaide Australia/Darwin"),
        ("aest aedt", "Australia/Sydney Australia/Melbourne Australia/Brisbane"),
        ("nzst nzdt nzt", "Pacific/Auckland"),
        ("sast", "Africa/Johannesburg"),
        ("eat", "Africa/Nairobi"),
        ("wat", "Africa/Lagos"),
        ("brt", "America/Sao_Paulo"),
        ("art", "America/Argentina/Buenos_Aires"),
        ("clt clst", "America/Santiago"),
        ("cot", "America/Bogota"),
        ("pet", "America/Lima"),
    )
    for name in names.split()
}
_SAID_WITH_IT = re.compile(r"\s(?:standard |daylight |summer )?time(?: ?zone)?$")


@dataclass(frozen=True, slots=True)
class _Home:
    """The largest city of a zone, by its number, and how many live in cities there."""

    city: int
    people: int


def find_abbreviated(plain: str) -> list[Place]:
    """Return where a zone's letters are used, such as ``est`` or ``pacific time``, most people
    first. The text is in lower case."""
    # Some letters are words: whoever means the zone writes nothing else, or "time" behind it.
    zones = _ABBREVIATIONS.get(_SAID_WITH_IT.sub("", plain), ())
    return [place for zone in zones if (place := find_home(zone))]


def find_offset(plain: str) -> timedelta | None:
    """Return the distance from UTC that the text names, such as ``utc+5:30`` or ``-3``."""
    match = _OFFSET.fullmatch(plain)
    if not match:
        return None
    minutes = 30 if match["half"] else int(match["minutes"] or 0)
    offset = timedelta(hours=int(match["hours"]), minutes=minutes)
    offset = offset if match["sign"] == "+" else -offset
    return offset if timedelta(hours=-12) <= offset <= timedelta(hours=14) else None


def list_keeping(offset: timedelta, now: datetime) -> list[Place]:
    """Return the largest city of each zone that is so far from UTC now, most people first, then
    the islands and stations of zones without any."""
    return [place for place in _list_all() if to_local(place.timezone, now).utcoffset() == offset]


def list_showing(shown: Iterable[time], now: datetime) -> list[Place]:
    """Return the largest city of each zone whose clocks show one of those times now, or nearly."""
    offsets = {offset for at in shown for offset in _offsets_showing(at, now)}
    return [place for place in _list_all() if to_local(place.timezone, now).utcoffset() in offsets]


def shows(timezone: str, shown: time, now: datetime) -> bool:
    """Whether that zone's clocks show that time now, or nearly."""
    return to_local(timezone, now).utcoffset() in _offsets_showing(shown, now)


def list_zones_of(country_code: str) -> list[str]:
    """Return the zones of a country, the one of most people first."""
    atlas = read_atlas()
    return [
        zone
        for zone, home in _homes().items()
        if atlas.cities[home.city].startswith(f"{country_code}\t")
    ]


def find_home(timezone: str) -> Place | None:
    """Return the largest city of a zone."""
    home = _homes().get(timezone)
    return read_atlas().place(home.city) if home else None


@cache
def _list_all() -> list[Place]:
    atlas, homes = read_atlas(), _homes()
    lone: dict[str, Place] = {}
    for places in read_regions().values():
        for place in places:
            if place.timezone not in homes:
                lone.setdefault(place.timezone, place)
    return [*(atlas.place(home.city) for home in homes.values()), *lone.values()]


def _offsets_showing(shown: time, now: datetime) -> list[timedelta]:
    utc = now.astimezone(UTC)
    ahead = timedelta(hours=shown.hour - utc.hour, minutes=shown.minute - utc.minute)
    # No zone is set to other than a quarter of an hour.
    quarters = round(ahead / timedelta(minutes=15))
    offset = quarters * timedelta(minutes=15)
    if abs(ahead - offset) > _CLOCK_IS_OFF_BY:
        return []
    return [offset + timedelta(days=days) for days in (-1, 0, 1)]


@cache
def _homes() -> dict[str, _Home]:
    """Return every zone with a city, the one of most people first."""
    atlas = read_atlas()
    largest: dict[str, int] = {}
    people: dict[str, int] = {}
    for number, line in enumerate(atlas.cities):
        code, zone, population, _ = line.split("\t", 3)
        zone = zone or atlas.countries[code].timezone
        largest.setdefault(zone, number)
        people[zone] = people.get(zone, 0) + int(population)
    ordered = sorted(largest, key=lambda zone: -people[zone])
    return {zone: _Home(largest[zone], people[zone]) for zone in ordered}
