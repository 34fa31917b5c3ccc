"""Urgent words found the plain way, every phrase tried at every word: what the quick way must
agree with."""

import re
import tomllib
import unicodedata
from pathlib import Path
from typing import Any

import lessons.symptom_checks

LEXICON: dict[str, Any] = tomllib.loads(
    (Path(lessons.symptom_checks.__file__).parent / "urgent_words.toml").read_text("utf-8")
)
_NOT = re.compile(r"\b(can|could|do|does|did|will|is|was|are|have|has|had) ?not\b")


def find_entry(text: str) -> str | None:
    """Return the id of the entry that the text names first, a crisis before an emergency."""
    words, clauses = _read(text)
    named = [entry for entry in LEXICON["urgent"] if _names(entry, words, clauses)]
    named.sort(key=lambda entry: entry["kind"] != "crisis")
    return named[0]["id"] if named else None


def _names(entry: dict[str, Any], words: list[str], clauses: list[int]) -> bool:
    starts = range(len(words))
    return any(
        _begins_at(start, phrase, words)
        and not _is_denied(start, words, clauses)
        and not (entry["kind"] == "emergency" and _is_long_ago(start, words, clauses))
        for phrase in entry["phrases"]
        for start in starts
    ) and not any(
        _begins_at(start, phrase, words) for phrase in entry["unless"] for start in starts
    )


def _begins_at(start: int, phrase: str, words: list[str]) -> bool:
    first, *parts = phrase.split()
    letters = 5 if parts else 7
    if not _fits(words[start], first, letters):
        return False
    ends, is_after_gap = {start + 1}, False
    for part in parts:
        if part == "...":
            is_after_gap = True
            continue
        following = set()
        for end in ends:
            for position in range(end, min(end + (6 if is_after_gap else 4), len(words))):
                if _fits(words[position], part, letters):
                    following.add(position + 1)
                if words[position] in LEXICON["denials"] and is_after_gap:
                    break
                if words[position] not in LEXICON["fillers"] and not is_after_gap:
                    break
        ends, is_after_gap = following, False
    return bool(ends)


def _fits(word: str, choices: str, letters: int) -> bool:
    for choice in choices.split("|"):
        if choice[-1] == "*":
            if word.startswith(choice[:-1]):
                return True
        elif choice[-1] == "+":
            if word.isdecimal() and len(word) < 6 and int(word) >= int(choice[:-1]):
                return True
        elif word == choice or (
            len(choice) >= letters
            and not word.isdecimal()
            and word not in LEXICON["right_words"]
            and _is_typo(word, choice)
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


def _is_denied(start: int, words: list[str], clauses: list[int]) -> bool:
    for position in range(start - 1, max(start - 7, 0) - 1, -1):
        if clauses[position] != clauses[start]:
            return False
        if words[position] in LEXICON["denials"]:
            return not set(LEXICON["doubts"]) & set(words[position + 1 : position + 3])
    return False


def _is_long_ago(start: int, words: list[str], clauses: list[int]) -> bool:
    for position in range(start, len(words)):
        if clauses[position] != clauses[start] or words[position] in LEXICON["still"]:
            return False
        if any(_begins_at(position, phrase, words) for phrase in LEXICON["long_ago"]):
            return True
    return False


def _read(text: str) -> tuple[list[str], list[int]]:
    plain = unicodedata.normalize("NFKD", re.sub(r"['’`´ʼ]", "", text)).lower()
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    contracted = {"can": "cant", "will": "wont"}
    plain = _NOT.sub(lambda match: contracted.get(match[1], match[1] + "nt"), plain)
    words: list[str] = []
    clauses: list[int] = []
    clause = 0
    for token in re.findall(r"[a-z0-9]+|[.,;:!?\n()]", plain.replace("-", " ")):
        if not token.isalnum():
            clause += 1
            continue
        clause += token in LEXICON["breaks"]
        words.append(token)
        clauses.append(clause)
    return words[:1500], clauses[:1500]
