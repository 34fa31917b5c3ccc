"""Columns that blanks make in a text: where they stand, and the cells of each line."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

# Nobody sets columns wider, and a paragraph in one line is longer.
_WIDEST = 300
_TAB = 8
_GAP = 2
# As wide as nothing but columns makes it: two blanks also stand after a stop, and justify.
_SURE_GAP = 3
# So many lines without a gap stand between two rows.
_MOST_SINGLE = 2
_LOOKED_AT = 6
_STOPS = frozenset(".!?:;")
_MAY_PART = re.compile(r"\S(?:\s\s|\t|\u3000)")
_STROKES = re.compile(r"[\s=_+*~|-]*[=_+*~-]{3,}[\s=_+*~|-]*")


@dataclass(frozen=True)
class Spaced:
    """A line as it stands on a page of letters of one width."""

    text: str

    @cached_property
    def columns(self) -> list[str]:
        """What stands in each column; a sign of double width has nothing in its second."""
        text = self.text.expandtabs(_TAB).rstrip()
        if text.isascii():
            return list(text)
        columns: list[str] = []
        for sign in text:
            is_wide = unicodedata.east_asian_width(sign) in {"W", "F"}
            if unicodedata.category(sign) in {"Mn", "Me", "Cf"} and columns:
                columns[-1] += sign
            elif sign.isspace():
                columns += [" "] * (1 + is_wide)
            else:
                columns += [sign, ""] if is_wide else [sign]
        return columns

    @property
    def is_blank(self) -> bool:
        return not self.text.strip()

    @cached_property
    def is_rule(self) -> bool:
        """Whether it is drawn of strokes, as below the heads of a table."""
        return _STROKES.fullmatch(self.text) is not None

    @cached_property
    def gaps(self) -> tuple[tuple[int, int], ...]:
        """Where blanks between its words begin and end, if they are more than a space."""
        # Marks above and below letters take no columns, but stand in the text.
        is_short = len(self.text) <= _WIDEST and len(self.columns) <= _WIDEST
        if not is_short or not _MAY_PART.search(self.text):
            return ()
        found = []
        start = None
        for at, sign in enumerate(self.columns):
            if sign == " ":
                start = at if start is None else start
            elif start is not None:
                width = at - start
                is_after_stop = width < _SURE_GAP and self.columns[start - 1] in _STOPS
                if start and width >= _GAP and not is_after_stop:
                    found.append((start, at))
                start = None
        # What stands before the first word is no gap.
        return tuple(gap for gap in found if any(sign != " " for sign in self.columns[: gap[0]]))

    @property
    def is_parted(self) -> bool:
        return bool(self.gaps) and not self.is_rule

    @property
    def sure_gaps(self) -> int:
        """How many gaps nothing but columns makes; none where most are narrow, as in a line that
        is stretched to its margin."""
        sure = sum(end - start >= _SURE_GAP for start, end in self.gaps)
        return sure if sure * 2 >= len(self.gaps) else 0

    @property
    def indent(self) -> int:
        return next((at for at, sign in enumerate(self.columns) if sign != " "), 0)

    @cached_property
    def blanks(self) -> int:
        """The columns that have nothing, as the bits of a number."""
        bits = "".join("1" if sign == " " else "0" for sign in reversed(self.columns))
        beyond = ~0 << len(self.columns)
        return beyond | int(bits or "0", 2)

    def cut(self, edges: Sequence[int]) -> list[str]:
        """Return the cells that begin at those edges."""
        ends = [*edges[1:], _WIDEST + 2]
        return [
            " ".join("".join(self.columns[a:b]).split()) for a, b in zip(edges, ends, strict=True)
        ]

    def cut_at_gaps(self) -> list[str]:
        return self.cut([0, *(end for _, end in self.gaps)])


def find_edges(blanks: int, width: int) -> list[int]:
    """Return where columns begin, the first at 0, between what is blank in every line."""
    filled = ~blanks & ((1 << width) - 1)
    begins = filled & (blanks << 1) & (blanks << 2)
    # What stands before the first word is no gap.
    begins &= ~((filled & -filled) * 2 - 1)
    return [0, *(at for at in range(width) if begins >> at & 1)]


def find_end(lines: Sequence[Spaced], start: int) -> int:
    """Return where lines end that share columns from ``start`` on, or ``start`` if none do.

    A single line may be blank between two. One without a gap is a row if it fits a column and
    another follows; it goes on with a cell if it is set in below one.
    """
    blanks, width = lines[start].blanks, len(lines[start].columns)
    last = start
    for at in range(start + 1, len(lines)):
        line = lines[at]
        is_apart = lines[at - 1].is_blank
        if len(line.text) > _WIDEST or ((line.is_blank or line.is_rule) and is_apart):
            break
        if line.is_blank or line.is_rule:
            continue
        before = find_edges(blanks, width)
        if not (line.is_parted or is_apart) and len(before) > 1 and line.indent >= before[1]:
            last = at
            continue
        shared = blanks & line.blanks
        width = max(width, len(line.columns))
        after = find_edges(shared, width)
        if len(after) < 2 or (
            is_apart and not _is_aligned(lines[max(start, last - _LOOKED_AT) : last + 1], line)
        ):
            break
        if not line.is_parted and (
            is_apart or at - last > _MOST_SINGLE or len(after) < len(before)
        ):
            break
        if line.is_parted or line.indent >= after[1]:
            last = at
        blanks = shared
    return last + 1 if last > start else start


def _is_aligned(rows: Sequence[Spaced], line: Spaced) -> bool:
    """Tell whether a cell besides the first begins or ends where one of a row does."""
    begins = {end for row in rows for _, end in row.gaps}
    ends = {len(row.columns) for row in rows}
    return any(end in begins for _, end in line.gaps) or len(line.columns) in ends
