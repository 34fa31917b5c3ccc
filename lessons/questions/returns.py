"""The wish that lessons may come again, said on a break or after a stop."""

import tomllib
from functools import lru_cache
from importlib import resources

from lessons.language.answers import bare_words
from lessons.language.clauses import list_clauses
from lessons.language.phrases import contains_one_of
from lessons.language.wrappers import unwrap
from lessons.symptom_checks.complaints import names_complaint
from lessons.times.time_words import UNITS

_MOST_WORDS = 14


def wishes_return(text: str) -> bool:
    """Whether the text says so in one of its parts, and denies it in none. Only of somebody who
    gets nothing: to whom lessons come, "back" and "go on" mean other things."""
    phrases, but, known = _load()
    said = [bare_words(part) for part in list_clauses(text)]
    if any(names_complaint(_without(words, phrases)) for words in said):
        return False
    if any(not but.isdisjoint(words.split(" ")) for words in said):
        return _says_whole(said, phrases)
    return any(
        len(words.split(" ")) <= _MOST_WORDS
        and (contains_one_of(words, phrases) or _asks_again(words, known))
        for words in said
    )


def _asks_again(words: str, known: dict[str, frozenset[str]]) -> bool:
    said = words.split(" ")
    is_again = not known["again"].isdisjoint(said) or "once more" in words
    return is_again and not known["asks"].isdisjoint(said)


def wishes_longer_break(text: str) -> bool:
    """Whether the text says that a break shall be longer than it is: "another week please"."""
    words = frozenset(bare_words(unwrap(text)).split(" "))
    if not words or len(words) > _MOST_WORDS or names_complaint(text):
        return False
    return not _load()[2]["longer"].isdisjoint(words) and not words.isdisjoint(UNITS)


def _without(words: str, phrases: frozenset[str]) -> str:
    """Return the words but for the phrases: in "back home" no back hurts."""
    padded = f" {words} "
    for phrase in phrases:
        padded = padded.replace(f" {phrase} ", " ")
    return padded.strip()


def _says_whole(said: list[str], phrases: frozenset[str]) -> bool:
    """Whether a part is one of the phrases, such as the one after "no wait"."""
    return any(words in phrases for words in said)


@lru_cache(maxsize=1)
def _load() -> tuple[frozenset[str], frozenset[str], dict[str, frozenset[str]]]:
    source = resources.files("lessons.questions") / "returns.toml"
    raw = tomllib.loads(source.read_text(encoding="utf-8"))
    phrases = frozenset(bare_words(line) for line in raw["phrases"].strip().splitlines())
    known = {name: frozenset(raw[name].split()) for name in ("longer", "asks", "again")}
    return phrases, frozenset(raw["but"].split()), known
