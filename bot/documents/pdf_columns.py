"""Tables that a page writes column by column: their lines put together row by row."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import mean

from bot.documents.pdf_lines import Line

# Columns of figures and short words, not of text, which is read from top to bottom.
_FIGURE = re.compile(r"\d|^\W*\w{0,3}\W*$")
_LONGEST = 40
_FEWEST = 3
_MOST_UNMATCHED = 0.25
_FEWEST_FIGURES = 0.6
_FARTHEST = 4.0
# In sizes of the font: how far the lines of one row may stand from one another.
_SAME_ROW = 0.35


def join_columns(lines: Sequence[Line]) -> list[Line]:
    """Return the lines of a page; short ones beside those that were written before are cells of
    the same rows."""
    joined: list[Line] = []
    before: list[Line] = []
    for column in _find_columns(lines):
        if before and _is_beside(before, column):
            before = _put_together(before, column)
        else:
            joined += before
            before = column
    return joined + before


def _find_columns(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Yield lines that go down the page, each time they begin anew above."""
    if not lines:
        return
    column = [lines[0]]
    for before, line in pairwise(lines):
        gap = before.y - line.y
        if gap < -line.size * _SAME_ROW or gap > line.size * _FARTHEST:
            yield column
            column = []
        column.append(line)
    yield column


def _is_beside(rows: Sequence[Line], column: Sequence[Line]) -> bool:
    """Tell whether a column stands to the right of rows, figure by figure."""
    if len(column) < _FEWEST or any(
        line.table or line.is_boxed or len(line.text) > _LONGEST or line.is_right_to_left
        for line in column
    ):
        return False
    figures = mean(bool(_FIGURE.search(part.text)) for line in column for part in line.parts)
    matched = mean(_find_row(rows, line) is not None for line in column)
    return figures >= _FEWEST_FIGURES and matched >= 1 - _MOST_UNMATCHED


def _find_row(rows: Sequence[Line], line: Line) -> int | None:
    for at, row in enumerate(rows):
        if abs(row.y - line.y) < line.size * _SAME_ROW:
            return at if not row.table and row.right < line.x + line.size / 2 else None
    return None


def _put_together(rows: Sequence[Line], column: Sequence[Line]) -> list[Line]:
    put = list(rows)
    for line in column:
        at = _find_row(put, line)
        if at is None:
            put.append(line)
            continue
        row = put[at]
        put[at] = replace(
            row,
            text=f"{row.text} {line.text}",
            right=line.right,
            is_bold=row.is_bold and line.is_bold,
            parts=(*row.parts, *line.parts),
            pieces=(*row.pieces, *line.pieces),
        )
    return sorted(put, key=lambda line: -line.y)
