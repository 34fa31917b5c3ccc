"""Who answers for a child or another adult reads words for them, and ends where anybody would."""

import re
from collections.abc import Iterator

from hypothesis import given

from lessons.symptom_checks.check import ScreenKind, SymptomCheck, Voice
from lessons.symptom_checks.engine import Outcome, next_step
from lessons.symptom_checks.typed_answers import find_tap
from lessons.symptom_checks.voices import NAMES, in_voice
from tests.support.symptom_check_answers import doubts, people, ticks
from tests.support.symptom_check_people import BACK, CHECK, HEADACHE, end, walk
from tests.support.tables import table

CHILD = {"notice": "who_child", "age_of_child": "age_child"}


def questions(check: SymptomCheck) -> Iterator[str]:
    for screen in check.screens:
        if screen.kind is not ScreenKind.NOTICE:
            yield from (screen.ask, screen.why)
            yield from (option.say for option in screen.options)
            for finding in screen.findings:
                yield from (finding.say, finding.button, finding.hint)


@table("voice", list(NAMES))
def test_no_question_for_another_says_you_or_i(voice: Voice) -> None:
    for text in questions(in_voice(CHECK, voice)):
        without_name = text.replace(NAMES[voice], "")
        assert not re.search(r"\b(you|your|yourself|i|my|me)\b", without_name, re.I), text


@table(
    ("own", "child"),
    [
        ("What bothers you?", "What bothers your child?"),
        ("Do any of these fit you?", "Do any of these fit your child?"),
        ("Is this your usual kind of headache?", "Is this their usual kind of headache?"),
        (
            "Fall: a high one, or you cannot stand since.",
            "Fall: a high one, or they cannot stand since.",
        ),
        ("I take the combined pill", "They take the combined pill"),
        ("It differs from my usual", "It differs from their usual"),
    ],
)
def test_words_follow_whom_it_is_about(own: str, child: str) -> None:
    mine, theirs = questions(CHECK), questions(in_voice(CHECK, Voice.CHILD))
    assert dict(zip(mine, theirs, strict=True))[own] == child


def test_a_parent_says_my_child_and_is_told_to_take_them() -> None:
    outcome = end(HEADACHE | CHILD, ["sight_loss"])
    assert outcome.sentence.startswith("My child has a headache.")
    assert outcome.order is not None
    assert outcome.order.whom.startswith("Take your child to an emergency department now.")
    assert "Give them nothing to eat or drink." in outcome.order.do


def test_who_calls_an_ambulance_for_an_adult_stays_with_them() -> None:
    outcome = end(HEADACHE | {"notice": "who_adult"}, ["stroke"])
    assert outcome.sentence.startswith("The person I speak for has a headache.")
    assert outcome.order is not None
    assert "stay with this person" in outcome.order.whom
    assert "Have their list of medicines ready." in outcome.order.later


def test_whoever_worries_about_anothers_life_is_told_to_stay_with_them() -> None:
    outcome = end(BACK | {"area": "area_crisis", "notice": "who_adult"})
    assert "with this person if you can. Do not leave them alone." in outcome.crisis
    assert outcome.sentence.startswith("The person I speak for has thoughts of ending their life.")


def test_a_child_is_asked_a_childs_age_and_an_adult_an_adults() -> None:
    asked = {tap.screen_id for _, tap in walk(BACK | CHILD) if tap}
    assert "age_of_child" in asked
    assert "age" not in asked
    asked = {tap.screen_id for _, tap in walk(BACK | {"notice": "who_adult"}) if tap}
    assert "age" in asked
    assert "age_of_child" not in asked


@given(people, ticks, doubts)
def test_whom_it_is_about_changes_words_alone(
    choices: dict[str, str | None], ticked: frozenset[str], unsure: frozenset[str]
) -> None:
    me = end(choices | {"notice": "who_me"}, ticked, unsure)
    adult = end(choices | {"notice": "who_adult"}, ticked, unsure)
    assert (adult.level, adult.disposition.title) == (me.level, me.disposition.title)
    assert [item.rule.rule_id for item in adult.fired] == [item.rule.rule_id for item in me.fired]
    assert (adult.order and adult.order.kind) == (me.order and me.order.kind)


@table(
    ("screen", "said", "meant"),
    [
        ("notice", "a child", "who_child"),
        ("area", "headache", "area_headache"),
        ("area", "my lower back hurts", "area_back"),
        ("area", "Back or leg.", "area_back"),
        ("area", "yes", None),
        ("area", "no headache", None),
        ("age", "34", "age_18_to_49"),
        ("age", "I'm 70 years old", "age_65_plus"),
        ("age", "17", "age_under_18"),
        ("age", "thirty", None),
        ("general", "none", ""),
        ("general", "No.", ""),
        ("general", "vomiting", None),
        ("general", "I don't know", ""),
    ],
)
def test_a_typed_answer_is_the_tap_that_it_names_or_nothing(
    screen: str, said: str, meant: str | None
) -> None:
    state = next(state for state, tap in walk(BACK) if tap and tap.screen_id == screen)
    asking = next_step(CHECK, state)
    assert not isinstance(asking, Outcome)
    tap = find_tap(CHECK, asking, said, frozenset())
    assert (tap.item_id if tap else None) == meant


def test_none_beside_a_tick_is_not_guessed() -> None:
    state, _ = next((s, t) for s, t in walk(BACK) if t and t.screen_id == "general")
    asking = next_step(CHECK, state)
    assert not isinstance(asking, Outcome)
    assert find_tap(CHECK, asking, "none", frozenset(["vomiting"])) is None
    assert find_tap(CHECK, asking, "next", frozenset(["vomiting"])) is not None
