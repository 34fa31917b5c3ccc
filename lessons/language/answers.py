"""Plain answers in ten languages: yes, no, back, stop; and words that greet and answer nothing."""

import tomllib
from enum import StrEnum
from pathlib import Path
from typing import Final

from lessons.text import simplify


class Answer(StrEnum):
    """What a short text says to a question, whatever the question."""

    YES = "yes"
    NO = "no"
    BACK = "back"
    CANCEL = "cancel"
    # It is no answer, and no place, course or time either.
    COURTESY = "courtesy"


_FILE: Final = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
_MEANT: Final = {
    word: Answer(name)
    for name, listed in _FILE.items()
    for word in (*listed["words"].split(), *listed["phrases"].strip().splitlines())
}
_POLITE: Final = frozenset(
    {"please", "pls", "plz", "plese", "pleas", "plase", "thanks", "thx", "bitte", "danke", "merci"}
    | {"gracias", "obrigado"}
)


def bare_words(text: str) -> str:
    """Return a text as two people who mean the same write it alike: in lower case, without emoji,
    marks and signs, one space between words. It may be empty."""
    plain = simplify(text).replace("’", "'")
    kept = "".join(
        c if c.isalnum() or c in "'" or "\u0900" <= c <= "\u0eff" else " " for c in plain
    )
    return " ".join(word.strip("'") for word in kept.split() if word.strip("'"))


def find_answer(text: str) -> Answer | None:
    """Return what a short text answers, ``None`` if it says more than that."""
    plain = simplify(text)
    words = bare_words(text)
    if answer := _MEANT.get(plain) or _MEANT.get(words):
        return answer
    return _MEANT.get(without_politeness(words))


def without_politeness(words: str) -> str:
    """Return the words but for please and thank you; ``words`` are bare."""
    kept = words.replace("thank you", "thanks").split(" ")
    return " ".join(word for word in kept if word not in _POLITE)
