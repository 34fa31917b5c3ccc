"""What to ask next, or where the check ends: a pure replay of the answers.

The level is the highest of the rules that fire on all answers together. A screen is asked only
while an answer to it could still raise that level, so leaving one out never changes the end.
"""

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from lessons.symptom_checks.check import (
    Advice,
    Basis,
    Condition,
    Disposition,
    Finding,
    Level,
    Order,
    OrderKind,
    Rule,
    Screen,
    SymptomCheck,
    Voice,
)
from lessons.symptom_checks.rules import Fired, fire
from lessons.symptom_checks.sentence import write_sentence
from lessons.symptom_checks.state import State, Tap, TapKind
from lessons.symptom_checks.voices import find_voice, in_words_of

_VERY_WRONG = Rule(
    rule_id="feels_very_wrong",
    conditions=(),
    level=Level.EMERGENCY_NOW,
    basis=Basis.JUDGEMENT,
    sources=(),
    why="Something else feels very wrong.",
    order=OrderKind.AMBULANCE,
)


@dataclass(frozen=True, slots=True)
class Asking:
    """The check goes on with ``screen``, of which these ``findings`` are shown.

    ``number`` counts the screens asked up to this one, the notice left out.
    """

    screen: Screen
    findings: tuple[Finding, ...]
    number: int = 0


@dataclass(frozen=True, slots=True)
class Outcome:
    """The check has ended.

    ``fired`` holds every rule that applies, the highest level first; ``findings`` what was
    ticked, in the order of the screens; ``told`` those of ``fired`` that rest on no doubt.
    ``whom`` says whom to see. ``order`` is there for an emergency alone. ``doubts``
    names for each "Not sure" what it was about: one of these, or a question. ``voice`` is whom the
    check was about, and ``crisis`` its words for thoughts of ending one's life.
    """

    disposition: Disposition
    order: Order | None
    whom: str
    fired: tuple[Fired, ...]
    told: tuple[Fired, ...]
    findings: tuple[Finding, ...]
    advice: tuple[str, ...]
    care: tuple[str, ...]
    safety_net: tuple[str, ...]
    sentence: str
    doubts: tuple[str, ...]
    crisis: str
    voice: Voice

    @property
    def level(self) -> Level:
        """How soon to see someone."""
        return self.disposition.level


@dataclass(slots=True)
class _Known:
    """The facts gathered on the way through the screens."""

    present: set[str]
    doubtful: set[str]
    shown: set[str]

    def may_hold(self, condition: Condition) -> bool:
        facts = condition.facts
        return not (facts.isdisjoint(self.present) and facts.isdisjoint(self.doubtful))


def apply(check: SymptomCheck, state: State, tap: Tap) -> State:
    """Return the state with what the tap sets.

    A tick counts whether or not its screen was left meanwhile, and no other tap takes it back
    but its own untick. Taps of one screen that tick, pass or are not sure give the same state
    in any order; a tap counted twice changes nothing.
    """
    match tap.kind:
        case TapKind.TICK:
            return replace(state, ticked=state.ticked | {tap.item_id})
        case TapKind.UNTICK:
            return replace(state, ticked=state.ticked - {tap.item_id})
        case TapKind.VERY_WRONG:
            return replace(state, feels_very_wrong=True)
        case TapKind.BACK:
            path = _walk(check, state)[0]
            names = [asking.screen.screen_id for asking in path]
            if tap.screen_id not in names[1:]:
                return state
            return _reopen(state, path[names.index(tap.screen_id) - 1].screen)
    screen = check.get_screen(tap.screen_id)
    if tap.kind is TapKind.CHOOSE:
        state = _reopen(state, screen)
        return replace(state, chosen=state.chosen | {tap.item_id})
    if screen.options:
        return replace(_reopen(state, screen), unsure=state.unsure | {tap.screen_id})
    state = replace(state, passed=state.passed | {tap.screen_id})
    if tap.kind is TapKind.NOT_SURE:
        state = replace(state, unsure=state.unsure | {tap.screen_id})
    return state


