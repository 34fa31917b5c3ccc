"""A wish for an earlier or a later time, as people say it: "an hour later", "a bit earlier"."""

import tomllib
from dataclasses import dataclass
from datetime import time
from pathlib import Path

from lessons.language.answers import bare_words, without_politeness
from lessons.language.wrappers import unwrap
from lessons.times.time_words import COUNTS, FILLERS

_MOST_WORDS = 14
_OFFERED = (30, 60, 120)
_FILE = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
_WORDS = {name: frozenset(words.split()) for name, words in _FILE.items()}
_KNOWN = frozenset().union(*_WORDS.values(), FILLERS, COUNTS)


@dataclass(frozen=True, slots=True)
class TimeShift:
    """How much earlier (negative) or later; each of ``minutes`` may be meant."""

    minutes: tuple[int, ...]


def find_time_shift(text: str) -> TimeShift | None:
    """Return by how much the text wishes the time moved; ``None`` where it says anything else.

    "Later" alone puts an answer off, and moves nothing.
    """
    words = without_politeness(bare_words(unwrap(text))).split(" ")
    if not 0 < len(words) <= _MOST_WORDS:
        return None
    is_too, sign = _has("too", words), 0
    if _has("earlier", words) or (is_too and _has("late", words)):
        sign = -1
    elif _has("later", words) or (is_too and _has("early", words)):
        sign = 1
    if "not" in words and "so" not in words:
        return None
    is_known = all(word in _KNOWN or word.isdecimal() for word in words)
    if not sign or not is_known:
        return None
    minutes = _count_minutes(words)
    if minutes is None:
        is_bare = set(words) <= _WORDS["later"] | _WORDS["more"] | _WORDS["bare"]
        return None if sign > 0 and is_bare else TimeShift(tuple(sign * m for m in _OFFERED))
    return TimeShift((sign * minutes,)) if 0 < minutes < 12 * 60 else None


def shift(at: time, minutes: int) -> time:
    """Return the time of day so many minutes later, past midnight too."""
    moved = (at.hour * 60 + at.minute + minutes) % (24 * 60)
    return time(moved // 60, moved % 60)


def _count_minutes(words: list[str]) -> int | None:
    has_hours, has_half = _has("hours", words), _has("half", words)
    counts = [int(word) if word.isdecimal() else COUNTS[word] for word in words if _counts(word)]
    if has_half:
        return 30 if len(counts) < 2 else None
    if not (has_hours or _has("minutes", words)) or len(counts) > 1:
        return None
    count = counts[0] if counts else 1
    return count * 60 if has_hours else count


def _has(name: str, words: list[str]) -> bool:
    return not _WORDS[name].isdisjoint(words)


def _counts(word: str) -> bool:
    return word.isdecimal() or (word in COUNTS and word not in _WORDS["half"])
