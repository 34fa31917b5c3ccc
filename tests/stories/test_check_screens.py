"""Whatever anybody taps, every screen and card fits what Telegram takes."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from bot.views import symptom_check as views
from bot.views.callback_data import LIMIT_BYTES
from bot.views.screen import Screen
from lessons.symptom_checks.engine import Asking, apply, next_step
from lessons.symptom_checks.local_help import LocalHelp, find_local_help
from lessons.symptom_checks.reader import load_built_in_check
from lessons.symptom_checks.state import State, Tap, taps_of

CHECK = load_built_in_check()
TAPS = st.lists(st.sampled_from(list(taps_of(CHECK))), max_size=40)


def screen_after(taps: list[Tap]) -> tuple[State, Screen]:
    state = State()
    for tap in taps:
        state = apply(CHECK, state, tap)
    step = next_step(CHECK, state)
    if isinstance(step, Asking):
        return state, views.question(CHECK, state, step)
    return state, views.card(CHECK, step, LocalHelp(), date(2026, 11, 28))


@given(TAPS)
def test_every_screen_and_card_fits_a_message(taps: list[Tap]) -> None:
    _, screen = screen_after(taps)
    assert len(screen.text) <= 4096
    assert len(screen.text.entities) <= 100
    assert sum(map(len, screen.keyboard)) <= 100
    for entity in screen.text.entities:
        assert entity.offset + entity.length <= len(screen.text)


@given(TAPS)
def test_every_button_fits_and_help_is_one_tap_away(taps: list[Tap]) -> None:
    _, screen = screen_after(taps)
    buttons = [button for row in screen.keyboard for button in row]
    assert all(0 < len(button.data.encode()) <= LIMIT_BYTES for button in buttons)
    assert all(button.label for button in buttons)
    assert views.emergency_button() in buttons


@given(TAPS)
def test_every_card_says_that_it_is_no_diagnosis_and_carries_no_answers(taps: list[Tap]) -> None:
    state, screen = screen_after(taps)
    if isinstance(next_step(CHECK, state), Asking):
        return
    assert "not a diagnosis" in screen.text.text
    assert {button.data for row in screen.keyboard for button in row} == {
        "c-back",
        "urgent",
        "check",
    }


def test_the_urgent_signs_fit_a_message_and_name_every_red_flag() -> None:
    screen = views.urgent_signs(CHECK, find_local_help("Europe/Berlin"))
    assert len(screen.text) <= 4096
    flags = [finding for finding in CHECK.findings() if finding.is_red_flag]
    assert len(flags) > 10
    assert all(finding.say in screen.text.text for finding in flags)
