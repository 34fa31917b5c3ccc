"""The lines of a PDF's page: their words in reading order, place, size and weight."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from bot.documents.document import RAISED
from bot.documents.pdf_cells import Table
from bot.documents.pdf_signs import Sign

# In sizes of the font. A space is seldom narrower than a quarter, and seldom stretched to more than
# one and a half.
_SPACE = 0.17
# Signs that need no spaces are set apart for looks.
_WIDE_SPACE = 1.0
_CELL_GAP = 1.6
_PIECE_GAP = 0.7
_STRETCHED = 0.42
_MARK = re.compile(r"[^\w\s]|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]|\d{1,2}(?:\.\d{1,2})+\.?")
_SAME_LINE = 0.4
_RAISED_WITHIN = 0.75
_BACK = 0.5
_FIRST_FROM_THE_RIGHT = "\u0590"
_FIGURE = 0.6
# What goes with the words and figures around it: signs, spaces.
_BETWEEN = frozenset(["ES", "CS", "ET", "WS", "ON"])
_UNITS = frozenset(
    [
        *("mg", "g", "kg", "mcg", "µg", "μg", "ml", "l", "cl", "dl", "cm", "mm", "m", "km", "iu"),
        *("mmol", "mmhg", "kcal", "kj", "h", "min"),
    ]
)


@dataclass(frozen=True, slots=True)
class Part:
    """What stands apart from the rest of its line, as a cell does."""

    text: str
    x: float
    right: float


@dataclass(frozen=True, slots=True)
class Line:
    """``x``, ``right`` and ``y`` in points from the left and the bottom; ``page`` from 0.

    Raised figures are written as such, as in m². ``parts`` are several where wide gaps part it.
    """

    text: str
    x: float
    y: float
    size: float
    is_bold: bool
    page: int
    right: float = 0.0
    parts: tuple[Part, ...] = ()
    pieces: tuple[Part, ...] = ()
    """The same where narrower gaps part it too, wider than between words."""
    is_known: bool = True
    """Whether its fonts tell which letters most of its signs are."""
    table: Table | None = None
    is_boxed: bool = False
    """Whether a box of its own holds it, so that what stands beside is no cell of its row."""
    """The table that it stands for, if it is none of words alone."""

    @property
    def is_right_to_left(self) -> bool:
        """Whether most of its letters are of a script that is."""
        return is_right_to_left(self.text)


def is_right_to_left(text: str) -> bool:
    """Tell whether most letters are of a script that is written from right to left."""
    if max(text, default="") < _FIRST_FROM_THE_RIGHT:
        return False
    counted = Counter(map(unicodedata.bidirectional, text))
    return counted["R"] + counted["AL"] > counted["L"]


def append_line(text: str, more: str) -> str:
    """Return a text that goes on in the next line, as that of a cell does."""
    if not text or not more:
        return text or more
    is_range = text[-2:-1].isdecimal() and text.endswith("–") and more[0].isdecimal()
    is_wide = unicodedata.east_asian_width(text[-1]) == "W" == unicodedata.east_asian_width(more[0])
    is_cut = text.endswith(("-", "‐")) and not text.endswith((" -", " ‐"))
    return f"{text}{'' if is_range or is_wide or is_cut else ' '}{more}"


def make_lines(signs: Sequence[Sign], page: int) -> list[Line]:
    """Return the lines of signs of one direction, in the order in which the page writes them."""
    return [line for group in _group(signs) if (line := _join(group, page)) is not None]


def _group(signs: Sequence[Sign]) -> Iterator[list[Sign]]:
    """Yield the signs of each line; a raised figure belongs to the line that it stands in."""
    group: list[Sign] = []
    base: Sign | None = None
    left = 0.0
    is_from_the_right = False
    for sign in signs:
        if base is not None and not sign.text.isspace():
            is_from_the_right = is_from_the_right or is_right_to_left(sign.text)
            if not _is_in_line(base, group[-1], sign) or not (
                is_from_the_right or _goes_forward(group[-1], sign, left)
            ):
                yield group
                group, base, is_from_the_right = [], None, is_right_to_left(sign.text)
        group.append(sign)
        if base is None or sign.size >= base.size * 0.9:
            left = sign.x if base is None else min(left, sign.x)
            base = sign
    if group:
        yield group


def _is_in_line(base: Sign, before: Sign, sign: Sign) -> bool:
    size = max(before.size, sign.size)
    is_as_large = min(sign.size, base.size) >= size * 0.9
    return abs(sign.y - base.y) <= size * (_SAME_LINE if is_as_large else _RAISED_WITHIN)


def _goes_forward(before: Sign, sign: Sign, left: float) -> bool:
    """What is written anew over the same line, as slides do, goes on where the line ends."""
    return sign.x >= before.x - max(before.size, sign.size) * _BACK or sign.x >= left


def _join(group: Sequence[Sign], page: int) -> Line | None:
    """Return the line with the place and size that most of its signs have; none of it is known,
    and it has no text."""
    filled = [sign for sign in group if not sign.text.isspace()]
    if not filled:
        return None
    sizes = Counter(sign.size for sign in filled)
    size = max(sizes, key=lambda it: (sizes[it], it))
    y = median(sign.y for sign in filled if sign.size == size)
    parts = _make_parts(group, size, y, _CELL_GAP)
    if not parts:
        return None
    return Line(
        text=" ".join(part.text for part in parts),
        x=parts[0].x,
        y=y,
        size=size,
        is_bold=all(sign.is_bold for sign in filled),
        page=page,
        right=max(part.right for part in parts),
        parts=parts,
        pieces=_make_parts(group, size, y, _PIECE_GAP) if _has_gap(filled, size) else parts,
        is_known=sum(sign.is_known for sign in filled) * 2 > len(filled),
    )


def _has_gap(filled: Sequence[Sign], size: float) -> bool:
    """Tell whether a gap is wider than between words, in a line that is not stretched."""
    gaps = [after.x - before.right for before, after in pairwise(filled)]
    words = [gap for gap in gaps if gap <= size * _PIECE_GAP]
    return len(words) < len(gaps) and max(words, default=0.0) < size * _STRETCHED


def _make_parts(group: Sequence[Sign], size: float, y: float, gap: float) -> tuple[Part, ...]:
    """Return what gaps as wide as so many signs part, in the order of reading."""
    text = "".join(sign.text for sign in group)
    if is_right_to_left(text):
        ordered = sorted(group, key=lambda it: (it.x + it.right) / 2)
        runs = [_read_from_the_right(run) for run in reversed(_part(ordered, size, gap))]
    else:
        # The order of the page is right for scripts whose marks stand before their letter.
        runs = _part(group, size, gap)
    parts = [
        Part(words, min(it.x for it in run), max(it.right for it in run))
        for run in runs
        if (words := _write(run, size, y))
    ]
    if len(parts) > 1 and (_MARK.fullmatch(parts[0].text) or _is_number_of(parts)):
        # What stands far from its mark is no cell of its own.
        first, second, *others = parts
        ends = min(first.x, second.x), max(first.right, second.right)
        parts = [Part(f"{first.text} {second.text}", *ends), *others]
    return tuple(parts)


def _is_number_of(parts: Sequence[Part]) -> bool:
    return len(parts) == 2 and parts[0].text.isdecimal() and len(parts[0].text) < 3


def _part(group: Sequence[Sign], size: float, gap: float) -> list[list[Sign]]:
    """Return what wide gaps part, from left to right."""
    runs: list[list[Sign]] = [[]]
    end = None
    for sign in group:
        if sign.text.isspace():
            runs[-1].append(sign)
            continue
        is_apart = end is not None and not -size <= sign.x - end <= size * gap
        if is_apart:
            runs.append([])
        runs[-1].append(sign)
        end = sign.right
    return sorted(runs, key=lambda run: min((it.x for it in run if it.text.strip()), default=0))


def _write(run: Sequence[Sign], size: float, y: float) -> str:
    """Return the words, with a space where one is written or a gap is as wide as one."""
    writes_spaces = any(sign.text.isspace() for sign in run)
    text = ""
    before: Sign | None = None
    for sign in run:
        if sign.text.isspace():
            text += " "
        else:
            if before is not None and not text.endswith(" "):
                text += " " * _is_space(before, sign, writes_spaces=writes_spaces)
            is_raised = sign.size < size * 0.9 and sign.y - y > size * 0.15
            is_figure = is_raised and sign.text.isdecimal()
            text += sign.text.translate(RAISED) if is_figure else sign.text
            before = sign
    if _has_forms(text):
        text = unicodedata.normalize("NFKC", text)
    return " ".join(text.split())


def _has_forms(text: str) -> bool:
    """Whether letters are written as they are drawn: Arabic ones, which no search knows."""
    return any("\ufb50" <= sign <= "\ufdff" or "\ufe70" <= sign <= "\ufeff" for sign in text)


def _is_space(before: Sign, sign: Sign, *, writes_spaces: bool) -> bool:
    gap = max(sign.x - before.right, before.x - sign.right)
    size = max(before.size, sign.size)
    if writes_spaces and before.text.isdecimal() and sign.text.isdecimal() and gap < size * _FIGURE:
        # A line that writes its spaces leaves none out within a figure.
        return False
    is_raised = sign.size < before.size * 0.9 and sign.y > before.y
    if (
        unicodedata.east_asian_width(before.text[-1])
        == "W"
        == unicodedata.east_asian_width(sign.text[0])
    ):
        return gap > size * _WIDE_SPACE
    return gap > size * (_FIGURE if is_raised else _SPACE)


def _read_from_the_right(ordered: Sequence[Sign]) -> list[Sign]:
    """Return signs that stand from left to right in the order in which they are read: figures and
    words of other scripts from left to right within a line from right to left. UAX #9."""
    read: list[Sign] = []
    forward: list[Sign] = []
    for sign in reversed(ordered):
        kind = unicodedata.bidirectional(sign.text[-1])
        if kind in {"L", "EN", "AN"} or (forward and kind in _BETWEEN):
            forward.append(sign)
        else:
            read += _forwards(forward)
            forward = []
            read.append(sign)
    return read + _forwards(forward)


def _forwards(signs: list[Sign]) -> list[Sign]:
    """Return a run of another direction turned; what only follows it is none of it.

    "500 mg" within a line from right to left is drawn as "mg 500": the figure comes first.
    """
    end = len(signs)
    while end and unicodedata.bidirectional(signs[end - 1].text[-1]) not in {"L", "EN", "AN", "ET"}:
        end -= 1
    turned = signs[:end][::-1]
    first = next((place for place, sign in enumerate(turned) if not sign.text.isalpha()), 0)
    last = next((place for place, sign in enumerate(turned) if sign.text.isdecimal()), 0)
    unit = "".join(sign.text for sign in turned[:first]).casefold()
    between = turned[first:last]
    if unit in _UNITS and all(sign.text.isspace() for sign in between):
        turned = [*turned[last:], *between, *turned[:first]]
    return [*turned, *signs[end:]]
