"""A number is told only where a source names it for the subscriber's country."""

import tomllib
from importlib import resources
from zoneinfo import available_timezones

from lessons.symptom_checks.emergency_numbers import find_country, find_emergency_number
from tests.support.tables import table

TABLE = tomllib.loads(
    (resources.files("lessons.symptom_checks") / "emergency_numbers.toml").read_text(
        encoding="utf-8"
    )
)["number"]
NUMBERS = {country: entry["number"] for entry in TABLE for country in entry["countries"]}


@table(
    ("timezone", "number"),
    [
        ("Europe/Berlin", "112"),
        ("Europe/Oslo", "112"),
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


@table("timezone", ["Africa/Lagos", "Asia/Shanghai", "UTC", "Etc/GMT-3", "Mars/Olympus", "", None])
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
    for timezone in available_timezones():
        country = find_country(timezone)
        assert find_emergency_number(timezone) == NUMBERS.get(country or "")


def test_every_number_has_a_source_and_every_country_stands_once() -> None:
    listed = [country for entry in TABLE for country in entry["countries"]]
    assert len(listed) == len(set(listed))
    for entry in TABLE:
        assert entry["number"].isdecimal()
        assert len(entry["source"]) > 20
