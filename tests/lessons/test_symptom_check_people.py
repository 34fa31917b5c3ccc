"""People who once ended too low or too high are tapped through as the screens word it."""

import tomllib
from pathlib import Path
from typing import Any

from lessons.symptom_checks.check import Level
from lessons.symptom_checks.engine import Asking, Outcome, apply, next_step
from lessons.symptom_checks.progress import count_questions_left
from lessons.symptom_checks.state import State, Tap, TapKind
from tests.support.symptom_check_people import BACK, CHECK, taps_on
from tests.support.tables import table

FILE = Path(__file__).parent.parent / "data" / "symptom_check_people.toml"
PEOPLE: list[dict[str, Any]] = tomllib.loads(FILE.read_text(encoding="utf-8"))["person"]


def tap_words(asking: Asking, words: list[str], left: set[str]) -> list[Tap]:
    """Return the taps on this screen, and cross out what was said there."""
    screen = asking.screen
    options = {option.say: option.option_id for option in screen.options}
    findings = {finding.button: finding.finding_id for finding in asking.findings}
    said = [word for word in words if word in options or word in findings]
    left.difference_update(said)
    chosen = [options[word] for word in said if word in options]
    choices = BACK | ({screen.screen_id: chosen[0]} if chosen else {})
    return list(taps_on(asking, choices, [findings[w] for w in said if w in findings]))


def end_of(words: list[str]) -> tuple[Outcome, set[str]]:
    """Return where who says these words ends, and the words that no screen took."""
    left, state = set(words), State()
    while isinstance(step := next_step(CHECK, state), Asking):
        for tap in tap_words(step, words, left):
            state = apply(CHECK, state, tap)
            if tap.kind is TapKind.TICK and isinstance(next_step(CHECK, state), Outcome):
                break
    return step, left


@table("person", PEOPLE)
def test_everybody_ends_where_they_should(person: dict[str, Any]) -> None:
    outcome, left = end_of(person["taps"])
    assert outcome.level.code in person["ends"], (
        person["who"],
        [fired.rule.rule_id for fired in outcome.fired],
    )
    assert not left, person["who"]
    assert (outcome.order.kind if outcome.order else None) == person.get("order"), person["who"]


def test_an_emergency_names_its_order_and_nobody_else_has_one() -> None:
    assert all(("order" in p) is (p["ends"] == ["emergency_now"]) for p in PEOPLE)
    assert {p["order"] for p in PEOPLE if "order" in p} == {o.kind for o in CHECK.orders}


def test_ordinary_complaints_are_told_apart_from_red_flags_in_words() -> None:
    """In sight on the screen, without a tap on "Why?"; the list of urgent signs has all of it."""
    seen = {item.finding_id: f"{item.button} {item.hint}" for item in CHECK.findings()}
    for name, words in {
        "sudden_pain": "not a strain",
        "both_legs": "sore muscles do not",
        "bladder": "new leaks",
        "aneurysm": "not a disc",
        "stroke": "Sudden: droopy face",
        "injury": "Bad crash",
        "jaw_or_scalp": "on chewing",
        "vomiting": "unlike usual",
        "thunderclap": "Very bad headache within 5 minutes",
        "stiff_neck_or_rash": "Ill or hot",
        "jerk": "like never before",
        "blood_thinner": "not aspirin alone",
        "cancer": "not simple skin cancer",
    }.items():
        assert words in seen[name], name
    says = {item.finding_id: item.say for item in CHECK.findings()}
    assert "Not an old leak or slow start" in says["bladder"]
    assert "Not a pulled back" in says["sudden_pain"]


def test_a_card_has_the_care_and_the_safety_net_of_its_complaint_alone() -> None:
    ends = {area: end_of([area])[0] for area in ("Back or leg", "Neck", "Headache")}
    for area, outcome in ends.items():
        assert outcome.level is Level.SELF_CARE_WITH_SAFETY_NET
        assert 2 <= len(outcome.care) <= 4
        net = " ".join(outcome.safety_net)
        assert ("genitals" in net) is (area == "Back or leg")
        assert ("eyelid" in net) is (area == "Neck")
        assert ("5 minutes" in net) is (area == "Headache")
    assert all(item.sources for item in CHECK.care)
    assert {key for item in CHECK.care for key in item.sources} <= set(CHECK.sources)


def test_after_a_mild_bump_the_card_at_home_says_when_to_go() -> None:
    outcome, _ = end_of(["Headache", "Head knock in last 3 months", "It was in the last 2 weeks"])
    assert outcome.level is Level.SELF_CARE_WITH_SAFETY_NET
    net = " ".join(outcome.safety_net)
    assert "After the knock: being sick, sleepy, confused" in net
    assert any("have someone stay with you" in item for item in outcome.care)


def test_somebody_with_nothing_to_tell_is_told_right_how_many_questions_are_left() -> None:
    state, told = State(), []
    while isinstance(step := next_step(CHECK, state), Asking):
        if step.number > 1:
            told.append(step.number + count_questions_left(CHECK, state))
        for tap in tap_words(step, ["Back or leg", "18 to 49"], set()):
            state = apply(CHECK, state, tap)
    assert told == [8] * 7
