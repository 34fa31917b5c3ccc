"""Grids that the rules of a PDF's page make: where columns and rows begin and end."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.documents.pdf_drawn import Box, Drawn

# In points: what is as near touches, as the edges of neighboring cells do.
_NEAR = 3.0
_SAME_EDGE = 5.0
# An upright that is shorter parts no columns: it is the side of a box.
_SHARE_OF_HEIGHT = 0.4
_SHARE_OF_WIDTH = 0.2
_FARTHEST = 250.0
MOST_COLUMNS = 14


@dataclass(frozen=True, slots=True)
class Grid:
    """``columns`` are the edges from the left, ``rows`` those from the top, outer ones included.

    Without inner edges the rules only tell where a table is. ``is_closed`` says that uprights
    were drawn, so that cells without one between them are one.
    """

    columns: tuple[float, ...]
    rows: tuple[float, ...]
    levels: tuple[Box, ...] = ()
    uprights: tuple[Box, ...] = ()
    is_closed: bool = False

    @property
    def has_columns(self) -> bool:
        return len(self.columns) > 2

    def is_parted_right(self, row: int, column: int) -> bool:
        """Tell whether an upright stands at the right of a cell."""
        y = (self.rows[row] + self.rows[row + 1]) / 2
        x = self.columns[column + 1]
        return any(
            abs(it.left - x) < _SAME_EDGE and it.bottom - 1 <= y <= it.top + 1
            for it in self.uprights
        )

    def is_parted_below(self, row: int, column: int) -> bool:
        """Tell whether a level rule is below a cell."""
        x = (self.columns[column] + self.columns[column + 1]) / 2
        y = self.rows[row + 1]
        return any(
            abs(it.top - y) < _SAME_EDGE and it.left - 1 <= x <= it.right + 1 for it in self.levels
        )


def find_grids(drawn: Drawn) -> list[Grid]:
    """Return the grids: rules that touch one another, or level ones of the same ends."""
    grids: list[Grid] = []
    alone: list[list[Box]] = []
    uprights = set(drawn.uprights)
    for group in _join_touching([*drawn.levels, *drawn.uprights]):
        if any(box in uprights for box in group):
            grids += _make_closed(
                [box for box in group if box not in uprights],
                [box for box in group if box in uprights],
            )
        else:
            alone.append(group)
    return [*grids, *_stack(alone)]


def find_frames(drawn: Drawn) -> list[Box]:
    """Return the boxes that are drawn around something, without a rule in them."""
    frames = []
    uprights = set(drawn.uprights)
    for group in _join_touching([*drawn.levels, *drawn.uprights]):
        left, right = min(it.left for it in group), max(it.right for it in group)
        bottom, top = min(it.bottom for it in group), max(it.top for it in group)
        sides = {
            (
                it in uprights,
                it.left - left < _SAME_EDGE if it in uprights else it.top > bottom + _SAME_EDGE,
            )
            for it in group
        }
        is_edge = all(
            min(it.left - left, right - it.right) < _SAME_EDGE
            if it in uprights
            else min(it.bottom - bottom, top - it.top) < _SAME_EDGE
            for it in group
        )
        if is_edge and len(sides) == 4:
            frames.append(Box(left, bottom, right, top))
    return frames


def _join_touching(boxes: Sequence[Box]) -> list[list[Box]]:
    """Return the boxes in groups of those that touch one another."""
    leader = list(range(len(boxes)))

    def find(at: int) -> int:
        while leader[at] != at:
            leader[at] = leader[leader[at]]
            at = leader[at]
        return at

    owner: dict[tuple[int, int], int] = {}
    for at, box in enumerate(boxes):
        half = _NEAR / 2
        for x in range(int((box.left - half) // _NEAR), int((box.right + half) // _NEAR) + 1):
            for y in range(int((box.bottom - half) // _NEAR), int((box.top + half) // _NEAR) + 1):
                leader[find(at)] = find(owner.setdefault((x, y), at))
    groups: defaultdict[int, list[Box]] = defaultdict(list)
    for at, box in enumerate(boxes):
        groups[find(at)].append(box)
    return list(groups.values())


def _make_closed(levels: Sequence[Box], uprights: Sequence[Box]) -> Iterator[Grid]:
    """Yield the grid of rules that touch, unless it is one box."""
    both = [*levels, *uprights]
    left, right = min(it.left for it in both), max(it.right for it in both)
    bottom, top = min(it.bottom for it in both), max(it.top for it in both)
    columns = _find_edges(
        [(it.left, it.top - it.bottom) for it in uprights],
        (left, right),
        (top - bottom) * _SHARE_OF_HEIGHT,
    )
    rows = _find_edges(
        [(it.top, it.right - it.left) for it in levels],
        (bottom, top),
        (right - left) * _SHARE_OF_WIDTH,
    )
    if 2 < len(columns) <= MOST_COLUMNS + 1:
        yield Grid(tuple(columns), tuple(rows[::-1]), tuple(levels), tuple(uprights), True)


def _find_edges(
    found: Iterable[tuple[float, float]], outer: tuple[float, float], least: float
) -> list[float]:
    """Return the places of edges that are long enough together, between the outer ones."""
    first, last = outer
    groups: list[list[tuple[float, float]]] = []
    for place, length in sorted(found):
        if groups and place - groups[-1][-1][0] < _SAME_EDGE:
            groups[-1].append((place, length))
        else:
            groups.append([(place, length)])
    inner = [
        sum(place for place, _ in group) / len(group)
        for group in groups
        if sum(length for _, length in group) >= least
    ]
    return [first, *(it for it in inner if first + _SAME_EDGE < it < last - _SAME_EDGE), last]


def _stack(groups: Iterable[Sequence[Box]]) -> Iterator[Grid]:
    """Yield the grids of level rules that stand one below another and have the same ends. Where
    the pieces that rules are drawn of meet are the edges of columns."""
    stacks: list[list[tuple[float, list[Box]]]] = []
    rules = [(max(it.top for it in group), _without_doubles(group)) for group in groups]
    for y, parts in sorted(rules, key=lambda rule: -rule[0]):
        for stack in reversed(stacks):
            if _has_same_ends(stack[-1][1], parts) and 0 < stack[-1][0] - y < _FARTHEST:
                stack.append((y, parts))
                break
        else:
            stacks.append([(y, parts)])
    for stack in stacks:
        left, right = stack[0][1][0].left, max(it.right for it in stack[0][1])
        inner = [(a.right + b.left) / 2 for _, parts in stack for a, b in pairwise(parts)]
        columns = _find_edges([(it, 1) for it in inner], (left, right), len(stack) / 2)
        if len(columns) > MOST_COLUMNS + 1 or (len(columns) == 2 and len(stack) == 1):
            continue
        levels = [box for _, parts in stack for box in parts]
        yield Grid(tuple(columns), tuple(y for y, _ in stack), tuple(levels))


def _without_doubles(group: Iterable[Box]) -> list[Box]:
    """Return the pieces of one rule from the left, those that lie upon another once."""
    pieces: list[Box] = []
    for box in sorted(group, key=lambda it: (it.left, -it.right)):
        if not pieces or box.left > pieces[-1].right - _NEAR:
            pieces.append(box)
    return pieces


def _has_same_ends(one: Sequence[Box], other: Sequence[Box]) -> bool:
    return abs(one[0].left - other[0].left) < _NEAR and (
        abs(max(it.right for it in one) - max(it.right for it in other)) < _NEAR
    )
