"""An ordinary complaint as somebody types it, and where the check begins for it."""

from lessons.symptom_checks.check import SymptomCheck
from lessons.symptom_checks.state import State
from lessons.symptom_checks.urgent_reading import read_words

_AREAS = {
    "back": frozenset(
        {"back", "backache", "lumbago", "sciatica", "spine", "leg", "legs", "disc", "disk", "hip"}
        | {"buttock", "lumbar", "tailbone", "coccyx", "thigh", "calf"}
    ),
    "neck": frozenset({"neck"}),
    "head": frozenset({"head", "headache", "headaches", "migraine", "migraines"}),
}
_ARE_COMPLAINTS = frozenset(
    {"backache", "lumbago", "sciatica", "headache", "headaches", "migraine", "migraines"}
)
_HURTS = frozenset(
    {"hurt", "hurts", "hurting", "pain", "pains", "painful", "ache", "aches", "aching", "sore"}
    | {"stiff", "throbs", "throbbing", "killing", "cramp", "cramps", "burns", "burning", "bad"}
    | {"spasm", "spasms", "tight", "locked", "seized", "stuck", "out", "tingles", "tingling"}
    | {"numb", "weak", "agony", "slipped"}
)
_OTHERS_HURT = frozenset(
    {"knee", "shoulder", "wrist", "elbow", "foot", "stomach", "tooth", "finger", "ankle"}
)
# Somebody who says one of these asks, thanks or tells of something else.
_NO_COMPLAINT = frozenset(
    {"no", "not", "without", "never", "lesson", "lessons", "quiz", "what", "why", "how", "gone"}
    | {"better", "fine", "thanks", "thank", "good", "dont", "doesnt", "course", "app", "bot"}
)
_ASK = frozenset({"does", "do", "can", "is", "are", "will", "should", "could", "did", "would"})
_MOST_WORDS = 20


def find_beginning(check: SymptomCheck, text: str) -> State | None:
    """Return a check begun with what "my back hurts" says already, or ``None`` if that is nothing.

    The answer stands for the choice of this check that names the area. Where none does, the check
    begins as it always does.
    """
    said = read_words(text, frozenset()).words
    words = set(said)
    if not words or len(words) > _MOST_WORDS or words & _NO_COMPLAINT or said[0] in _ASK:
        return None
    areas = [area for area, names in _AREAS.items() if words & names]
    if not areas or not (words & _ARE_COMPLAINTS or words & _HURTS) or words & _OTHERS_HURT:
        return None
    options = [
        option
        for screen in check.screens
        for option in screen.options
        if all(area in option.say.casefold() for area in areas)
    ]
    if not options:
        return State()
    # The shortest says least besides.
    option = min(options, key=lambda option: len(option.say))
    return State(chosen=frozenset({option.option_id}))
