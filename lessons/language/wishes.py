"""The wish to leave, as people write it in ten languages."""

import tomllib
from enum import StrEnum
from pathlib import Path
from typing import Final

from lessons.language.answers import bare_words, without_politeness
from lessons.language.wrappers import unwrap

_FILE: Final = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
# Whoever writes more than that tells a story, and "the pain does not stop" is one.
_MOST_WORDS = 12


class Wish(StrEnum):
    """What somebody wants who has had enough."""

    STOP = "stop"
    FORGET = "forget"


_WHOLE: Final = {
    text: wish for wish in Wish for text in str(_FILE[wish]["whole"]).strip().splitlines()
}
_BEGINNINGS: Final = {
    text: wish for wish in Wish for text in str(_FILE[wish]["beginning"]).strip().splitlines()
}


def find_wish(text: str) -> Wish | None:
    """Return what the text wishes, ``None`` if it says anything else."""
    words = bare_words(unwrap(text).lstrip("/"))
    if wish := _WHOLE.get(words) or _WHOLE.get(without_politeness(words)):
        return wish
    if len(words.split(" ")) > _MOST_WORDS:
        return None
    found = (
        wish for beginning, wish in _BEGINNINGS.items() if f"{words} ".startswith(f"{beginning} ")
    )
    return next(found, None)
