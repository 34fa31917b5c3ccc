"""A wish for another pace, said in words: fewer, twice a week, not today, this evening."""

import re
import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from importlib import resources

from lessons.language.answers import bare_words, without_politeness
from lessons.language.clauses import list_clauses
from lessons.language.phrases import contains_one_of, says_one_of
from lessons.language.wrappers import unwrap
from lessons.symptom_checks.complaints import names_complaint
from lessons.times.said_time import take_days
from lessons.times.schedule import EVERY_DAY
from lessons.times.time_words import NUMBERS

_MOST_WORDS = 14
_MOST_UNKNOWN = 2
# So many lessons a week, as far apart as they can be.
_SPREAD = {
    1: frozenset({0}),
    2: frozenset({0, 3}),
    3: frozenset({0, 2, 4}),
    4: frozenset({0, 2, 4, 6}),
    5: frozenset(range(5)),
    6: frozenset(range(6)),
    7: EVERY_DAY,
}
_EVERY = re.compile(r"\b(?:every|each|jeden|jede|cada|chaque|ogni|toda|todo|elke|on)\b")


_MY_ENGLISH = re.compile(
    r"\bmy (?:bad |poor )?english(?: is [a-z ]*?(?:bad|poor|good))?", re.IGNORECASE
)


class PaceKind(StrEnum):
    """What somebody wants otherwise about how often lessons come."""

    FEWER = "fewer"
    DAYS = "days"
    NOT_TODAY = "not today"
    EVENING = "evening"


@dataclass(frozen=True, slots=True)
class PaceWish:
    """``days`` are sets of days that may suit, the likeliest first. ``is_sure`` is false where the
    words may be meant for something else in somebody's life."""

    kind: PaceKind
    days: tuple[frozenset[int], ...] = ()
    is_sure: bool = True


def find_pace_wish(text: str) -> PaceWish | None:
    """Return what pace the text wishes for, in one of its parts; ``None`` for any other text, and
    for one that tells of a complaint."""
    # Where every word is known, none of them hides a complaint: "dos" is a back only in French.
    whole = _read(without_politeness(bare_words(unwrap(text))))
    if whole is not None:
        return whole
    # Whoever excuses their English tells of nothing that is bad.
    is_complaint = names_complaint(_MY_ENGLISH.sub("", text))
    clauses = [] if is_complaint else list_clauses(text)
    if len(clauses) < 2:
        return None
    found = [wish for clause in clauses if (wish := _read(without_politeness(bare_words(clause))))]
    # The rest of what was said is unknown.
    return PaceWish(found[0].kind, found[0].days, is_sure=False) if found else None


def _read(words: str) -> PaceWish | None:
    said = words.split(" ")
    if not words or len(said) > _MOST_WORDS:
        return None
    known = _load()
    is_none_today = not (known.none.isdisjoint(said) or known.today.isdisjoint(said))
    if is_none_today and set(said) <= known.beside | known.none | known.today:
        return PaceWish(PaceKind.NOT_TODAY)
    if says_one_of(words, known.not_today, known.beside):
        return PaceWish(PaceKind.NOT_TODAY)
    if says_one_of(words, known.evening, known.beside):
        return PaceWish(PaceKind.EVENING)
    not_daily = known.beside | known.none | known.daily
    is_not_daily = not known.none.isdisjoint(said) and set(said) <= not_daily
    if is_not_daily and not known.daily.isdisjoint(said):
        return PaceWish(PaceKind.FEWER, is_sure=not known.surely.isdisjoint(said))
    is_too_much = says_one_of(words, known.fewer_phrases, known.beside)
    if not is_too_much and (days := _read_days(words, known)):
        return PaceWish(PaceKind.DAYS, days)
    is_fewer = not known.fewer.isdisjoint(said)
    if is_fewer and set(said) <= known.beside | known.fewer | {"often", "frequently"}:
        return PaceWish(PaceKind.FEWER)
    if is_too_much or _surely_too_many(said, words, known):
        return PaceWish(PaceKind.FEWER, is_sure=not known.surely.isdisjoint(said))
    return None