def take_back(check: SymptomCheck, state: State) -> State:
    """Return the state in which the question that ended the check is open again.

    For who tapped wrongly and sees the end: nothing is ticked on that screen any more, and what
    was ticked before it stays.
    """
    for asked in reversed(_walk(check, state)[0]):
        shown = {finding.finding_id for finding in asked.findings}
        ticked = state.ticked - shown
        state = replace(_reopen(state, asked.screen), ticked=ticked, feels_very_wrong=False)
        if isinstance(next_step(check, state), Asking):
            break
    return state


def next_step(check: SymptomCheck, state: State) -> Asking | Outcome:
    """Return the screen to show, or the end of the check.

    An emergency ends it at once, wherever its parts were ticked. All words are for whoever
    answers.
    """
    check = in_words_of(check, state)
    path, known = _walk(check, state)
    given = state.ticked | _chosen_facts(check.screens, state)
    # A card claims what was tapped alone, though a question left "Not sure" counts.
    said = state.ticked | state.chosen
    fired = fire(check.rules, given, known.doubtful - given)
    if state.feels_very_wrong:
        fired.insert(0, Fired(_VERY_WRONG, Level.EMERGENCY_NOW))
    level = fired[0].level if fired else Level.SELF_CARE_WITH_SAFETY_NET
    is_open = bool(path) and not _is_answered(path[-1].screen, state)
    if is_open and level is not Level.EMERGENCY_NOW:
        return path[-1]
    disposition = check.dispositions[level]
    findings = tuple(f for f in check.findings() if f.finding_id in state.ticked)
    doubts = tuple(_doubts(path, state))
    return Outcome(
        disposition=disposition,
        order=_find_order(check, fired, said),
        whom=" ".join(_said_to(check.contact, said)) or disposition.whom,
        fired=tuple(fired),
        told=tuple(f for f in fired if all(c.facts & said for c in f.rule.conditions)),
        findings=findings,
        advice=_said_to(check.advice, said),
        care=_said_to(check.care, said),
        safety_net=_said_to(check.safety_net, said),
        sentence=write_sentence(check, state, findings, doubts, disposition),
        doubts=doubts,
        crisis=check.crisis,
        voice=find_voice(check, state),
    )


def _find_order(
    check: SymptomCheck, fired: Iterable[Fired], said: AbstractSet[str]
) -> Order | None:
    """Return the most urgent of the orders of all emergencies: a card tells one."""
    kinds = {item.rule.order for item in fired if item.level is Level.EMERGENCY_NOW}
    for order in check.orders:
        if order.kind in kinds and all(c.facts & said for c in order.only_if):
            return order
    return None


def _said_to(items: Iterable[Advice], said: AbstractSet[str]) -> tuple[str, ...]:
    return tuple(
        say
        for item in items
        if all(c.facts & said for c in item.only_if)
        and not any(c.facts & said for c in item.not_for)
        for say in item.say
    )


def _doubts(path: Iterable[Asking], state: State) -> Iterator[str]:
    """Yield what each "Not sure" was about: the findings left unticked, or the question."""
    for asking in path:
        if asking.screen.screen_id in state.unsure:
            left = [f.button for f in asking.findings if f.finding_id not in state.ticked]
            yield "; ".join(left) or asking.screen.ask.strip()


def _walk(check: SymptomCheck, state: State) -> tuple[list[Asking], _Known]:
    """Return the screens asked, the last of them perhaps open, and the facts of those answered.

    What a screen shows depends on the screens before it alone, so ticking never changes the
    buttons beside the tick.
    """
    known = _Known(set(), set(), set())
    path: list[Asking] = []
    for index, screen in enumerate(check.screens):
        asking = _ask(check, index, known)
        if asking is None:
            continue
        path.append(replace(asking, number=len(path)))
        if not _is_answered(screen, state):
            break
        shown = {finding.finding_id for finding in asking.findings}
        known.shown |= shown
        known.present |= (shown & state.ticked) | _chosen_facts([screen], state)
        if screen.screen_id in state.unsure:
            known.doubtful |= shown - state.ticked
    return path, known


