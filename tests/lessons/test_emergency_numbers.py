"""A number is told only where a source names it for the subscriber's country."""

import tomllib
from importlib import resources
from zoneinfo import available_timezones

from lessons.symptom_checks.emergency_numbers import find_country, find_emergency_number
from lessons.symptom_checks.local_help import LocalHelp, find_crisis_line, find_local_help
from tests.support.tables import table

TABLE = tomllib.loads(
    (resources.files("lessons.symptom_checks") / "emergency_numbers.toml").read_text(
        encoding="utf-8"
    )
)
NUMBERS = {country: entry["number"] for entry in TABLE["number"] for country in entry["countries"]}
LINES, VIOLENCE_LINES = (
    tomllib.loads(
        (resources.files("lessons.symptom_checks") / f"{name}_lines.toml").read_text("utf-8")
    )["line"]
    for name in ("crisis", "violence")
)


@table(
    ("timezone", "number"),
    [
        ("Europe/Berlin", "112"),
        ("Europe/Oslo", "113"),
        ("Europe/Paris", "15"),
        ("Europe/Vienna", "144"),
        ("Europe/Budapest", "112"),
        ("Africa/Tunis", "190"),
        ("America/Whitehorse", "911"),
        ("Asia/Shanghai", "120"),
        ("Europe/Amsterdam", "112"),
        ("Europe/London", "999"),
        ("America/New_York", "911"),
        ("America/Indiana/Knox", "911"),
        ("America/Toronto", "911"),
        ("Australia/Sydney", "000"),
        ("Pacific/Auckland", "111"),
        ("Asia/Kolkata", "112"),
        ("Asia/Tokyo", "119"),
        ("Asia/Singapore", "995"),
        ("Europe/Zurich", "144"),
    ],
)
def test_a_time_zone_tells_the_number(timezone: str, number: str) -> None:
    assert find_emergency_number(timezone) == number


@table(
    "timezone",
    [
        "Africa/Lagos",
        "America/Iqaluit",
        "Asia/Jayapura",
        "UTC",
        "Etc/GMT-3",
        "Mars/Olympus",
        "",
        None,
    ],
)
def test_no_number_is_told_where_none_is_known(timezone: str | None) -> None:
    assert find_emergency_number(timezone) is None


def test_what_the_operator_set_holds_for_everybody() -> None:
    assert find_emergency_number("Europe/Berlin", "116117") == "116117"
    assert find_emergency_number(None, "116117") == "116117"
    assert find_emergency_number("Europe/Berlin", "") == "112"


def test_an_older_name_counts_only_where_no_other_country_shares_the_zone() -> None:
    assert find_country("Asia/Calcutta") == "IN"
    assert find_country("US/Eastern") == "US"
    # The South Pole's clocks follow New Zealand's, but nobody there should dial 111.
    assert find_country("Antarctica/South_Pole") is None


def test_every_zone_has_a_country_or_none_and_only_listed_countries_have_a_number() -> None:
    for timezone in available_timezones() - set(TABLE["without"]):
        country = find_country(timezone)
        assert find_emergency_number(timezone) == NUMBERS.get(country or "")


def test_where_a_country_has_places_without_its_number_they_are_zones() -> None:
    for timezone in TABLE["without"]:
        assert timezone in available_timezones()
        assert find_emergency_number(timezone) is None


def test_every_number_has_a_source_and_every_country_stands_once() -> None:
    listed = [country for entry in TABLE["number"] for country in entry["countries"]]
    assert len(listed) == len(set(listed))
    for entry in TABLE["number"]:
        assert entry["number"].isdecimal()
        assert len(entry["source"]) > 20
        # What rests on agreement says who agrees.
        assert entry["basis"] == "authority" or (
            entry["basis"] == "agreement" and ("; " in entry["source"])
        )


def test_a_number_names_the_country_where_it_holds() -> None:
    assert find_local_help("Africa/Tunis").country == "Tunisia"
    assert find_local_help("Europe/Paris", "116117").country is None
    assert find_local_help(None) == LocalHelp()


@table(
    ("timezone", "number"),
    [
        ("America/New_York", "988"),
        ("Europe/London", "116 123"),
        ("Europe/Amsterdam", "0800-0113"),
        ("Asia/Seoul", "109"),
        ("Africa/Lagos", None),
        ("UTC", None),
    ],
)
def test_a_time_zone_tells_the_crisis_line(timezone: str, number: str | None) -> None:
    line = find_crisis_line(timezone)
    assert (line.number if line else None) == number


def test_every_crisis_line_has_a_source_and_no_line_is_open_always_unless_one_says_so() -> None:
    for lines in (LINES, VIOLENCE_LINES):
        assert len(lines) == len({line["country"] for line in lines})
    for line in (*LINES, *VIOLENCE_LINES):
        assert line["hours"] in ("always", "not always")
        assert len(line["source"]) > 15
    denmark = find_crisis_line("Europe/Copenhagen")
    assert denmark is not None
    assert not denmark.is_always_open


@table(
    ("timezone", "number", "reaches_police"),
    [
        ("Europe/Berlin", "116 016", True),
        ("Europe/London", "0808 2000 247", True),
        ("Europe/Paris", "3919", False),
        ("Europe/Warsaw", None, False),
        ("Asia/Tokyo", None, False),
        (None, None, False),
    ],
)
def test_a_time_zone_tells_the_line_for_people_who_are_hurt_at_home(
    timezone: str | None, number: str | None, reaches_police: bool
) -> None:
    local = find_local_help(timezone)
    assert (local.violence_line.number if local.violence_line else None) == number
    assert local.reaches_police is reaches_police
