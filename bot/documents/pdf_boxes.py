"""Boxes that a PDF's page draws side by side: each is read to its end before the next."""

from collections.abc import Iterator, Sequence

from bot.documents.pdf_drawn import Box, Drawn
from bot.documents.pdf_grids import find_frames
from bot.documents.pdf_lines import is_right_to_left, make_lines
from bot.documents.pdf_signs import Sign

# In points: what is narrower is the space between the cells of a table.
_LEAST_GAP = 5.0
_LEAST_WIDTH = 60.0
_SAME_ROW = 0.5
_FEWEST_LINES = 2
_MOST_FRAMES = 60


def part_boxes(signs: Sequence[Sign], drawn: Drawn) -> Iterator[tuple[list[Sign], bool]]:
    """Yield the signs of a page in their order, those of each box that stands beside another one
    as one, and whether it is that of a box: a row of boxes where its first sign stands, from the
    side where reading begins.

    Frames of which any holds but one line are the cells of a table: none of them is a box.
    """
    rows = _find_rows([it for it in find_frames(drawn) if it.right - it.left > _LEAST_WIDTH])
    owner = _find_owners(signs, [box for row in rows for box in row])
    held: dict[Box, list[Sign]] = {box: [] for row in rows for box in row}
    for sign, box in zip(signs, owner, strict=True):
        if box is not None:
            held[box].append(sign)
    if any(len(make_lines(own, 0)) < _FEWEST_LINES for own in held.values()):
        yield list(signs), False
        return
    rest: list[Sign] = []
    for sign, box in zip(signs, owner, strict=True):
        if box is None:
            rest.append(sign)
        elif box in held:
            yield rest, False
            rest = []
            row = next(row for row in rows if box in row)
            is_from_right = is_right_to_left("".join(it.text for own in row for it in held[own]))
            yield from ((held.pop(own), True) for own in (row[::-1] if is_from_right else row))
    yield rest, False


def _find_rows(frames: Sequence[Box]) -> list[list[Box]]:
    """Return the frames that stand beside others and hold none, each row from the left."""
    rows: list[list[Box]] = []
    for frame in sorted(frames[:_MOST_FRAMES], key=lambda it: -it.top):
        if any(it is not frame and frame.covers(it.left, it.top) for it in frames):
            continue
        beside = (row for row in rows if all(_is_beside(frame, it) for it in row))
        if (row := next(beside, None)) is not None:
            row.append(frame)
        else:
            rows.append([frame])
    return [sorted(row, key=lambda it: it.left) for row in rows if len(row) > 1]


def _is_beside(one: Box, other: Box) -> bool:
    left, right = sorted((one, other), key=lambda it: it.left)
    both = min(one.top, other.top) - max(one.bottom, other.bottom)
    lower = min(one.top - one.bottom, other.top - other.bottom)
    return right.left - left.right > _LEAST_GAP and both > lower * _SAME_ROW


def _find_owners(signs: Sequence[Sign], boxes: Sequence[Box]) -> list[Box | None]:
    """Return the box of each sign; a space stands where the sign before it does."""
    owners: list[Box | None] = []
    for sign in signs:
        if sign.text.isspace() and owners:
            owners.append(owners[-1])
            continue
        middle = (sign.x + sign.right) / 2, sign.y + sign.size * 0.3
        owners.append(next((box for box in boxes if box.covers(*middle)), None))
    return owners
