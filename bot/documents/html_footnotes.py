"""Footnotes in a web page: the marks in the text and the notes that they lead to."""

import re
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

_MARK = re.compile(r"[\[(]?(?:(?:n|nb|fn|note)?\s?\d{1,3}|[a-z]|[*†‡§]{1,3})[\])]?", re.IGNORECASE)
_IN_LINE = frozenset(["a", "span", "sup", "b", "strong", "i", "em", "small", "cite"])
_NOTE_TAGS = frozenset(["li", "p", "div", "dd", "dt", "aside", "td"])
_HEADINGS = "h1, h2, h3, h4, h5, h6"


@dataclass(frozen=True, slots=True)
class Footnotes:
    """The elements that are marks and notes, by ``mem_id``."""

    mark_ids: frozenset[int]
    note_ids: frozenset[int]

    @staticmethod
    def is_backlink(node: LexborNode) -> bool:
        """Tell whether a link leads within the page and has no words: "↑", "¶", "#"."""
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
    marks = set()
    notes = set()
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
        marks.add(link.mem_id)
        notes.add(note.mem_id)
    return Footnotes(frozenset(marks), frozenset(notes))


def _find_note(target: LexborNode) -> LexborNode | None:
    """Return the block around what a mark leads to, unless it is more than a note."""
    note: LexborNode | None = target
    while note is not None and note.tag in _IN_LINE:
        note = note.parent
    if note is None or note.tag not in _NOTE_TAGS or note.css_first(_HEADINGS):
        return None
    return note
