"""Where English sentences end."""

import re

_PARAGRAPH_BREAK = re.compile(r"\n[ \t]*\n")
_CANDIDATE = re.compile(r"[.!?…]+[\"'”’»)\]*_]*(?=\s)")
_LAST_TOKEN = re.compile(r"\S+$")
_INITIAL = re.compile(r"[A-Z]\.\s")
_DOTTED_CAPITALS = re.compile(r"(?:[A-Z]\.)+[A-Z]")
_NEXT_SIGN = re.compile(r"[^\W_]")

# How far a decision looks to either side, so that its cost does not grow with the text.
_WINDOW = 80

# A name or a figure follows these, so their dot never ends a sentence.
_TITLES = frozenset(
    ["dr", "mr", "mrs", "ms", "prof", "st", "sr", "jr", "e.g", "i.e", "vs", "cf", "approx", "ca"]
)
# These end a sentence unless a figure follows: "No. 5", "see p. 12".
_BEFORE_FIGURES = frozenset(
    ["no", "nos", "p", "pp", "fig", "figs", "vol", "ch", "sec", "ref", "refs"]
)
# "Vitamin D. It helps" ends; "George F. Still" does not.
_LETTER_NAMES = frozenset(
    ["vitamin", "hepatitis", "influenza", "type", "group", "grade", "class", "stage", "part"]
)


def split_sentences(text: str) -> list[str]:
    """Return the sentences in order, each without surrounding white space.

    A blank line always ends a sentence; a single line feed does not. Inside a sentence the
    text is untouched, so joining the sentences gives back the text but for white space.
    """
    return [
        sentence
        for paragraph in _PARAGRAPH_BREAK.split(text)
        for sentence in _split_paragraph(paragraph)
    ]


def _split_paragraph(paragraph: str) -> list[str]:
    sentences = []
    start = 0
    for candidate in _CANDIDATE.finditer(paragraph):
        end = candidate.end()
        if _is_end(paragraph[max(start, end - _WINDOW) : end], paragraph[end : end + _WINDOW]):
            sentences.append(paragraph[start:end].strip())
            start = end
    sentences.append(paragraph[start:].strip())
    return [sentence for sentence in sentences if sentence]


def _is_end(before: str, after: str) -> bool:
    """Decide whether the stop that closes ``before`` ends a sentence."""
    following = _NEXT_SIGN.search(after)
    if following is None or following.group().islower():
        return following is None
    stopped = before.rstrip("\"'”’»)]*_")
    if not stopped.endswith(".") or stopped.endswith(".."):
        return True
    last = _LAST_TOKEN.search(stopped)
    if last is None:
        return True
    word = last.group().strip("\"'“‘«([*_").rstrip(".")
    return not _is_abbreviation(word, before[: last.start()], after.lstrip())


def _is_abbreviation(word: str, before: str, after: str) -> bool:
    if word.lower() in _TITLES or _DOTTED_CAPITALS.fullmatch(word):
        return True
    if word.lower() in _BEFORE_FIGURES:
        return after[:1].isdigit()
    if word.isdigit():
        return not before.strip()  # "1. Rest" numbers an item
    if len(word) == 1 and word.isupper():
        return _INITIAL.match(after) is not None or _follows_a_name(before)
    return False


def _follows_a_name(before: str) -> bool:
    previous = _LAST_TOKEN.search(before.rstrip())
    if previous is None:
        return True
    name = previous.group().strip("\"'“‘«([*_")
    return name[:1].isupper() and name.lower() not in _LETTER_NAMES
