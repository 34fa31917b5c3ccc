"""The check follows the evidence, rule by rule, and each of its rules is needed for that."""

from collections.abc import Iterable
from dataclasses import replace
from functools import cache

from lessons.symptom_checks.check import Level, OrderKind, Rule, SymptomCheck
from lessons.symptom_checks.engine import Outcome
from lessons.symptom_checks.evaluation.answers import Facts
from lessons.symptom_checks.evaluation.cases import tap_through
from lessons.symptom_checks.fields import SymptomCheckFileError
from lessons.symptom_checks.reader import BUILT_IN, parse_check
from tests.support.symptom_check_evidence import EVIDENCE
from tests.support.symptom_check_people import CHECK, NEW_HEADACHE, end
from tests.support.tables import table

End = Level | OrderKind


def read_person(words: str) -> Facts:
    values: dict[str, bool | int | str] = {"age": 40}
    for word in words.split():
        name, _, value = word.partition("=")
        if name in {"back", "leg", "neck", "headache", "other"}:
            values[f"complaint_{name}"] = True
        elif name.endswith("?"):
            values[name[:-1]] = "unsure"
        else:
            values[name] = int(value) if value.isdecimal() else value or True
    if "complaint_headache" in values:
        values.setdefault("headache_duration_days", 0)
        if not {"headache_new", "headache_changed"} & set(values):
            values["headache_usual"] = True
    if not {"back_duration_days", "leg_duration_days"} & set(values):
        values["back_duration_days"] = 3
    return Facts(values)


def outcome_of(check: SymptomCheck, words: str) -> Outcome:
    _, ticks, names = words.partition(" ticks: ")
    if ticks:
        return end(NEW_HEADACHE, names.split(), check=check)
    return tap_through(check, read_person(words))[0]


def told_to(outcome: Outcome) -> End:
    """Return how soon to be seen, or who must act in an emergency."""
    return outcome.order.kind if outcome.order else outcome.level


def is_noticed(check: SymptomCheck, people: Iterable[tuple[str, End]]) -> bool:
    return any(told_to(outcome_of(check, words)) is not end for words, end in people)


@table(("words", "right"), EVIDENCE)
def test_the_evidence_is_followed(words: str, right: End) -> None:
    outcome = outcome_of(CHECK, words)
    assert told_to(outcome) is right, [fired.rule.rule_id for fired in outcome.fired]


@cache
def rules_fired_for(words: str) -> list[Rule]:
    return [fired.rule for fired in outcome_of(CHECK, words).fired]


def people_touched_by(rule: Rule) -> list[tuple[str, End]]:
    """Return those for whom the rule fires; nobody else's end can change without it."""
    return [(words, right) for words, right in EVIDENCE if rule in rules_fired_for(words)]


@table("rule", CHECK.rules)
def test_no_rule_can_be_missing(rule: Rule) -> None:
    without = replace(CHECK, rules=tuple(other for other in CHECK.rules if other is not rule))
    assert is_noticed(without, people_touched_by(rule))


@table("rule", CHECK.rules)
def test_no_rule_can_be_a_level_lower(rule: Rule) -> None:
    lower = replace(rule, level=Level(rule.level - 1))
    changed = replace(
        CHECK, rules=tuple(lower if other is rule else other for other in CHECK.rules)
    )
    assert is_noticed(changed, people_touched_by(rule))


EMERGENCIES = [rule for rule in CHECK.rules if rule.level is Level.EMERGENCY_NOW]


@table("kind", list(OrderKind))
@table("rule", EMERGENCIES)
def test_no_emergency_can_call_for_somebody_else(rule: Rule, kind: OrderKind) -> None:
    """Whoever must act, ambulance or hospital, is noticed to have changed."""
    if rule.order is kind:
        return
    other = replace(rule, order=kind)
    changed = replace(CHECK, rules=tuple(other if r is rule else r for r in CHECK.rules))
    assert is_noticed(changed, people_touched_by(rule))


@table("rule", EMERGENCIES)
def test_taking_an_emergency_out_of_the_file_is_noticed(rule: Rule) -> None:
    """Either the file is refused or somebody's end is wrong."""
    text = BUILT_IN.read_text(encoding="utf-8")
    table = "[[screen.finding]]" if rule.alone else "[[rule]]"
    start = text.index(f'{table}\nid = "{rule.rule_id}"\n')
    block = text[start : text.index("\n\n", start)]
    kept = (
        ""
        if not rule.alone
        else "\n".join(
            line
            for line in block.splitlines()
            if line.split(" = ")[0]
            not in {"alone", "red_flag", "order", "basis", "sources", "note"}
        )
    )
    try:
        changed = parse_check(text.replace(block, kept), file=BUILT_IN)
    except SymptomCheckFileError:
        return
    assert is_noticed(changed, people_touched_by(rule))
