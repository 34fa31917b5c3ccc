"""Where sentences end, in the scripts and languages that articles come in."""

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Final

_PARAGRAPH_BREAK = re.compile(r"\n[ \t]*\n")
_CLOSERS = "\"'”’»)]*_」』】》〉）"
# A stop of the Latin kind needs a space behind it, or "2.5" would end; those of scripts that are
# written without spaces, and the danda, do not.
_CANDIDATE = re.compile(
    rf"[.!?؟۔…]+[{re.escape(_CLOSERS)}]*(?=\s)|[。！？｡।॥።፧။។៕։]+[{re.escape(_CLOSERS)}]*"
)
# What is said in brackets goes on: 「痛いです。」と言いました.
_GOES_ON = re.compile(r"[とっ、，,。．！？]")
_LAST_TOKEN = re.compile(r"\S+$")
_INITIAL = re.compile(r"[^\W\d_]\.\s")
_DOTTED_CAPITALS = re.compile(r"(?:[A-Z]\.)+[A-Z]")
_NEXT_SIGN = re.compile(r"[^\W_]")
_NEXT_WORD = re.compile(r"[^\W_]+")

# How far a decision looks to either side, so that its cost does not grow with the text.
_WINDOW = 80

# "Vitamin D. It helps" ends; "George F. Still" does not.
_LETTER_NAMES = frozenset(
    ["vitamin", "hepatitis", "influenza", "type", "group", "grade", "class", "stage", "part"]
)

_FILE: Final = tomllib.loads(
    Path(__file__).with_name("abbreviations.toml").read_text(encoding="utf-8")
)
_ORDINAL_LANGUAGES: Final = frozenset(_FILE["ordinals"]["languages"].split())


@dataclass(frozen=True, slots=True)
class _Abbreviations:
    """``always`` are followed by the rest of the sentence, ``figures`` by a figure if they are;
    ``spaced`` have a space inside; ``starters`` begin a sentence after ``unless_started``."""

    always: frozenset[str]
    figures: frozenset[str]
    spaced: tuple[str, ...]
    unless_started: frozenset[str]
    starters: frozenset[str]
    has_ordinals: bool


@lru_cache(maxsize=256)
def _abbreviations(language: str) -> _Abbreviations:
    code = language.partition("-")[0]
    told = _FILE.get(code, {})

    def words(name: str) -> frozenset[str]:
        return frozenset(told.get(name, "").split())

    return _Abbreviations(
        always=words("always"),
        figures=words("figures"),
        spaced=tuple(told.get("spaced", "").split()),
        unless_started=words("unless_started"),
        starters=words("starters"),
        has_ordinals=code in _ORDINAL_LANGUAGES,
    )


def split_sentences(text: str, language: str = "en") -> list[str]:
    """Return the sentences in order, each without surrounding white space.

    A blank line always ends a sentence; a single line feed does not. Inside a sentence the
    text is untouched, so joining the sentences gives back the text but for white space.
    ``language`` is a code such as "en" or "pt-BR"; it brings the abbreviations after whose stop
    a sentence goes on. An unknown one brings none.
    """
    known = _abbreviations(language)
    return [
        sentence
        for paragraph in _PARAGRAPH_BREAK.split(text)
        for sentence in _split_paragraph(paragraph, known)
    ]


def find_joint(before: str) -> str:
    """Return what stands between a sentence or clause and the next: nothing after the wide signs
    of scripts that are written without spaces."""
    is_wide = unicodedata.east_asian_width(before.rstrip("*_")[-1:] or " ") in {"W", "F"}
    return "" if is_wide else " "


def _split_paragraph(paragraph: str, known: _Abbreviations) -> list[str]:
    ends = [0, *_find_ends(paragraph, known), len(paragraph)]
    pieces = (paragraph[start:end].strip() for start, end in pairwise(ends))
    return [sentence for sentence in pieces if sentence]


def _find_ends(paragraph: str, known: _Abbreviations) -> Iterator[int]:
    start = 0
    for candidate in _CANDIDATE.finditer(paragraph):
        end = candidate.end()
        before = paragraph[max(start, end - _WINDOW) : end]
        if _is_end(before, paragraph[end : end + _WINDOW], known):
            yield end
            start = end


def _is_end(before: str, after: str, known: _Abbreviations) -> bool:
    """Decide whether the stop that closes ``before`` ends a sentence."""
    following = _NEXT_SIGN.search(after)
    if following is None or following.group().islower():
        return following is None
    if before.endswith(("」", "』", "）", "】")) and _GOES_ON.match(after):
        return False
    stopped = before.rstrip(_CLOSERS)
    if not stopped.endswith(".") or stopped.endswith(".."):
        return True
    last = _LAST_TOKEN.search(stopped)
    if last is None:
        return True
    word = last.group().strip("\"'“‘«([*_„").rstrip(".")
    return not _is_abbreviation(word, before[: last.start()], after.lstrip(), known)


def _is_abbreviation(word: str, before: str, after: str, known: _Abbreviations) -> bool:
    folded = word.lower()
    if folded in known.always or _DOTTED_CAPITALS.fullmatch(word):
        return True
    if folded in known.figures:
        return after[:1].isdigit()
    if folded in known.unless_started:
        first = _NEXT_WORD.match(after)
        return first is not None and first[0].lower() not in known.starters
    if word.isdigit():
        # "1. Rest" numbers an item, "am 5. Mai" is the fifth, and "S. 12." a page.
        counts = known.has_ordinals and len(word) < 3 and not before.rstrip().endswith(".")
        return not before.strip() or counts
    if known.spaced and _is_in_spaced(before, folded, after, known):
        return True
    if len(word) == 1 and word.isupper():
        return _INITIAL.match(after) is not None or _follows_a_name(before)
    return False


def _is_in_spaced(before: str, folded: str, after: str, known: _Abbreviations) -> bool:
    """Tell whether the word is in one that is written with a space, as in "z. B." and "i. e."."""
    earlier = [token.strip("\"'“‘«([*_„") for token in before.lower().split()[-2:]]
    later = after.lower().partition(" ")[0].rstrip(".,;:")
    return any(
        whole in known.spaced
        for whole in (
            "".join([*earlier[-1:], folded]),
            "".join([*earlier, folded]),
            f"{folded}.{later}",
        )
    )


def _follows_a_name(before: str) -> bool:
    previous = _LAST_TOKEN.search(before.rstrip())
    if previous is None:
        return True
    name = previous.group().strip("\"'“‘«([*_")
    return name[:1].isupper() and name.lower() not in _LETTER_NAMES
