"""What is formatted in Telegram, as the Markdown of a lesson: bold, italic, web links and lists."""

import re
from collections.abc import Iterator

from lessons.delivery.wording import Mark, MarkKind, Wording

_SIGNS = {MarkKind.BOLD: "**", MarkKind.ITALIC: "*"}
KEPT = frozenset({*_SIGNS, MarkKind.LINK})
_BULLET = re.compile(r"^[ \t]*[•‣◦·∙–][ \t]+", re.MULTILINE)


def write_markdown(wording: Wording) -> str:
    """Return the text with its formatting as Markdown; what was typed as Markdown stays so.

    A list may have any of the usual bullets. Marks that a lesson cannot show leave their words.
    """
    text, edges = wording.text, dict[int, str]()
    offsets = _character_offsets(text)
    # What lies within another mark is written within it: the longest opens first, closes last.
    marks = sorted(wording.marks, key=lambda mark: (mark.offset, -mark.length))
    for mark in (one for one in marks if one.kind in KEPT):
        for start, end in _stretches(text, offsets[mark.offset], offsets[mark.end]):
            before, after = _signs(mark)
            edges[start] = edges.get(start, "") + before
            edges[end] = after + edges.get(end, "")
    pieces = [edges.get(place, "") + letter for place, letter in enumerate(text)]
    written = "".join([*pieces, edges.get(len(text), "")])
    return _BULLET.sub("- ", written)


def list_lost(wording: Wording) -> list[MarkKind]:
    """Return what of the formatting a lesson cannot show, each kind once."""
    return list(dict.fromkeys(mark.kind for mark in wording.marks if mark.kind not in KEPT))


def _signs(mark: Mark) -> tuple[str, str]:
    if mark.kind is MarkKind.LINK:
        url = (mark.url or "").replace("(", "%28").replace(")", "%29")
        return "[", f"]({url})"
    sign = _SIGNS[mark.kind]
    return sign, sign


def _stretches(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield what a mark covers line by line, without the space around it: Markdown has none that
    goes on into the next paragraph, or begins or ends in a blank."""
    for line in re.finditer(r"[^\n]+", text[start:end]):
        words = line.group()
        inner = words.strip()
        bullet = _BULLET.match(inner)
        inner_start = start + line.start() + len(words) - len(words.lstrip())
        if bullet and (inner_start == 0 or text[inner_start - 1] == "\n"):
            inner_start += bullet.end()
            inner = inner[bullet.end() :]
        if inner:
            yield inner_start, inner_start + len(inner)


def _character_offsets(text: str) -> dict[int, int]:
    """Return the place of each character by the UTF-16 units before it, and the end's."""
    offsets, units = {}, 0
    for place, letter in enumerate(text):
        offsets[units] = place
        units += 1 + (ord(letter) > 0xFFFF)
        # A mark that ends within a letter ends before it.
        offsets.setdefault(units - 1, place)
    offsets[units] = len(text)
    return offsets
