"""What is said to somebody in need in their own language: whom to call, in a line."""

from lessons.symptom_checks.urgent_lexicon import MAIN_LANGUAGE, UrgencyKind, load_language
from lessons.symptom_checks.urgent_words import Urgency

OVERDOSE = "overdose"
"""The entry of the lexicon, in every language, for too much of a medicine and for poison."""
CHILD_POISON = "child_poison"
"""... for what a small child swallowed, which says nothing of a wish to die."""
DEEP_CUT = "deep_cut"
"""... for a wound that bleeds, whether it was made on purpose or not."""
SOMEBODY_ELSE = "somebody_else"
"""... for another who thinks of suicide: whoever writes can help."""
HARM_BABY = "harm_baby"
"""... for somebody who is afraid to hurt a baby."""
INTRUDER = "intruder"
"""... for a stranger in the house."""
BLEEDING = "bleeding"
GAS = "gas"
EYE = "eye_chemical"


def find_own_words(urgency: Urgency, number: str | None) -> str | None:
    """Return the line in the language of the text; ``None`` where the answer itself is in it."""
    if urgency.language == MAIN_LANGUAGE:
        return None
    words = load_language(urgency.language)
    call = words["call"].format(number=number) if number else words["call_local"]
    if urgency.kind is UrgencyKind.EMERGENCY:
        return str(call)
    # The ambulance's number is not always that of the police.
    call = words["call_local"] if urgency.kind is UrgencyKind.VIOLENCE else call
    return f"{call} {words['crisis']}"
