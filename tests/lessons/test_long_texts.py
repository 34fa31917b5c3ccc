"""Texts of the largest size are refused like any other, and what is short within is found."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time

from lessons.delivery.audience import Audience, AudienceKind, parse_audience, split_audience
from lessons.errors import InvalidInput
from lessons.places.said_place import find_said_places
from lessons.places.search import find_places
from lessons.send_times.when import parse_when, split_when
from lessons.text import LONGEST_SIMPLE, simplify
from lessons.times.breaks import parse_pause_end
from lessons.times.said_time import find_said_time
from lessons.times.wall_time import parse_time
from tests.benchmarks.hostile_texts import TEXTS
from tests.support.tables import table

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
FAR = " " * 4000
PARSERS: dict[str, Callable[[str], object]] = {
    "time": parse_time,
    "pause": lambda text: parse_pause_end(text, NOW.date()),
    "when": lambda text: parse_when(text, NOW, "UTC"),
    "audience": parse_audience,
}


@table("name", PARSERS)
def test_no_hostile_text_means_anything(name: str) -> None:
    understood = []
    for kind, text in TEXTS.items():
        try:
            PARSERS[name](text)
        except InvalidInput:
            continue
        understood.append(kind)
    assert understood == []


def test_no_hostile_text_tells_a_time() -> None:
    assert [kind for kind, text in TEXTS.items() if find_said_time(text)] == []


def test_no_hostile_text_is_a_place() -> None:
    assert [kind for kind, text in TEXTS.items() if find_places(text)] == []
    assert [kind for kind, text in TEXTS.items() if find_said_places(text, NOW).places] == []


def test_of_a_long_text_only_the_beginning_is_simplified() -> None:
    assert simplify("ＡB  c" + FAR + "d") == "ab c d"
    assert simplify("Ab " * 4000) == simplify("Ab " * 100) == ("ab " * 100)[:LONGEST_SIMPLE].strip()


def test_spaces_around_what_is_short_do_no_harm() -> None:
    assert parse_time(f"{FAR}7:30{FAR}") == time(7, 30)
    assert parse_pause_end(f"2{FAR}weeks", NOW.date()) == date(2026, 12, 7)
    assert parse_when(f"tomorrow{FAR}9am", NOW, "UTC").first_at == NOW.replace(day=24, hour=9)


def test_the_end_of_a_long_text_says_when_and_to_whom() -> None:
    what = "We go to Rome. " * 260
    text, audience = split_audience(f"{what}tomorrow 9am to course backs")
    assert audience == Audience(AudienceKind.COURSE, "backs")
    assert split_when(text, NOW, "UTC")[0] == what.rstrip()
