"""What is drawn on a PDF's page beside its words: rules, boxes, and the marks of lists."""

import ctypes
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import pypdfium2 as pdfium
from pypdfium2 import raw

# In points. What is thinner is a rule, however it is drawn.
_THIN = 2.5
_SHORTEST_RULE = 6.0
_MARK_SIZES = (1.2, 13.0)
_SMALLEST_BOX = (14.0, 8.0)
# A chart has more shapes than anybody rules tables with, and a map more corners.
_MOST_SHAPES = 4_000
_MOST_CORNERS = 400
_RECTANGLE = 5
# A dotted rule.
_DOT_GAP = 4.0
_FEWEST_DOTS = 6


@dataclass(frozen=True, slots=True)
class Box:
    """A drawn shape's bounds in points."""

    left: float
    bottom: float
    right: float
    top: float

    def covers(self, x: float, y: float) -> bool:
        return self.left <= x <= self.right and self.bottom <= y <= self.top


@dataclass(frozen=True, slots=True)
class Drawn:
    """Rules, the boxes that are filled, and what is as small as a bullet."""

    levels: tuple[Box, ...] = ()
    uprights: tuple[Box, ...] = ()
    fills: tuple[Box, ...] = ()
    marks: tuple[Box, ...] = ()


def read_drawn(page: pdfium.PdfPage) -> Drawn:
    """Return what is drawn; nothing of a page with more shapes than tables need."""
    levels: list[Box] = []
    uprights: list[Box] = []
    fills: list[Box] = []
    marks: list[Box] = []
    dots: list[Box] = []
    for found, (box, is_stroked) in enumerate(_find_boxes(page)):
        if found > _MOST_SHAPES:
            return Drawn()
        width, height = box.right - box.left, box.top - box.bottom
        if height <= _THIN and width >= _SHORTEST_RULE:
            levels.append(box)
        elif width <= _THIN and height >= _SHORTEST_RULE:
            uprights.append(box)
        elif min(width, height) <= _THIN and max(width, height) < _SHORTEST_RULE:
            dots.append(box)
            marks += [box] * _is_mark(width, height)
        elif _is_mark(width, height):
            marks.append(box)
        elif width >= _SMALLEST_BOX[0] and height >= _SMALLEST_BOX[1]:
            if is_stroked:
                levels += (Box(box.left, y, box.right, y) for y in (box.bottom, box.top))
                uprights += (Box(x, box.bottom, x, box.top) for x in (box.left, box.right))
            else:
                fills.append(box)
    levels += _join_dots(dots, lambda it: (it.top, it.left, it.right))
    uprights += _join_dots(dots, lambda it: (it.left, it.bottom, it.top))
    return Drawn(tuple(levels), tuple(uprights), tuple(fills), tuple(marks))


def _join_dots(
    dots: Sequence[Box], read: Callable[[Box], tuple[float, float, float]]
) -> Iterator[Box]:
    """Yield the rules that dots and dashes make: ``read`` tells on which line one stands, and from
    where to where."""
    run: list[Box] = []
    for dot in sorted(dots, key=lambda it: (round(read(it)[0]), read(it)[1])):
        if run:
            place, begin, _ = read(dot)
            before, _, end = read(run[-1])
            if round(place) != round(before) or begin - end > _DOT_GAP:
                yield from _as_rule(run)
                run = []
        run.append(dot)
    yield from _as_rule(run)


def _as_rule(run: Sequence[Box]) -> list[Box]:
    if len(run) < _FEWEST_DOTS:
        return []
    return [
        Box(
            min(it.left for it in run),
            min(it.bottom for it in run),
            max(it.right for it in run),
            max(it.top for it in run),
        )
    ]


def _is_mark(width: float, height: float) -> bool:
    smallest, largest = _MARK_SIZES
    is_small = smallest < width < largest and smallest < height < largest
    return is_small and 0.6 < width / height < 1.6


def _find_boxes(page: pdfium.PdfPage) -> Iterator[tuple[Box, bool]]:
    """Yield the bounds of each shape, or of each straight line of one that has several, and
    whether it is a rectangle of which only the edge is drawn."""
    bounds = [ctypes.c_float() for _ in range(4)]
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    for shape in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH]):
        if not raw.FPDFPageObj_GetBounds(shape, *bounds):
            continue
        raw.FPDFPath_GetDrawMode(shape, fill, stroke)
        corners = raw.FPDFPath_CountSegments(shape)
        if stroke.value and _RECTANGLE < corners <= _MOST_CORNERS:
            yield from ((box, False) for box in _find_lines(shape, corners))
        left, bottom, right, top = (it.value for it in bounds)
        is_edge = bool(stroke.value) and not fill.value and corners <= _RECTANGLE
        is_edge = is_edge or (bool(stroke.value) and corners == _RECTANGLE)
        if (
            is_edge
            or not stroke.value
            or corners <= _RECTANGLE
            or _is_mark(right - left, top - bottom)
        ):
            yield Box(left, bottom, right, top), is_edge


def _find_lines(shape: pdfium.PdfObject, corners: int) -> Iterator[Box]:
    """Yield the level and upright lines that a shape is drawn of."""
    matrix = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(shape, matrix)
    x, y = ctypes.c_float(), ctypes.c_float()
    before: tuple[float, float] | None = None
    for at in range(corners):
        segment = raw.FPDFPath_GetPathSegment(shape, at)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        point = (
            matrix.a * x.value + matrix.c * y.value + matrix.e,
            matrix.b * x.value + matrix.d * y.value + matrix.f,
        )
        kind = raw.FPDFPathSegment_GetType(segment)
        if before is not None and kind == raw.FPDF_SEGMENT_LINETO:
            (a, b), (c, d) = before, point
            if abs(a - c) < 1 or abs(b - d) < 1:
                yield Box(min(a, c), min(b, d), max(a, c), max(b, d))
        before = point
