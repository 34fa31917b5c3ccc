"""Ids of lessons and courses, made from their titles."""

import re
import unicodedata
from collections.abc import Container

from anyascii import anyascii

from lessons.course import limits
from lessons.text import LONGEST_SIMPLE

# Words that say little in an id of 24 bytes.
_SMALL_WORDS = {"a", "an", "and", "for", "in", "is", "of", "or", "the", "to", "with", "your"}


def make_lesson_id(heading: str, taken: Container[str], part: int | None = None) -> str:
    """Return a slug of the heading, with the part's number or the next that is free."""
    return _make_id(heading, "lesson", limits.LESSON_ID_BYTES, taken, part)


def make_course_id(title: str, taken: Container[str]) -> str:
    """Return a slug of the title, with the next number that is free where it is taken."""
    return _make_id(title, "course", limits.COURSE_ID_BYTES, taken, None)


def _make_id(
    title: str, otherwise: str, limit: int, taken: Container[str], number: int | None
) -> str:
    signs = unicodedata.normalize("NFC", title[:LONGEST_SIMPLE])
    ascii_title = "".join(map(_in_ascii, signs)).lower().replace("'", "")
    words = re.findall(r"[a-z0-9]+(?:-[a-z0-9]+)*", ascii_title)
    telling = [word for word in words if word not in _SMALL_WORDS] or words or [otherwise]
    while True:
        suffix = f"-{number}" if number else ""
        made = _shorten(telling, limit - len(suffix)) + suffix
        if made not in taken:
            return made
        number = (number or 1) + 1


def _in_ascii(sign: str) -> str:
    """Return a letter without its marks, or in Latin letters if it is of another script."""
    plain = unicodedata.normalize("NFKD", sign).encode("ascii", "ignore").decode()
    if plain or not sign.isalpha():
        return plain
    # A sign that is a syllable is a word of its own: "yao tong", not "yaotong".
    heard = anyascii(sign)
    return f" {heard} " if heard[:1].isupper() and not sign.isupper() else heard


def _shorten(words: list[str], limit: int) -> str:
    """Join as many whole words as fit, at least the start of the first."""
    slug = words[0][:limit].rstrip("-")
    for word in words[1:]:
        if len(slug) + 1 + len(word) > limit:
            break
        slug += f"-{word}"
    return slug
