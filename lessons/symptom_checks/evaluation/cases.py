"""Written cases: read from a file, tapped through the check, and scored against their gold."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import ceil, sqrt
from pathlib import Path
from statistics import median

from lessons.errors import InvalidInput
from lessons.symptom_checks.check import Level, ScreenKind, SymptomCheck
from lessons.symptom_checks.engine import Asking, Outcome, apply, next_step
from lessons.symptom_checks.evaluation.answers import (
    Answer,
    Facts,
    Value,
    answer_finding,
    choose_option,
    feels_something_else,
)
from lessons.symptom_checks.evaluation.vocabulary import NUMBERS, VOCABULARY, WORDS
from lessons.symptom_checks.state import State, Tap, TapKind
from lessons.toml_files.fields import read_course_text
from lessons.toml_files.problems import Problem

LOW_ACUITY = frozenset([Level.SELF_CARE_WITH_SAFETY_NET, Level.ROUTINE])
_LEVELS = {level.code: level for level in Level}


class Origin(StrEnum):
    """Where a case and its gold come from."""

    PUBLISHED = "published gold"
    PUBLISHED_TEXT = "published text, our gold"
    CONSTRUCTED = "constructed"


@dataclass(frozen=True, slots=True)
class Case:
    """One case; ``acceptable`` holds its gold too."""

    case_id: str
    origin: Origin
    facts: Facts
    gold: Level
    acceptable: frozenset[Level]


@dataclass(frozen=True, slots=True)
class Result:
    """What the check made of a case, and the taps it took, "Begin" among them."""

    case: Case
    outcome: Outcome
    taps: tuple[Tap, ...]

    @property
    def level(self) -> Level:
        return self.outcome.level

    @property
    def is_acceptable(self) -> bool:
        return self.level in self.case.acceptable

    @property
    def is_under(self) -> bool:
        return self.level < self.case.gold

    @property
    def is_over(self) -> bool:
        return self.level > self.case.gold

    @property
    def is_miss(self) -> bool:
        """Neither gold nor acceptable, or an emergency that was not called one."""
        return not self.is_acceptable or (self.is_under and self.case.gold is Level.EMERGENCY_NOW)


@dataclass(frozen=True, slots=True)
class Share:
    """``count`` of ``total``, with the 95% interval of Wilson (1927)."""

    count: int
    total: int

    @property
    def value(self) -> float:
        """The share; 0.0 of nothing."""
        return self.count / self.total if self.total else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        if not self.total:
            return 0.0, 1.0
        z = 1.959964
        middle = self.value + z * z / (2 * self.total)
        reach = z * sqrt(
            self.value * (1 - self.value) / self.total + z * z / (4 * self.total * self.total)
        )
        scale = 1 + z * z / self.total
        return max(0.0, (middle - reach) / scale), min(1.0, (middle + reach) / scale)


def share(results: Iterable[Result], holds: Callable[[Result], bool]) -> Share:
    """Return of how many of the results it holds."""
    found = [holds(result) for result in results]
    return Share(sum(found), len(found))


def load_cases(file: Path) -> list[Case]:
    """Return the cases of a file with one JSON object a line.

    Raises:
        InvalidInput: naming file, line, problem and what is accepted.
    """
    problems: list[Problem] = []
    text = read_course_text(file, problems)
    if text is None:
        raise InvalidInput(str(problems[0]))
    cases: list[Case] = []
    first_lines: dict[str, int] = {}
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            try:
                case = parse_case(line)
            except InvalidInput as error:
                raise InvalidInput(f"{file}:{number}: {error}") from None
            first = first_lines.setdefault(case.case_id, number)
            if first != number:
                raise InvalidInput(
                    f'{file}:{number}: the id "{case.case_id}" stands in line {first} already. '
                    "Give each case an id of its own."
                )
            cases.append(case)
    if not cases:
        raise InvalidInput(f"{file}: there is no case in it. Give one JSON object a line.")
    return cases


def parse_case(line: str) -> Case:
    """Return the case of one JSON object; raises ``InvalidInput``."""
    try:
        raw = json.loads(line)
    # A number of thousands of digits is a ValueError too, and endless brackets end in recursion.
    except (ValueError, RecursionError) as error:
        raise InvalidInput(f"this is no JSON ({error}). Give one object a line.") from None
    example = '{"id": "C1", "facts": {"age": 40, "complaint_back": true}, "gold": "routine"}'
    if not isinstance(raw, dict) or not isinstance(raw.get("facts"), dict):
        raise InvalidInput(f"there are no facts. Accepted: an object such as {example}")
    gold = _LEVELS.get(str(raw.get("gold")))
    acceptable, tags = raw.get("acceptable", []), raw.get("tags", [])
    if not isinstance(acceptable, list) or not isinstance(tags, list):
        raise InvalidInput('acceptable or tags is no list. Accepted: ["routine", "same_day"]')
    others = [_LEVELS.get(str(code)) for code in acceptable]
    if gold is None or None in others or not raw.get("id"):
        raise InvalidInput(f"id, gold or acceptable is wrong. Levels: {', '.join(_LEVELS)}")
    return Case(
        case_id=str(raw["id"]),
        origin=_origin(tags),
        facts=Facts({name: _value(name, value) for name, value in raw["facts"].items()}),
        gold=gold,
        acceptable=frozenset([gold, *(level for level in others if level is not None)]),
    )


def tap_through(check: SymptomCheck, facts: Facts) -> tuple[Outcome, tuple[Tap, ...]]:
    """Return where a person with these facts ends, and every tap on the way."""
    state = State()
    taps: list[Tap] = []
    while isinstance(step := next_step(check, state), Asking):
        for tap in _answer_screen(step, facts):
            taps.append(tap)
            state = apply(check, state, tap)
            if isinstance(outcome := next_step(check, state), Outcome):
                return outcome, tuple(taps)
    return step, tuple(taps)


def evaluate(check: SymptomCheck, cases: Iterable[Case]) -> list[Result]:
    """Return the result of each case, in order."""
    return [Result(case, *tap_through(check, case.facts)) for case in cases]


def percentile(values: Sequence[int], share_below: float) -> int:
    """Return the smallest value that so large a share of the values does not exceed."""
    return sorted(values)[max(ceil(share_below * len(values)) - 1, 0)]


def summarize(results: Sequence[Result]) -> dict[str, object]:
    """Return the figures that a release is judged by, ready for JSON.

    An emergency is under-triaged by any lower level. Elsewhere a level that the case accepts is
    no mistake; ``..._strict`` counts it as one.
    """
    emergencies = [r for r in results if r.case.gold is Level.EMERGENCY_NOW]
    low = [r for r in results if r.case.gold in LOW_ACUITY]
    taps = [len(r.taps) for r in results]
    return {
        "cases": len(results),
        "emergencies": len(emergencies),
        "emergency_under_triage": share(emergencies, lambda r: r.is_under).count,
        "safety": share(results, lambda r: not r.is_under or r.is_acceptable).value,
        "safety_strict": share(results, lambda r: not r.is_under).value,
        "exact": share(results, lambda r: r.level is r.case.gold).value,
        "acceptable": share(results, lambda r: r.is_acceptable).value,
        "low_acuity_over_triage": share(low, lambda r: r.is_over and not r.is_acceptable).value,
        "low_acuity_over_triage_strict": share(low, lambda r: r.is_over).value,
        "taps_median": median(taps),
        "taps_p95": percentile(taps, 0.95),
        "emergency_taps_median": median([len(r.taps) for r in emergencies] or [0]),
        "misses": [r.case.case_id for r in results if r.is_miss],
    }


def _answer_screen(asking: Asking, facts: Facts) -> Iterator[Tap]:
    screen = asking.screen
    name = screen.screen_id
    if screen.options:
        option = choose_option(facts, name)
        yield Tap(TapKind.CHOOSE, name, option) if option else Tap(TapKind.NOT_SURE, name)
    elif screen.kind is ScreenKind.NOTICE:
        yield Tap(TapKind.NEXT, name)
    else:
        # The button stands on every screen; the first list is where people miss their trouble.
        if feels_something_else(facts) and any(f.is_red_flag for f in asking.findings):
            yield Tap(TapKind.VERY_WRONG, name)
        answers = {f.finding_id: answer_finding(facts, f.finding_id) for f in asking.findings}
        for finding_id, answer in answers.items():
            if answer is Answer.YES:
                yield Tap(TapKind.TICK, name, finding_id)
        is_unsure = Answer.NOT_SURE in answers.values()
        yield Tap(TapKind.NOT_SURE if is_unsure else TapKind.NEXT, name)


def _value(name: str, value: object) -> Value:
    if name not in VOCABULARY:
        raise InvalidInput(f'there is no fact "{name}" in the vocabulary')
    if value == "unsure":
        return "unsure"
    if name in NUMBERS:
        if isinstance(value, int | float) and not isinstance(value, bool) and value >= 0:
            return value
        raise InvalidInput(f'"{name}" is {value!r}. Accepted: a number, or "unsure"')
    if name == "sex" or name in WORDS:
        accepted = WORDS.get(name, ("f", "m"))
        if isinstance(value, str) and value in accepted:
            return value
        raise InvalidInput(f'"{name}" is {value!r}. Accepted: {", ".join(accepted)} or "unsure"')
    if isinstance(value, bool):
        return value
    raise InvalidInput(f'"{name}" is {value!r}. Accepted: true, false or "unsure"')


def _origin(tags: Iterable[str]) -> Origin:
    if "published_triage_gold" in tags:
        return Origin.PUBLISHED
    return Origin.PUBLISHED_TEXT if "published_text" in tags else Origin.CONSTRUCTED
