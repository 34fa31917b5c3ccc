"""Lines of a PDF joined into paragraphs, headings and items of lists, by their place and form."""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from itertools import groupby, pairwise
from statistics import median, quantiles

from bot.documents.pdf_cells import Table
from bot.documents.pdf_lines import Line
from lessons.language.headings import can_end_heading

# A usual distance of lines, in sizes of the font, where the text does not show it.
_USUAL_LEADING = 1.3
_SAME_LEADING = 1.2
_INDENT = 0.8
_SET_IN = 1.6
_TAIL = 100
_SHORT_LINE = 0.85
_HEADING_SIZE = 1.12
# A single large letter begins a paragraph; and a title may take two lines.
_HEADING_LENGTHS = range(2, 151)

# A tick, a cross or a box says something, and stays.
_BULLET = re.compile(r"[•◦▪‣·●○■□➢\uf0b7\uf0a7\uf0d8]\s*|[-–—]\s+|(?=[✓✔✗✘☐☑☒]\s)")
_NUMBER = re.compile(r"(\d{1,2})[.)]\s+")
_STOP = re.compile(r"[.!?:…。！？：।॥؟۔።][\"'”’»)\]」』）⁰¹²³⁴⁵⁶⁷⁸⁹]*$")
_HYPHENATED = re.compile(r"(.*?)([^\W\d_]+)([-‐\xad])", re.DOTALL)
_CASED = re.compile(r"[a-zà-ÿа-яё]")
_WORD = re.compile(r"[^\W_]+(?:[-‐][^\W_]+)*")


class BlockKind(Enum):
    """What the lines together are."""

    HEADING = auto()
    PARAGRAPH = auto()
    ITEM = auto()


@dataclass(frozen=True, slots=True)
class Block:
    """``number`` is that of an item; bullets have none, and are not part of the text. ``size`` is
    that of its letters."""

    kind: BlockKind
    text: str
    number: int | None = None
    size: float = 0.0


def find_body_size(lines: Sequence[Line]) -> float:
    """Return the size that most signs have, or 0 without lines."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[line.size] += len(line.text)
    return max(sizes, key=sizes.__getitem__, default=0.0)


def join_lines(found: Sequence[Line | Table]) -> list[Block | Table]:
    """Return the blocks in order, across columns and pages, with hyphenated words mended."""
    lines = [it for it in found if isinstance(it, Line)]
    if not lines:
        return [it for it in found if isinstance(it, Table)]
    joiner = _Joiner(lines)
    blocks: list[Block | Table] = []
    for is_table, run in groupby(found, lambda it: isinstance(it, Table)):
        if is_table:
            blocks += [it for it in run if isinstance(it, Table)]
        else:
            blocks += joiner.join([it for it in run if isinstance(it, Line)])
    return blocks


class _Joiner:
    """Knows what is usual in this document."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._body_size = find_body_size(lines)
        bold = sum(len(line.text) for line in lines if line.is_bold)
        self._is_mostly_bold = bold * 2 > sum(len(line.text) for line in lines)
        self._leading = _find_leading(lines)
        body = [line for line in lines if line.size == self._body_size]
        widths = [line.right - line.x for line in body]
        self._full_width = quantiles(widths, n=5)[-1] if len(widths) > 1 else widths[0]
        self._margin = Counter(round(_start(line)) for line in body).most_common(1)[0][0]
        self._words = _find_words(lines)

    def join(self, lines: Sequence[Line]) -> Iterator[Block]:
        """Yield the blocks of lines that no table parts."""
        groups: list[list[Line]] = [[lines[0]]]
        items: set[int] = set()
        for before, line in pairwise(lines):
            if self._is_next_point(groups[-1], before, line):
                items |= {len(groups) - 1, len(groups)}
                groups.append([line])
            elif self._goes_on(groups[-1], before, line):
                groups[-1].append(line)
            else:
                groups.append([line])
        expected = 1
        for at, group in enumerate(groups):
            block = self._make_block(group, expected, is_item=at in items)
            expected = block.number + 1 if block.number is not None else 1
            yield block

    def _is_next_point(self, group: Sequence[Line], before: Line, line: Line) -> bool:
        """Tell whether lines set in that end early are the points of a list without marks."""
        is_set_in = _start(line) > self._margin + line.size * _SET_IN
        starts = [_start(it) for it in (group[0], before, line)]
        is_aligned = max(starts) - min(starts) < 1 and before.page == line.page
        return (
            is_set_in
            and is_aligned
            and before.y > line.y
            and line.size == before.size == self._body_size
            and not line.text[:1].islower()
            and not _is_item(line)
            and self._ends_early(before, line)
        )

    def _returns(self, before: Line, line: Line) -> bool:
        """Tell whether a line that begins anew is set in less than the one before."""
        is_less = _start(line) < _start(before) - line.size * _SET_IN
        return is_less and before.page == line.page and not line.text[:1].islower()

    def _ends_early(self, before: Line, line: Line) -> bool:
        """Tell whether the line's first word would have fitted at the end of the one before."""
        first = len(line.text.partition(" ")[0]) + 1
        sign = (line.right - line.x) / len(line.text)
        room = self._full_width + min(self._margin - _start(before), 0) - before.right + before.x
        return room > max(first * sign, 2 * line.size)

    def _goes_on(self, group: Sequence[Line], before: Line, line: Line) -> bool:
        """Tell whether the line goes on with the group, which ends with the line before."""
        if _BULLET.match(line.text) or abs(line.size - before.size) > before.size * 0.08:
            return False
        is_stop = bool(_STOP.search(before.text))
        if _NUMBER.match(line.text) and (is_stop or _NUMBER.match(group[0].text)):
            return False
        if before.is_bold != line.is_bold and (is_stop or self._stands_out(before)):
            return False
        if self._returns(before, line) and self._ends_early(before, line):
            return False
        gap = before.y - line.y
        if before.page != line.page or gap <= 0:
            is_heading = self._stands_out(before) or self._stands_out(line)
            return not is_heading and (not is_stop or line.text[:1].islower())
        leading = self._leading.get(line.size, line.size * _USUAL_LEADING)
        if gap > leading * _SAME_LEADING:
            return False
        starts = _start(line), _start(group[0])
        if _is_item(group[0]) and starts[0] <= starts[1] + 1 and not line.text[:1].islower():
            return False
        is_indented = _start(line) > _start(before) + line.size * _INDENT
        is_short = before.right - before.x < self._full_width * _SHORT_LINE
        return not is_stop or not (is_indented or is_short or self._stands_out(line))

    def _make_block(self, group: Sequence[Line], expected: int, *, is_item: bool) -> Block:
        """Return what the lines together are; ``expected`` is the number of a next item."""
        text, size = group[0].text, group[0].size
        for line in group[1:]:
            text = self._append(text, line.text)
        if bullet := _BULLET.match(text):
            return Block(BlockKind.ITEM, text[bullet.end() :])
        if self._stands_out(group[0]) and len(text) in _HEADING_LENGTHS and can_end_heading(text):
            return Block(BlockKind.HEADING, text, size=size)
        if (number := _NUMBER.match(text)) and int(number[1]) in {1, expected}:
            return Block(BlockKind.ITEM, text[number.end() :], int(number[1]))
        return Block(BlockKind.ITEM if is_item else BlockKind.PARAGRAPH, text)

    def _stands_out(self, line: Line) -> bool:
        is_large = line.size >= self._body_size * _HEADING_SIZE
        return is_large or (line.is_bold and not self._is_mostly_bold)

    def _append(self, text: str, line: str) -> str:
        """Join two lines, and the halves of a word that was cut at the end of the first."""
        # The rest is left alone, or each line would cost more than the one before.
        rest, tail = text[:-_TAIL], text[-_TAIL:]
        cut = _HYPHENATED.fullmatch(tail)
        end = _WORD.match(line)
        if cut is None or end is None:
            # A hyphen between figures, as in L5-S1, belongs to them.
            is_compound = text.endswith(("-", "‐")) and not text.endswith((" -", " ‐"))
            # As are the figures of a range: 4– | 6 hours.
            is_range = text.endswith("–") and text[-2:-1].isdecimal() and line[0].isdecimal()
            is_joined = (
                is_compound or is_range or (_has_no_spaces(text[-1]) and _has_no_spaces(line[0]))
            )
            return text + ("" if is_joined else " ") + line
        before, half, hyphen = cut.groups()
        if hyphen == "\xad" or (line[0].islower() and self._is_one_word(half, end[0])):
            return rest + before + half + line
        return f"{text}{line}"

    def _is_one_word(self, half: str, other: str) -> bool:
        """Judge by what the document has elsewhere: "intervertebral", or "pain-related"."""
        half, other = half.casefold(), other.casefold()
        if half + other in self._words:
            return True
        if f"{half}-{other}" in self._words:
            return False
        return not {half, other} <= self._words


