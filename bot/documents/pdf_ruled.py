"""Tables between the rules of a PDF's page: each word in the cell that it stands in."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from bot.documents.pdf_cells import Table
from bot.documents.pdf_drawn import Box, Drawn
from bot.documents.pdf_grids import MOST_COLUMNS, Grid, find_grids
from bot.documents.pdf_lines import Line, append_line, is_right_to_left, make_lines
from bot.documents.pdf_signs import Sign
from lessons.article.blocks import Cell, Rows
from lessons.article.runs import plain_markdown

# Where more than a few cells are longer, a page sets texts in boxes.
_LONG_CELL = 400
_MOST_LONG = 0.2
# In a form that is to be filled in.
_LONGEST_LABEL = 60
_MOST_GRIDS = 60
# In sizes of the font: what is between two columns of words, more than a space of a typewriter, and
# between the words of a line.
_GUTTER = 0.7
_BETWEEN_WORDS = 0.4
# As the letters of a word.
_TOUCHING = 0.1
# How far a row may stand above the first rule, or below the last.
_BESIDE = 2.4
_MOST_BESIDE = 3
_FEWEST_LINES = 3
_LEADING = 1.45
_FEWEST_EDGES = 3

_Placed = dict[tuple[int, int], list[tuple[int, Sign]]]


@dataclass(frozen=True, slots=True)
class Taken:
    """A table, and the size of its letters."""

    table: Table
    size: float


def take_tables(signs: Sequence[Sign], drawn: Drawn, page: int) -> Iterator[list[Sign] | Taken]:
    """Yield the signs of a page in their order, those of a table as one, where its first stands."""
    owner: dict[int, Taken] = {}
    for grid in find_grids(drawn)[:_MOST_GRIDS]:
        free = [(at, sign) for at, sign in enumerate(signs) if at not in owner]
        inside = [
            (at, sign)
            for at, sign in free
            if grid.columns[0] - 3 <= sign.x <= grid.columns[-1] + 3 and not sign.text.isspace()
        ]
        reader = _Reader(grid, inside, drawn.fills, page)
        if (table := reader.read()) is not None:
            owner |= dict.fromkeys(reader.taken, table)
    told: set[int] = set()
    rest: list[Sign] = []
    for at, sign in enumerate(signs):
        table = owner.get(at)
        if table is None:
            rest.append(sign)
        elif id(table) not in told:
            told.add(id(table))
            yield rest
            rest = []
            yield table
    yield rest


def stand_in(taken: Taken) -> Line:
    """Return a line in whose place the table stands."""
    table = taken.table
    return Line(
        text=table.text,
        x=table.columns[0],
        y=table.top,
        size=taken.size,
        is_bold=False,
        page=table.page,
        right=table.columns[-1],
        table=table,
    )


class _Reader:
    """One grid, and the signs that stand between its sides."""

    def __init__(
        self, grid: Grid, signs: Sequence[tuple[int, Sign]], fills: Sequence[Box], page: int
    ) -> None:
        self._grid, self._fills, self._page = grid, fills, page
        top, bottom = grid.rows[0], grid.rows[-1]
        self._signs = [it for it in signs if bottom - 1 <= it[1].y + it[1].size * 0.3 <= top + 1]
        self._size = median(it.size for _, it in self._signs) if self._signs else 10.0
        self._around = [
            it for it in signs if bottom - self._size * 9 <= it[1].y <= top + self._size * 9
        ]
        self._is_repartitioned = self._has_one_rule = False
        self.taken: list[int] = []

    def read(self) -> Taken | None:
        """Return the table, unless the rules only box or part a text."""
        if not self._grid.has_columns:
            columns = self._find_gutters()
            if not 2 < len(columns) <= MOST_COLUMNS + 1:
                return None
            self._grid = replace(self._grid, columns=columns)
        if not self._grid.is_closed:
            self._take_beside()
        self._part_rows()
        cells = self._place()
        grid = self._grid
        rows_with = defaultdict(set)
        for row, column in cells:
            rows_with[row].add(column)
        with_several = sum(len(found) > 1 for found in rows_with.values())
        # A rule in pieces below a single row ends a table that began on the page before.
        is_rest = not grid.is_closed and len(grid.columns) > _FEWEST_EDGES
        is_form = with_several > 0 and len(rows_with[min(rows_with)]) > 1
        has_columns = with_several * 2 >= len(rows_with) or is_form
        if len(rows_with) < (1 if is_rest else 2) or not has_columns:
            return None
        rows, heads = self._write(cells)
        if self._is_text(rows, is_sparse=with_several * 2 < len(rows_with)):
            return None
        self.taken = [at for at, _ in self._signs]
        return Taken(Table(rows, self._page, grid.rows[0], grid.columns, heads), self._size)

    def _is_text(self, rows: Rows, *, is_sparse: bool) -> bool:
        """Tell whether the rules only set texts in boxes."""
        lengths = [len(cell.plain) for row in rows for cell in row if cell.plain]
        if is_sparse:
            return max(lengths) > _LONGEST_LABEL
        return sum(length > _LONG_CELL for length in lengths) > len(lengths) * _MOST_LONG

    def _find_lines(self, signs: Sequence[tuple[int, Sign]]) -> list[list[Sign]]:
        """Return the signs of each line from the top, in the order of the page's breadth."""
        lines: list[list[Sign]] = []
        for _, sign in sorted(signs, key=lambda it: -it[1].y):
            if lines and lines[-1][0].y - sign.y < self._size * 0.5:
                lines[-1].append(sign)
            else:
                lines.append([sign])
        return [sorted(line, key=lambda it: it.x) for line in lines]

    def _find_gutters(self) -> tuple[float, ...]:
        """Return the edges of columns that what stands between the rules leaves free in each of
        its lines, if it does in several."""
        lines = self._find_lines(self._signs)
        left, right = self._grid.columns[0], self._grid.columns[-1]
        spans = sorted((sign.x, sign.right) for line in lines for sign in line)
        free: list[tuple[float, float]] = []
        end = None
        for x, until in spans:
            if end is not None and x - end > self._size * _GUTTER:
                free.append((end, x))
            end = until if end is None else max(end, until)
        edges = []
        for start, until in free:
            both = sum(line[0].x < start + 1 and line[-1].right > until - 1 for line in lines)
            before = [sign.text for line in lines for sign in line if sign.right <= start + 1]
            if both >= _FEWEST_LINES and both * 2 >= len(lines) and any(map(str.isalpha, before)):
                edges.append((start + until) / 2)
        return (left, *edges, right)

    def _take_beside(self) -> None:
        """Take in the rows that stand above the first rule and below the last."""
        taken = {at for at, _ in self._signs}
        rest = [it for it in self._around if it[0] not in taken]
        lines = self._find_lines(rest)
        places = {id(sign): at for at, sign in rest}
        rows = self._grid.rows
        above = [line for line in reversed(lines) if line[0].y > rows[0]]
        below = [line for line in lines if line[0].y < rows[-1]]
        heads = self._take_near(above[:_MOST_BESIDE], rows[0])
        ends = self._take_near(below, rows[-1])
        taken_in = [(places[id(sign)], sign) for line in (*heads, *ends) for sign in line]
        top = [heads[-1][0].y + self._size] if heads else []
        # Each line below that has a first cell is a row.
        begin = [line[0].y + self._size * 0.95 for line in ends[1:] if self._begins_row(line)]
        bottom = [ends[-1][0].y - self._size * 0.4] if ends else []
        self._grid = replace(self._grid, rows=(*top, *rows, *begin, *bottom))
        self._signs = sorted([*self._signs, *taken_in], key=lambda it: it[0])

    def _take_near(self, lines: Sequence[list[Sign]], y: float) -> list[list[Sign]]:
        """Return the lines of cells that follow closely, up to the last that has several."""
        near: list[list[Sign]] = []
        count = 0
        for line in lines:
            columns = {self._grid_column(sign) for sign in line}
            is_far = abs(line[0].y - y) > self._size * _BESIDE
            if is_far or columns == {0} or self._crosses(line):
                break
            near.append(line)
            y = line[0].y
            if len(columns) > 1 and self._has_gap(line):
                count = len(near)
        is_rest = count and len(near) > count and abs(near[count][0].y - near[count - 1][0].y)
        return near[: count + bool(is_rest and is_rest < self._size * _LEADING)]

    def _has_gap(self, line: Sequence[Sign]) -> bool:
        gaps = (after.x - before.right for before, after in pairwise(line))
        return any(gap > self._size * _GUTTER for gap in gaps)

    def _crosses(self, line: Sequence[Sign]) -> bool:
        return any(self._crosses_edge(line, edge) for edge in self._grid.columns[1:-1])

    def _crosses_edge(
        self, line: Sequence[Sign], edge: float, nearest: float = _BETWEEN_WORDS
    ) -> bool:
        """Tell whether words of a line go on over an edge of columns."""
        before = max((it.right for it in line if it.x < edge), default=None)
        after = min((it.x for it in line if it.x >= edge), default=None)
        if before is None:
            return False
        if after is None:
            return before > edge + self._size
        return after - before < self._size * nearest

    def _grid_column(self, sign: Sign) -> int:
        middle = (sign.x + sign.right) / 2
        return sum(middle > edge for edge in self._grid.columns[1:-1])

    def _grid_row(self, sign: Sign) -> int:
        at = bisect_left(self._grid.rows, -sign.y - sign.size * 0.3, key=lambda edge: -edge)
        return min(max(at - 1, 0), len(self._grid.rows) - 2)

    def _part_rows(self) -> None:
        """Part what has several rows between two rules, where rules stand around the table and
        below its heads only."""
        has_rules_between = len(self._grid.rows) > _FEWEST_EDGES
        edges = list(self._grid.rows)
        by_row: defaultdict[int, list[tuple[int, Sign]]] = defaultdict(list)
        for it in self._signs:
            by_row[self._grid_row(it[1])].append(it)
        for own in by_row.values():
            lines = self._find_lines(own)
            begins = [line for line in lines if self._begins_row(line)]
            gaps = [a[0].y - b[0].y for a, b in pairwise(lines)]
            # Lines of cells that are wrapped stand close to one another.
            is_loose = len(begins) == len(lines) and min(gaps, default=0) > self._size * _LEADING
            are_rows = len(lines) >= _FEWEST_LINES and len(begins) >= _FEWEST_LINES - 1
            if has_rules_between:
                are_rows = len(lines) > _FEWEST_LINES and len(begins) == len(lines)
            if not are_rows and (has_rules_between or not is_loose):
                continue
            edges += [line[0].y + self._size * 0.95 for line in begins if line is not lines[0]]
        self._is_repartitioned = len(edges) > len(self._grid.rows)
        self._has_one_rule = self._is_repartitioned and not has_rules_between
        self._grid = replace(self._grid, rows=tuple(sorted(edges, reverse=True)))

    def _begins_row(self, line: Sequence[Sign]) -> bool:
        columns = {self._grid_column(sign) for sign in line}
        return 0 in columns and len(columns) > 1 and not line[0].text.islower()

    def _place(self) -> _Placed:
        cells: _Placed = {}
        for at, sign in self._signs:
            cells.setdefault((self._grid_row(sign), self._grid_column(sign)), []).append((at, sign))
        return cells

    def _write(self, cells: _Placed) -> tuple[Rows, int]:
        """Return the rows, with cells over several columns and rows where nothing parts them, and
        how many of the rows are heads."""
        heads = self._count_heads(cells)
        covered: set[tuple[int, int]] = set()
        written = []
        for row in range(len(self._grid.rows) - 1):
            made = []
            for column in range(len(self._grid.columns) - 1):
                if (row, column) in covered:
                    continue
                wide, high = self._find_span(cells, row, column)
                places = [
                    (row + down, column + over) for down in range(high) for over in range(wide)
                ]
                covered |= set(places)
                own = sorted(
                    (it for place in places for it in cells.get(place, [])), key=lambda it: it[0]
                )
                text = ""
                for line in make_lines([sign for _, sign in own], self._page):
                    text = append_line(text, line.text)
                made.append(Cell(plain_markdown(text), text, row < heads, wide, high))
            written.append(tuple(made))
        if is_right_to_left(" ".join(cell.plain for row in written for cell in row)):
            written = [row[::-1] for row in written]
        return tuple(written), heads

    def _find_span(self, cells: _Placed, row: int, column: int) -> tuple[int, int]:
        """Return how many columns and rows a cell covers."""
        grid = self._grid
        last_column, last_row = len(grid.columns) - 2, len(grid.rows) - 2
        wide = 1
        while column + wide - 1 < last_column and not self._is_parted(
            cells, row, column + wide - 1
        ):
            wide += 1
        high = 1
        covered = range(column, column + wide)
        while (
            grid.is_closed
            and not self._is_repartitioned
            and row + high - 1 < last_row
            and not any(grid.is_parted_below(row + high - 1, it) for it in covered)
            and not any(grid.is_parted_right(row + high, it) for it in covered if it < covered[-1])
        ):
            high += 1
        return wide, high

    def _is_parted(self, cells: _Placed, row: int, column: int) -> bool:
        beside = [cells.get((row, it), []) for it in (column, column + 1)]
        has_rule = self._grid.is_closed and self._grid.is_parted_right(row, column)
        if self._grid.is_closed and not all(beside):
            return has_rule
        edge = self._grid.columns[column + 1]
        lines = self._find_lines([it for found in beside for it in found])
        nearest = _TOUCHING if has_rule else _BETWEEN_WORDS
        return not any(self._crosses_edge(line, edge, nearest) for line in lines)

    def _count_heads(self, cells: _Placed) -> int:
        """Return how many rows from the top are bold, or stand on a ground, unlike others."""
        rows = sorted({row for row, _ in cells})
        own = {
            row: [it for (at, _), found in cells.items() if at == row for _, it in found]
            for row in rows
        }
        bold = [all(sign.is_bold for sign in own[row]) for row in rows]
        if bold[0] and not all(bold):
            return rows[bold.index(False)]
        if len(rows) == 1:
            return 0
        if self._has_one_rule and not self._grid.is_closed and len(rows) > 2:
            # The one rule between those around the table is below its heads.
            return rows[1]
        last = own[rows[-1]][0]
        for fill in self._fills:
            is_behind = [fill.covers(it.x + 1, it.y + 1) for it in (own[rows[0]][0], last)]
            if is_behind == [True, False] and not fill.covers(
                own[rows[1]][0].x + 1, own[rows[1]][0].y + 1
            ):
                return rows[1]
        return 0
