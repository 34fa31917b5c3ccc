"""Whether what was typed for a part of a draft may not be meant for it."""

from enum import StrEnum

from lessons.draft.parts import Part
from lessons.language.answers import find_answer
from lessons.language.wishes import find_wish
from lessons.text import utf16_length

SHRUNK_TO = 10
"""A text that shrinks to a tenth, or less, has lost nearly all of its words."""

# Their forms are asked for anyhow, and a bare word has neither.
_HAVE_A_FORM = frozenset({Part.QUIZ, Part.NEW_LESSON})


class Doubt(StrEnum):
    """Why somebody is asked before a typed text takes the place of what is there."""

    SAID_TO_US = "said to us"
    """It is what people say to the bot: stop, help, cancel, back, thanks."""
    SHRINKS = "shrinks"


def find_doubt(part: Part, current: str, typed: str) -> Doubt | None:
    """Return why the text may not be meant for the part, which now reads ``current``."""
    if part in _HAVE_A_FORM:
        return None
    if find_answer(typed) or find_wish(typed):
        return Doubt.SAID_TO_US
    is_much_shorter = utf16_length(typed.strip()) * SHRUNK_TO <= utf16_length(current)
    return Doubt.SHRINKS if part is Part.TEXT and is_much_shorter else None
