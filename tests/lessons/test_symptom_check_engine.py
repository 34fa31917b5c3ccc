"""The check asks little, loses no answer, and ends with advice to see a clinician."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lessons.symptom_checks.check import Level, OrderKind, Rule
from lessons.symptom_checks.engine import Asking, Outcome, next_step
from lessons.symptom_checks.lint import is_reachable
from lessons.symptom_checks.state import Tap, TapKind
from tests.support.symptom_check_answers import (
    AREAS,
    CHOICES,
    EMERGENCIES,
    doubts,
    people,
    tap_after,
    ticks,
)
from tests.support.symptom_check_people import (
    BACK,
    BOTH,
    CHECK,
    FINDINGS,
    HEADACHE,
    NEW_HEADACHE,
    OTHER,
    SCREENS,
    ask_everything,
    end,
    level_when_asked_everything,
    pairs,
    screens_seen,
    walk,
    with_openers,
)
from tests.support.tables import table

# ------------------------------------------------------------------------------- every end


def test_a_healthy_adult_with_a_short_ache_is_asked_nine_things() -> None:
    assert screens_seen(BACK) == [
        "notice",
        "area",
        "urgent",
        "back_urgent",
        "age",
        "general",
        "back_signs",
        "risks",
        "back_time",
    ]


@table("age", ["age_18_to_49", "age_50_to_64"])
@table("back_time", ["back_2_weeks", "back_6_weeks"])
@table("head_time", ["head_2_days", "head_6_weeks"])
@table("area", ["area_back", "area_neck", "area_headache", "area_both"])
def test_none_of_these_everywhere_ends_in_self_care_under_65_for_a_short_or_usual_pain(
    area: str, age: str, back_time: str, head_time: str
) -> None:
    outcome = end(BACK | {"area": area, "age": age, "back_time": back_time, "head_time": head_time})
    assert outcome.level is Level.SELF_CARE_WITH_SAFETY_NET
    assert outcome.fired == ()
    assert "clinician" in outcome.disposition.consult
    assert any("cannot pee" in item for item in outcome.safety_net) is (area != "area_headache")
    assert any("5 minutes" in item for item in outcome.safety_net) is (
        area in {"area_headache", "area_both"}
    )
    assert outcome.care


def test_none_of_these_from_65_on_books_a_visit_for_a_new_back_pain_but_no_usual_headache() -> None:
    old = {"age": "age_65_plus"}
    assert end(BACK | old).level is Level.WITHIN_DAYS
    assert end(BACK | old | {"back_time": "back_long"}).level is Level.ROUTINE
    assert end(HEADACHE | old).level is Level.SELF_CARE_WITH_SAFETY_NET


@given(people, ticks, doubts)
def test_every_path_ends_and_advises_to_see_a_clinician(
    choices: dict[str, str | None], ticked: frozenset[str], unsure: frozenset[str]
) -> None:
    states = list(walk(choices, ticked, unsure))
    outcome = next_step(CHECK, states[-1][0])
    assert isinstance(outcome, Outcome)
    assert any(word in outcome.disposition.consult for word in ("clinician", "doctor"))
    seen = outcome.disposition.seen
    assert outcome.sentence.endswith(f"A checklist said: {seen}." if seen else ".")
    left = [tap.screen_id for _, tap in states if tap is not None and tap.leaves_screen]
    assert len(left) == len(set(left))


@given(people, ticks, doubts)
def test_no_screen_has_more_than_six_answers(
    choices: dict[str, str | None], ticked: frozenset[str], unsure: frozenset[str]
) -> None:
    for state, _ in walk(choices, ticked, unsure):
        if isinstance(step := next_step(CHECK, state), Asking):
            assert len(step.findings) + len(step.screen.options) <= 6, step.screen.screen_id


def test_every_disposition_is_the_end_of_some_path() -> None:
    reached = {end(BACK | {"back_time": "back_long"}).level, end(BACK).level}
    reached |= {end(BACK, [name]).level for name in ("saddle", "breath_pain", "night_pain")}
    assert reached == set(Level)


@given(people, ticks, doubts)
def test_what_is_left_out_could_not_have_changed_the_end(
    choices: dict[str, str | None], ticked: frozenset[str], unsure: frozenset[str]
) -> None:
    asked_all = level_when_asked_everything(choices, ticked, unsure)
    assert end(choices, ticked, unsure).level is asked_all


@table("rule", CHECK.rules)
def test_every_rule_fires_for_somebody(rule: Rule) -> None:
    for facts in product(*(sorted(condition.facts) for condition in rule.conditions)):
        for area in CHOICES["area"]:
            homes = {fact: name for name, options in CHOICES.items() for fact in options if fact}
            choices = NEW_HEADACHE | {"area": area}
            choices |= {homes[fact]: fact for fact in facts if fact in homes}
            if choices["age_of_child"] in facts:
                choices["notice"] = "who_child"
            if rule in [fired.rule for fired in end(choices, with_openers(facts)).fired]:
                return
    pytest.fail("nobody meets it")


# ------------------------------------------------------------------------- nothing lowers it


@settings(max_examples=50)
@given(people, ticks, st.sampled_from(FINDINGS), doubts)
def test_a_further_finding_never_lowers_the_level(
    choices: dict[str, str | None], ticked: frozenset[str], more: str, unsure: frozenset[str]
) -> None:
    before = end(choices, ticked, unsure).level
    assert end(choices, ticked | {more}, unsure).level >= before


def test_no_two_findings_ever_weigh_less_than_one() -> None:
    """Proved for every two findings in every complaint, age and pattern."""
    ages = [{"age": age} for age in CHOICES["age"]]
    ages += [{"notice": "who_child", "age_of_child": age} for age in CHOICES["age_of_child"]]
    for age, area, pattern in product(ages, CHOICES["area"], CHOICES["pattern"]):
        if area in {"area_back", "area_other"} and pattern != "pattern_usual":
            continue
        choices = BACK | {"area": area, "pattern": pattern} | age
        _, _, shown = ask_everything(choices, FINDINGS)
        alone = {name: level_when_asked_everything(choices, [name]) for name in shown}
        for one, other in pairs(shown):
            together = level_when_asked_everything(choices, [one, other])
            assert together >= max(alone[one], alone[other]), (choices, one, other)


@settings(max_examples=50)
@given(people, ticks, doubts, st.sampled_from(SCREENS))
def test_a_doubt_never_lowers_the_level(
    choices: dict[str, str | None], ticked: frozenset[str], unsure: frozenset[str], more: str
) -> None:
    assert end(choices, ticked, unsure | {more}).level >= end(choices, ticked, unsure).level


@settings(max_examples=50)
@given(people, ticks, doubts, st.sampled_from(["pattern", "back_time", "head_time"]))
def test_an_answer_that_is_not_given_counts_as_the_most_worrying_one(
    choices: dict[str, str | None], ticked: frozenset[str], unsure: frozenset[str], name: str
) -> None:
    levels = [end(choices | {name: option}, ticked, unsure).level for option in CHOICES[name]]
    assert levels[-1] == max(levels)


# ------------------------------------------------------------------------------ emergencies


@table("finding", EMERGENCIES)
def test_an_emergency_ends_the_check_at_once(finding: str) -> None:
    homes = [screen for screen in CHECK.screens if finding in screen.facts]
    for area in (BACK, HEADACHE, OTHER):
        states = list(walk(area, with_openers([finding])))
        last = states[-2][1]
        if last == Tap(TapKind.TICK, homes[0].screen_id, finding):
            outcome = next_step(CHECK, states[-1][0])
            assert isinstance(outcome, Outcome)
            assert outcome.level is Level.EMERGENCY_NOW
            assert finding in [item.finding_id for item in outcome.findings]
            return
    pytest.fail(f"nobody can tick {finding}")


def test_an_emergency_by_combination_ends_the_check_on_the_tick_that_completes_it() -> None:
    *_, (before, tap), (after, _) = walk(BACK, ["feverish", "spine_procedure", "thin_bones"])
    assert tap == Tap(TapKind.TICK, "risks", "spine_procedure")
    assert isinstance(next_step(CHECK, before), Asking)
    outcome = next_step(CHECK, after)
    assert isinstance(outcome, Outcome)
    assert outcome.fired[0].rule.rule_id == "fever_after_spine_procedure"
    assert outcome.fired[0].rule.sources == ("PDPH23", "IFOMPT", "Durant")


@table("area", AREAS)
def test_something_else_feels_very_wrong_is_an_emergency_on_every_screen(
    area: dict[str, str | None],
) -> None:
    for state, tap in list(walk(area))[:-1]:
        assert tap is not None
        outcome = next_step(CHECK, tap_after(state, Tap(TapKind.VERY_WRONG, tap.screen_id)))
        assert isinstance(outcome, Outcome)
        assert outcome.level is Level.EMERGENCY_NOW
        assert outcome.order is not None
        assert outcome.order.kind is OrderKind.AMBULANCE
        assert outcome.fired[0].rule.rule_id == "feels_very_wrong"


def test_red_flags_come_before_the_age() -> None:
    assert screens_seen(BOTH)[:6] == [
        "notice",
        "area",
        "urgent",
        "back_urgent",
        "head_urgent",
        "age",
    ]


@table("area", AREAS)
def test_under_18_everything_is_asked_and_a_parent_is_named(
    area: dict[str, str | None],
) -> None:
    young = area | {"age": "age_under_18"}
    assert {"general", "risks"} <= set(screens_seen(young))
    outcome = end(young)
    assert outcome.level is Level.WITHIN_DAYS
    assert any("parent" in item for item in outcome.advice)
    assert end(young, ["stroke"]).level is Level.EMERGENCY_NOW
    assert end(young, unsure=["urgent"]).level is Level.SAME_DAY


def test_something_else_is_asked_for_every_emergency_and_books_a_visit() -> None:
    assert screens_seen(OTHER) == [
        "notice",
        "area",
        "urgent",
        "back_urgent",
        "head_urgent",
        "other_kind",
        "age",
        "general",
        "other_signs",
    ]
    assert end(OTHER).level is Level.WITHIN_DAYS
    assert end(OTHER, ["sight_loss"]).level is Level.EMERGENCY_NOW
    assert end(OTHER, ["fever"]).level is Level.WITHIN_DAYS
    assert end(OTHER, ["feverish", "immune", "chemo"]).level is Level.EMERGENCY_NOW
    assert end(OTHER, ["pregnant", "labour_or_bleeding"]).level is Level.EMERGENCY_NOW


# --------------------------------------------------------------------------------- not sure


@table("screen", ["urgent", "back_urgent", "head_urgent"])
def test_not_sure_about_an_emergency_means_the_same_day(screen: str) -> None:
    assert end(BOTH, unsure=[screen]).level is Level.SAME_DAY


def test_not_sure_about_a_same_day_sign_means_days() -> None:
    assert end(BACK, ["leg_trouble"], unsure=["leg_signs"]).level is Level.WITHIN_DAYS
    assert end(NEW_HEADACHE, unsure=["head_signs"]).level is Level.WITHIN_DAYS
    assert end(HEADACHE, unsure=["general"]).level is Level.WITHIN_DAYS


def test_not_sure_fires_a_combination_one_level_lower() -> None:
    weak = ["cancer", "leg_trouble", "leg_weak"]
    assert end(BACK, weak).level is Level.EMERGENCY_NOW
    outcome = end(BACK, ["cancer", "leg_trouble"], unsure=["leg_signs"])
    assert outcome.level is Level.SAME_DAY
    assert [(item.rule.rule_id, item.rule.level, item.level) for item in outcome.fired[:1]] == [
        ("cancer_with_nerve_sign", Level.EMERGENCY_NOW, Level.SAME_DAY)
    ]


def test_not_sure_stands_beside_ticks() -> None:
    outcome = end(BACK, ["night_pain"], unsure=["back_signs"])
    assert [finding.finding_id for finding in outcome.findings] == ["night_pain"]
    assert outcome.doubts == (
        "Too bad to sleep or move; High in the back, or a lump; Sharp pain when I breathe in;"
        " Belly, side or pee trouble; Weak, numb, swollen or hot leg",
    )
    assert "not sure" in outcome.sentence


def test_not_sure_all_along_means_the_same_day_and_is_soon_over() -> None:
    unsure = BOTH | {"pattern": None, "back_time": None, "head_time": None}
    outcome = end(unsure, unsure=SCREENS)
    assert outcome.level is Level.SAME_DAY
    assert len(screens_seen(unsure, unsure=SCREENS)) <= 19


# --------------------------------------------------------------------------- the result card


def test_the_sentence_says_what_was_reported_and_how_soon() -> None:
    outcome = end(BACK | {"back_time": "back_6_weeks"}, ["night_pain", "cancer"])
    assert outcome.sentence == (
        "I have back or leg pain. Age: 18 to 49."
        " I ticked: Pain all night, however I lie; Cancer ever (not simple skin cancer)."
        " A checklist said: be seen today."
    )


@table(
    ("ticked", "word"),
    [
        (["pregnant"], "gave birth"),
        (["cancer"], "hotline"),
        (["blood_thinner"], "blood thinner"),
        (["immune"], "medicine"),
        (["outdoors"], "fresh air"),
    ],
)
def test_some_people_are_told_more(ticked: list[str], word: str) -> None:
    assert any(word in item for item in end(NEW_HEADACHE, ticked).advice)


def test_the_safety_net_and_the_crisis_words_are_there() -> None:
    assert "Numb" in CHECK.safety_net[0].say[0]
    assert "crisis line" in CHECK.crisis


def test_every_screen_can_be_reached() -> None:
    assert all(is_reachable(CHECK, screen.only_if) for screen in CHECK.screens)
