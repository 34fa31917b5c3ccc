"""An answer that somebody types instead of tapping it."""

import re
from dataclasses import replace

from lessons.language.answers import Answer, find_answer
from lessons.symptom_checks.check import Screen, ScreenKind, SymptomCheck
from lessons.symptom_checks.complaints import find_beginning
from lessons.symptom_checks.engine import Asking
from lessons.symptom_checks.state import State, Tap, TapKind

_NONE = frozenset({"no", "none", "none of these", "none of them", "nothing", "neither", "nope"})
_DONE = frozenset({"next", "done", "ready"})
_UNSURE = frozenset({"not sure", "unsure", "i am not sure", "im not sure", "dont know", "idk"})
_UNSURE_TOO = frozenset({"i dont know", "i do not know", "maybe", "perhaps"})
_BACK = frozenset({"previous question", "previous"})
_AGE = re.compile(r"(?:(?:i am|im|age) )?(\d{1,3})(?: years?(?: old)?)?")


def find_tap(check: SymptomCheck, asking: Asking, text: str, ticked: frozenset[str]) -> Tap | None:
    """Return the tap that a typed text stands for, or ``None`` where it could be another or none.

    It has to say what a button says: a check cannot afford to guess.
    """
    screen, said = asking.screen, _plain(text)
    for option in screen.options:
        label = _plain(option.say)
        if said in {label, label.removeprefix("for ")} or _is_age_in(label, said):
            return Tap(TapKind.CHOOSE, screen.screen_id, option.option_id)
    for finding in asking.findings:
        if said in {_plain(finding.button), _plain(finding.say)}:
            return Tap(TapKind.TICK, screen.screen_id, finding.finding_id)
    if screen.offers_not_sure and said in _UNSURE | _UNSURE_TOO:
        return Tap(TapKind.NOT_SURE, screen.screen_id)
    if screen.kind is not ScreenKind.NOTICE and said in _BACK:
        return Tap(TapKind.BACK, screen.screen_id)
    if screen.kind is ScreenKind.TICKS:
        # "None" beside a tick may mean either.
        has_ticks = any(finding.finding_id in ticked for finding in asking.findings)
        if said in (_DONE if has_ticks else _NONE):
            return Tap(TapKind.NEXT, screen.screen_id)
        return _find_way_back(screen, text)
    beginning = find_beginning(check, text, is_asked=True)
    named = screen.facts & beginning.chosen if beginning else frozenset()
    if named:
        return Tap(TapKind.CHOOSE, screen.screen_id, min(named))
    return _find_way_back(screen, text)


def note_ahead(check: SymptomCheck, state: State, text: str) -> State | None:
    """Return the state with what a typed text says to a choice that is still to come, as "my back"
    does while it is asked for whom; ``None`` where it says nothing to one, or the choice is made.
    """
    beginning = find_beginning(check, text, is_asked=True)
    told = beginning.chosen if beginning else frozenset()
    if not told or _list_made(check, state, told):
        return None
    return replace(state, chosen=state.chosen | told)


def names_other_area(check: SymptomCheck, state: State, text: str) -> bool:
    """Whether a typed text tells of another part of the body than was chosen."""
    beginning = find_beginning(check, text, is_asked=True)
    told = beginning.chosen if beginning else frozenset()
    return bool(_list_made(check, state, told) - told)


def _list_made(check: SymptomCheck, state: State, told: frozenset[str]) -> frozenset[str]:
    """Return what is chosen already of the choices that those options belong to."""
    asked = [screen.facts for screen in check.screens if screen.facts & told]
    return state.chosen & frozenset().union(*asked)


def _find_way_back(screen: Screen, text: str) -> Tap | None:
    """Return the tap on Previous question for "back" and its like, where that is no part of the
    body."""
    is_wanted = find_answer(text) is Answer.BACK and screen.kind is not ScreenKind.NOTICE
    return Tap(TapKind.BACK, screen.screen_id) if is_wanted else None


def _plain(text: str) -> str:
    letters = re.sub(r"['’‹✓]", "", text.casefold())
    return " ".join(re.sub(r"[^\w/.]+", " ", letters).rstrip(". ").split())


def _is_age_in(label: str, said: str) -> bool:
    """Whether a typed age is in a band such as "18 to 49", "65 or older" or "under 18"."""
    if not (match := _AGE.fullmatch(said)):
        return False
    age = int(match[1])
    if band := re.fullmatch(r"(\d+) to (\d+)", label):
        return int(band[1]) <= age <= int(band[2])
    if older := re.fullmatch(r"(\d+) or older", label):
        return age >= int(older[1])
    if under := re.fullmatch(r"under (\d+)", label):
        return age < int(under[1])
    return False
