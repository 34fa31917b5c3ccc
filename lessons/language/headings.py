"""Which lines read like headings, and which like sentences, in any script."""

import re

from lessons.language.sentences import split_sentences

_NUMBERED = re.compile(r"(?:\w+ )?[\dIVX.]+\.")
_CLOSERS = "\"'”’»«›)]*_）」』】》〉\u200f\u200e"
# A field to fill in, two thoughts, or an aside.
_NO_HEADING = re.compile(r"_{3}|[;；]|^\(.*\)$|^（.*）$")
_WORD = re.compile(r"[^\W\d_]{2,}")
_LONGEST_HEADING = 100
# Latin, Chinese and Japanese, Devanagari, Urdu, Armenian, Ethiopic, Burmese, Khmer, Tibetan.
_STOPS = tuple(".!…。！．｡।॥۔։።။៕།")
_COLONS = tuple(":：︰፡")
_PAUSES = tuple(",;，；、،؛")


def ends_like_a_sentence(text: str) -> bool:
    """Tell whether a text ends with a stop; a question may be a heading, and is none."""
    return text.rstrip().rstrip(_CLOSERS).endswith(_STOPS)


def announces(text: str) -> bool:
    """Tell whether a text ends with a colon, and so belongs to what follows it."""
    return text.rstrip().rstrip(_CLOSERS).endswith(_COLONS)


def pauses(text: str) -> bool:
    """Tell whether a text ends with a comma or the like, and so in the middle of a sentence."""
    return text.rstrip().rstrip(_CLOSERS).endswith(_PAUSES)


def can_end_heading(text: str) -> bool:
    """Tell whether a heading may end as the text does: with a question mark, not with a stop."""
    return not text.rstrip().rstrip(_CLOSERS).endswith((*_STOPS, *_COLONS, *_PAUSES))


def begins_in_capitals(text: str) -> bool:
    """Tell whether a line is in capitals, as headings are, or begins so and ends with a colon."""
    if announces(text) and len(text) <= _LONGEST_HEADING:
        first_two = _WORD.findall(text)[:2]
        return text.isupper() or (len(first_two) > 1 and all(map(str.isupper, first_two)))
    return text.isupper() and is_like_a_heading(text)


def holds_a_sentence(text: str) -> bool:
    """Tell whether any part of a text ends with a stop; "Part 2." only numbers what follows."""
    return any(
        ends_like_a_sentence(sentence) and not _NUMBERED.fullmatch(sentence)
        for sentence in split_sentences(text)
    )


def is_like_a_heading(line: str) -> bool:
    """Tell whether a line that stands alone reads like a heading: short, without a stop."""
    return (
        len(line) <= _LONGEST_HEADING
        and can_end_heading(line)
        and not holds_a_sentence(line)
        and not line[:1].islower()
        and any(map(str.isalnum, line))
        and not _NO_HEADING.search(line)
    )
