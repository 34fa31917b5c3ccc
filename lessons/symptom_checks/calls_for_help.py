"""Texts that are nothing but a cry for help: an emergency number, alone or after "call"."""

import re
import unicodedata
from functools import lru_cache

from lessons.symptom_checks.emergency_numbers import list_emergency_numbers

# Beside the ambulance's: who is in fear dials what they know, the police or the fire brigade of
# their country, or of a film.
_KNOWN = frozenset({"000", "108", "110", "111", "112", "118", "119", "120", "911", "995", "999"})
_CRIES = (
    "sos",
    "mayday",
    "help me",
    "help me please",
    "please help me",
    "help help",
    "emergency",
    "ambulance",
    "heart attack",
    "stroke",
)
_LONGEST = 60
_PARTED = re.compile(r"\b\d(?:[ -]\d){2}\b")
_SIGNS = re.compile(r"[!?.,…*\"“”'’()#]+(?=\s|$)|(?<!\S)[!?.,…*\"“”'’()#]+")


def is_call_for_help(text: str, operator_number: str | None = None) -> bool:
    """Whether a text is such a cry, and so no time, no place and no number of days, whatever was
    asked. ``operator_number`` is one more number to call."""
    if len(text) > _LONGEST:
        return False
    if "🆘" in text:
        return True
    plain = unicodedata.normalize("NFKC", text).casefold()
    plain = _PARTED.sub(lambda match: re.sub("[ -]", "", match[0]), plain)
    plain = " ".join(_SIGNS.sub(" ", plain).split())
    is_number = _call().fullmatch(plain) is not None
    return (
        is_number or plain in _CRIES or (operator_number is not None and plain == operator_number)
    )


@lru_cache(maxsize=1)
def _call() -> re.Pattern[str]:
    numbers = "|".join(sorted(_KNOWN | list_emergency_numbers()))
    return re.compile(
        rf"(?:please )?(?:(?:call|dial|phone|ring)(?: an)? )?(?:{numbers}|ambulance)"
        r"(?: now| please| help| fast| quick| quickly)*"
    )
