"""What people may answer in the built-in check, for properties that hold for all of them."""

from hypothesis import strategies as st

from lessons.symptom_checks.engine import apply
from lessons.symptom_checks.state import State, Tap
from tests.support.symptom_check_people import (
    BACK,
    BOTH,
    CHECK,
    FINDINGS,
    HEADACHE,
    NECK,
    NEW_HEADACHE,
    OTHER,
    SCREENS,
)

CHOICES = {
    screen.screen_id: [option.option_id for option in screen.options]
    + [None] * screen.offers_not_sure
    for screen in CHECK.screens
    if screen.options
}
AREAS = (BACK, NECK, HEADACHE, NEW_HEADACHE, BOTH, BOTH | {"pattern": "pattern_changed"}, OTHER)
EMERGENCIES = tuple(finding.finding_id for finding in CHECK.findings() if finding.is_red_flag)

people = st.fixed_dictionaries({name: st.sampled_from(items) for name, items in CHOICES.items()})
ticks = st.frozensets(st.sampled_from(FINDINGS), max_size=7)
ordinary_ticks = st.frozensets(
    st.sampled_from([name for name in FINDINGS if name not in EMERGENCIES]), max_size=7
)
doubts = st.frozensets(st.sampled_from(SCREENS), max_size=3)


def tap_after(state: State, *taps: Tap) -> State:
    for tap in taps:
        state = apply(CHECK, state, tap)
    return state
