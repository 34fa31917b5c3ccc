"""The lexicon of urgent words, made so that a word finds all that it may stand for at once.

Every place of every phrase has a bit of its own, the places of a phrase one after the other. What
a word fits is then one number, and all phrases are followed side by side.
"""

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import lru_cache
from importlib import resources
from typing import Any

_GAP = "..."
_TYPO_LETTERS = 5
_TYPO_LETTERS_ALONE = 7
_NUMBER_DIGITS = 5


class UrgencyKind(StrEnum):
    """An ``EMERGENCY`` gets the emergency card, a ``CRISIS`` the crisis words as well."""

    EMERGENCY = "emergency"
    CRISIS = "crisis"


@dataclass(frozen=True, slots=True)
class Entry:
    """One emergency: the last places of the phrases that name it, and of those that excuse it."""

    entry_id: str
    kind: UrgencyKind
    lasts: int
    unless_lasts: int


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What is looked for. Numbers of places are sets of bits.

    ``firsts`` and ``lasts`` hold where phrases begin and end, and ``after_gap`` the places that
    follow three dots. The phrases for long ago stand backwards: what matters is where they begin.
    """

    entries: tuple[Entry, ...]
    crisis_firsts: int
    emergency_firsts: int
    unless_firsts: int
    lasts: int
    after_gap: int
    long_ago_firsts: int
    long_ago_lasts: int
    fillers: frozenset[str]
    denials: frozenset[str]
    doubts: frozenset[str]
    breaks: frozenset[str]
    still: frozenset[str]
    right_words: frozenset[str]
    words: Mapping[str, int]
    stems: Mapping[str, tuple[tuple[str, int], ...]]
    numbers: tuple[tuple[int, int], ...]
    spellings: Mapping[str, int]
    near_spellings: Mapping[str, tuple[str, ...]]
    longest_spelling: int
    # Of the lexicon's own words, which are likely to be asked for: as ``find_places`` found them.
    known_places: Mapping[str, int] = field(default_factory=dict)

    @property
    def firsts(self) -> int:
        """Return where the phrases begin that name an emergency or a crisis."""
        return self.crisis_firsts | self.emergency_firsts

    def find_places(self, word: str) -> int:
        """Return all places that the word fits: as it is, by its beginning, as a number, or with
        one letter added, lost, changed or swapped with its neighbour."""
        if word in self.known_places:
            return self.known_places[word]
        places = self.words.get(word, 0)
        for stem, bits in self.stems.get(word[0], ()):
            if word.startswith(stem):
                places |= bits
        if word.isdecimal():
            if len(word) <= _NUMBER_DIGITS:
                for least, bits in self.numbers:
                    if int(word) >= least:
                        places |= bits
        elif len(word) <= self.longest_spelling + 1 and word not in self.right_words:
            for near in _list_near(word):
                for right in self.near_spellings.get(near, ()):
                    if is_typo(word, right):
                        places |= self.spellings[right]
        return places


def is_typo(word: str, right: str) -> bool:
    """Return whether one letter but the first was added, lost, changed or swapped with its
    neighbour, or none was."""
    if word[0] != right[0] or abs(len(word) - len(right)) > 1:
        return False
    same = 0
    while same < min(len(word), len(right)) and word[same] == right[same]:
        same += 1
    rest, right_rest = word[same:], right[same:]
    return (
        rest[1:] == right_rest[1:]
        or rest[1:] == right_rest
        or rest == right_rest[1:]
        or (rest[:2] == right_rest[1::-1] and rest[2:] == right_rest[2:])
    )


def _list_near(word: str) -> Iterator[str]:
    """Yield the word and what it is without one letter: a typo and what was meant share one."""
    yield word
    for position in range(1, len(word)):
        yield word[:position] + word[position + 1 :]


@lru_cache(maxsize=1)
def load_lexicon() -> Lexicon:
    """Return the built-in lexicon, read once."""
    text = (resources.files("lessons.symptom_checks") / "urgent_words.toml").read_text(
        encoding="utf-8"
    )
    raw: dict[str, Any] = tomllib.loads(text)
    places = _Places()
    firsts = dict.fromkeys(UrgencyKind, 0)
    unless_firsts = all_lasts = 0
    entries = []
    for entry in raw["urgent"]:
        kind = UrgencyKind(entry["kind"])
        begin, lasts = places.add_all(entry["phrases"])
        unless_begin, unless_lasts = places.add_all(entry["unless"])
        firsts[kind] |= begin
        unless_firsts |= unless_begin
        all_lasts |= lasts | unless_lasts
        entries.append(Entry(entry["id"], kind, lasts, unless_lasts))
    long_ago_firsts, long_ago_lasts = places.add_all(
        " ".join(reversed(phrase.split())) for phrase in raw["long_ago"]
    )
    near_spellings = defaultdict(list)
    for right in places.spellings:
        for near in set(_list_near(right)):
            near_spellings[near].append(right)
    lexicon = Lexicon(
        entries=tuple(entries),
        crisis_firsts=firsts[UrgencyKind.CRISIS],
        emergency_firsts=firsts[UrgencyKind.EMERGENCY],
        unless_firsts=unless_firsts,
        lasts=all_lasts | long_ago_lasts,
        after_gap=places.after_gap,
        long_ago_firsts=long_ago_firsts,
        long_ago_lasts=long_ago_lasts,
        fillers=frozenset(raw["fillers"]),
        denials=frozenset(raw["denials"]),
        doubts=frozenset(raw["doubts"]),
        breaks=frozenset(raw["breaks"]),
        still=frozenset(raw["still"]),
        right_words=frozenset(raw["right_words"]),
        words=places.words,
        stems={
            letter: tuple(item for item in places.stems.items() if item[0][0] == letter)
            for letter in {stem[0] for stem in places.stems}
        },
        numbers=tuple(places.numbers.items()),
        spellings=places.spellings,
        near_spellings={near: tuple(rights) for near, rights in near_spellings.items()},
        longest_spelling=max(map(len, places.spellings)),
    )
    return replace(lexicon, known_places={word: lexicon.find_places(word) for word in places.words})


class _Places:
    """Gives each place of each phrase its bit, and notes what fits there."""

    def __init__(self) -> None:
        self.words: defaultdict[str, int] = defaultdict(int)
        self.stems: defaultdict[str, int] = defaultdict(int)
        self.numbers: defaultdict[int, int] = defaultdict(int)
        self.spellings: defaultdict[str, int] = defaultdict(int)
        self.after_gap = 0
        self._next = 1

    def add_all(self, phrases: Iterable[str]) -> tuple[int, int]:
        """Return all first places of the phrases, and all last ones."""
        firsts = lasts = 0
        for phrase in phrases:
            firsts |= self._next
            self._add(phrase)
            lasts |= self._next >> 1
        return firsts, lasts

    def _add(self, phrase: str) -> None:
        is_after_gap = False
        typo_letters = _TYPO_LETTERS if " " in phrase else _TYPO_LETTERS_ALONE
        for part in phrase.split():
            if part == _GAP:
                is_after_gap = True
                continue
            bit, self._next = self._next, self._next << 1
            for choice in part.split("|"):
                self._add_choice(choice, bit, typo_letters)
            if is_after_gap:
                self.after_gap |= bit
            is_after_gap = False

    def _add_choice(self, choice: str, bit: int, typo_letters: int) -> None:
        if choice.endswith("*"):
            self.stems[choice[:-1]] |= bit
        elif choice.endswith("+"):
            self.numbers[int(choice[:-1])] |= bit
        else:
            self.words[choice] |= bit
            if len(choice) >= typo_letters:
                self.spellings[choice] |= bit
