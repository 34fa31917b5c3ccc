"""Tables in a text without marks: cells between tabs, strokes or blanks, and values after dots."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from lessons.article.blocks import Cell, Rows
from lessons.article.tables import looks_like_heads, place_cells
from lessons.article.text_columns import Spaced, find_edges, find_end
from lessons.course.markdown import escape

_MARK = re.compile(r"[^\w\s]?|\d{1,3}[.)]")
_BOX = str.maketrans(
    {
        **dict.fromkeys("│┃║", "|"),
        **dict.fromkeys("─━═", "-"),
        **dict.fromkeys("┌┐└┘├┤┬┴┼╔╗╚╝╠╣╦╩╬", "+"),
    }
)
_LEADER = re.compile(r"(?P<name>\S.*?)\s*(?:\.{4,}|(?:\. ){3,}\.?|…{2,}|·{4,})\s*(?P<value>\S.*)")
_FEWEST_RULES = 3
_FEWEST_CHAPTERS = 3
_ENDS = tuple(".!?:;。！？：।۔؟")


@dataclass(frozen=True, slots=True)
class Found:
    """A table, and the lines that it was: from ``start`` up to ``end``.

    Names of chapters and their pages are ``is_contents``.
    """

    rows: Rows
    start: int
    end: int
    is_contents: bool = False


def find_tables(raw: Sequence[str]) -> Iterator[Found]:
    """Yield the tables in lines as they were typed, in their order."""
    texts = [line.translate(_BOX) for line in raw]
    lines = list(map(Spaced, texts))
    marked = [_find_cells(text) for text in texts]
    at = 0
    while at < len(lines):
        found = _read_marked(lines, marked, at) or _read_leaders(lines, at)
        if found is None and lines[at].is_parted:
            found = _read_columns(lines, at)
        if found is not None:
            yield found
        at = found.end if found else at + 1


def _find_cells(line: str) -> tuple[Cell, ...]:
    """Return the cells between tabs or upright strokes, none where it is no row of a table."""
    bare = line.strip(" ")
    if bare.startswith("|") and bare.endswith("|") and len(bare) > 1:
        cells = [" ".join(text.split()) for text in bare[1:-1].split("|")]
        return _make_cells(cells) if len(cells) > 1 and any(cells) else ()
    cells = [" ".join(text.split()) for text in bare.split("\t")]
    # A tab also sets a line in, and follows the mark of an item.
    is_row = len(cells) > 1 and not _MARK.fullmatch(cells[0])
    has_empty_corner = not cells[0] and sum(map(bool, cells)) > 1
    return _make_cells(cells) if is_row or has_empty_corner else ()


def _read_marked(
    lines: Sequence[Spaced], marked: Sequence[tuple[Cell, ...]], start: int
) -> Found | None:
    """Return the table of lines of cells, with lines of strokes between them."""
    end = start
    while end < len(lines) and (marked[end] or lines[end].is_rule):
        end += 1
    while end > start and not marked[end - 1]:
        end -= 1
    found = marked[start:end]
    if sum(map(bool, found)) < 2:
        return None
    is_even = len(set(map(len, filter(None, found)))) == 1
    if not is_even and any("\t\t" in line.text.strip() for line in lines[start:end]):
        # Several tabs that bring cells below one another are no empty cells.
        return _read_columns(lines, start)
    if found.count(()) >= _FEWEST_RULES and is_even:
        # Between two rules a row may take several lines.
        return Found(_join_rows([[it.plain for it in row] for row in found]), start, end)
    return Found(_mark_heads([row or _make_cells(["-"]) for row in found]), start, end)


def _mark_heads(rows: Sequence[tuple[Cell, ...]]) -> Rows:
    """Return the rows without lines of strokes; what stands above the first are heads."""
    strokes = [not any(any(map(str.isalnum, cell.plain)) for cell in row) for row in rows]
    first = next((at for at, is_it in enumerate(strokes) if not is_it), 0)
    below = strokes.index(True, first) if True in strokes[first:] else 0
    heads = below if not all(strokes[below:]) else 0
    return tuple(
        tuple(replace(cell, is_head=at < heads) for cell in row)
        for at, row in enumerate(rows)
        if not strokes[at]
    )


def _read_leaders(lines: Sequence[Spaced], start: int) -> Found | None:
    """Return the names and the values that dots lead to."""
    end = start
    rows = []
    while end < len(lines) and (leader := _LEADER.fullmatch(lines[end].text.strip())):
        if not any(map(str.isalnum, leader["value"])):
            break
        rows.append(_make_cells([leader["name"], leader["value"]], heads=1))
        end += 1
    if not rows:
        return None
    pages = [int(page.plain) for _, page in rows if page.plain.isdecimal()]
    is_contents = len(pages) == len(rows) >= _FEWEST_CHAPTERS and pages == sorted(pages)
    return Found(tuple(rows), start, end, is_contents)


def _read_columns(lines: Sequence[Spaced], start: int) -> Found | None:
    """Return the table that blanks make of lines, none where they only stand there."""
    end = find_end(lines, start)
    parted = [line for line in lines[start:end] if line.is_parted]
    if end == start:
        cells = lines[start].cut_at_gaps()
        # So many in one line are cells, whatever stands above and below.
        is_row = lines[start].sure_gaps > 1 and not _MARK.fullmatch(cells[0])
        return Found((_make_cells(cells),), start, start + 1) if is_row else None
    if sum(line.sure_gaps > 0 for line in parted) * 2 < len(parted) or all(
        _MARK.fullmatch(line.cut_at_gaps()[0]) and len(line.gaps) == 1 for line in parted
    ):
        return None
    blanks, width = -1, 0
    for line in lines[start:end]:
        if line.is_parted or not (line.is_blank or line.is_rule or line.indent):
            blanks &= line.blanks
            width = max(width, len(line.columns))
    edges = find_edges(blanks, width)
    own = [line.cut_at_gaps() for line in parted]
    if any(len(cells) > len(edges) for cells in own):
        # Cells that overlap those of other rows are told by their own gaps, or only kept.
        is_even = len(set(map(len, own))) == 1
        rows = [
            _make_cells(cells if is_even else ["; ".join(cells)])
            for line in lines[start:end]
            if not line.is_blank and not line.is_rule and (cells := line.cut_at_gaps())
        ]
        return Found(tuple(rows), start, end)
    return Found(_join_rows([_cut(line, edges) for line in lines[start:end]]), start, end)


def _cut(line: Spaced, edges: Sequence[int]) -> list[str] | None:
    """Return the cells of a line, none of a rule; what goes on with a cell may reach beyond it."""
    if line.is_blank:
        return None
    if line.is_rule:
        return []
    if line.is_parted:
        return line.cut(edges)
    at = sum(edge <= line.indent for edge in edges) - 1
    return ["" if it != at else " ".join(line.text.split()) for it in range(len(edges))]


def _join_rows(lines: Sequence[Sequence[str] | None]) -> Rows:
    """Return the rows, each with the lines that go on with its cells. What stands above the first
    rule, a line without cells, are heads."""
    rows: list[list[str]] = []
    heads = 0
    is_new = True
    for cells in lines:
        if not cells:
            heads = heads or (len(rows) if cells is not None else 0)
            is_new = True
        elif rows and not is_new and _goes_on(rows[-1], cells):
            rows[-1] = [f"{a} {b}".strip() for a, b in zip(rows[-1], cells, strict=True)]
        else:
            # The first cell of several rows is written once.
            is_below = rows and not cells[0] and not is_new
            rows.append([rows[-1][0] if is_below else cells[0], *cells[1:]])
            is_new = False
    if heads > 1:
        joined = [" ".join(filter(None, column)) for column in zip(*rows[:heads], strict=True)]
        rows, heads = [joined, *rows[heads:]], 1
    has_rows_below = heads < len(rows)
    made = tuple(
        _make_cells(row, heads=len(row) * (at < heads and has_rows_below))
        for at, row in enumerate(rows)
    )
    if len(rows[0]) == 2 and not heads and not looks_like_heads(place_cells(made)):
        return tuple(_make_cells(row, heads=bool(row[0] and row[1])) for row in rows)
    return made


def _goes_on(row: Sequence[str], cells: Sequence[str]) -> bool:
    """Tell whether a line goes on with the cells of the row above it."""
    filled = [cell for cell in cells if cell]
    if cells[0]:
        is_one = len(filled) == 1 or sum(map(bool, row)) == 1
        return is_one and cells[0][0].islower() and not row[0].endswith(_ENDS)
    is_small = all(cell[0].islower() for cell in filled)
    return len(cells) == 2 or is_small or len(filled) < sum(map(bool, row[1:]))


def _make_cells(texts: Sequence[str], *, heads: int = 0) -> tuple[Cell, ...]:
    """Return the cells, so many of which are heads; a colon after one is but a sign of it."""
    return tuple(
        Cell(escape(plain), plain, is_head=at < heads)
        for at, text in enumerate(texts)
        for plain in [" ".join(text.split()).rstrip(":： " if at < heads else None)]
    )
