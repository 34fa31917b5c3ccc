"""How many years of school a text asks of its reader."""

import re

from lessons.language.sentences import split_sentences
from lessons.language.syllables import count_syllables

GRADE = 8.0
"""What people are sent is at most this hard to read."""
COMFORTABLE_GRADE = 7.0

# The only language that there is a formula for.
_CHECKED = "en"
# Languages that are written without spaces: a run of signs is no word.
_UNSPACED = frozenset(["zh", "ja", "th", "lo", "km", "my", "bo", "dz"])

_WORD = re.compile(r"[^\W_]+(?:['’.,\-‐‑–][^\W_]+)*")


def find_words(text: str) -> list[str]:
    """Return the words in order; "lower-back", "don't", "L5-S1" and "2.5" are one word each."""
    return _WORD.findall(text)


def has_formula(language: str) -> bool:
    """Whether a reading grade means anything in the language of that code."""
    return language.partition("-")[0] == _CHECKED


def has_spaces(language: str) -> bool:
    """Whether the language of that code is written with spaces, so that words can be counted."""
    return language.partition("-")[0] not in _UNSPACED


def find_grade(text: str, language: str) -> float | None:
    """Return the reading grade of a plain text, ``None`` in a language without a formula."""
    return reading_grade(text) if has_formula(language) else None


def reading_grade(text: str) -> float:
    """Return the Flesch-Kincaid grade level of a plain English text, 0.0 if it has no words.

    Grade 8 suits a reader with eight years of school; very simple text falls below zero.
    Source: Kincaid, Fishburne, Rogers and Chissom, "Derivation of New Readability Formulas for
    Navy Enlisted Personnel", Research Branch Report 8-75, 1975.
    """
    sentences = [words for sentence in split_sentences(text) if (words := find_words(sentence))]
    words = [word for sentence in sentences for word in sentence]
    if not words:
        return 0.0
    syllables = sum(count_syllables(word) for word in words)
    return 0.39 * len(words) / len(sentences) + 11.8 * syllables / len(words) - 15.59
