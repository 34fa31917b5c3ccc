"""Ids of lessons, made from what stands above their text."""

import re
import unicodedata
from collections.abc import Container

from lessons import limits

# Words that say little in an id of 24 bytes.
_SMALL_WORDS = {"a", "an", "and", "for", "in", "is", "of", "or", "the", "to", "with", "your"}


def make_lesson_id(heading: str, taken: Container[str], part: int | None = None) -> str:
    """Return a slug of the heading, with the part's number or the next that is free."""
    ascii_heading = unicodedata.normalize("NFKD", heading).encode("ascii", "ignore").decode()
    words = re.findall(r"[a-z0-9]+(?:-[a-z0-9]+)*", ascii_heading.lower().replace("'", ""))
    telling = [word for word in words if word not in _SMALL_WORDS] or words or ["lesson"]
    number = part
    while True:
        suffix = f"-{number}" if number else ""
        lesson_id = _shorten(telling, limits.LESSON_ID_BYTES - len(suffix)) + suffix
        if lesson_id not in taken:
            return lesson_id
        number = (number or 1) + 1


def _shorten(words: list[str], limit: int) -> str:
    """Join as many whole words as fit, at least the start of the first."""
    slug = words[0][:limit].rstrip("-")
    for word in words[1:]:
        if len(slug) + 1 + len(word) > limit:
            break
        slug += f"-{word}"
    return slug
