"""Written cases are tapped through the check and scored as the issue's targets ask."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli.main import cli
from lessons.errors import InvalidInput
from lessons.symptom_checks.check import Level
from lessons.symptom_checks.evaluation.answers import CHOICES, DERIVED, Facts, choose_option
from lessons.symptom_checks.evaluation.cases import Share, load_cases, parse_case, percentile
from lessons.symptom_checks.evaluation.vocabulary import CONTEXT, SOMETHING_ELSE, TICKS, VOCABULARY
from tests.support.symptom_check_people import CHECK, FINDINGS
from tests.support.tables import table

CASES = Path(__file__).parent.parent / "data" / "symptom_check_cases.jsonl"

# Every word of the vocabulary that the example cases are written in.
WORDS = (CASES.parent / "symptom_check_vocabulary.txt").read_text().split()


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, ["check", *arguments])


def figures(*arguments: str) -> dict[str, object]:
    result = run("evaluate", str(CASES), "--json", *arguments)
    assert result.exit_code == 0, result.output
    told = json.loads(result.output)
    assert isinstance(told, dict)
    return told


# --------------------------------------------------------------------------------- targets


def test_the_example_cases_meet_the_targets() -> None:
    told = figures()
    assert told["emergency_under_triage"] == 0
    assert told["safety"] >= 0.98  # type: ignore[operator]
    assert told["acceptable"] >= 0.95  # type: ignore[operator]
    assert told["low_acuity_over_triage"] <= 0.15  # type: ignore[operator]
    assert told["low_acuity_over_triage_strict"] <= 0.15  # type: ignore[operator]
    assert told["taps_median"] <= 9  # type: ignore[operator]
    assert told["emergency_taps_median"] <= 4  # type: ignore[operator]
    assert told["misses"] == []


# --------------------------------------------------------------------------------- mapping


def test_the_table_covers_the_whole_vocabulary_and_nothing_else() -> None:
    assert set(WORDS) == VOCABULARY


def test_every_finding_and_every_choice_has_its_tap() -> None:
    assert set(FINDINGS) == set(TICKS) | set(DERIVED)
    choices = {s.screen_id for s in CHECK.screens if s.options}
    assert choices == set(CHOICES)


def test_a_fact_either_leads_to_a_tap_or_says_why_not() -> None:
    tapped = {fact for facts in TICKS.values() for fact in facts} | set(SOMETHING_ELSE)
    assert not tapped & set(CONTEXT)
    assert all(CONTEXT.values())


@table(
    ("facts", "screen", "option"),
    [
        ({"complaint_back": True, "complaint_other": True}, "area", "area_back"),
        ({"complaint_leg": True, "complaint_headache": True}, "area", "area_both"),
        ({"complaint_neck": True}, "area", "area_neck"),
        ({"complaint_other": True, "calf_swollen_hot": True}, "area", "area_back"),
        ({"self_harm_thoughts": True, "complaint_back": True}, "area", "area_crisis"),
        ({}, "age", "age_65_plus"),
        ({"age": 17}, "notice", "who_child"),
        ({"age": 18}, "notice", "who_me"),
        ({"age": 0}, "age_of_child", "age_baby"),
        ({"age": 17}, "age_of_child", "age_teen"),
        ({"age": 10}, "age_of_child", "age_child"),
        ({"complaint_knock": True}, "other_kind", "other_knock"),
        ({"complaint_other": True}, "other_kind", "other_else"),
        ({"age": 17}, "age", "age_under_18"),
        ({"age": 18}, "age", "age_18_to_49"),
        ({"age": 64}, "age", "age_50_to_64"),
        ({"headache_new": True, "headache_changed": True}, "pattern", "pattern_changed"),
        ({"headache_usual": True}, "pattern", "pattern_usual"),
        ({"headache_usual": True, "jaw_pain_chewing": True}, "pattern", "pattern_changed"),
        ({"headache_days_per_month": 12}, "pattern", "pattern_usual"),
        ({}, "pattern", "pattern_new"),
        ({"headache_usual": "unsure"}, "pattern", None),
        ({"back_duration_days": 400, "leg_duration_days": 5}, "back_time", "back_long"),
        ({"back_duration_days": 13}, "back_time", "back_2_weeks"),
        ({"back_duration_days": 14}, "back_time", "back_6_weeks"),
        ({"back_duration_days": 42}, "back_time", "back_long"),
        ({}, "back_time", None),
        ({"headache_duration_days": 2}, "head_time", "head_2_days"),
        ({"headache_duration_days": 3}, "head_time", "head_2_weeks"),
        ({"headache_duration_days": 13}, "head_time", "head_2_weeks"),
        ({"headache_duration_days": 14}, "head_time", "head_6_weeks"),
        ({"headache_duration_days": 41}, "head_time", "head_6_weeks"),
        ({"headache_duration_days": 42}, "head_time", "head_long"),
        ({"headache_duration_days": "unsure"}, "head_time", None),
    ],
)
def test_choices_follow_the_facts(
    facts: dict[str, bool | float | str], screen: str, option: str | None
) -> None:
    assert choose_option(Facts(facts), screen) == option


# --------------------------------------------------------------------------------- figures


def test_wilson_intervals_are_the_known_ones() -> None:
    low, high = Share(0, 25).interval
    assert (round(low, 3), round(high, 3)) == (0.0, 0.133)
    low, high = Share(81, 263).interval
    assert (round(low, 4), round(high, 4)) == (0.2553, 0.3662)
    assert Share(0, 0).interval == (0.0, 1.0)


def test_a_percentile_is_a_value_that_was_seen() -> None:
    assert percentile([5, 1, 4, 2, 3], 0.95) == 5
    assert percentile(list(range(1, 101)), 0.95) == 95
    assert percentile([7], 0.5) == 7


def test_a_miss_is_told_with_the_rules_that_fired(tmp_path: Path) -> None:
    file = tmp_path / "cases.jsonl"
    facts = {"age": 40, "complaint_leg": True, "foot_drop_new": True}
    cases = [
        {"id": "L1", "facts": facts, "gold": "routine"},
        {"id": "L2", "facts": facts, "gold": "emergency_now", "acceptable": ["same_day"]},
        {"id": "L3", "facts": facts, "gold": "same_day", "tags": ["published_triage_gold"]},
    ]
    file.write_text("\n".join(map(json.dumps, cases)))
    told = json.loads(run("evaluate", str(file), "--json").output)
    assert told["misses"] == ["L1", "L2"]
    assert told["emergency_under_triage"] == 1
    assert told["safety"] == 1.0
    assert told["safety_strict"] == pytest.approx(2 / 3)
    assert told["low_acuity_over_triage"] == 1.0
    text = run("evaluate", str(file)).output
    assert "Published gold: 1 cases" in text
    assert "Constructed: 2 cases" in text
    assert "Missed L1: gold routine, given same_day (leg_weak)" in text


def test_published_and_constructed_cases_are_told_apart() -> None:
    text = run("evaluate", str(CASES)).output
    for heading in ("Published gold", "Published text, our gold", "Constructed"):
        assert heading in text
    assert "taps median" in text
    assert "taps p95" in text


@table(
    ("line", "told"),
    [
        ("{", "this is no JSON"),
        ("[]", "there are no facts"),
        ('{"id": "X", "facts": {"agee": 4}, "gold": "routine"}', 'no fact "agee"'),
        ('{"id": "X", "facts": {"age": "old"}, "gold": "routine"}', "a number"),
        ('{"id": "X", "facts": {"fever": "yes"}, "gold": "routine"}', 'true, false or "unsure"'),
        ('{"id": "X", "facts": {"pain_course": "odd"}, "gold": "routine"}', "improving, steady"),
        ('{"id": "X", "facts": {}, "gold": "soon"}', "emergency_now"),
        ('{"id": "X", "facts": {}, "gold": "routine", "acceptable": ["soon"]}', "Levels:"),
    ],
)
def test_a_case_that_cannot_be_read_is_refused_with_its_line(
    tmp_path: Path, line: str, told: str
) -> None:
    file = tmp_path / "cases.jsonl"
    file.write_text(f'{{"id": "A", "facts": {{}}, "gold": "routine"}}\n{line}\n')
    with pytest.raises(InvalidInput) as refused:
        load_cases(file)
    assert f"{file}:2: " in str(refused.value)
    assert told in str(refused.value)
    result = run("evaluate", str(file))
    assert result.exit_code == 2
    assert told in result.output


def test_a_file_without_cases_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "cases.jsonl"
    file.write_text("\n")
    with pytest.raises(InvalidInput, match="there is no case"):
        load_cases(file)


def test_gold_is_always_acceptable() -> None:
    case = parse_case('{"id": "X", "facts": {}, "gold": "routine", "acceptable": ["same_day"]}')
    assert case.acceptable == {Level.ROUTINE, Level.SAME_DAY}


# -------------------------------------------------------------------------------- documents


def test_the_document_names_everything_and_begins_with_judgement() -> None:
    text = run("show").output
    assert f"Revision {CHECK.revision}. Reviewed by " in text
    judged = text[: text.index("## The screens")]
    rest = text[text.index("## The screens") :]
    for rule in CHECK.rules:
        assert (f"`{rule.rule_id}`" in judged) is (rule.basis == "judgement")
        assert f"`{rule.rule_id}`" in rest
        assert rule.why in rest
    for finding in CHECK.findings():
        assert finding.say in rest
        assert f"Button: {finding.button}." in rest
        assert finding.hint in rest
    for disposition in CHECK.dispositions.values():
        assert disposition.consult in rest
    for citation in CHECK.sources.values():
        assert citation in rest


def test_the_graph_leads_every_rule_to_its_end() -> None:
    lines = run("show", "--mermaid").output.splitlines()
    assert lines[0] == "flowchart TD"
    for rule in CHECK.rules:
        if rule.alone:
            assert any(line.endswith(f"| {rule.level.code}") for line in lines)
        else:
            assert any(
                f"r_{rule.rule_id}{{" in line and line.endswith(f"--> {rule.level.code}")
                for line in lines
            )
            assert any(line.endswith(f"-.-> r_{rule.rule_id}") for line in lines)
    for screen in CHECK.screens:
        assert any(line.startswith(f"    s_{screen.screen_id}[") for line in lines)


def test_an_unsound_file_is_refused_by_name(tmp_path: Path) -> None:
    file = tmp_path / "odd.toml"
    file.write_text('id = "odd"\n')
    result = run("show", "--check", str(file))
    assert result.exit_code == 2
    assert "odd.toml:1: " in result.output
