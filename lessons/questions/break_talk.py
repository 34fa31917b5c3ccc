"""What somebody says about a break that is set, or asked about just now: another length, no break
after all, or how it stands."""

import tomllib
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from importlib import resources

from lessons.language.answers import bare_words, without_politeness
from lessons.language.clauses import list_clauses
from lessons.language.phrases import says_one_of
from lessons.language.wrappers import unwrap
from lessons.symptom_checks.complaints import names_complaint
from lessons.text import simplify
from lessons.times.breaks import InvalidPause, PauseProblem, parse_pause_end
from lessons.times.time_words import UNITS

_MOST_WORDS = 14
_LONGEST_END = 5
_UNTIL = frozenset({"until", "untill", "till", "til", "bis", "hasta", "até", "jusqu'au"})
_ANY_DAY = date(2000, 1, 3)


class BreakTalkKind(StrEnum):
    """What is said about a break."""

    CALL_OFF = "call off"
    ASKS = "asks"
    CHANGE = "change"


@dataclass(frozen=True, slots=True)
class BreakTalk:
    """``told`` is the other length or end, as it was said."""

    kind: BreakTalkKind
    told: str = ""


def find_break_talk(text: str) -> BreakTalk | None:
    """Return what the text says about a break, in one of its parts; ``None`` for any other text.
    Only of somebody who has a break, or is asked about one: "make it 2 weeks" may be anything."""
    if names_complaint(text):
        return None
    parts = (text, *list_clauses(text))
    beside, phrases = _load()
    for part in parts:
        words = without_politeness(bare_words(unwrap(part)))
        if len(words.split(" ")) > _MOST_WORDS:
            continue
        for kind, named in phrases.items():
            if says_one_of(words, named, beside):
                return BreakTalk(kind)
    told = (_find_end(part, beside) for part in parts)
    return next((BreakTalk(BreakTalkKind.CHANGE, end) for end in told if end), None)


def _find_end(part: str, beside: frozenset[str]) -> str | None:
    """Return the length or end that the part tells, where all else in it adds nothing."""
    words = simplify(part).replace("’", "'").strip(" .!?,;").split()
    if not 1 < len(words) <= _MOST_WORDS:
        return None
    for length in range(min(_LONGEST_END, len(words)), 1, -1):
        for begin in range(len(words) - length + 1):
            around = [word.strip(".!?,;") for word in (*words[:begin], *words[begin + length :])]
            said = [word.strip(".!?,;") for word in words[begin : begin + length]]
            tells = said[0] in _UNTIL or said[-1] in UNITS
            if tells and set(around) <= beside and _is_end(end := " ".join(said)):
                return end
    return None


def _is_end(told: str) -> bool:
    try:
        return parse_pause_end(told, _ANY_DAY) is not None
    except InvalidPause as error:
        return error.reason is not PauseProblem.UNREADABLE


@lru_cache(maxsize=1)
def _load() -> tuple[frozenset[str], dict[BreakTalkKind, frozenset[str]]]:
    source = resources.files("lessons.questions") / "break_talk.toml"
    raw = tomllib.loads(source.read_text(encoding="utf-8"))
    phrases = {
        kind: frozenset(bare_words(line) for line in raw[name].strip().splitlines())
        for kind, name in (
            (BreakTalkKind.CALL_OFF, "call_off"),
            (BreakTalkKind.ASKS, "asks"),
        )
    }
    return frozenset(raw["beside"].split()), phrases
