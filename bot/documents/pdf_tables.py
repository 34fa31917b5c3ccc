"""Tables in a PDF, found by place: lines whose parts stand below those of the others."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from bot.documents.pdf_cells import Table
from bot.documents.pdf_lines import Line, Part, append_line
from lessons.article.blocks import Cell
from lessons.article.runs import plain_markdown

# Two rows may be a line of a form, three with parts below one another are none by chance.
_LEAST_ROWS = 3
_LEAST_COLUMNS = 2
_MOST_COLUMNS = 12
_SAME_PLACE = 1.2
_VERY_SAME_PLACE = 0.3
_FAR_BELOW = 3.0
_LOOKED_AT = 6


def find_tables(lines: Sequence[Line]) -> Iterator[Line | Table]:
    """Yield the lines in order, those of a table as one."""
    at = 0
    while at < len(lines):
        if (ruled := lines[at].table) is not None:
            yield ruled
            at += 1
            continue
        end = _find_end(lines, at)
        table = _make_table(lines[at:end]) if end - at >= _LEAST_ROWS else None
        if table is None:
            yield lines[at]
            at += 1
        else:
            yield table
            at = end


def _find_end(lines: Sequence[Line], start: int) -> int:
    """Return where the lines end that could be rows: parted ones, and single parts below one."""
    if len(_cells(lines[start])) < _LEAST_COLUMNS:
        return start
    end = start + 1
    last_row = start
    while end < len(lines):
        before, line = lines[end - 1], lines[end]
        gap = before.y - line.y
        if line.table or line.page != before.page or not -1 < gap < line.size * _FAR_BELOW:
            break
        if len(_cells(line)) >= _LEAST_COLUMNS:
            if not _share_a_column(lines[max(start, end - _LOOKED_AT) : end], line):
                break
            last_row = end
        elif end - last_row > 2 or not _continues_a_cell(lines[last_row], line):
            break
        end += 1
    # A single line below the last row may be the next paragraph.
    return end if _is_inner(lines[last_row], lines[end - 1]) else last_row + 1


def _is_inner(row: Line, last: Line) -> bool:
    return last is row or last.x > row.x + row.size


def _share_a_column(rows: Sequence[Line], line: Line) -> bool:
    known = [part for row in rows for part in _cells(row)]
    cells = _cells(line)
    if len(line.parts) < _LEAST_COLUMNS:
        # All words of a margin end at one place; cells begin there too.
        near = line.size * _VERY_SAME_PLACE
        return all(any(_begins_below(part, it, near) for it in known) for part in cells)
    near = line.size * _SAME_PLACE
    placed = sum(any(_is_below(part, it, near) for it in known) for part in cells)
    return placed >= _LEAST_COLUMNS


def _cells(line: Line) -> tuple[Part, ...]:
    """Return what may be cells: where no wide gap parts a line, what narrow ones do."""
    return line.parts if len(line.parts) >= _LEAST_COLUMNS else line.pieces


def _begins_below(part: Part, other: Part, near: float) -> bool:
    is_centred = abs(part.x + part.right - other.x - other.right) < near
    return abs(part.x - other.x) < near or is_centred


def _is_below(part: Part, other: Part, near: float) -> bool:
    """Tell whether two parts begin, end or are centred at the same place."""
    return (
        abs(part.x - other.x) < near
        or abs(part.right - other.right) < near
        or abs(part.x + part.right - other.x - other.right) < 2 * near
    )


def _continues_a_cell(row: Line, line: Line) -> bool:
    near = line.size * _SAME_PLACE
    return any(abs(line.parts[0].x - part.x) < near for part in row.parts)


def _make_table(lines: Sequence[Line]) -> Table | None:
    """Return the table, unless its parts make no columns."""
    columns = _find_columns(lines)
    if not _LEAST_COLUMNS <= len(columns) <= _MOST_COLUMNS:
        return None
    rows: list[list[str]] = []
    bold: list[bool] = []
    before: Line | None = None
    usual = _find_usual_gap(lines)
    for line in lines:
        cells = [""] * len(columns)
        for part in line.pieces:
            place = _find_column(part, columns)
            cells[place] = append_line(cells[place], part.text)
        is_rest = not cells[0] or len(_cells(line)) == 1
        is_near = before is not None and before.y - line.y < usual * 0.9
        if rows and is_rest and (is_near or len(_cells(line)) == 1):
            rows[-1] = list(map(append_line, rows[-1], cells))
        else:
            rows.append(cells)
            bold.append(line.is_bold)
        before = line
    if len(rows) < _LEAST_COLUMNS:
        return None
    if lines[0].is_right_to_left:
        rows = [row[::-1] for row in rows]
    has_heads = bold[0] and not all(bold)
    made = tuple(
        tuple(Cell(plain_markdown(text), text, is_head=has_heads and not at) for text in row)
        for at, row in enumerate(rows)
    )
    return Table(made, lines[0].page, lines[0].y)


def _find_usual_gap(lines: Sequence[Line]) -> float:
    full = max(len(_cells(line)) for line in lines)
    tops = [line.y for line in lines if len(_cells(line)) == full]
    gaps = [a - b for a, b in pairwise(tops)]
    return median(gaps) if gaps else lines[0].size


def _find_columns(lines: Sequence[Line]) -> list[tuple[float, float]]:
    """Return from where to where each column reaches, from the left: what overlaps is one."""
    full = [line for line in lines if len(_cells(line)) >= _LEAST_COLUMNS]
    spans = sorted((part.x, part.right) for line in full for part in line.pieces)
    columns: list[tuple[float, float]] = []
    for x, right in spans:
        if columns and x < columns[-1][1] + 1:
            columns[-1] = (columns[-1][0], max(columns[-1][1], right))
        else:
            columns.append((x, right))
    return columns


def _find_column(part: Part, columns: Sequence[tuple[float, float]]) -> int:
    """Return the column that the part overlaps most, or else the nearest."""
    return max(
        range(len(columns)),
        key=lambda at: min(part.right, columns[at][1]) - max(part.x, columns[at][0]),
    )
