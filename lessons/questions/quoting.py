"""What of a text that was not understood is said back: a slip of a word or two, and nothing else.

Whoever writes more than a place or a time wrote something else, and who writes of their health is
not told that it is no city.
"""

import re
import tomllib
from functools import lru_cache
from importlib import resources

from lessons.symptom_checks.complaints import names_complaint
from lessons.symptom_checks.urgent_reading import read_words

_MOST_WORDS = 3
_MOST_LETTERS = 40
_LINK = re.compile(r"(?i)://|www\.|@|<|>|[^\W\d_]\.[a-z]{2,}|[^\W\d_]/\S")


def find_quotable(text: str) -> str | None:
    """Return the text as it may be said back; ``None`` if it is longer than any slip, or tells
    of a person, of health, a link or an insult."""
    said = " ".join(text.split())
    if not said or len(said) > _MOST_LETTERS or len(said.split(" ")) > _MOST_WORDS:
        return None
    if _LINK.search(said) or names_complaint(said):
        return None
    whole, beginnings = _unsaid()
    words = read_words(said, frozenset()).words
    if any(word in whole or word.startswith(beginnings) for word in words):
        return None
    return said


@lru_cache(maxsize=1)
def _unsaid() -> tuple[frozenset[str], tuple[str, ...]]:
    """Return the words, and the beginnings of words."""
    source = resources.files("lessons.questions") / "quoting.toml"
    raw = tomllib.loads(source.read_text(encoding="utf-8"))
    listed = [word for name in ("persons", "health", "foul") for word in raw[name].split()]
    read = [(" ".join(read_words(word.rstrip("*"), frozenset()).words), word) for word in listed]
    return (
        frozenset(plain for plain, word in read if not word.endswith("*")),
        tuple(plain for plain, word in read if word.endswith("*")),
    )
