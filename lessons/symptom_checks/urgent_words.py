"""Free text that names an emergency, told from everyday talk by a lexicon."""

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from importlib import resources
from typing import Any

_TOKEN = re.compile(r"[a-z0-9]+|[.,;:!?\n()]")
_APOSTROPHE = re.compile(r"['’`´ʼ]")
_NOT = re.compile(r"\b(can|could|do|does|did|will|is|was|are|have|has|had) ?not\b")
_CONTRACTED = {"can": "cant", "will": "wont"}
_GAP = "..."
_GAP_WORDS = 5
_FILLER_WORDS = 3
_DENIAL_REACH = 7
_TYPO_LETTERS = 5
_TYPO_LETTERS_ALONE = 7
# A message of Telegram's largest size holds fewer words; the bound keeps any text cheap.
_MOST_WORDS = 1500


class UrgencyKind(StrEnum):
    """An ``EMERGENCY`` gets the emergency card, a ``CRISIS`` the crisis words as well."""

    EMERGENCY = "emergency"
    CRISIS = "crisis"


@dataclass(frozen=True, slots=True)
class Urgency:
    """``entry_id`` names the entry of the lexicon that matched, never the person's words."""

    kind: UrgencyKind
    entry_id: str


@dataclass(frozen=True, slots=True)
class _Slot:
    """One place of a phrase: one of these words, a word with such a beginning, or a number."""

    words: frozenset[str]
    stems: tuple[str, ...]
    least_number: int | None
    is_after_gap: bool
    typo_letters: int


_Phrase = tuple[_Slot, ...]


@dataclass(frozen=True, slots=True)
class _Entry:
    entry_id: str
    kind: UrgencyKind
    phrases: tuple[_Phrase, ...]
    unless: tuple[_Phrase, ...]


@dataclass(frozen=True, slots=True)
class _Lexicon:
    entries: tuple[_Entry, ...]
    fillers: frozenset[str]
    denials: frozenset[str]
    doubts: frozenset[str]
    breaks: frozenset[str]
    long_ago: tuple[_Phrase, ...]
    still: frozenset[str]
    right_words: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Text:
    """The words in order; ``clauses`` numbers the clause that each stands in."""

    words: list[str]
    clauses: list[int]


def find_urgency(text: str) -> Urgency | None:
    """Return what emergency an English text names, or ``None``.

    Where it names several, a crisis comes first. What is denied ("no chest pain") is not
    named. Language is wider than any list: ``None`` never means that all is well.
    """
    lexicon = _lexicon()
    read = _read(text, lexicon)
    found = [entry for entry in lexicon.entries if _names(read, entry, lexicon)]
    found.sort(key=lambda entry: entry.kind is not UrgencyKind.CRISIS)
    return Urgency(found[0].kind, found[0].entry_id) if found else None


def _names(read: _Text, entry: _Entry, lexicon: _Lexicon) -> bool:
    starts = range(len(read.words))
    return any(
        _match_at(read.words, start, phrase, lexicon)
        and not _is_denied(read, start, lexicon)
        and not (entry.kind is UrgencyKind.EMERGENCY and _is_long_ago(read, start, lexicon))
        for phrase in entry.phrases
        for start in starts
    ) and not any(
        _match_at(read.words, start, phrase, lexicon) for phrase in entry.unless for start in starts
    )


def _match_at(words: list[str], start: int, phrase: _Phrase, lexicon: _Lexicon) -> bool:
    """Return whether the phrase begins at that very word."""
    if not _fits(words[start], phrase[0], lexicon):
        return False
    ends = [start + 1]
    for slot in phrase[1:]:
        next_ends = []
        for end in ends:
            reach = _GAP_WORDS + 1 if slot.is_after_gap else _FILLER_WORDS + 1
            for position in range(end, min(end + reach, len(words))):
                if _fits(words[position], slot, lexicon):
                    next_ends.append(position + 1)
                if (
                    words[position] in lexicon.denials
                    if slot.is_after_gap
                    else (words[position] not in lexicon.fillers)
                ):
                    break
        ends = next_ends
    return bool(ends)


