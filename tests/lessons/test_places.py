"""A typed city, country or zone becomes the time zones that it may mean."""

from __future__ import annotations

from pathlib import Path
from zoneinfo import available_timezones

from hypothesis import given, settings
from hypothesis import strategies as st

import lessons.places
from lessons.places.search import find_places, guess_timezone
from tests.support.tables import table

DATA = Path(lessons.places.__file__).parent
ZONES = available_timezones()


def rows(file_name: str) -> list[list[str]]:
    lines = (DATA / file_name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if not line.startswith("#")]


def found(text: str, limit: int = 6) -> list[str]:
    return [f"{place.name}, {place.country_name}" for place in find_places(text, limit)]


@table(
    ("typed", "name", "timezone"),
    [
        ("Berlin", "Berlin", "Europe/Berlin"),
        ("  são PAULO ", "São Paulo", "America/Sao_Paulo"),
        ("Sao Paulo", "São Paulo", "America/Sao_Paulo"),
        ("München", "Munich", "Europe/Berlin"),
        ("Muenchen", "Munich", "Europe/Berlin"),
        ("Genf", "Geneva", "Europe/Zurich"),
        ("Roma", "Rome", "Europe/Rome"),
        ("Nueva York", "New York City", "America/New_York"),
        ("NYC", "New York City", "America/New_York"),
        ("L.A.", "Los Angeles", "America/Los_Angeles"),
        ("Tromso", "Tromsø", "Europe/Oslo"),
        ("St Louis", "St. Louis", "America/Chicago"),
        ("Xi'an", "Xi’an", "Asia/Shanghai"),
    ],
)
def test_a_city_is_found_in_any_case_spelling_or_common_language(
    typed: str, name: str, timezone: str
) -> None:
    place = find_places(typed)[0]
    assert (place.name, place.timezone) == (name, timezone)


@table(
    ("typed", "name"),
    [
        ("I live in Lyon.", "Lyon"),
        ("neither, I am in Springfield, Illinois", "Springfield"),
        ("somewhere near Leeds", "Leeds"),
        ("I come from new zealand", "Auckland"),
    ],
)
def test_a_place_is_found_at_the_end_of_a_sentence(typed: str, name: str) -> None:
    assert find_places(typed)[0].name == name


@table("typed", ["stop sending me this garbage", "can I take ibuprofen in this", "pain in my leg"])
def test_a_sentence_without_a_place_means_none(typed: str) -> None:
    assert find_places(typed) == []


@table(
    ("typed", "name"),
    [
        ("Москва", "Moscow"),
        ("МОСКВА", "Moscow"),
        ("Київ", "Kyiv"),
        ("Αθήνα", "Athens"),
        ("ΑΘΗΝΑ", "Athens"),
        ("東京", "Tokyo"),
        ("北京", "Beijing"),
        ("廣州", "Guangzhou"),
        ("서울", "Seoul"),
        ("القاهرة", "Cairo"),
        ("مكة", "Makkah"),
        ("תל אביב", "Tel Aviv"),
        ("دبي", "Dubai"),
        ("दिल्ली", "Delhi"),
        ("কলকাতা", "Kolkata"),
        ("กรุงเทพ", "Bangkok"),
        ("Wien", "Vienna"),
        ("Praha", "Prague"),
        ("Venezia", "Venice"),
        ("Lisboa", "Lisbon"),
        ("İSTANBUL", "Istanbul"),
        ("Ciudad de México", "Mexico City"),
        ("Ｂｅｒｌｉｎ", "Berlin"),
        ("Zu\u0308rich", "Zürich"),
    ],
)
def test_a_city_is_found_in_its_own_script(typed: str, name: str) -> None:
    assert find_places(typed)[0].name == name


@table(
    ("typed", "zones"),
    [
        ("California", ["America/Los_Angeles"]),
        ("texas", ["America/Chicago", "America/Denver"]),
        ("TX", ["America/Chicago", "America/Denver"]),
        ("Florida", ["America/New_York", "America/Chicago"]),
        ("Kansas", ["America/Chicago", "America/Denver"]),
        ("Hawai'i", ["Pacific/Honolulu"]),
        ("British Columbia", ["America/Vancouver", "America/Dawson_Creek"]),
        ("Ontario", ["America/Toronto", "America/Winnipeg"]),
        ("Québec", ["America/Toronto"]),
        ("Queensland", ["Australia/Brisbane"]),
        ("NSW", ["Australia/Sydney", "Australia/Broken_Hill"]),
        ("Califronia", ["America/Los_Angeles"]),
    ],
)
def test_a_state_gives_one_place_for_each_of_its_zones(typed: str, zones: list[str]) -> None:
    assert [place.timezone for place in find_places(typed)][: len(zones)] == zones


