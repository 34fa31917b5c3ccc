"""The wish to leave, as people write it in ten languages."""

import re
import tomllib
from enum import StrEnum
from pathlib import Path
from typing import Final

from lessons.language.answers import bare_words, without_politeness
from lessons.language.clauses import list_clauses
from lessons.language.phrases import says_one_of
from lessons.language.wrappers import unwrap

_FILE: Final = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
# Whoever writes more than that tells a story, and "the pain does not stop" is one.
_MOST_WORDS = 12
_ASKED_FOR: Final = re.compile(
    r"^(?:(?:kindly|please|just|so|bot|(?:can|could|would|will) you|i want you to|i'd like you to"
    r"|i would like you to) )+"
)


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


_REFUSALS: Final = frozenset(
    bare_words(line) for line in str(_FILE["refusal"]["phrases"]).strip().splitlines()
)
_REFUSED: Final = frozenset(str(_FILE["refusal"]["things"]).split())
_VAGUE: Final = frozenset(str(_FILE["refusal"]["vague"]).split())
_SENDING: Final = frozenset(str(_FILE["refusal"]["sending"]).split())
_BESIDE_A_REFUSAL: Final = frozenset(str(_FILE["refusal"]["beside"]).split()) | _REFUSED | _VAGUE
_ERASE: Final = frozenset(str(_FILE["erasure"]["verbs"]).split())
_ERASED: Final = frozenset(str(_FILE["erasure"]["things"]).split())
_BESIDE_ERASING: Final = frozenset(str(_FILE["erasure"]["beside"]).split()) | _ERASE | _ERASED


def find_wish(text: str) -> Wish | None:
    """Return what the text wishes, as a whole or in one of its parts; ``None`` if it says anything
    else."""
    if wish := _find_whole(text):
        return wish
    parts = list_clauses(text)
    found = (_find_refusal(bare_words(part)) for part in parts)
    return next((wish for wish in found if wish), None)


def _find_refusal(words: str) -> Wish | None:
    """Return what the words wish that name what is not wanted, or what shall go."""
    said = frozenset(words.split(" "))
    if len(words.split(" ")) > _MOST_WORDS:
        return None
    names_own = not _ERASED.isdisjoint(said) or " about me " in f" {words} "
    if not _ERASE.isdisjoint(said) and names_own and said <= _BESIDE_ERASING:
        return Wish.FORGET
    speaks_of_sending = not _SENDING.isdisjoint(said) and not _VAGUE.isdisjoint(said)
    names_thing = not _REFUSED.isdisjoint(said) or speaks_of_sending
    if names_thing and says_one_of(words, _REFUSALS, _BESIDE_A_REFUSAL):
        return Wish.STOP
    return None


def _find_whole(text: str) -> Wish | None:
    """Return what the whole text wishes, or its first words."""
    words = _ASKED_FOR.sub("", bare_words(unwrap(text).lstrip("/")))
    if wish := _WHOLE.get(words) or _WHOLE.get(without_politeness(words)):
        return wish
    if len(words.split(" ")) > _MOST_WORDS:
        return None
    found = (
        wish for beginning, wish in _BEGINNINGS.items() if f"{words} ".startswith(f"{beginning} ")
    )
    return next(found, None)
