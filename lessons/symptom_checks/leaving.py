"""The wish to leave a symptom check, as people type it in ten languages."""

import tomllib
from pathlib import Path
from typing import Final

from lessons.language.answers import Answer, bare_words, find_answer, without_politeness

_FILE: Final = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
_BARE: Final = frozenset(str(_FILE["bare"]).strip().splitlines())
_ENDS: Final = frozenset(str(_FILE["end"]).strip().splitlines())
_CHECKS: Final = frozenset(str(_FILE["check"]).strip().splitlines())


def wants_to_leave(text: str) -> bool:
    """Whether the whole text says no more than that the check shall end, such as "exit" or "stop
    the check"; an answer, a complaint or a wish about lessons is none."""
    words = without_politeness(bare_words(text.lstrip("/")))
    if words in _BARE or find_answer(text) is Answer.CANCEL:
        return True
    end, _, what = words.partition(" ")
    return end in _ENDS and what in _CHECKS


def may_mean_lessons(text: str) -> bool:
    """Whether such a text is usual for the end of lessons too."""
    return find_answer(text) is not Answer.CANCEL and "check" not in bare_words(text)
