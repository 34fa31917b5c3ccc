"""A complaint with politeness or a story around it: "I am afraid my back is sore, what now?"."""

from lessons.language.clauses import list_clauses
from lessons.symptom_checks.check import SymptomCheck
from lessons.symptom_checks.complaints import find_beginning
from lessons.symptom_checks.state import State


def find_complaint(check: SymptomCheck, text: str) -> State | None:
    """Return the check begun with what the text says, or one of its parts; where parts name
    different places, the check begins as it always does. ``None`` if none tells of a complaint."""
    if (whole := find_beginning(check, text)) is not None:
        return whole
    found = [
        state for part in list_clauses(text) if (state := find_beginning(check, part)) is not None
    ]
    if not found:
        return None
    return found[0] if all(state == found[0] for state in found) else State()
