"""Times, places and breaks are understood as people write them to bots."""

import tomllib
from datetime import UTC, datetime
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from lessons.places.said_place import find_said_places
from lessons.times.breaks import InvalidPause, parse_pause_end
from lessons.times.said_time import find_said_time
from tests.support.tables import table

DATA = Path(__file__).parent.parent / "data" / "as_people_say.toml"
SAID: dict[str, dict[str, str]] = tomllib.loads(DATA.read_text(encoding="utf-8"))
NOW = datetime(2026, 11, 22, 12, 3, tzinfo=UTC)


def read_time(text: str) -> str:
    said = find_said_time(text)
    times = [f"{at:%H:%M}" for at in said.times] if said else []
    return " ".join(times if said and said.is_asked else times[:1])


def read_break(text: str) -> str:
    try:
        end = parse_pause_end(text, NOW.date())
    except InvalidPause:
        return ""
    return end.isoformat() if end else "open"


def test_a_time_of_day_is_taken_or_asked_for_where_it_may_be_several() -> None:
    said = SAID["times"] | SAID["times_held_out"]
    found = {text: read_time(text) for text in said}
    assert not [(text, found[text]) for text in said if found[text] != said[text]]


def test_the_end_of_a_break_is_found() -> None:
    said = SAID["breaks"] | SAID["breaks_held_out"]
    assert {text: read_break(text) for text in said} == said


def test_a_place_is_found_among_what_is_offered_and_a_plain_answer_is_none() -> None:
    said = SAID["places"] | SAID["places_held_out"]
    wrong = []
    for text, expected in said.items():
        zones = [place.timezone for place in find_said_places(text, NOW).places]
        wanted = expected.split()
        if zones[:1] != wanted[:1] or not set(wanted) <= set(zones):
            wrong.append((text, zones))
    assert not wrong


@table(
    ("text", "days"),
    [
        ("8am every weekday", {0, 1, 2, 3, 4}),
        ("8am mon-fri", {0, 1, 2, 3, 4}),
        ("Monday to Friday at 7:30", {0, 1, 2, 3, 4}),
        ("weekends at 10", {5, 6}),
        ("mon, wed and fri 8:00", {0, 2, 4}),
        ("montags um 8 Uhr", {0}),
        ("sat-mon 9:00", {5, 6, 0}),
    ],
)
def test_days_are_taken_with_the_time(text: str, days: set[int]) -> None:
    said = find_said_time(text)
    assert said is not None
    assert said.weekdays == days


def test_a_time_that_leaves_the_half_of_the_day_open_brings_the_other_one() -> None:
    said = find_said_time("7:45")
    assert said is not None
    assert [f"{at:%H:%M}" for at in said.times] == ["07:45", "19:45"]
    for certain in ("07:45", "19:45", "7:45 am", "0745", "noon"):
        said = find_said_time(certain)
        assert said is not None
        assert len(said.times) == 1, certain


def test_half_eight_is_half_past_seven_in_dutch_and_german() -> None:
    for text, language in (("half acht", "nl"), ("halb acht", "de"), ("halb 8", "en")):
        said = find_said_time(text, language)
        assert said is not None
        assert [f"{at:%H:%M}" for at in said.times] == ["07:30", "19:30"], text


def test_who_wants_it_now_is_heard() -> None:
    for text in ("now", "Right now", "jetzt", "ahora!"):
        said = find_said_time(text)
        assert (said is not None and said.is_now) is (text != "Right now"), text


@table("text", ["Scotland", "Deutschland", "japan", "NIGERIA"])
def test_a_country_with_one_zone_leaves_nothing_to_ask(text: str) -> None:
    assert find_said_places(text, NOW).is_certain


@table("text", ["Bogata", "Philadelfia", "Germnay", "Barcelno"])
def test_a_misspelling_is_a_guess(text: str) -> None:
    assert find_said_places(text, NOW).is_guess


@given(st.text(max_size=300) | st.text("0123456789:.h apm halb-acht uhr/ to", max_size=40))
def test_no_text_breaks_the_reading(text: str) -> None:
    said = find_said_time(text)
    assert said is None or said.is_now or said.times
    read_break(text)
