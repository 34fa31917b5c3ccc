"""The lexicon of urgent words, made so that a word finds all that it may stand for at once.

Every place of every phrase has a bit of its own, the places of a phrase one after the other, and
the places of a language next to each other. What a word fits is then one number, and all phrases
of all languages are followed side by side, each language with its own small words and denials.
"""

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import lru_cache
from importlib import resources
from typing import Any

from lessons.symptom_checks.urgent_reading import fold, read_words

_GAP = "..."
_NUMBER_DIGITS = 5
MAIN_LANGUAGE = "en"
LANGUAGES = (MAIN_LANGUAGE, "es", "fr", "de", "it", "pt", "tr", "ru", "ar", "hi", "zh", "pl", "nl")


class UrgencyKind(StrEnum):
    """An ``EMERGENCY`` gets the emergency card, a ``CRISIS`` the crisis words as well, and what
    others do to somebody, ``VIOLENCE``, words of its own."""

    CRISIS = "crisis"
    VIOLENCE = "violence"
    EMERGENCY = "emergency"


@dataclass(frozen=True, slots=True)
class Entry:
    """One emergency in one language: the last places of the phrases that name it."""

    entry_id: str
    kind: UrgencyKind
    language: str
    lasts: int


Masks = Mapping[str, int]
"""To each word the places of the languages in which it has that part."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What is looked for. Numbers of places are sets of bits.

    ``firsts`` and ``lasts`` hold where phrases begin and end, and ``after_gap`` the places that
    follow three dots. The phrases for long ago stand backwards: what matters is where they begin.
    ``excuses`` says to the last place of an `unless` phrase what it excuses, and ``whole`` says
    to a text of nothing else that is a crisis its language.
    """

    entries: tuple[Entry, ...]
    places_of: Masks
    all_places: int
    crisis_firsts: int
    violence_firsts: int
    emergency_firsts: int
    unless_firsts: int
    unless_places: int
    lasts: int
    after_gap: int
    long_ago_firsts: int
    long_ago_lasts: int
    excuses: Mapping[int, int]
    fillers: Masks
    denials: Masks
    doubts: Masks
    subjects: Masks
    cannots: Masks
    comparisons: Masks
    calls: Masks
    call_fillers: Masks
    animals: Masks
    breaks: frozenset[str]
    still: frozenset[str]
    again: frozenset[str]
    asking: frozenset[str]
    tales: frozenset[str]
    tale_words: frozenset[str]
    whose: frozenset[str]
    persons: frozenset[str]
    selves: frozenset[str]
    right_words: frozenset[str]
    whole: Mapping[str, str]
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
        return self.crisis_firsts | self.violence_firsts | self.emergency_firsts

    def find_places(self, word: str) -> int:
        """Return all places that the word fits: as it is, by its beginning, as a number, or with
        one letter added, lost, changed or swapped with its neighbour."""
        if word in self.known_places:
            return self.known_places[word]
        places = self.words.get(word, 0)
        for stem, bits in self.stems.get(word[:2], ()):
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
    """Return the built-in lexicon of all languages, read once."""
    places = _Places()
    entries: list[Entry] = []
    firsts = dict.fromkeys(UrgencyKind, 0)
    places_of: dict[str, int] = {}
    excuses: dict[int, int] = {}
    unless_firsts = unless_places = 0
    long_ago_firsts = long_ago_lasts = 0
    masks: dict[str, defaultdict[str, int]] = {name: defaultdict(int) for name in _MASKS}
    sets: dict[str, set[str]] = {name: set() for name in _SETS}
    whole: dict[str, str] = {}
    for language in LANGUAGES:
        raw = load_language(language)
        for said in raw.get("whole", ()):
            whole[" ".join(read_words(said, frozenset()).words)] = language
        begin = places.reserve(raw["typo_letters"])
        for entry in raw["urgent"]:
            kind = UrgencyKind(entry["kind"])
            first, lasts = places.add_all(entry["phrases"])
            firsts[kind] |= first
            unless_begin = places.next_bit
            first, unless_lasts = places.add_all(entry.get("unless", ()))
            unless_firsts |= first
            unless_places |= places.next_bit - unless_begin
            excuses |= dict.fromkeys(list_bits(unless_lasts), lasts)
            entries.append(Entry(entry["id"], kind, language, lasts))
        backwards = (" ".join(reversed(said.split())) for said in raw.get("long_ago", ()))
        first, lasts = places.add_all(backwards)
        long_ago_firsts |= first
        long_ago_lasts |= lasts
        places_of[language] = places.next_bit - begin
        for name, mask in masks.items():
            for words in raw.get(name, ()):
                for written in list_spellings(words):
                    mask[fold(written)] |= places_of[language]
        for name, known in sets.items():
            known.update(map(fold, raw.get(name, ())))
    entries.sort(key=lambda entry: list(UrgencyKind).index(entry.kind))
    named = 0
    for entry in entries:
        named |= entry.lasts
    for last in excuses:
        named |= last
    near_spellings = defaultdict(list)
    for right in places.spellings:
        for near in set(_list_near(right)):
            near_spellings[near].append(right)
    lexicon = Lexicon(
        entries=tuple(entries),
        places_of=places_of,
        all_places=sum(places_of.values()),
        crisis_firsts=firsts[UrgencyKind.CRISIS],
        violence_firsts=firsts[UrgencyKind.VIOLENCE],
        emergency_firsts=firsts[UrgencyKind.EMERGENCY],
        unless_firsts=unless_firsts,
        unless_places=unless_places,
        lasts=named | long_ago_lasts,
        after_gap=places.after_gap,
        long_ago_firsts=long_ago_firsts,
        long_ago_lasts=long_ago_lasts,
        excuses=excuses,
        fillers=masks["fillers"],
        denials=masks["denials"],
        doubts=masks["doubts"],
        subjects=masks["subjects"],
        cannots=masks["cannots"],
        comparisons=masks["comparisons"],
        calls=masks["calls"],
        call_fillers=masks["call_fillers"],
        animals=masks["animals"],
        breaks=frozenset(sets["breaks"]),
        still=frozenset(sets["still"]),
        again=frozenset(sets["again"]),
        asking=frozenset(sets["asking"]),
        tales=frozenset(sets["tales"]),
        tale_words=frozenset(tale.split()[0] for tale in sets["tales"]),
        whose=frozenset(sets["whose"]),
        persons=frozenset(sets["persons"]),
        selves=frozenset(sets["selves"]),
        right_words=frozenset(sets["right_words"]),
        whole=whole,
        words=places.words,
        stems=places.list_stems(),
        numbers=tuple(places.numbers.items()),
        spellings=places.spellings,
        near_spellings={near: tuple(rights) for near, rights in near_spellings.items()},
        longest_spelling=max(map(len, places.spellings)),
    )
    return replace(lexicon, known_places={word: lexicon.find_places(word) for word in places.words})


