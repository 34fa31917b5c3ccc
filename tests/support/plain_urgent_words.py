"""Urgent words found the plain way, every phrase of every language tried at every word: what the
quick way must agree with. Both read a text by the same rules, which have tests of their own."""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from lessons.symptom_checks.urgent_lexicon import LANGUAGES, list_spellings, load_language
from lessons.symptom_checks.urgent_reading import Words, fold, read_words

LEXICON: Mapping[str, Any] = load_language("en")
_BREAKS = frozenset(fold(word) for name in LANGUAGES for word in load_language(name)["breaks"])
_STILL, _AGAIN, _ASKING, _TALES, _WHOSE, _PERSONS, _SELVES, _RIGHT = (
    {fold(word) for language in LANGUAGES for word in load_language(language).get(name, ())}
    for name in (
        "still",
        "again",
        "asking",
        "tales",
        "whose",
        "persons",
        "selves",
        "right_words",
    )
)
_WHOLE = {
    " ".join(read_words(said, frozenset()).words)
    for language in LANGUAGES
    for said in load_language(language).get("whole", ())
}
_ORDER = ("crisis", "violence", "emergency")


def find_entry(text: str) -> str | None:
    """Return the id of the entry that the text names first, a crisis before an emergency."""
    read = read_words(text, _BREAKS)
    if 0 < len(read.words) <= 6 and any(
        _is_bare_call(language, read.words) for language in LANGUAGES
    ):
        return "bare_call"
    if " ".join(read.words) in _WHOLE:
        return "self_harm"
    named = [
        (_ORDER.index(entry["kind"]), language, entry["id"])
        for language in LANGUAGES
        for entry in load_language(language)["urgent"]
        if _names(entry, language, read)
    ]
    counts = {language: _count_known(language, read.words) for language in LANGUAGES}
    most = counts["en"]
    named = [
        each
        for each in named
        if each[1] == "en"
        or counts[each[1]] > most
        or (counts[each[1]] == most and most < len(read.words))
    ]
    named.sort(key=lambda each: each[0])
    first = [each for each in named if each[0] == named[0][0]]
    return max(first, key=lambda each: counts[each[1]])[2] if first else None


@lru_cache
def _words(language: str, name: str) -> frozenset[str]:
    listed = load_language(language).get(name, ())
    return frozenset(fold(spelled) for word in listed for spelled in list_spellings(word))


@lru_cache
def _split(phrase: str) -> tuple[str, ...]:
    """The parts of a phrase, of which a sign of Chinese is one."""
    parts: list[str] = []
    for part in phrase.split():
        signs = read_words(part, frozenset()).words
        parts += signs if "|" not in part and part != "..." and len(signs) > 1 else [part]
    return tuple(parts)


def _is_bare_call(language: str, words: Sequence[str]) -> bool:
    calls, others = _words(language, "calls"), _words(language, "call_fillers")
    return any(word in calls for word in words) and all(
        word in calls or word in others for word in words
    )


def _count_known(language: str, words: Sequence[str]) -> int:
    known = _words(language, "fillers") | _words(language, "denials")
    letters = load_language(language)["typo_letters"]
    return sum(word in known or _fits_any(word, language, letters) for word in words)


@lru_cache(maxsize=100_000)
def _fits_any(word: str, language: str, letters: int) -> bool:
    return any(
        _fits(word, part, letters + (0 if " " in phrase else 2))
        for phrase in _all_phrases(language)
        for part in _split(phrase)
        if part != "..."
    )


def _all_phrases(language: str) -> Iterator[str]:
    raw = load_language(language)
    for entry in raw["urgent"]:
        yield from entry["phrases"]
        yield from entry["unless"]
    yield from raw.get("long_ago", ())


def _names(entry: Mapping[str, Any], language: str, read: Words) -> bool:
    starts = range(len(read.words))
    met = {
        read.clauses[end - 1]
        for phrase in entry["phrases"]
        for start in starts
        for end in _find_ends(start, phrase, language, read)
        if not _is_denied(start, language, read)
        and not _is_of_another(start, language, read)
        and not (
            entry["kind"] != "crisis"
            and (_is_long_ago(start, read) or read.sentences[start] in _find_asked(read))
        )
    }
    excused = {
        read.clauses[start]
        for phrase in entry["unless"]
        for start in starts
        for end in _find_ends(start, phrase, language, read, within_clause=True)
    }
    return bool(met - excused)


