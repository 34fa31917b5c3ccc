"""A source as it is written, and the address behind it.

A source is one line: who said it and where, and last, if there is one, the address of a page or
a DOI: "Pengel et al., BMJ 2003;327:323 https://doi.org/10.1136/bmj.327.7410.323".
"""

import re
from dataclasses import dataclass

from lessons.course.markdown import is_web_link

_DOI = re.compile(r"(?:doi:)?(10\.\d{4,9}/\S+)", re.IGNORECASE)
_ADDRESS = re.compile(r"https?:|\bwww\.|\b10\.\d{4,9}/", re.IGNORECASE)

_WORDS = 3
_TITLE = 6


@dataclass(frozen=True, slots=True)
class Citation:
    """What is read of a source; ``link`` opens it, if its last word is an address or a DOI."""

    text: str
    link: str | None = None


def read_citation(source: str) -> Citation:
    """Return the source parted from its address; an address alone is its own text."""
    before, _, last = source.rstrip(".,;").rpartition(" ")
    doi = _DOI.fullmatch(last)
    link = f"https://doi.org/{doi[1]}" if doi else last
    if not is_web_link(link):
        return Citation(source)
    text = before.rstrip(" ,;:–-")
    if doi and text.lower().endswith("doi"):
        text = text[: -len("doi")].rstrip(" ,;:–-")
    return Citation(text or last, link)


def can_be_looked_up(source: str) -> bool:
    """Whether it is a link or a citation: two words with a figure, such as a name and a year, or
    three words at least; "abc" names nothing that anybody could find."""
    if _ADDRESS.search(source):
        return True
    words = re.findall(r"\w+", source)
    # In a script without spaces a whole title is one word.
    long_title = any(len(word) >= _TITLE and not word.isascii() for word in words)
    has_figure = any(character.isdigit() for character in source)
    return long_title or len(words) >= (_WORDS - 1 if has_figure else _WORDS)


def has_lost_address(source: str) -> bool:
    """Whether it holds an address that nobody can tap: one amid other words, or a broken one."""
    return read_citation(source).link is None and _ADDRESS.search(source) is not None