_MASKS = (
    "fillers", "denials", "doubts", "subjects", "cannots", "comparisons", "calls", "call_fillers",
    "animals",
)  # fmt: skip
_SETS = (
    "breaks", "still", "again", "asking", "tales", "whose", "persons", "selves", "right_words",
)  # fmt: skip


@lru_cache
def load_language(language: str) -> Mapping[str, Any]:
    """Return the urgent words of one of ``LANGUAGES``, as they stand in its file."""
    folder = resources.files("lessons.symptom_checks") / "urgent_words"
    return tomllib.loads((folder / f"{language}.toml").read_text(encoding="utf-8"))


def list_bits(bits: int) -> Iterator[int]:
    """Yield each bit of the number."""
    while bits:
        lowest = bits & -bits
        yield lowest
        bits ^= lowest


class _Places:
    """Gives each place of each phrase its bit, and notes what fits there."""

    def __init__(self) -> None:
        self.words: defaultdict[str, int] = defaultdict(int)
        self.stems: defaultdict[str, int] = defaultdict(int)
        self.numbers: defaultdict[int, int] = defaultdict(int)
        self.spellings: defaultdict[str, int] = defaultdict(int)
        self.after_gap = 0
        self.next_bit = 1
        self._typo_letters = 0

    def reserve(self, typo_letters: int) -> int:
        """Begin a language, where a slip is forgiven in words from so many letters on; return its
        first bit."""
        self._typo_letters = typo_letters
        return self.next_bit

    def list_stems(self) -> dict[str, tuple[tuple[str, int], ...]]:
        """Return the stems by their first two letters."""
        listed = defaultdict(list)
        for stem, bits in self.stems.items():
            listed[stem[:2]].append((stem, bits))
        return {start: tuple(stems) for start, stems in listed.items()}

    def add_all(self, phrases: Iterable[str]) -> tuple[int, int]:
        """Return all first places of the phrases, and all last ones."""
        firsts = lasts = 0
        for phrase in phrases:
            firsts |= self.next_bit
            self._add(phrase)
            lasts |= self.next_bit >> 1
        return firsts, lasts

    def _add(self, phrase: str) -> None:
        is_after_gap = False
        # A word that alone names an emergency must be spelled the better, the shorter it is.
        typo_letters = self._typo_letters if " " in phrase else self._typo_letters + 2
        for part in phrase.split():
            if part == _GAP:
                is_after_gap = True
                continue
            for choices in _split_signs(part):
                bit, self.next_bit = self.next_bit, self.next_bit << 1
                for choice in choices.split("|"):
                    self._add_choice(choice, bit, typo_letters)
                if is_after_gap:
                    self.after_gap |= bit
                is_after_gap = False

    def _add_choice(self, choice: str, bit: int, typo_letters: int) -> None:
        if choice.endswith("+"):
            self.numbers[int(choice[:-1])] |= bit
        for written in list_spellings(choice):
            word = fold(written.removesuffix("*"))
            if choice.endswith("*"):
                self.stems[word] |= bit
            elif not choice.endswith("+"):
                self.words[word] |= bit
                if len(word) >= typo_letters:
                    self.spellings[word] |= bit


_TWO_LETTERS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})


def list_spellings(choice: str) -> frozenset[str]:
    """Return the word as it stands and, where it has umlauts, as a keyboard without them has it."""
    return frozenset({choice, choice.translate(_TWO_LETTERS)})


def _split_signs(part: str) -> Iterable[str]:
    """Return the part's signs, if it is Chinese, else itself."""
    words = read_words(part, frozenset()).words
    return words if "|" not in part and len(words) > 1 else (part,)
