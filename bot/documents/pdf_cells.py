"""A table of a PDF, found by its rules or by the place of its words."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from lessons.article.blocks import Cell, Rows

_SAME_WIDTH = 4.0
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Table:
    """``columns`` are where rules part it, from the left; ``heads`` counts the rows that head the
    others; ``top`` is where it begins on its page."""

    rows: Rows
    page: int = 0
    top: float = 0.0
    columns: tuple[float, ...] = ()
    heads: int = 0

    @property
    def text(self) -> str:
        return " ".join(cell.plain for row in self.rows for cell in row if cell.plain)


def join_tables(found: Sequence[T | Table]) -> list[T | Table]:
    """Return the same; a table that goes on in the next column or page is one, and its heads that
    stand there again are left out."""
    joined: list[T | Table] = []
    for it in found:
        before = joined[-1] if joined else None
        if isinstance(it, Table) and isinstance(before, Table) and _goes_on(before, it):
            joined[-1] = replace(
                before, rows=(*before.rows, *_without_heads(before, it)), page=it.page, top=it.top
            )
        else:
            joined.append(it)
    return joined


def _goes_on(table: Table, other: Table) -> bool:
    is_elsewhere = other.page > table.page or other.top > table.top
    if not is_elsewhere or len(table.columns) != len(other.columns) or not table.columns:
        return False
    own, others = ([at - it.columns[0] for at in it.columns] for it in (table, other))
    return all(abs(a - b) < _SAME_WIDTH for a, b in zip(own, others, strict=True))


def _without_heads(table: Table, other: Table) -> Rows:
    """Return the rows; heads of its own that say the same are told once."""
    same = 0
    for row, again in zip(table.rows[: table.heads], other.rows, strict=False):
        if [cell.plain for cell in row] != [cell.plain for cell in again]:
            break
        same += 1
    is_again = same == table.heads
    return tuple(
        tuple(_as_cell(cell) for cell in row) for row in other.rows[same if is_again else 0 :]
    )


def _as_cell(cell: Cell) -> Cell:
    return replace(cell, is_head=False)
