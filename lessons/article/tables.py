"""Tables written as lines that each say their row and column, so that no figure stands alone."""

from collections.abc import Sequence
from dataclasses import dataclass

from lessons.article.blocks import Cell, Rows
from lessons.course.markdown import escape, start_block
from lessons.language.headings import ends_like_a_sentence

MOST_COLUMNS = 60
"""Wider ones, and cells over more rows than that, are no tables that anybody reads."""

_MOST_SPANNED_ROWS = 200
_LONGEST_HEAD = 60
_LONGEST_LABEL = 25

Grid = list[list[Cell | None]]


def place_cells(rows: Rows) -> Grid:
    """Return the rows with a cell in each place that it covers, ``None`` where none does."""
    grid: Grid = [[] for _ in rows]
    for row, cells in enumerate(rows):
        column = 0
        for cell in cells:
            while column < len(grid[row]) and grid[row][column] is not None:
                column += 1
            if column == MOST_COLUMNS:
                break
            last_row = min(row + max(1, min(cell.rows, _MOST_SPANNED_ROWS)), len(rows))
            last_column = min(column + max(1, cell.columns), MOST_COLUMNS)
            for below in grid[row:last_row]:
                below.extend([None] * (last_column - len(below)))
                below[column:last_column] = [cell] * max(0, last_column - column)
            column = last_column
    width = max(map(len, grid), default=0)
    for line in grid:
        line.extend([None] * (width - len(line)))
    return grid


def is_empty_form(rows: Rows) -> bool:
    """Tell whether nobody filled a table in: below its heads, only its first column has words, and
    those only name what is to be written beside them."""
    grid = place_cells(rows)
    told = [[cell for cell in row if cell and any(map(str.isalnum, cell.plain))] for row in grid]
    first = [row[0] if row else None for row in grid]
    has_heads = bool(told) and len(told[0]) > 1
    if has_heads and (len(told) < 3 or any(ends_like_a_sentence(it.plain) for it in told[0])):
        return False
    body = list(zip(first, told, strict=True))[has_heads:]
    return (
        bool(body)
        and len(grid[0]) > 1
        and all(
            not cells
            or (
                len(cells) == 1
                and cells[0] is label
                and _is_label(label.plain, has_heads=has_heads)
            )
            for label, cells in body
        )
    )


def _is_label(text: str, *, has_heads: bool) -> bool:
    is_short = len(text) <= _LONGEST_LABEL and not ends_like_a_sentence(text)
    return is_short and (has_heads or text.endswith((":", "：")))


def write_table(rows: Rows) -> str:
    """Return the table as a list, the heads of columns before the cells.

    A table of records has a line for each row: "Age: 3 years; Dose: 5 ml". A table with heads at
    both sides has one for each cell: "Adults, 250 mg tablet: 2 tablets". A cell that covers
    several columns has all their heads.
    """
    grid = place_cells(rows)
    heads, body = _split_heads(grid)
    if _has_side_heads(heads, body):
        lines = [line for row in body for line in _write_cells(heads, row)]
    else:
        lines = [_write_row(heads, row) for row in body]
    return "\n".join(f"- {start_block(line)}" for line in lines if line)


@dataclass(frozen=True, slots=True)
class _Place:
    """A cell, and the heads of the columns that it covers in its row."""

    cell: Cell
    head: str


def _split_heads(grid: Grid) -> tuple[list[str], Grid]:
    """Return the head of each column, one below another joined, and the other rows."""
    is_head = [all(cell is None or cell.is_head or not cell.plain for cell in row) for row in grid]
    count = next((place for place, is_it in enumerate(is_head) if not is_it), 0)
    if not count and looks_like_heads(grid):
        count = 1
    heads = []
    for column in range(len(grid[0]) if grid else 0):
        named: list[str] = []
        for row in grid[:count]:
            cell = row[column]
            name = escape(cell.plain.rstrip(":： ")) if cell else ""
            if name and name not in named:
                named.append(name)
        heads.append(", ".join(named))
    return (heads if count else []), grid[count:]


def looks_like_heads(grid: Grid) -> bool:
    """Tell whether the first of the rows, none marked, has the heads of the others.

    It is bold where they are not, leaves its corner empty, or has words above columns of figures.
    """
    if len(grid) < 2:
        return False
    first, *others = [[cell for cell in row if cell and cell.plain] for row in grid]
    if not first or any(
        len(cell.plain) > _LONGEST_HEAD or ends_like_a_sentence(cell.plain) for cell in first
    ):
        return False
    corner, *below = [row[0] for row in grid]
    if not (corner and corner.plain) and all(cell and cell.plain for cell in below):
        return len(first) == len(grid[0]) - 1
    if all(map(_is_bold, first)):
        return not any(all(map(_is_bold, row)) for row in others)
    has_figures = [all(_has_figure(row[at]) for row in grid[1:]) for at in range(len(grid[0]))]
    return len(others) > 1 and not any(map(_has_figure, first)) and any(has_figures)


def _is_bold(cell: Cell) -> bool:
    return cell.markdown.startswith("**") and cell.markdown.endswith("**")


def _has_figure(cell: Cell | None) -> bool:
    return cell is not None and any(map(str.isdigit, cell.plain))


def _has_side_heads(heads: Sequence[str], body: Grid) -> bool:
    """Tell whether the first column heads the rows, as the corner or its cells show."""
    firsts = [row[0] for row in body if row and row[0]]
    is_marked = bool(firsts) and all(cell.is_head for cell in firsts)
    return is_marked if len(heads) < 3 else is_marked or not heads[0]


def _find_places(heads: Sequence[str], row: Sequence[Cell | None]) -> list[_Place]:
    """Return the cells with words, each once."""
    places: list[_Place] = []
    column = 0
    while column < len(row):
        cell, start = row[column], column
        while column < len(row) and row[column] is cell:
            column += 1
        if cell is None or not cell.plain:
            continue
        # What covers the first column and more is the head of its row.
        is_across = start == 0 and column > 1
        named = [] if is_across else [head for head in heads[start:column] if head]
        covered = list(dict.fromkeys(named))
        places.append(_Place(cell, ", ".join(covered)))
    return places


def _write_row(heads: Sequence[str], row: Sequence[Cell | None]) -> str:
    return "; ".join(
        f"{place.head}: {place.cell.markdown}" if place.head else place.cell.markdown
        for place in _find_places(heads, row)
    )


def _write_cells(heads: Sequence[str], row: Sequence[Cell | None]) -> list[str]:
    """Return a line for each cell; a row of one cell heads those below, and stays a line."""
    places = _find_places(heads, row)
    if not places:
        return []
    first, *others = places
    if not others or row[0] is None or not row[0].plain:
        return [_write_row(heads, row)]
    return [
        f"{first.cell.markdown}, {place.head}: {place.cell.markdown}"
        if place.head
        else f"{first.cell.markdown}: {place.cell.markdown}"
        for place in others
    ]