def _surely_too_many(said: list[str], words: str, known: "_Known") -> bool:
    """Whether messages or lessons are said to be too many, with a word or two that is not known."""
    if known.surely.isdisjoint(said) or not contains_one_of(words, known.fewer_phrases):
        return False
    in_phrases = {word for phrase in known.fewer_phrases for word in phrase.split(" ")}
    return len(set(said) - known.beside - known.surely - in_phrases) <= _MOST_UNKNOWN


def _read_days(words: str, known: "_Known") -> tuple[frozenset[int], ...]:
    if says_one_of(words, known.every_second_day, known.beside):
        return _SPREAD[3], _SPREAD[4]
    if says_one_of(words, known.every_third_day, known.beside):
        return (_SPREAD[2],)
    if count := _count_a_week(words.split(" "), known):
        return (_SPREAD[count],)
    days, rest = take_days(words)
    left = set(rest.split()) - known.beside
    is_named = _EVERY.search(words) or len(days or ()) > 1 or rest != words
    if days and not left and is_named and _may_be_meant(words, days):
        return (days,)
    if says_one_of(words, known.weekends, known.beside):
        return (frozenset({5, 6}),)
    if says_one_of(words, known.every_day, known.beside):
        return (EVERY_DAY,)
    return ()


def _may_be_meant(words: str, days: frozenset[int]) -> bool:
    """Whether the days are named as those of every week: "monday" alone may be the next one."""
    return (
        len(days) > 1
        or bool(_EVERY.search(words))
        or any(word.endswith("s") and take_days(word)[0] for word in words.split())
    )


def _count_a_week(said: list[str], known: "_Known") -> int | None:
    if known.week.isdisjoint(said):
        return None
    counts = [known.counts[word] for word in said if word in known.counts]
    rest = {word for word in said if word not in known.counts}
    rest -= known.week | known.count_words | known.beside
    if rest:
        return None
    # "One a week" and "once a week": an "a" counts nothing.
    meant = [count for count in counts if count > 1] or counts
    return meant[0] if meant and meant[0] in _SPREAD else None


@dataclass(frozen=True, slots=True)
class _Known:
    beside: frozenset[str]
    fewer: frozenset[str]
    fewer_phrases: frozenset[str]
    surely: frozenset[str]
    every_day: frozenset[str]
    every_second_day: frozenset[str]
    every_third_day: frozenset[str]
    weekends: frozenset[str]
    week: frozenset[str]
    counts: dict[str, int]
    count_words: frozenset[str]
    not_today: frozenset[str]
    evening: frozenset[str]
    none: frozenset[str]
    today: frozenset[str]
    daily: frozenset[str]


@lru_cache(maxsize=1)
def _load() -> _Known:
    source = resources.files("lessons.questions") / "pace_wishes.toml"
    raw = tomllib.loads(source.read_text(encoding="utf-8"))

    def words(name: str) -> frozenset[str]:
        return frozenset(raw[name].split())

    def phrases(name: str) -> frozenset[str]:
        return frozenset(bare_words(line) for line in raw[name].strip().splitlines())

    counts = {str(count): count for count in _SPREAD}
    counts |= {word: count for word, count in NUMBERS.items() if count in _SPREAD}
    counts |= {"one": 1} | dict.fromkeys(words("once"), 1)
    counts |= dict.fromkeys(words("twice"), 2) | dict.fromkeys(words("thrice"), 3)
    return _Known(
        beside=words("beside"),
        fewer=words("fewer"),
        fewer_phrases=phrases("fewer_phrases"),
        surely=words("surely"),
        every_day=phrases("every_day"),
        every_second_day=phrases("every_second_day"),
        every_third_day=phrases("every_third_day"),
        weekends=phrases("weekends"),
        week=words("week"),
        counts=counts,
        count_words=words("count_words"),
        not_today=phrases("not_today"),
        evening=phrases("evening"),
        none=words("none"),
        today=words("today"),
        daily=words("daily"),
    )
