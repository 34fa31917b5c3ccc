"""What stands on a PDF's pages around the text: headers, page numbers, contents, footnotes."""

import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import replace

from bot.documents.document import Why
from bot.documents.pdf_lines import Line

Pages = list[list[Line]]

# How many lines a header or footer may have.
_EDGE = 2
# So long a table is none that only names the document.
_LONGEST_HEADER = 200
_NUMBER = r"(?:\d{1,4}|(?=[ivx])x{0,3}(?:ix|iv|v?i{0,3}))"
# With a full stop it is the end of a sentence: "call\n999."
_PAGE_NUMBER = re.compile(
    rf"\W*(?:page|seite|p\.)?\s*{_NUMBER}(?:\s*(?:/|of|von|de)\s*\d{{1,4}})?[^\w.。]*",
    re.IGNORECASE,
)
# What browsers print above and below: "11/28/26, 4:08 PM  Title", "https://... 1/2".
_BROWSERS_OWN = re.compile(
    r"\d{1,4}[/.-]\d{1,2}[/.-]\d{2,4},? \d{1,2}[:.]\d{2}(?: ?[AP]M)?\b.*"
    r"|(?:https?|file)://\S+ \d+/\d+"
)
_CONTENTS = re.compile(rf".*(?:\.{{4,}}|(?:\. ){{4,}}|…{{2,}})\s*{_NUMBER}", re.IGNORECASE)

_FIGURES = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_PLAIN_FIGURES = str.maketrans(_FIGURES, "0123456789")
_FOOTNOTE = re.compile(rf"([{_FIGURES}]{{1,3}}|\d{{1,3}}(?=[.)\s])|[*†‡§](?=\s?\w))")
_MARK = re.compile(rf"(\S*?)([{_FIGURES}]+|[*†‡§])")
_UNIT = re.compile(r"(?:.*[/·\d])?[kcdmµ]?m")


def leave_out_edges(
    pages: Sequence[Sequence[Line]], body_size: float, leave_out: Callable[[Why, str], None]
) -> Pages:
    """Return the pages without page numbers, lines of contents and what repeats at the edges."""
    edges = [_find_edges(lines, body_size) for lines in pages]
    pages_with = Counter(key for page in edges for key in set().union(*page.values()))
    kept: Pages = []
    for lines, page in zip(pages, edges, strict=True):
        kept.append([])
        for line in lines:
            repeats = any(pages_with[key] > 1 for key in page.get(line, ()))
            is_edge = _PAGE_NUMBER.fullmatch(line.text) or _BROWSERS_OWN.fullmatch(line.text)
            if repeats or (line in page and is_edge):
                leave_out(Why.PAGE_EDGE, line.text)
            elif _CONTENTS.fullmatch(line.text):
                leave_out(Why.CONTENTS, line.text)
            else:
                kept[-1].append(line)
    return kept


def _find_edges(lines: Iterable[Line], body_size: float) -> dict[Line, set[Hashable]]:
    """Return the outermost lines, each with what would be the same on another page.

    Size and place are part of it: a title is no header, though the headers repeat its words.
    In a header one of its figures may grow with the pages; in a heading it counts: "Exercise 2".
    """
    ordered = sorted(lines, key=lambda line: -line.y)
    edges: dict[Line, set[Hashable]] = {}
    for line in {*ordered[:_EDGE], *ordered[-_EDGE:]}:
        if line.table and len(line.text) > _LONGEST_HEADER:
            continue
        texts = {line.text}
        if line.size < body_size * 1.05 and not (line.is_bold and line.size > body_size * 0.95):
            numbers = list(re.finditer(r"\d{1,4}", line.text))
            for number in numbers:
                before, after = line.text[: number.start()], line.text[number.end() :]
                texts.add(f"{before}#{int(number[0]) - line.page}{after}")
        edges[line] = {(text, line.size, round(line.y)) for text in texts}
    return edges


def leave_out_footnotes(
    pages: Sequence[Sequence[Line]], body_size: float, leave_out: Callable[[Why, str], None]
) -> Pages:
    """Return the pages without the notes in small print at their end and the marks for them."""
    kept: Pages = []
    for lines in pages:
        start = _find_footnotes(lines, body_size)
        notes = set()
        for line in lines[start:]:
            if mark := _FOOTNOTE.match(line.text):
                notes.add(mark[1].translate(_PLAIN_FIGURES))
                leave_out(Why.FOOTNOTE, line.text)
        kept.append([_without_marks(line, notes) for line in lines[:start]])
    return kept


def _find_footnotes(lines: Sequence[Line], body_size: float) -> int:
    """Return where the footnotes begin: small lines up to the end, the first with a mark that
    stands in the text above too. Small print that nothing refers to belongs to the text."""
    small = len(lines)
    while small and lines[small - 1].size <= body_size * 0.93:
        small -= 1
    marks = {
        found[2].translate(_PLAIN_FIGURES)
        for line in lines[:small]
        for found in _MARK.finditer(line.text)
        if not _UNIT.fullmatch(found[1])
    }
    for place, line in enumerate(lines[small:], start=small):
        mark = _FOOTNOTE.match(line.text)
        if mark and mark[1].translate(_PLAIN_FIGURES) in marks:
            return place
    return len(lines)


def _without_marks(line: Line, notes: set[str]) -> Line:
    def drop(match: re.Match[str]) -> str:
        before, mark = match.groups()
        is_mark = mark.translate(_PLAIN_FIGURES) in notes and not _UNIT.fullmatch(before)
        return str(before) if is_mark else str(match[0])

    if not notes:
        return line
    return replace(line, text=_MARK.sub(drop, line.text))
