"""What Telegram does to the characters of a text, whatever formatting lies on them."""

from __future__ import annotations

import re
from typing import Final

from bot.sandbox.formatting.entities import utf16_length

_BECOMES_A_SPACE: Final = re.compile(r"[\0-\x09\x0b\x0c\x0e-\x1f]")
# Carriage returns, line and direction controls, and marks that draw lines through others.
_GOES: Final = re.compile("[\r\u2028-\u202e\u0333\u033f\u030a]")
# Of several direction marks in a row only the last keeps its meaning.
_MARK_BEFORE_A_MARK: Final = re.compile("[\u200e\u200f](?=[\u200e\u200f])")
_INVISIBLE: Final = re.compile(
    "[ \n\u00a0\u1680\u180e\u2000-\u200f\u202e\u202f\u205f\u2800\u3000\ufeff\ufffc"
    "\U000e0000-\U000e007f]*"
)


def clean(text: str) -> str:
    """Return ``text`` with control characters made spaces or taken out."""
    spaced = _BECOMES_A_SPACE.sub(" ", text)
    return _MARK_BEFORE_A_MARK.sub("\u200c", _GOES.sub("", spaced))


def positions_after_cleaning(text: str) -> list[int | None]:
    """Return, for each UTF-16 offset from 0 to the end, where it lies after ``clean``.

    ``None`` stands for an offset in the middle of a character of two code units.
    """
    positions: list[int | None] = [0]
    kept = 0
    for character in text:
        width = utf16_length(character)
        kept += 0 if _GOES.match(character) else width
        positions += [None] * (width - 1) + [kept]
    return positions


def is_invisible(text: str) -> bool:
    """Tell whether nothing in ``text`` would show."""
    return _INVISIBLE.fullmatch(text) is not None