def _find_ends(
    start: int, phrase: str, language: str, read: Words, *, within_clause: bool = False
) -> set[int]:
    letters = load_language(language)["typo_letters"] + (0 if " " in phrase else 2)
    first, *parts = _split(phrase)
    if not _fits(read.words[start], first, letters):
        return set()
    ends, is_after_gap = {start + 1}, False
    for part in parts:
        if part == "...":
            is_after_gap = True
            continue
        following = set()
        for end in ends:
            for position in range(end, min(end + (8 if is_after_gap else 4), len(read.words))):
                word = read.words[position]
                if within_clause and read.clauses[position] != read.clauses[start]:
                    break
                if _fits(word, part, letters):
                    following.add(position + 1)
                if is_after_gap and word in _words(language, "denials"):
                    break
                if not is_after_gap and word not in _words(language, "fillers"):
                    break
        ends, is_after_gap = following, False
    return ends


@lru_cache(maxsize=1_000_000)
def _fits(word: str, choices: str, letters: int) -> bool:
    spelled = [each for choice in choices.split("|") for each in list_spellings(choice)]
    for choice in spelled:
        if choice[-1] == "*":
            if word.startswith(fold(choice[:-1])):
                return True
        elif choice[-1] == "+":
            if word.isdecimal() and len(word) < 6 and int(word) >= int(choice[:-1]):
                return True
        elif word == fold(choice) or (
            len(fold(choice)) >= letters
            and not word.isdecimal()
            and word not in _RIGHT
            and _is_typo(word, fold(choice))
        ):
            return True
    return False


def _is_typo(word: str, right: str) -> bool:
    places = range(len(right) + 1)
    swapped = {right[:at] + right[at : at + 2][::-1] + right[at + 2 :] for at in places}
    lost = {right[:at] + right[at + 1 :] for at in places}
    added = {word[:at] + word[at + 1 :] for at in range(len(word))}
    is_changed = len(word) == len(right) and sum(map(str.__ne__, word, right)) == 1
    return word[0] == right[0] and (word in swapped | lost or right in added or is_changed)


def _is_denied(start: int, language: str, read: Words) -> bool:
    words, clause = read.words, read.clauses[start]
    if words[start] in _words(language, "denials") | _words(language, "cannots"):
        return False
    is_denied = False
    for position in range(start - 1, max(start - 7, 0) - 1, -1):
        if read.clauses[position] != clause:
            break
        if words[position] in _words(language, "denials"):
            is_denied |= not _words(language, "doubts") & set(words[position + 1 : position + 3])
        if words[position] in _words(language, "subjects"):
            break
    inside = []
    for at in range(start, min(start + 7, len(words))):
        if read.clauses[at] != clause:
            break
        inside.append(at)
    pairs = {" ".join(words[at : at + 2]) for at in inside}
    return is_denied and not pairs & _words(language, "comparisons")


def _is_of_another(start: int, language: str, read: Words) -> bool:
    """Whether the clause tells since before this word of an animal or of a film, and of nobody."""
    clause = [at for at, its in enumerate(read.clauses) if its == read.clauses[start]]
    words = [read.words[at] for at in clause]
    animals = {word for each in LANGUAGES for word in _words(each, "animals")}
    owners = next((at for at, word in enumerate(words) if word not in _WHOSE), len(words))
    begun: int | None = None
    if owners < len(words) and words[owners] in animals:
        begun = owners if words[owners] in _words(language, "animals") else None
    else:
        pairs = [" ".join(words[at : at + 2]) for at in range(len(words) - 1)]
        begun = next((at + 1 for at, pair in enumerate(pairs) if pair in _TALES), None)
    return (
        begun is not None and start - clause[0] >= begun and not _SELVES & set(words[begun + 1 :])
    )


def _is_long_ago(start: int, read: Words) -> bool:
    sentence = read.sentences[start]
    later = [
        word
        for word, its in zip(read.words[start:], read.sentences[start:], strict=True)
        if its == sentence
    ]
    if _AGAIN & set(later):
        return False
    for position in range(start, len(read.words)):
        if read.clauses[position] != read.clauses[start] or read.words[position] in _STILL:
            return False
        if any(
            _ends_long_ago(position, phrase, language, read)
            for language in LANGUAGES
            for phrase in load_language(language).get("long_ago", ())
        ):
            return True
    return False


def _ends_long_ago(start: int, phrase: str, language: str, read: Words) -> bool:
    """Whether the phrase begins here, read from its end backwards as the quick way does."""
    backwards = " ".join(reversed(phrase.split()))
    turned = Words(read.words[::-1], read.clauses[::-1], read.sentences[::-1])
    end = len(read.words) - start
    return any(end in _find_ends(first, backwards, language, turned) for first in range(end))


def _find_asked(read: Words) -> set[int]:
    asked = set()
    told = 0
    for position, sentence in enumerate(read.sentences):
        if position < told:
            continue
        if position == 0 or read.sentences[position - 1] != sentence:
            for count in (4, 3, 2, 1):
                if " ".join(read.words[position : position + count]) in _ASKING:
                    asked.add(sentence)
                    told = position + count
                    break
        if position >= told and read.words[position] in _PERSONS:
            return set()
    return asked