@table(
    ("typed", "first", "also"),
    [
        ("Georgia", "Tbilisi", "Atlanta, Georgia"),
        ("CA", "Toronto", "Los Angeles, California"),
        ("DE", "Berlin", "Wilmington, Delaware"),
        ("Washington", "Seattle, Washington", "Washington"),
        ("WA", "Wa", "Perth, Western Australia"),
        ("Victoria", "Melbourne, Victoria", "Victoria"),
    ],
)
def test_a_name_of_several_places_offers_them_all(typed: str, first: str, also: str) -> None:
    names = [place.name for place in find_places(typed)]
    assert names[0] == first
    assert also in names


def test_a_state_named_after_its_city_is_offered_once() -> None:
    zones = [place.timezone for place in find_places("New York")]
    assert zones.count("America/New_York") == 1


@table(
    ("typed", "timezone"),
    [
        ("Paris, TX", "America/Chicago"),
        ("Springfield, Oregon", "America/Los_Angeles"),
        ("Springfield, IL", "America/Chicago"),
        ("Portland, Maine", "America/New_York"),
        ("Berlin, DE", "Europe/Berlin"),
        ("London, Ontario", "America/Toronto"),
    ],
)
def test_a_state_after_a_comma_narrows_the_choice(typed: str, timezone: str) -> None:
    assert {place.timezone for place in find_places(typed)} == {timezone}


def test_every_state_lies_in_its_country_and_its_zones_exist() -> None:
    countries = {row[0] for row in rows("countries.tsv")}
    for code, names, _short, zones in rows("states.tsv"):
        assert code in countries
        for zone in zones.split("|"):
            assert zone.split(" ", 1)[0] in ZONES, names
        assert find_places(names.split("|")[0]), names


def test_the_larger_namesake_comes_first() -> None:
    assert found("Paris")[:2] == ["Paris, France", "Paris, United States"]
    populations = [place.population for place in find_places("Birmingham")]
    assert populations == sorted(populations, reverse=True)


def test_a_whole_name_comes_first_and_a_large_city_still_shows_by_a_later_word() -> None:
    york = found("York")
    assert york[0] == "York, United Kingdom"
    assert "New York City, United States" in york[:3]


def test_the_beginning_of_a_name_is_enough() -> None:
    names = [place.name for place in find_places("Pari")]
    assert "Paris" in names[:2]
    assert all(any(word.startswith("Pari") for word in name.split()) for name in names)
    assert found("Johannesb")[0] == "Johannesburg, South Africa"


def test_a_longer_name_in_a_zone_already_offered_is_left_out() -> None:
    berlin = find_places("Berlin")
    assert [place.name for place in berlin if place.timezone == "Europe/Berlin"] == ["Berlin"]


@table("typed", ["New Zealand", "neuseeland", "NZL", "Nueva Zelanda"])
def test_a_country_is_known_by_several_names(typed: str) -> None:
    place = find_places(typed)[0]
    assert (place.name, place.country_name) == ("Auckland", "New Zealand")


@table(
    ("typed", "code"),
    [("Deutschland", "DE"), ("UK", "GB"), ("US", "US"), ("U.S.A.", "US"), ("日本", "JP")],
)
def test_a_country_may_be_typed_in_its_own_language_or_as_a_code(typed: str, code: str) -> None:
    assert {place.country_code for place in find_places(typed)} == {code}


def test_a_country_gives_one_place_for_each_zone_the_largest_city_first() -> None:
    places = find_places("USA")
    zones = [place.timezone for place in places]
    assert zones[:3] == ["America/New_York", "America/Los_Angeles", "America/Chicago"]
    assert len(zones) == len(set(zones)) == 6
    assert len(find_places("USA", limit=3)) == 3


def test_a_city_named_like_a_country_is_offered_after_it() -> None:
    assert [place.country_code for place in find_places("Salvador")][:2] == ["SV", "BR"]


def test_a_well_known_city_code_comes_before_a_country_code() -> None:
    assert find_places("LA")[0].name == "Los Angeles"


def test_a_country_after_a_comma_narrows_the_choice() -> None:
    assert found("Paris, US") == found("paris , United States") == ["Paris, United States"]
    assert found("Portland, Oregon")[0] == "Portland, United States"


