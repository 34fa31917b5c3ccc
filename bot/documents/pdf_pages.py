"""What stands on a PDF's pages around the text: headers, page numbers, contents, footnotes."""

import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from bot.documents.document import Why
from bot.documents.pdf_lines import Line
from lessons.language.headings import can_end_heading, ends_like_a_sentence, holds_a_sentence
from lessons.language.limiting import limits_what_is_said

Pages = list[list[Line]]

# How many lines a header or footer may have.
_EDGE = 3
# Of a page's height; and how far from the text a margin's line stands, in sizes of the text and in
# points.
_MARGIN = 0.075
_FAR = 2.2
_FAR_POINTS = 24.0
_FAR_FROM_USUAL = 1.7
_LONGEST_MARGIN = 120
# Also three figures alone, as those that call an ambulance, that are no year, number or date.
_TELEPHONE = re.compile(r"\d[\d ()/-]{5,}\d|(?<![\d./-])(?!19|20)\d{3,}(?![\d./-])|☎|@")
# So long a table is none that only names the document.
_LONGEST_HEADER = 200
_NUMBER = r"(?:\d{1,4}|(?=[ivx])x{0,3}(?:ix|iv|v?i{0,3}))"
# With a stop it is the end of a sentence or of its half: "call\n999."
_PAGE_NUMBER = re.compile(
    rf"[^\w.,;:!?]*(?:page|seite|p\.)?\s*{_NUMBER}(?:\s*(?:/|of|von|de)\s*\d{{1,4}})?[^\w?？]*",
    re.IGNORECASE,
)
# What browsers print above and below: "11/28/26, 4:08 PM  Title", "https://... 1/2".
_BROWSERS_OWN = re.compile(
    r"\d{1,4}[/.-]\d{1,2}[/.-]\d{2,4},? \d{1,2}[:.]\d{2}(?: ?[AP]M)?\b.*"
    r"|(?:https?|file)://\S+ \d+/\d+"
)
_IMPRINT = re.compile(r"©|\(c\)|copyright|rights reserved|www\.|https?://", re.IGNORECASE)
_CONTENTS = re.compile(rf".*(?:\.{{4,}}|(?:\. ){{4,}}|…{{2,}})\s*{_NUMBER}", re.IGNORECASE)

_FIGURES = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_PLAIN_FIGURES = str.maketrans(_FIGURES, "0123456789")
_FOOTNOTE = re.compile(rf"([{_FIGURES}]{{1,3}}|\d{{1,3}}(?=[.)\s])|[*†‡§](?=\s?\w))")
_MARK = re.compile(rf"(\S*?)([{_FIGURES}]+|[*†‡§])")
_UNIT = re.compile(r"(?:.*[/·\d])?[kcdmµ]?m")


def leave_out_edges(
    pages: Sequence[Sequence[Line]], body_size: float, leave_out: Callable[[Why, str], None]
) -> Pages:
    """Return the pages without page numbers, lines of contents and what repeats at the edges. Of
    sentences that repeat there each is kept once, at the end."""
    edges = [_find_edges(lines, body_size) for lines in pages]
    pages_with = Counter(key for page in edges for key in set().union(*page.values()))
    kept: Pages = []
    told: dict[str, Line] = {}
    for lines, page in zip(pages, edges, strict=True):
        kept.append([])
        for line in lines:
            repeats = any(pages_with[key] > 1 for key in page.get(line, ()))
            is_number = _PAGE_NUMBER.fullmatch(line.text) and can_end_heading(line.text)
            is_edge = is_number or _BROWSERS_OWN.fullmatch(line.text)
            if repeats and holds_a_sentence(line.text) and not _IMPRINT.search(line.text):
                told.setdefault(line.text, line)
            elif repeats or (is_edge and line in page and _is_outermost(line, lines)):
                leave_out(Why.PAGE_EDGE, line.text)
            elif _CONTENTS.fullmatch(line.text):
                leave_out(Why.CONTENTS, line.text)
            else:
                kept[-1].append(line)
    # A sentence may be what warns; it stands on no page that its like would cut in two.
    kept[-1:] = [[*lines, *told.values()] for lines in kept[-1:]]
    return kept


def _is_outermost(line: Line, lines: Sequence[Line]) -> bool:
    """Tell whether at most one line is farther out."""
    above = sum(it.y > line.y for it in lines)
    below = sum(it.y < line.y for it in lines)
    return min(above, below) < 2


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


