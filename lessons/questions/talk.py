"""What somebody says or asks of the bot itself: thanks, "is it free", "are you a doctor"."""

import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from importlib import resources

from lessons.symptom_checks.urgent_reading import read_words

_MOST_WORDS = 9
_MOST_LETTERS = 120


class Topic(StrEnum):
    """What the bot has a word of its own for."""

    HELLO = "hello"
    THANKS = "thanks"
    BYE = "bye"
    FINE = "fine"
    LATER = "later"
    PRICE = "price"
    DOCTOR = "doctor"
    WHO = "who"
    STOP = "stop"
    WHEN = "when"
    CHANGE_TIME = "change time"
    LANGUAGE = "language"
    DATA = "data"
    USE = "use"


def find_topic(text: str) -> Topic | None:
    """Return what the text says to the bot, or asks about it, and nothing else; ``None`` for any
    other text."""
    said = read_words(text, frozenset()).words if len(text) <= _MOST_LETTERS else ()
    if not 0 < len(said) <= _MOST_WORDS:
        return None
    known, words = _load(), set(said)
    if exact := known.exactly.get(" ".join(said)):
        return exact
    for topic, named in known.says:
        if words & named and words <= named | known.beside:
            return topic
    if words & known.body:
        return None
    return next(
        (topic for topic, groups in known.asks if all(words & group for group in groups)), None
    )


@dataclass(frozen=True, slots=True)
class _Known:
    says: tuple[tuple[Topic, frozenset[str]], ...]
    beside: frozenset[str]
    asks: tuple[tuple[Topic, tuple[frozenset[str], ...]], ...]
    exactly: dict[str, Topic]
    body: frozenset[str]


@lru_cache(maxsize=1)
def _load() -> _Known:
    source = resources.files("lessons.questions") / "talk.toml"
    raw = tomllib.loads(source.read_text(encoding="utf-8"))
    return _Known(
        says=tuple(
            (Topic(topic), frozenset(words.split())) for topic, words in raw["says"].items()
        ),
        beside=frozenset(raw["beside"].split()),
        asks=tuple(
            (Topic(asked["topic"]), tuple(frozenset(group.split()) for group in asked["groups"]))
            for asked in raw["asks"]
        ),
        exactly={text: Topic(topic) for topic, texts in raw["exactly"].items() for text in texts},
        body=frozenset(raw["body"]["words"].split()),
    )
