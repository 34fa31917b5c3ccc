"""In which language somebody writes, as far as a few words tell."""

import re
import tomllib
from pathlib import Path
from typing import Final

from lessons.language.answers import bare_words

_MOST_WORDS = 40
_SHORT = 2
# Words that no other of these languages has, and no English text; none of them is a place.
_FILE: Final = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
_OWN: Final = {language: frozenset(words.split()) for language, words in _FILE["own"].items()}
_GREETINGS: Final = frozenset(str(_FILE["greetings"]).split())
_SCRIPTS: Final = (
    ("ru", re.compile("[\u0400-\u04ff]{3}")),
    ("ar", re.compile("[\u0600-\u06ff]{3}")),
    ("hi", re.compile("[\u0900-\u097f]{3}")),
    ("zh", re.compile("[\u4e00-\u9fff]{2}")),
)


def find_language(text: str) -> str | None:
    """Return the language (ISO 639-1) that the text is surely in, of those whose urgent words are
    read; ``None`` for English, and for a word or two that anybody may write."""
    for language, letters in _SCRIPTS:
        if letters.search(text):
            return language
    words = bare_words(text).split(" ")[:_MOST_WORDS]
    counts = {
        language: sum(word in own for word in words)
        + sum(word in own - _GREETINGS for word in words)
        for language, own in _OWN.items()
    }
    best = max(counts, key=lambda language: counts[language])
    others = max(count for language, count in counts.items() if language != best)
    is_short = len(words) <= _SHORT or any(not word.isascii() for word in words)
    least = 2 if is_short else 3
    return best if counts[best] >= least and counts[best] > others else None