@table(
    ("typed", "timezone"),
    [
        ("Europe/Berlin", "Europe/Berlin"),
        ("america/new york", "America/New_York"),
        ("Asia/Calcutta", "Asia/Calcutta"),
        ("utc", "UTC"),
    ],
)
def test_a_zone_is_taken_by_its_name(typed: str, timezone: str) -> None:
    assert [(p.name, p.timezone) for p in find_places(typed)] == [(timezone, timezone)]


def test_a_zone_says_its_country_if_a_city_has_it() -> None:
    assert find_places("Europe/Berlin")[0].country_name == "Germany"
    assert find_places("Etc/GMT+5")[0].country_name == ""


def test_an_old_abbreviation_is_no_zone() -> None:
    assert all(place.timezone != "EST" for place in find_places("EST"))


@table(
    ("typed", "meant"),
    [
        ("Londn", "London"),
        ("berln", "Berlin"),
        ("Aucklnad", "Auckland"),
        ("Springfild", "Springfield"),
        ("Autsralia", "Sydney"),
    ],
)
def test_a_small_misspelling_is_forgiven(typed: str, meant: str) -> None:
    assert find_places(typed)[0].name == meant


@table("typed", ["s", "%s", "/start@", " /Berlin", "{a}", "P.", "@@Oslo@@"])
def test_a_command_a_lone_letter_and_signs_find_no_place(typed: str) -> None:
    assert find_places(typed) == []


@table("typed", ["U.S.A.", "Berlin!", "(Berlin)", "St. John's", "🇩🇪 Berlin", "京都"])
def test_a_few_signs_beside_a_name_do_no_harm(typed: str) -> None:
    assert find_places(typed)


@table("typed", ["", "  ", ",", "|", "zzzz", "qwxk", "?!", "12345", "\n"])
def test_what_resembles_no_place_finds_none(typed: str) -> None:
    assert find_places(typed) == []


@settings(deadline=None)  # The first example loads the atlas.
@given(st.text() | st.text("abeinorst ,./|\n", max_size=12), st.integers(1, 8))
def test_any_text_is_answered_with_at_most_so_many_valid_zones(text: str, limit: int) -> None:
    places = find_places(text, limit)
    assert len(places) <= limit
    assert {place.timezone for place in places} <= ZONES
    shown = [(place.name, place.country_code, place.timezone) for place in places]
    assert len(shown) == len(set(shown))


@settings(deadline=None)
@given(st.sampled_from(rows("cities.tsv")[:3000]))
def test_every_large_city_is_found_by_its_name(row: list[str]) -> None:
    code, zone, _, names = row
    name = names.split("|")[0]
    timezone = zone or next(row[1] for row in rows("countries.tsv") if row[0] == code)
    assert (name, code, timezone) in {
        (place.name, place.country_code, place.timezone)
        for place in find_places(name, limit=30) + find_places(f"{name}, {code}", limit=30)
    }


@table(
    ("language_code", "timezone"),
    [
        ("en-NZ", "Pacific/Auckland"),
        ("en-us", "America/New_York"),
        ("pt-br", "America/Sao_Paulo"),
        ("zh-Hans-CN", "Asia/Shanghai"),
        ("en_AU", "Australia/Sydney"),
        ("de", "Europe/Berlin"),
        ("FR", "Europe/Paris"),
        ("it", "Europe/Rome"),
        ("pl", "Europe/Warsaw"),
        ("ja", "Asia/Tokyo"),
    ],
)
def test_a_language_code_tells_the_zone_of_its_region_or_home(
    language_code: str, timezone: str
) -> None:
    assert guess_timezone(language_code, "UTC") == timezone


@table("language_code", [None, "", "en", "es", "pt", "ar", "es-419", "xx", "-"])
def test_a_language_of_many_zones_tells_none(language_code: str | None) -> None:
    assert guess_timezone(language_code, "Europe/London") == "Europe/London"


def test_every_zone_in_the_data_exists() -> None:
    zones = {row[1] for row in rows("countries.tsv")} | {row[1] for row in rows("cities.tsv")}
    assert zones - {""} <= ZONES


def test_every_city_lies_in_a_listed_country_and_they_come_by_population() -> None:
    cities = rows("cities.tsv")
    assert {row[0] for row in cities} == {row[0] for row in rows("countries.tsv")}
    populations = [int(row[2]) for row in cities]
    assert populations == sorted(populations, reverse=True)


def test_the_data_names_its_sources_and_licenses() -> None:
    for path in DATA.glob("*.tsv"):
        head = path.read_text(encoding="utf-8")[:400]
        assert "GeoNames" in head or "IANA" in head
        assert "CC BY 4.0" in head or "public domain" in head
