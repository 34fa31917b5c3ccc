"""How checks end, counted by week: never whose, and never when within the week."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from lessons.symptom_checks.check import Level, SymptomCheck
from lessons.symptom_checks.engine import Outcome, next_step
from lessons.symptom_checks.state import State

NOT_SURE = "not_sure"
"""What is counted, beside the level, where somebody was not sure about anything."""

NAMES = (*(level.code for level in sorted(Level, reverse=True)), NOT_SURE)
"""Everything that is counted."""


@dataclass(frozen=True, slots=True)
class CheckCount:
    """How many checks of a revision ended so in the week from that Monday on (UTC)."""

    week: date
    revision: int
    name: str
    count: int


def week_of(at: datetime) -> date:
    """Return the Monday of the week of an instant, in UTC."""
    return at.date() - timedelta(days=at.weekday())


def names_of(check: SymptomCheck, state: State) -> tuple[str, ...]:
    """Return under which names a check is counted; none unless it has ended."""
    step = next_step(check, state)
    if not isinstance(step, Outcome):
        return ()
    return (step.level.code, NOT_SURE) if step.doubts else (step.level.code,)
