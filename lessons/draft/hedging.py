"""Words that say how sure something is, and what became of them in an edit.

"May help" and "helps" are different claims. Whoever shortens a text loses such words easily.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from lessons.language.sentences import split_sentences

HEDGES = (
    *("may", "might", "can", "could", "perhaps", "maybe", "possibly"),
    *("probably", "presumably", "apparently", "seemingly", "arguably", "potentially"),
    *("sometimes", "often", "usually", "rarely", "seldom", "occasionally", "commonly"),
    *("generally", "typically", "mostly", "frequently", "in some cases", "in most cases"),
    *("some people", "some", "many", "most", "few", "a few", "roughly"),
    *("almost", "nearly", "partly", "likely", "unlikely", "possible", "probable", "unclear"),
    *("uncertain", "suggests", "suggest", "suggested", "seems", "seem", "appears to", "appear to"),
    *("indicates", "indicate", "is thought", "are thought", "believed", "tends", "tend"),
    *("not known", "unknown", "not proven", "unproven", "not clear", "no proof", "so far"),
    *("no good evidence", "no evidence", "little evidence", "early studies", "a small study"),
)
"""Words that leave room; the longest that fits counts."""

CERTAINTIES = (
    *("always", "never", "proves", "proven", "cures", "cure", "will", "does", "must", "all"),
    *("every", "everyone", "nobody", "certainly", "definitely", "surely", "clearly"),
    *("guarantees", "guaranteed", "completely", "without doubt", "no doubt"),
)
"""Words that leave none."""

# Those that are worth a look in a new sentence too.
_STRONG = frozenset(
    ["always", "never", "proves", "proven", "cures", "cure", "guarantees", "guaranteed"]
)

# What takes a certainty back, or says the opposite of one, is none.
_NO_CERTAINTIES = ("does not", "not proven", "not all", "not every", "not always", "not everyone")

_LONGEST_TOLD_WORDS = 6
_SHORTENED_TO_WORDS = 4
# Sentences that share this much of the shorter one are one that was rewritten.
_ALIKE = 0.5


def _alternatives(phrases: Iterable[str]) -> str:
    longest_first = sorted(phrases, key=len, reverse=True)
    return "|".join(re.escape(phrase).replace(r"\ ", r"\s+") for phrase in longest_first)


_IS_HEDGE, _IS_CERTAINTY = frozenset(HEDGES), frozenset(CERTAINTIES)
_KNOWN = _IS_HEDGE | _IS_CERTAINTY | set(_NO_CERTAINTIES)
_TOKEN = re.compile(
    rf"(?:{_alternatives(_KNOWN)})(?![\w'’-])|[^\W_]+(?:['’.,-][^\W_]+)*", re.IGNORECASE
)
_BEFORE_MONTHS = {"in", "of", "until", "since", "by", "last", "next", "this", "from", "and"}


@dataclass(frozen=True, slots=True)
class Shift:
    """A claim that became surer: the words of it before and after ("may help", "helps").

    ``before`` is empty for a new sentence that leaves no room ("always helps"), ``after`` where
    nothing stands in its place.
    """

    before: str
    after: str


@dataclass(frozen=True, slots=True)
class _Word:
    """A word or a known phrase as it stands, and what it does to a claim."""

    text: str
    is_hedge: bool = False
    is_certainty: bool = False

    @property
    def folded(self) -> str:
        """The word as it is compared."""
        return self.text.casefold()


def find_shifts(before: str, after: str) -> list[Shift]:
    """Return each claim of a plain text that an edit made surer, in order.

    A sentence that was removed is none: only one that otherwise remains, perhaps moved, joined
    or parted, or a new one that says always, never, proves, cures or the like.
    """
    left, right = _sentences(before), _sentences(after)
    for same in (Counter(map(_fold, left)) & Counter(map(_fold, right))).elements():
        left = _without(left, same)
        right = _without(right, same)
    rewritten = list(_find_rewritten(left, right))
    shifts = [shift for old, new, _ in rewritten for shift in _compare(old, new)]
    known = {at for *_, places in rewritten for at in places}
    new = [words for at, words in enumerate(right) if at not in known]
    return shifts + [shift for words in new for shift in _find_strong(words)]


def _find_strong(words: Sequence[_Word]) -> Iterator[Shift]:
    for at, word in enumerate(words):
        if word.folded in _STRONG:
            yield Shift("", _tell(words[max(0, at - 1) : at + 2]))


def _sentences(text: str) -> list[tuple[_Word, ...]]:
    read = (tuple(_read_words(sentence)) for sentence in split_sentences(text))
    return [words for words in read if words]


def _read_words(sentence: str) -> Iterator[_Word]:
    previous = ""
    for match in _TOKEN.finditer(sentence):
        text = re.sub(r"\s+", " ", match[0])
        folded = text.casefold()
        is_month = text == "May" and previous in _BEFORE_MONTHS
        yield _Word(
            text,
            is_hedge=folded in _IS_HEDGE and not is_month,
            is_certainty=folded in _IS_CERTAINTY,
        )
        previous = folded


def _fold(words: Sequence[_Word]) -> tuple[str, ...]:
    return tuple(word.folded for word in words)


def _without(
    sentences: list[tuple[_Word, ...]], folded: tuple[str, ...]
) -> list[tuple[_Word, ...]]:
    at = next(at for at, words in enumerate(sentences) if _fold(words) == folded)
    return sentences[:at] + sentences[at + 1 :]


def _find_rewritten(
    left: Sequence[tuple[_Word, ...]], right: Sequence[tuple[_Word, ...]]
) -> Iterator[tuple[list[_Word], list[_Word], Iterable[int]]]:
    """Yield the sentences that became others, connected ones together, and which these are."""
    open_left = dict(enumerate(left))
    open_right = dict(enumerate(right))
    while open_left:
        first = min(open_left)
        old, new = {first: open_left.pop(first)}, dict[int, tuple[_Word, ...]]()
        is_growing = True
        while is_growing:
            more_new = _alike(open_right, old.values())
            new |= more_new
            more_old = _alike(open_left, new.values())
            old |= more_old
            for at in more_new:
                del open_right[at]
            for at in more_old:
                del open_left[at]
            is_growing = bool(more_new or more_old)
        if new:
            yield _joined(old), _joined(new), new


def _alike(
    candidates: dict[int, tuple[_Word, ...]], given: Iterable[tuple[_Word, ...]]
) -> dict[int, tuple[_Word, ...]]:
    known = [Counter(_fold(words)) for words in given]
    return {
        at: words
        for at, words in candidates.items()
        if any(_share(Counter(_fold(words)), other) >= _ALIKE for other in known)
    }


def _share(one: Counter[str], other: Counter[str]) -> float:
    return (one & other).total() / min(one.total(), other.total())


def _joined(sentences: dict[int, tuple[_Word, ...]]) -> list[_Word]:
    return [word for at in sorted(sentences) for word in sentences[at]]


def _compare(old: Sequence[_Word], new: Sequence[_Word]) -> Iterator[Shift]:
    has_lost = _hedges(old) > _hedges(new)
    has_gained = _certainties(new) > _certainties(old)
    matcher = SequenceMatcher(None, _fold(old), _fold(new), autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        was, became = old[i1:i2], new[j1:j2]
        if tag == "equal" or not (
            (has_lost and _hedges(was) > _hedges(became))
            or (has_gained and _certainties(became) > _certainties(was))
        ):
            continue
        # One more word shows what was hedged: "may help" became "help".
        if not became or not was:
            was, became = old[i1 : i2 + 1], new[j1 : j2 + 1]
        yield Shift(_tell(was), _tell(became))


def _hedges(words: Iterable[_Word]) -> int:
    return sum(word.is_hedge for word in words)


def _certainties(words: Iterable[_Word]) -> int:
    return sum(word.is_certainty for word in words)


def _tell(words: Sequence[_Word]) -> str:
    """Return the words, or those from the first telling one if they are many."""
    if len(words) <= _LONGEST_TOLD_WORDS:
        return " ".join(word.text for word in words)
    telling = (at for at, word in enumerate(words) if word.is_hedge or word.is_certainty)
    start = min(next(telling, 0), len(words) - _SHORTENED_TO_WORDS)
    end = start + _SHORTENED_TO_WORDS
    told = " ".join(word.text for word in words[start:end])
    return ("... " if start else "") + told + (" ..." if end < len(words) else "")