def leave_out_margins(
    pages: Sequence[Sequence[Line]],
    extents: Sequence[tuple[float, float] | None],
    body_size: float,
    leave_out: Callable[[Why, str], None],
) -> Pages:
    """Return the pages without what stands apart in their margins in letters no larger than the
    text's: on a single page nothing repeats. ``extents`` are each page's lower and upper edge,
    none where that tells nothing.

    What may be of use there, a sentence or a telephone number, is kept, below the text.
    """
    kept: Pages = []
    for lines, extent in zip(pages, extents, strict=True):
        above, below = _find_margins(lines, extent) if extent else ([], [])
        margins = [*above, *below]
        left = [line for line in margins if _is_of_no_use(line, body_size)]
        for line in left:
            leave_out(Why.PAGE_EDGE, line.text)
        moved = [line for line in below if line not in left]
        kept.append([*(line for line in lines if line not in left and line not in moved), *moved])
    return kept


def _find_margins(
    lines: Sequence[Line], extent: tuple[float, float]
) -> tuple[list[Line], list[Line]]:
    """Return the lines within the upper and the lower margin, if the text begins far from them."""
    bottom, top = extent
    zone = (top - bottom) * _MARGIN
    ordered = sorted(lines, key=lambda line: -line.y)
    above = [line for line in ordered if line.y + line.size > top - zone]
    below = [line for line in ordered if line.y < bottom + zone]
    body = [line for line in ordered if line not in above and line not in below]
    if not body:
        return [], []
    gaps = [a.y - b.y for a, b in pairwise(body)]
    far = max(_FAR * body[0].size, _FAR_POINTS, median(gaps or [0]) * _FAR_FROM_USUAL)
    has_gap_above = above and above[-1].y - body[0].y > far
    has_gap_below = below and body[-1].y - below[0].y > far
    return (above if has_gap_above else []), (below if has_gap_below else [])


def _is_of_no_use(line: Line, body_size: float) -> bool:
    is_loud = line.size > body_size * 1.02 or (line.is_bold and line.size > body_size * 0.85)
    has_much = len(line.text) > _LONGEST_MARGIN or ends_like_a_sentence(line.text)
    return not (is_loud or has_much or line.table or _TELEPHONE.search(line.text))


def leave_out_footnotes(
    pages: Sequence[Sequence[Line]], body_size: float, leave_out: Callable[[Why, str], None]
) -> Pages:
    """Return the pages without the notes in small print at their end and the marks for them; a
    note that limits a rule stands at its mark, in brackets."""
    kept: Pages = []
    for lines in pages:
        start = _find_footnotes(lines, body_size)
        notes = _read_notes(lines[start:])
        limits = {mark: told for mark, told in notes.items() if limits_what_is_said(told)}
        placed: set[str] = set()
        kept.append([_without_marks(line, set(notes), limits, placed) for line in lines[:start]])
        for line in lines[start:]:
            mark = _FOOTNOTE.match(line.text)
            if mark and mark[1].translate(_PLAIN_FIGURES) not in placed:
                leave_out(Why.FOOTNOTE, line.text)
    return kept


def _read_notes(lines: Sequence[Line]) -> dict[str, str]:
    """Return the words of each note by its mark."""
    notes: dict[str, str] = {}
    latest = ""
    for line in lines:
        told = line.text
        if mark := _FOOTNOTE.match(told):
            latest = mark[1].translate(_PLAIN_FIGURES)
            told = told[mark.end() :].lstrip(".) ")
        notes[latest] = f"{notes.get(latest, '')} {told}".strip()
    return notes


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


def _without_marks(
    line: Line, notes: set[str], limits: Mapping[str, str], placed: set[str]
) -> Line:
    """Return the line without marks, each limit in the place of its own, which is ``placed``.

    What stands in cells is read from these and has no room for one.
    """
    is_text = line.table is None and len(line.parts) < 2

    def drop(match: re.Match[str]) -> str:
        before, mark = match.groups()
        mark = mark.translate(_PLAIN_FIGURES)
        if mark not in notes or _UNIT.fullmatch(before):
            return str(match[0])
        if mark not in limits or not is_text:
            return str(before)
        placed.add(mark)
        return f"{before} ({limits[mark]})"

    if not notes:
        return line
    return replace(line, text=_MARK.sub(drop, line.text))
