"""Words that say how sure something is, and what became of them in an edit.

"May help" and "helps" are different claims. Whoever shortens a text loses such words easily.
In a language whose words are not known nothing is found.
"""

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from pathlib import Path

from lessons.language.readability import has_spaces
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


_BEFORE_MONTHS = {"in", "of", "until", "since", "by", "last", "next", "this", "from", "and"}


@dataclass(frozen=True, slots=True)
class _Lexicon:
    """What leaves room in a language and what does not, in small letters; ``token`` finds both
    and every other word."""

    language: str
    hedges: frozenset[str]
    certainties: frozenset[str]
    strong: frozenset[str]
    token: re.Pattern[str]


def _make_lexicon(
    language: str,
    hedges: Sequence[str],
    certainties: Sequence[str],
    strong: Iterable[str],
    no_certainties: Sequence[str],
) -> _Lexicon:
    known = _alternatives([*hedges, *certainties, *no_certainties])
    # In a script without spaces a word ends where it does; what is not known goes sign by sign.
    rest = r"(?![\w'’-])|[^\W_]+(?:['’.,-][^\W_]+)*" if has_spaces(language) else r"|[^\W_]"
    token = re.compile(rf"(?:{known}){rest}" if known else "(?!)", re.IGNORECASE)
    return _Lexicon(language, frozenset(hedges), frozenset(certainties), frozenset(strong), token)


@lru_cache(maxsize=32)
def _find_lexicon(language: str) -> _Lexicon:
    code = language.partition("-")[0]
    if code == "en":
        return _make_lexicon(code, HEDGES, CERTAINTIES, _STRONG, _NO_CERTAINTIES)
    text = Path(__file__).with_name("hedges.toml").read_text(encoding="utf-8")
    told: dict[str, str] = tomllib.loads(text).get(code, {})
    hedges, certain, strong, taken_back = (
        told.get(name, "").strip().splitlines() for name in ("hedges", "certain", "strong", "not")
    )
    return _make_lexicon(code, hedges, certain, strong, taken_back)


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


def find_shifts(before: str, after: str, language: str = "en") -> list[Shift]:
    """Return each claim of a plain text that an edit made surer, in order.

    A sentence that was removed is none: only one that otherwise remains, perhaps moved, joined
    or parted, or a new one that says always, never, proves, cures or the like.
    """
    lexicon = _find_lexicon(language)
    left, right = _sentences(before, lexicon), _sentences(after, lexicon)
    for same in (Counter(map(_fold, left)) & Counter(map(_fold, right))).elements():
        left = _without(left, same)
        right = _without(right, same)
    rewritten = list(_find_rewritten(left, right))
    shifts = [shift for old, new, _ in rewritten for shift in _compare(old, new)]
    known = {at for *_, places in rewritten for at in places}
    new = [words for at, words in enumerate(right) if at not in known]
    return shifts + [shift for words in new for shift in _find_strong(words, lexicon)]


def _find_strong(words: Sequence[_Word], lexicon: _Lexicon) -> Iterator[Shift]:
    for at, word in enumerate(words):
        if word.folded in lexicon.strong:
            yield Shift("", _tell(words[max(0, at - 1) : at + 2]))


def _sentences(text: str, lexicon: _Lexicon) -> list[tuple[_Word, ...]]:
    sentences = split_sentences(text, lexicon.language)
    read = (tuple(_read_words(sentence, lexicon)) for sentence in sentences)
    return [words for words in read if words]


def _read_words(sentence: str, lexicon: _Lexicon) -> Iterator[_Word]:
    previous = ""
    for match in lexicon.token.finditer(sentence):
        text = re.sub(r"\s+", " ", match[0])
        folded = text.casefold()
        is_month = text == "May" and previous in _BEFORE_MONTHS
        yield _Word(
            text,
            is_hedge=folded in lexicon.hedges and not is_month,
            is_certainty=folded in lexicon.certainties,
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
