"""Footnotes in a web page: the marks in the text and the notes that they lead to."""

import re
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from lessons.language.limiting import limits_what_is_said

_MARK = re.compile(r"[\[(]?(?:(?:n|nb|fn|note)?\s?\d{1,3}|[a-z]|[*†‡§]{1,3})[\])]?", re.IGNORECASE)
_IN_LINE = frozenset(["a", "span", "sup", "b", "strong", "i", "em", "small", "cite"])
_NOTE_TAGS = frozenset(["li", "p", "div", "dd", "dt", "aside", "td"])
_HEADINGS = "h1, h2, h3, h4, h5, h6"


@dataclass(frozen=True, slots=True)
class Footnotes:
    """The elements that are marks and notes, by ``mem_id``.

    Each of the ``marks`` has what is read in its place: a note that limits what stands there, in
    brackets, or nothing. ``kept_ids`` are the notes that are so read.
    """

    marks: dict[int, str]
    note_ids: frozenset[int]
    kept_ids: frozenset[int]

    def is_said_elsewhere(self, node: LexborNode) -> bool:
        """Tell whether a note is read at its mark, or a link leads within the page and has no
        words: "↑", "¶", "#"."""
        if node.mem_id in self.kept_ids:
            return True
        is_inside = node.tag == "a" and (node.attributes.get("href") or "").startswith("#")
        return is_inside and not any(map(str.isalnum, node.text()))


def find_footnotes(root: LexborNode) -> Footnotes:
    """Return what is a footnote below the element.

    A mark is a raised or bracketed figure that leads to an element further down; its note is the
    block there, if it has no heading. What leads up, leads from a note back to the text.
    """
    targets = {}
    places = {}
    for place, node in enumerate(root.traverse()):
        places[node.mem_id] = place
        if node.id:
            targets[node.id] = node
    marks: dict[int, str] = {}
    notes = set()
    kept = set()
    for link in root.css('a[href^="#"]'):
        text = link.text().strip()
        target = targets.get((link.attributes.get("href") or "")[1:])
        if target is None or not _MARK.fullmatch(text):
            continue
        is_raised = (link.parent and link.parent.tag == "sup") or link.css_first("sup")
        note = _find_note(target)
        if (text[0] not in "[(" and not is_raised) or note is None:
            continue
        if places.get(note.mem_id, 0) < places[link.mem_id]:
            continue
        marks[link.mem_id] = ""
        notes.add(note.mem_id)
        if limits_what_is_said(words := _read_note(note)):
            kept.add(note.mem_id)
            marks[link.mem_id] = f" ({words})"
    return Footnotes(marks, frozenset(notes), frozenset(kept))


def _read_note(note: LexborNode) -> str:
    """Return the words of a note without its own mark and what leads back to the text."""
    words = " ".join(note.text(separator=" ").split())
    own = next(iter(note.css('sup, a[href^="#"]')), None)
    label = own.text().strip() if own is not None else ""
    return words.removeprefix(label).strip(" ↑↩︎^")


def _find_note(target: LexborNode) -> LexborNode | None:
    """Return the block around what a mark leads to, unless it is more than a note."""
    note: LexborNode | None = target
    while note is not None and note.tag in _IN_LINE:
        note = note.parent
    if note is None or note.tag not in _NOTE_TAGS or note.css_first(_HEADINGS):
        return None
    return note