def _fits(word: str, slot: _Slot, lexicon: _Lexicon) -> bool:
    if word in slot.words or word.startswith(slot.stems):
        return True
    if word.isdecimal():
        return slot.least_number is not None and len(word) < 6 and int(word) >= slot.least_number
    if len(word) < slot.typo_letters - 1 or word in lexicon.right_words:
        return False
    return any(len(right) >= slot.typo_letters and _is_typo(word, right) for right in slot.words)


@lru_cache(maxsize=4096)
def _is_typo(word: str, right: str) -> bool:
    """Return whether one letter was added, lost, changed or swapped with its neighbour."""
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


def _is_denied(read: _Text, start: int, lexicon: _Lexicon) -> bool:
    """Return whether a word of denial stands before, in the same clause."""
    for position in range(start - 1, max(start - _DENIAL_REACH, 0) - 1, -1):
        if read.clauses[position] != read.clauses[start]:
            return False
        if read.words[position] in lexicon.denials:
            following = read.words[position + 1 : position + 3]
            return not lexicon.doubts.intersection(following)
    return False


def _is_long_ago(read: _Text, start: int, lexicon: _Lexicon) -> bool:
    """Return whether the same clause goes on to say that it was long ago, and is over."""
    for position in range(start, len(read.words)):
        if read.clauses[position] != read.clauses[start] or read.words[position] in lexicon.still:
            return False
        if any(_match_at(read.words, position, phrase, lexicon) for phrase in lexicon.long_ago):
            return True
    return False


def _read(text: str, lexicon: _Lexicon) -> _Text:
    plain = unicodedata.normalize("NFKD", _APOSTROPHE.sub("", text)).lower()
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    plain = _NOT.sub(lambda match: _CONTRACTED.get(match[1], match[1] + "nt"), plain)
    words: list[str] = []
    clauses: list[int] = []
    clause = 0
    for token in _TOKEN.findall(plain.replace("-", " ")):
        if not token.isalnum():
            clause += 1
            continue
        clause += token in lexicon.breaks
        words.append(token)
        clauses.append(clause)
        if len(words) == _MOST_WORDS:
            break
    return _Text(words, clauses)


@lru_cache(maxsize=1)
def _lexicon() -> _Lexicon:
    text = (resources.files("lessons.symptom_checks") / "urgent_words.toml").read_text(
        encoding="utf-8"
    )
    raw: dict[str, Any] = tomllib.loads(text)
    return _Lexicon(
        entries=tuple(
            _Entry(
                entry_id=entry["id"],
                kind=UrgencyKind(entry["kind"]),
                phrases=tuple(map(_parse_phrase, entry["phrases"])),
                unless=tuple(map(_parse_phrase, entry["unless"])),
            )
            for entry in raw["urgent"]
        ),
        fillers=frozenset(raw["fillers"]),
        denials=frozenset(raw["denials"]),
        doubts=frozenset(raw["doubts"]),
        breaks=frozenset(raw["breaks"]),
        long_ago=tuple(map(_parse_phrase, raw["long_ago"])),
        still=frozenset(raw["still"]),
        right_words=frozenset(raw["right_words"]),
    )


def _parse_phrase(phrase: str) -> _Phrase:
    slots = []
    is_after_gap = False
    is_alone = len(phrase.split()) == 1
    for part in phrase.split():
        if part == _GAP:
            is_after_gap = True
            continue
        choices = part.split("|")
        slots.append(
            _Slot(
                words=frozenset(word for word in choices if word[-1] not in "*+"),
                stems=tuple(word[:-1] for word in choices if word.endswith("*")),
                least_number=next((int(c[:-1]) for c in choices if c.endswith("+")), None),
                is_after_gap=is_after_gap,
                typo_letters=_TYPO_LETTERS_ALONE if is_alone else _TYPO_LETTERS,
            )
        )
        is_after_gap = False
    return tuple(slots)