def _is_item(line: Line) -> bool:
    return bool(_BULLET.match(line.text) or _NUMBER.match(line.text))


def _find_words(lines: Sequence[Line]) -> set[str]:
    """Return the words, without those that the end of a line may have cut."""
    words: set[str] = set()
    was_cut = False
    for line in lines:
        found = [word.casefold() for word in _WORD.findall(line.text)]
        is_cut = bool(_HYPHENATED.fullmatch(line.text))
        words.update(found[was_cut : len(found) - is_cut])
        was_cut = is_cut
    return words


def _start(line: Line) -> float:
    """Return how far the line is set in, from where lines of its script begin."""
    return -line.right if line.is_right_to_left else line.x


def _has_no_spaces(sign: str) -> bool:
    """Tell whether the sign is of a script that is written without spaces between words."""
    is_wide = unicodedata.east_asian_width(sign) in {"W", "F"}
    return is_wide and not "\uac00" <= sign <= "\ud7af"


def _find_leading(lines: Sequence[Line]) -> dict[float, float]:
    """Return the usual distance of lines by size: that to lines which start in small letters.

    Those are surely within a paragraph. Scripts without them tell it by what is most frequent
    below lines that are full.
    """
    within: defaultdict[float, list[float]] = defaultdict(list)
    below_full: defaultdict[float, Counter[float]] = defaultdict(Counter)
    longest: dict[float, float] = {}
    for line in lines:
        longest[line.size] = max(longest.get(line.size, 0.0), line.right - line.x)
    for before, line in pairwise(lines):
        gap = before.y - line.y
        if before.page != line.page or before.size != line.size or gap <= 0:
            continue
        if line.text[:1].islower():
            within[line.size].append(gap)
        elif not _CASED.search(line.text) and (
            before.right - before.x > longest[line.size] * _SHORT_LINE
        ):
            below_full[line.size][round(gap, 1)] += 1
    usual = {size: counts.most_common(1)[0][0] for size, counts in below_full.items()}
    return usual | {size: median(found) for size, found in within.items()}