def _ask(check: SymptomCheck, index: int, known: _Known) -> Asking | None:
    """Return what the screen would show after these facts, or ``None`` if it is left out."""
    screen = check.screens[index]
    if not all(map(known.may_hold, screen.only_if)):
        return None
    if screen.is_always_asked and not screen.findings:
        return Asking(screen, ())
    wanted = _wanted_facts(check, index, known)
    findings = tuple(
        finding
        for finding in screen.findings
        if finding.finding_id in wanted
        and finding.finding_id not in known.shown
        and all(map(known.may_hold, finding.only_if))
    )
    if screen.is_always_asked or findings or (screen.options and screen.facts & wanted):
        return Asking(screen, findings)
    return None


def _wanted_facts(check: SymptomCheck, index: int, known: _Known) -> set[str]:
    """Return the facts, not yet asked about, that could help to raise the level."""
    fired = fire(check.rules, known.present, known.doubtful)
    level = fired[0].level if fired else Level.SELF_CARE_WITH_SAFETY_NET
    possible = _possible_facts(check.screens[index:], known)
    wanted: set[str] = set()
    for rule in check.rules:
        if rule.level > level:
            wanted.update(*_facts_to_gain(rule, rule.level - level, known, possible))
    # A later screen may open only after an answer here.
    for screen in reversed(check.screens[index:]):
        if not wanted.isdisjoint(screen.facts):
            wanted |= _missing_facts(screen.only_if, known)
            for finding in screen.findings:
                if finding.only_if and finding.finding_id in wanted:
                    wanted |= _missing_facts(finding.only_if, known)
    return wanted & possible


def _facts_to_gain(
    rule: Rule, levels_to_spare: int, known: _Known, possible: set[str]
) -> list[frozenset[str]]:
    """Return the facts of each condition that is still open, if the rule can be met in time.

    Each condition that only doubts can meet costs a level; one that nothing can meet, all.
    """
    missing = []
    for condition in rule.conditions:
        facts = condition.facts
        if not facts.isdisjoint(known.present):
            continue
        if facts.isdisjoint(possible):
            levels_to_spare -= 1
            if not levels_to_spare or facts.isdisjoint(known.doubtful):
                return []
        missing.append(facts)
    return missing


def _possible_facts(screens: Iterable[Screen], known: _Known) -> set[str]:
    """Return what could still be answered on these screens."""
    possible: set[str] = set()
    for screen in screens:
        reachable = known.present | known.doubtful | possible
        if any(condition.facts.isdisjoint(reachable) for condition in screen.only_if):
            continue
        possible |= {option.option_id for option in screen.options}
        possible |= {
            finding.finding_id
            for finding in screen.findings
            if finding.finding_id not in known.shown
            and not any(condition.facts.isdisjoint(reachable) for condition in finding.only_if)
        }
    return possible


def _missing_facts(conditions: Iterable[Condition], known: _Known) -> set[str]:
    """Return what would make the conditions hold that do not hold for sure."""
    return set[str]().union(*(c.facts for c in conditions if c.facts.isdisjoint(known.present)))


def _chosen_facts(screens: Sequence[Screen], state: State) -> set[str]:
    """Return the options taken; where a choice was left "Not sure", each of them counts."""
    facts = set()
    for screen in screens:
        is_unsure = screen.screen_id in state.unsure
        for option in screen.options:
            if is_unsure or option.option_id in state.chosen:
                facts.add(option.option_id)
    return facts


def _is_answered(screen: Screen, state: State) -> bool:
    return screen.screen_id in state.passed | state.unsure or any(
        option.option_id in state.chosen for option in screen.options
    )


def _reopen(state: State, screen: Screen) -> State:
    """Return the state as it was before the screen was left; its ticks stay."""
    return replace(
        state,
        chosen=state.chosen - {option.option_id for option in screen.options},
        passed=state.passed - {screen.screen_id},
        unsure=state.unsure - {screen.screen_id},
    )
