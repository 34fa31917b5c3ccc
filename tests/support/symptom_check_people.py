"""People who answer the built-in symptom check, for tests."""

from collections.abc import Collection, Iterator, Mapping
from itertools import combinations

from lessons.symptom_checks.check import Level, SymptomCheck
from lessons.symptom_checks.engine import Asking, Outcome, apply, next_step
from lessons.symptom_checks.reader import load_built_in_check
from lessons.symptom_checks.state import State, Tap, TapKind

CHECK = load_built_in_check()
FINDINGS = tuple(finding.finding_id for finding in CHECK.findings())
SCREENS = tuple(screen.screen_id for screen in CHECK.screens)

_MOST_URGENT_FIRST = sorted(CHECK.rules, key=lambda rule: -rule.level)

# What a healthy adult of 30 takes; "Not sure" is None.
BACK: dict[str, str | None] = {
    "notice": "who_me",
    "area": "area_back",
    "other_kind": "other_else",
    "age": "age_18_to_49",
    "age_of_child": "age_teen",
    "pattern": "pattern_usual",
    "back_time": "back_2_weeks",
    "head_time": "head_2_days",
}
NECK = BACK | {"area": "area_neck"}
HEADACHE = BACK | {"area": "area_headache"}
BOTH = BACK | {"area": "area_both"}
OTHER = BACK | {"area": "area_other"}
NEW_HEADACHE = HEADACHE | {"pattern": "pattern_new"}


def taps_on(
    asking: Asking,
    choices: Mapping[str, str | None],
    ticks: Collection[str] = (),
    unsure: Collection[str] = (),
) -> Iterator[Tap]:
    """Yield what such a person taps on the screen; the last tap leaves it."""
    name = asking.screen.screen_id
    if asking.screen.options:
        option = choices[name]
        yield Tap(TapKind.CHOOSE, name, option) if option else Tap(TapKind.NOT_SURE, name)
        return
    for finding in asking.findings:
        if finding.finding_id in ticks:
            yield Tap(TapKind.TICK, name, finding.finding_id)
    yield Tap(TapKind.NOT_SURE if name in unsure else TapKind.NEXT, name)


def walk(
    choices: Mapping[str, str | None],
    ticks: Collection[str] = (),
    unsure: Collection[str] = (),
    check: SymptomCheck = CHECK,
) -> Iterator[tuple[State, Tap | None]]:
    """Yield each state on the way with the tap that comes next; the last has none."""
    state = State()
    while isinstance(step := next_step(check, state), Asking):
        for tap in taps_on(step, choices, ticks, unsure):
            yield state, tap
            state = apply(check, state, tap)
            if tap.kind is TapKind.TICK and isinstance(next_step(check, state), Outcome):
                break
    yield state, None


def end(
    choices: Mapping[str, str | None],
    ticks: Collection[str] = (),
    unsure: Collection[str] = (),
    check: SymptomCheck = CHECK,
) -> Outcome:
    """Return where such a person ends."""
    *_, (state, _) = walk(choices, ticks, unsure, check)
    outcome = next_step(check, state)
    assert isinstance(outcome, Outcome)
    return outcome


def screens_seen(
    choices: Mapping[str, str | None],
    ticks: Collection[str] = (),
    unsure: Collection[str] = (),
) -> list[str]:
    """Return the screens that such a person is asked, in order."""
    seen: list[str] = []
    for _, tap in walk(choices, ticks, unsure):
        if tap is not None and tap.screen_id not in seen:
            seen.append(tap.screen_id)
    return seen


def ask_everything(
    choices: Mapping[str, str | None],
    ticks: Collection[str] = (),
    unsure: Collection[str] = (),
) -> tuple[set[str], set[str], set[str]]:
    """Return what is present, what is doubtful and what was shown where no screen is spared."""
    present: set[str] = set()
    doubtful: set[str] = set()
    shown: set[str] = set()
    for screen in CHECK.screens:
        known = present | doubtful
        if any(condition.facts.isdisjoint(known) for condition in screen.only_if):
            continue
        if screen.options:
            option = choices[screen.screen_id]
            present |= {option} if option else {o.option_id for o in screen.options}
        names = {
            finding.finding_id
            for finding in screen.findings
            if finding.finding_id not in shown
            and not any(condition.facts.isdisjoint(known) for condition in finding.only_if)
        }
        shown |= names
        present |= names & set(ticks)
        if screen.screen_id in unsure:
            doubtful |= names - set(ticks)
    return present, doubtful, shown


def level_when_asked_everything(
    choices: Mapping[str, str | None],
    ticks: Collection[str] = (),
    unsure: Collection[str] = (),
) -> Level:
    """Return the level of someone who is spared no screen: what the short way must equal."""
    present, doubtful, _ = ask_everything(choices, ticks, unsure)
    level = 0
    for rule in _MOST_URGENT_FIRST:
        if rule.level <= level:
            break
        doubts = 0
        for condition in rule.conditions:
            if condition.facts.isdisjoint(present):
                if condition.facts.isdisjoint(doubtful):
                    break
                doubts += 1
        else:
            level = max(level, rule.level - doubts)
    return Level(level)


def with_openers(ticks: Collection[str]) -> set[str]:
    """Return the findings with the broader ones that have to be ticked to be asked for them."""
    found = set(ticks) & set(FINDINGS)
    while True:
        gates = [
            gate.facts & set(FINDINGS)
            for screen in CHECK.screens
            for finding in screen.findings
            if finding.finding_id in found
            for gate in (*screen.only_if, *finding.only_if)
            if gate.facts & set(FINDINGS) and gate.facts.isdisjoint(found)
        ]
        if not gates:
            return found
        found.add(min(gates[0]))


def pairs(items: Collection[str]) -> Iterator[tuple[str, str]]:
    """Yield every two of the items."""
    return combinations(items, 2)
