"""How far a check has come: "3 of about 9"."""

from lessons.symptom_checks.check import Screen, SymptomCheck
from lessons.symptom_checks.engine import Asking, apply, next_step
from lessons.symptom_checks.state import State, Tap, TapKind


def count_questions_left(check: SymptomCheck, state: State) -> int:
    """Return how many questions come after the open one, for somebody with nothing more to tell.

    Whoever has more to tell is asked more, so it is "about".
    """
    left = -1
    while isinstance(step := next_step(check, state), Asking):
        left += 1
        state = apply(check, state, _tell_nothing(check, step.screen))
    return max(left, 0)


def _tell_nothing(check: SymptomCheck, screen: Screen) -> Tap:
    if not screen.options:
        return Tap(TapKind.NEXT, screen.screen_id)
    read = [fact for rule in check.rules for fact in rule.facts]
    mildest = min(screen.options, key=lambda option: read.count(option.option_id))
    return Tap(TapKind.CHOOSE, screen.screen_id, mildest.option_id)
