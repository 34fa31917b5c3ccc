"""The tables of a web page: those that hold data, and what stands in their cells."""

from collections.abc import Sequence
from dataclasses import replace

from selectolax.lexbor import LexborNode

from bot.documents.document import Run
from lessons.article.blocks import Cell
from lessons.article.runs import clean, line_markdown, one_line, plain_markdown, split_lines
from lessons.article.tables import MOST_COLUMNS

_LONGEST_CELL = 400
_HEADINGS = "h1, h2, h3, h4, h5, h6"
_ENDS = tuple(".!?:;,…。！？：；，、।۔؟")

_Rows = list[list[tuple[LexborNode, Cell]]]


def find_rows(table: LexborNode) -> _Rows | None:
    """Return the cells with what they cover, still without words; ``None`` for a mere layout.

    A table that holds tables, headings or long texts, or that has but one column, only places
    things on the page.
    """
    rows = [[cell for cell in row.iter() if cell.tag in {"td", "th"}] for row in table.css("tr")]
    rows = [row for row in rows if row]
    cells = [cell for row in rows for cell in row]
    width = max((sum(_span(cell, "colspan") for cell in row) for row in rows), default=0)
    has_heads = any(cell.tag == "th" for cell in cells)
    is_layout = (
        not 2 <= width <= MOST_COLUMNS
        or len(table.css("table")) > 1
        or any(cell.css_first(_HEADINGS) for cell in cells if cell.tag == "td")
        or (not has_heads and any(len(cell.text()) > _LONGEST_CELL for cell in cells))
    )
    return None if is_layout else [[(cell, _make_cell(cell)) for cell in row] for row in rows]


def _make_cell(node: LexborNode) -> Cell:
    return Cell(
        "", "", node.tag == "th", columns=_span(node, "colspan"), rows=_span(node, "rowspan")
    )


def _span(node: LexborNode, name: str) -> int:
    text = (node.attributes.get(name) or "").strip()
    return max(1, int(text)) if text.isascii() and text.isdigit() and len(text) < 6 else 1


def fill(cell: Cell, runs: Sequence[Run]) -> Cell:
    """Return the cell with its words, or with a sign that says something alone: a tick, a dash."""
    line = _join_lines(runs)
    if plain := one_line(line):
        return replace(cell, markdown=line_markdown(line), plain=plain)
    sign = clean("".join(run.text for run in line)).strip()
    return replace(cell, markdown=plain_markdown(sign), plain=sign)


def _join_lines(runs: Sequence[Run]) -> list[Run]:
    """Return the lines of a cell as one, with a comma where one ends without a sign."""
    joined: list[Run] = []
    for line in split_lines(runs) or [list(runs)]:
        if joined:
            before = one_line(joined)
            joined.append(Run(" " if before.endswith(_ENDS) else ", "))
        joined += line
    return joined
