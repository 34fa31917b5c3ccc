"""Every zone of the world is found: by a name, written out, by its offset and by its clock."""

from datetime import UTC, datetime
from importlib import resources

from lessons.places.atlas import read_lines
from lessons.places.offsets import find_home, list_keeping, list_showing
from lessons.places.said_place import find_said_places
from lessons.times.schedule import to_local

NOW = datetime(2026, 11, 28, 23, 0, tzinfo=UTC)
_NAMED = {
    "Chatham Islands": "Pacific/Chatham",
    "Waitangi": "Pacific/Chatham",
    "Lord Howe": "Australia/Lord_Howe",
    "Easter Island": "Pacific/Easter",
    "Isla de Pascua": "Pacific/Easter",
    "Kiritimati": "Pacific/Kiritimati",
    "Marquesas": "Pacific/Marquesas",
    "Eucla": "Australia/Eucla",
    "UTC+13:45": "Pacific/Chatham",
    "UTC+14": "Pacific/Kiritimati",
    "+8:45": "Australia/Eucla",
    "-9:30": "Pacific/Marquesas",
    "Pacific/Chatham": "Pacific/Chatham",
    "america/argentina/ushuaia": "America/Argentina/Ushuaia",
    "Bs As": "America/Argentina/Buenos_Aires",
    "NYC": "America/New_York",
    "LA": "America/Los_Angeles",
    "SF": "America/Los_Angeles",
    "KL": "Asia/Kuala_Lumpur",
    "HK": "Asia/Hong_Kong",
    "CDMX": "America/Mexico_City",
    "RJ": "America/Sao_Paulo",
    "Питер": "Europe/Moscow",
    "Калининград": "Europe/Kaliningrad",
    "Екатеринбург": "Asia/Yekaterinburg",
    "Владивосток": "Asia/Vladivostok",
    "乌鲁木齐": "Asia/Urumqi",
    "南京": "Asia/Shanghai",
    "大阪": "Asia/Tokyo",
    "부산": "Asia/Seoul",
    "Харків": "Europe/Kyiv",
    "الإسكندرية": "Africa/Cairo",
    "חיפה": "Asia/Jerusalem",
    "Θεσσαλονίκη": "Europe/Athens",
    "เชียงใหม่": "Asia/Bangkok",
    "लखनऊ": "Asia/Kolkata",
}


def _zones() -> list[str]:
    text = resources.files("tzdata").joinpath("zoneinfo", "zone1970.tab").read_text("utf-8")
    return [line.split("\t")[2] for line in text.splitlines() if not line.startswith("#")]


def _found(text: str) -> list[str]:
    return [place.timezone for place in find_said_places(text, NOW).places]


def _names_of(zone: str) -> list[str]:
    home = find_home(zone)
    own = [zone.rsplit("/", 1)[-1].replace("_", " "), *([home.name] if home else [])]
    regions = [line.split("\t") for line in read_lines("regions.tsv")]
    return [*own, *(name for row in regions if row[1] == zone for name in row[2].split("|"))]


def test_every_zone_is_found_by_a_name_and_written_out() -> None:
    zones = _zones()
    assert len(zones) > 300
    assert [
        zone for zone in zones if not any(zone in _found(name) for name in _names_of(zone))
    ] == []
    assert [zone for zone in zones if _found(zone) != [zone]] == []


def test_every_zone_is_found_by_its_offset_and_by_its_clock() -> None:
    missing = []
    for zone in _zones():
        local = to_local(zone, NOW)
        offset = local.utcoffset()
        kept = [place.timezone for place in list_keeping(offset, NOW)] if offset is not None else []
        shown = [place.timezone for place in list_showing([local.time()], NOW)]
        if zone not in kept or zone not in shown:
            missing.append(zone)
    assert missing == []


def test_small_islands_short_names_and_other_scripts_are_found_first() -> None:
    wrong = {text: _found(text)[:2] for text, zone in _NAMED.items() if _found(text)[:1] != [zone]}
    assert wrong == {}


def test_a_country_of_islands_with_three_clocks_is_asked_which() -> None:
    said = find_said_places("Kiribati", NOW)
    assert len({place.timezone for place in said.places}) == 3
    assert not said.is_certain


def test_a_short_name_of_one_city_hides_no_namesake() -> None:
    assert "America/Chicago" in _found("Birmingham")
    assert len(_found("JHB")) == 2
