"""How long a text is, counted as its script is read."""

import re
from dataclasses import dataclass

from lessons.language.readability import find_words

SPACELESS = re.compile(
    r"[\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\U00020000-\U0003ffff]"
)
"""A sign of a script that puts no space between words: Thai, Lao, Tibetan, Burmese, Khmer, Chinese
and Japanese."""


@dataclass(frozen=True, slots=True)
class Length:
    """So many words; or so many letters, where words are not told apart by spaces."""

    count: int
    is_in_letters: bool


def measure(text: str) -> Length:
    """Return about how long a text is, marks and spaces not counted."""
    letters = sum(map(str.isalnum, text))
    if 2 * sum(map(str.isalnum, SPACELESS.findall(text))) > letters:
        return Length(letters, is_in_letters=True)
    return Length(len(find_words(text)), is_in_letters=False)
