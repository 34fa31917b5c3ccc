"""Every screen of the check has few answers, and its way on is in sight on a phone."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import cast

from hypothesis import given, settings

from bot.views import symptom_check as views
from bot.views.screen import Screen
from lessons.symptom_checks.check import Level, ScreenKind
from lessons.symptom_checks.engine import Asking, next_step
from lessons.symptom_checks.local_help import find_local_help
from tests.support.check_ways import (
    LOG_PIXELS,
    ROW_PIXELS,
    WAYS,
    count_words,
    count_words_at_once,
    screen_pixels,
    text_pixels,
    walk_way,
)
from tests.support.symptom_check_answers import doubts, people, ticks
from tests.support.symptom_check_people import BOTH, CHECK, end, walk, with_openers
from tests.support.tables import table

MOST_ANSWERS = 6
SERVICE_ROWS = 2


def questions(
    choices: Mapping[str, str | None], ticked: frozenset[str], unsure: frozenset[str]
) -> Iterator[tuple[Asking, Screen]]:
    """Yield every question that such a person is asked, with its screen."""
    for state, tap in walk(choices, ticked, unsure):
        if tap is not None and tap.screen_id != "notice":
            asking = cast(Asking, next_step(CHECK, state))
            yield asking, views.question(CHECK, state, asking)


def labels(screen: Screen) -> list[str]:
    return [button.label for row in screen.keyboard for button in row]


@settings(max_examples=50)
@given(people, ticks, doubts)
def test_nobody_is_offered_more_than_six_answers(
    choices: dict[str, str | None], ticked: frozenset[str], unsure: frozenset[str]
) -> None:
    for asking, _ in questions(choices, ticked, unsure):
        answers = len(asking.findings) + len(asking.screen.options)
        assert 1 <= answers <= MOST_ANSWERS, asking.screen.screen_id


@settings(max_examples=50)
@given(people, ticks, doubts)
def test_no_question_is_taller_than_a_phone(
    choices: dict[str, str | None], ticked: frozenset[str], unsure: frozenset[str]
) -> None:
    for asking, screen in questions(choices, ticked, unsure):
        assert screen_pixels(screen) <= LOG_PIXELS, asking.screen.screen_id


@settings(max_examples=50)
@given(people, ticks, doubts)
def test_none_of_these_is_in_sight_below_the_longest_list(
    choices: dict[str, str | None], ticked: frozenset[str], unsure: frozenset[str]
) -> None:
    for asking, screen in questions(choices, ticked, unsure):
        if asking.screen.kind is ScreenKind.TICKS:
            assert labels(screen)[0] in {"None of these", "Next"}
            assert text_pixels(screen) + ROW_PIXELS <= LOG_PIXELS, asking.screen.screen_id


@settings(max_examples=50)
@given(people, ticks, doubts)
def test_what_every_screen_has_stands_in_two_rows_at_its_end(
    choices: dict[str, str | None], ticked: frozenset[str], unsure: frozenset[str]
) -> None:
    for _, screen in questions(choices, ticked, unsure):
        service = [button.label for row in screen.keyboard[-SERVICE_ROWS:] for button in row]
        assert {"‹ Previous question", "Why?", "Urgent signs"} <= set(service)


def test_the_mildest_way_has_at_most_350_words_and_ends_on_a_card_of_one_phone() -> None:
    way = [screen for screen, _ in walk_way(CHECK, WAYS["a sore back for some days"])]
    assert sum(map(count_words, way)) <= 350
    assert screen_pixels(way[-1]) <= LOG_PIXELS


@table("ticked", ["saddle", "stroke", "sight_loss", "injury"])
def test_the_card_of_an_emergency_has_at_most_90_words_at_once_on_one_phone(ticked: str) -> None:
    outcome = end(BOTH, with_openers([ticked]))
    assert outcome.level is Level.EMERGENCY_NOW
    card = views.card(CHECK, outcome, find_local_help("Europe/Berlin"), date(2026, 11, 28))
    assert count_words_at_once(card) <= 90
    assert screen_pixels(card) <= LOG_PIXELS


@table("way", list(WAYS.values()))
def test_every_way_tells_how_far_it_is_and_ends_with_a_way_back(way: tuple[str, ...]) -> None:
    *asked, (card, _) = walk_way(CHECK, way)
    assert set(way) <= {tapped for _, tapped in asked}
    for screen, _ in asked[2:]:
        assert re.search(r" \(\d+ of about \d+\)$", screen.text.text.split("\n")[0])
    assert "‹ Previous question" in labels(card)
