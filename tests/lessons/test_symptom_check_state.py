"""A button carries all answers and the next tap, and an odd one is known for what it is."""

from base64 import urlsafe_b64decode, urlsafe_b64encode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.views.callback_data import LIMIT_BYTES
from lessons.symptom_checks.check import ScreenKind
from lessons.symptom_checks.engine import Asking, apply, next_step
from lessons.symptom_checks.reader import BUILT_IN, parse_check
from lessons.symptom_checks.state import (
    VERB_BYTES,
    StaleButton,
    State,
    Tap,
    TapKind,
    pack,
    packed_length,
    taps_of,
    unpack,
)
from tests.support.symptom_check_people import BACK, BOTH, CHECK, FINDINGS, NEW_HEADACHE, walk
from tests.support.tables import table

TAPS = list(taps_of(CHECK))
BEGIN = Tap(TapKind.CHOOSE, "notice", "who_me")

taps = st.lists(st.sampled_from(TAPS), max_size=30)


@given(taps, st.sampled_from(TAPS))
def test_whatever_was_tapped_packs_into_a_button_and_unpacks_to_itself(
    before: list[Tap], tap: Tap
) -> None:
    state = State()
    for earlier in before:
        state = apply(CHECK, state, earlier)
    text = pack(CHECK, state, tap)
    assert unpack(CHECK, text) == (state, tap)
    assert len(text) == packed_length(CHECK)
    assert VERB_BYTES + len(text.encode()) <= LIMIT_BYTES
    assert ":" not in text


def test_the_fullest_and_the_emptiest_state_pack_alike() -> None:
    fullest = State(
        ticked=frozenset(FINDINGS),
        chosen=frozenset(s.options[-1].option_id for s in CHECK.screens if s.options),
        passed=frozenset(s.screen_id for s in CHECK.screens if not s.options),
        unsure=frozenset(s.screen_id for s in CHECK.screens if s.kind is ScreenKind.TICKS),
        feels_very_wrong=True,
    )
    for state in (State(), fullest):
        for tap in TAPS:
            text = pack(CHECK, state, tap)
            assert unpack(CHECK, text) == (state, tap)
            assert len(text) == packed_length(CHECK)


@table("choices", [BACK, BOTH, NEW_HEADACHE])
def test_a_check_can_go_through_its_buttons_alone(choices: dict[str, str | None]) -> None:
    """After a restart the button's own state serves: each step is read from the one before."""
    state = State()
    for before, tap in walk(choices, ["night_pain", "cough", "cancer"]):
        assert before == state
        if tap is not None:
            carried, pressed = unpack(CHECK, pack(CHECK, state, tap))
            state = apply(CHECK, carried, pressed)
    assert not isinstance(next_step(CHECK, state), Asking)


@given(st.integers(0, 10**6), st.integers(1, 255))
def test_a_changed_byte_is_noticed(position: int, change: int) -> None:
    text = pack(CHECK, State(ticked=frozenset(["calf"])), Tap(TapKind.NEXT, "urgent"))
    data = bytearray(urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    data[position % len(data)] ^= change
    forged = urlsafe_b64encode(bytes(data)).rstrip(b"=").decode()
    with pytest.raises(StaleButton):
        unpack(CHECK, forged)


@given(st.text(max_size=64))
def test_any_other_text_is_refused(text: str) -> None:
    with pytest.raises(StaleButton):
        unpack(CHECK, text)


def test_only_one_spelling_of_a_button_is_accepted() -> None:
    text = pack(CHECK, State(), BEGIN)
    for odd in (text + "=", text + "==", text + "A", text[:-1], f" {text}", text.swapcase()):
        with pytest.raises(StaleButton):
            unpack(CHECK, odd)


@table(
    ("old", "new"),
    [
        (f"revision = {CHECK.revision}\n", f"revision = {CHECK.revision + 1}\n"),
        ("Fever 38 C, 100.4 F", "Fever 39 C, 102.2 F"),
    ],
)
def test_a_button_of_another_revision_is_refused(old: str, new: str) -> None:
    text = BUILT_IN.read_text(encoding="utf-8")
    assert text.count(old) == 1
    other = parse_check(text.replace(old, new), file=BUILT_IN)
    with pytest.raises(StaleButton) as refused:
        unpack(other, pack(CHECK, State(), BEGIN))
    assert "/check" in str(refused.value)


def test_a_refusal_tells_the_log_nothing_of_what_the_button_carried() -> None:
    text = pack(CHECK, State(ticked=frozenset(["saddle"])), BEGIN)
    forged = text[:-2] + ("AA" if text[-2:] != "AA" else "BB")
    with pytest.raises(StaleButton) as refused:
        unpack(CHECK, forged)
    for told in (str(refused.value), refused.value.operator):
        assert forged not in told
        assert "saddle" not in told


def test_a_tap_names_its_screen_and_says_whether_it_leaves_it() -> None:
    for tap in TAPS:
        CHECK.get_screen(tap.screen_id)
        stays = tap.kind in {TapKind.TICK, TapKind.UNTICK, TapKind.VERY_WRONG}
        assert tap.leaves_screen is not stays
