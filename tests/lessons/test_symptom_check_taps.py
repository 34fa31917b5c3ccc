"""Taps that cross, come twice or go back lose no answer."""

from itertools import permutations

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from lessons.symptom_checks.check import Level
from lessons.symptom_checks.engine import Asking, Outcome, next_step, take_back
from lessons.symptom_checks.state import State, Tap, TapKind, taps_of
from tests.support.symptom_check_answers import (
    AREAS,
    doubts,
    ordinary_ticks,
    people,
    tap_after,
    ticks,
)
from tests.support.symptom_check_people import (
    BACK,
    CHECK,
    pairs,
    walk,
)
from tests.support.tables import table

# ------------------------------------------------------------------------------- quick taps


@table("area", AREAS)
def test_two_quick_taps_in_any_order_are_both_ticked_or_both_on_the_card(
    area: dict[str, str | None],
) -> None:
    """Proved for every two findings of every screen that these people see."""
    extra = ("pregnant", "immune", "thin_bones", "spine_procedure", "feverish", "knock", "calf")
    for ticked in ((), extra):
        for state, tap in list(walk(area, ticked))[:-1]:
            step = next_step(CHECK, state)
            assert isinstance(step, Asking)
            if tap is None or tap.kind is TapKind.TICK:
                continue
            names = [finding.finding_id for finding in step.findings]
            for two in pairs(names):
                taps = [Tap(TapKind.TICK, step.screen.screen_id, name) for name in two]
                results = {tap_after(state, *order) for order in permutations(taps)}
                assert len(results) == 1
                (result,) = results
                after = next_step(CHECK, result)
                shown = (
                    {finding.finding_id for finding in after.findings}
                    if isinstance(after, Outcome)
                    else result.ticked
                )
                assert set(two) <= shown


@settings(max_examples=50)
@given(people, ordinary_ticks, doubts, st.data())
def test_a_tick_counts_whether_it_comes_before_or_after_the_tap_that_leaves(
    choices: dict[str, str | None],
    ticked: frozenset[str],
    unsure: frozenset[str],
    data: st.DataObject,
) -> None:
    states = [(s, t) for s, t in walk(choices, ticked, unsure) if t and t.kind in _LEAVING]
    assume(states)
    state, leaving = data.draw(st.sampled_from(states))
    step = next_step(CHECK, state)
    assert isinstance(step, Asking)
    if not step.findings:
        return
    finding = data.draw(st.sampled_from(step.findings)).finding_id
    tick = Tap(TapKind.TICK, leaving.screen_id, finding)
    late = tap_after(state, leaving, tick)
    assert late == tap_after(state, tick, leaving)
    assert finding in late.ticked


_LEAVING = {TapKind.NEXT, TapKind.NOT_SURE}


@settings(max_examples=50)
@given(people, ticks, doubts, st.data())
def test_a_tap_counted_twice_changes_nothing(
    choices: dict[str, str | None],
    ticked: frozenset[str],
    unsure: frozenset[str],
    data: st.DataObject,
) -> None:
    state, _ = data.draw(st.sampled_from(list(walk(choices, ticked, unsure))))
    tap = data.draw(st.sampled_from(list(taps_of(CHECK))))
    once = tap_after(state, tap)
    assert tap_after(once, tap) == once


def test_none_of_these_never_clears_a_tick() -> None:
    state, _ = next((s, t) for s, t in walk(BACK) if t and t.screen_id == "back_signs")
    ticked = tap_after(state, Tap(TapKind.TICK, "back_signs", "night_pain"))
    assert "night_pain" in tap_after(ticked, Tap(TapKind.NEXT, "back_signs")).ticked
    untick = Tap(TapKind.UNTICK, "back_signs", "night_pain")
    assert "night_pain" not in tap_after(ticked, untick).ticked


def test_an_emergency_stays_on_the_card_whatever_is_tapped_after_it() -> None:
    *_, (state, _) = walk(BACK, ["saddle"])
    for tap in taps_of(CHECK):
        if tap.item_id == "saddle":
            continue
        outcome = next_step(CHECK, tap_after(state, tap))
        assert isinstance(outcome, Outcome)
        assert outcome.level is Level.EMERGENCY_NOW
        assert "saddle" in {finding.finding_id for finding in outcome.findings}


def test_ticking_never_changes_the_other_buttons_of_the_screen() -> None:
    for area in AREAS:
        for state, _ in list(walk(area))[:-1]:
            step = next_step(CHECK, state)
            assert isinstance(step, Asking)
            for finding in step.findings:
                tap = Tap(TapKind.TICK, step.screen.screen_id, finding.finding_id)
                after = next_step(CHECK, tap_after(state, tap))
                assert isinstance(after, Outcome) or after == step


# ------------------------------------------------------------------------------------- back


@settings(max_examples=50)
@given(people, ordinary_ticks, doubts)
def test_back_undoes_exactly_one_step(
    choices: dict[str, str | None], ticked: frozenset[str], unsure: frozenset[str]
) -> None:
    for state, tap in walk(choices, ticked, unsure):
        if tap is None or not tap.leaves_screen:
            continue
        left = tap_after(state, tap)
        step = next_step(CHECK, left)
        if isinstance(step, Asking):
            back = Tap(TapKind.BACK, step.screen.screen_id)
            assert tap_after(left, back) == state
            assert tap_after(left, back, back) == state


def test_back_on_the_first_screen_and_from_another_one_does_nothing() -> None:
    assert tap_after(State(), Tap(TapKind.BACK, "notice")) == State()
    assert tap_after(State(), Tap(TapKind.BACK, "risks")) == State()


@settings(max_examples=50)
@given(people, ticks, doubts)
def test_an_end_that_is_taken_back_opens_the_last_question_with_nothing_ticked(
    choices: dict[str, str | None], ticked: frozenset[str], unsure: frozenset[str]
) -> None:
    *_, (before, last), (state, _) = walk(choices, ticked, unsure)
    assert last is not None
    step = next_step(CHECK, take_back(CHECK, state))
    assert isinstance(step, Asking)
    assert step.screen.screen_id == last.screen_id
    assert take_back(CHECK, state).ticked <= before.ticked
    assert not take_back(CHECK, state).ticked & {f.finding_id for f in step.findings}


def test_back_leaves_the_ticks_of_both_screens() -> None:
    state, _ = next((s, t) for s, t in walk(BACK, ["night_pain"]) if t and t.screen_id == "risks")
    state = tap_after(state, Tap(TapKind.TICK, "risks", "thin_bones"))
    back = tap_after(state, Tap(TapKind.BACK, "risks"))
    step = next_step(CHECK, back)
    assert isinstance(step, Asking)
    assert step.screen.screen_id == "back_signs"
    assert back.ticked == {"night_pain", "thin_bones"}
