"""Lines of a PDF joined into paragraphs, headings and items of lists, by their place and form."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from itertools import pairwise
from statistics import median, quantiles

from bot.documents.pdf_lines import Line
from lessons.language.headings import can_end_heading

# A usual distance of lines, in sizes of the font, where the text does not show it.
_USUAL_LEADING = 1.3
_SAME_LEADING = 1.2
_INDENT = 0.8
_SHORT_LINE = 0.85
_HEADING_SIZE = 1.12
# A single large letter begins a paragraph; and a title may take two lines.
_HEADING_LENGTHS = range(2, 151)

_BULLET = re.compile(r"[•◦▪‣·●○■□➢✓✔\uf0b7\uf0a7\uf0d8]\s*|[-–—]\s+")
_NUMBER = re.compile(r"(\d{1,2})[.)]\s+")
_STOP = re.compile(r"[.!?:…][\"'”’»)\]⁰¹²³⁴⁵⁶⁷⁸⁹]*$")
_HYPHENATED = re.compile(r"(.*?)([^\W\d_]+)([-‐\xad])", re.DOTALL)
_WORD = re.compile(r"[^\W_]+(?:[-‐][^\W_]+)*")


class BlockKind(Enum):
    """What the lines together are."""

    HEADING = auto()
    PARAGRAPH = auto()
    ITEM = auto()


@dataclass(frozen=True, slots=True)
class Block:
    """``number`` is that of an item; bullets have none, and are not part of the text."""

    kind: BlockKind
    text: str
    number: int | None = None


def find_body_size(lines: Sequence[Line]) -> float:
    """Return the size that most signs have, or 0 without lines."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[line.size] += len(line.text)
    return max(sizes, key=sizes.__getitem__, default=0.0)


def join_lines(lines: Sequence[Line]) -> list[Block]:
    """Return the blocks in order, across columns and pages, with hyphenated words mended."""
    if not lines:
        return []
    joiner = _Joiner(lines)
    groups: list[list[Line]] = [[lines[0]]]
    for before, line in pairwise(lines):
        if joiner.goes_on(groups[-1], before, line):
            groups[-1].append(line)
        else:
            groups.append([line])
    blocks: list[Block] = []
    for group in groups:
        expected = blocks[-1].number + 1 if blocks and blocks[-1].number is not None else 1
        blocks.append(joiner.make_block(group, expected))
    return blocks


class _Joiner:
    """Knows what is usual in this document."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._body_size = find_body_size(lines)
        bold = sum(len(line.text) for line in lines if line.is_bold)
        self._is_mostly_bold = bold * 2 > sum(len(line.text) for line in lines)
        self._leading = _find_leading(lines)
        lengths = [len(line.text) for line in lines if line.size == self._body_size]
        self._full_line = quantiles(lengths, n=5)[-1] if len(lengths) > 1 else lengths[0]
        self._words = _find_words(lines)

    def goes_on(self, group: Sequence[Line], before: Line, line: Line) -> bool:
        """Tell whether the line goes on with the group, which ends with the line before."""
        if _BULLET.match(line.text) or abs(line.size - before.size) > before.size * 0.08:
            return False
        is_stop = bool(_STOP.search(before.text))
        if _NUMBER.match(line.text) and (is_stop or _NUMBER.match(group[0].text)):
            return False
        if before.is_bold != line.is_bold and (is_stop or self._stands_out(before)):
            return False
        gap = before.y - line.y
        if before.page != line.page or gap <= 0:
            is_heading = self._stands_out(before) or self._stands_out(line)
            return not is_heading and (not is_stop or line.text[:1].islower())
        leading = self._leading.get(line.size, line.size * _USUAL_LEADING)
        if gap > leading * _SAME_LEADING:
            return False
        if _is_item(group[0]) and line.x <= group[0].x + 1 and not line.text[:1].islower():
            return False
        is_indented = line.x > before.x + line.size * _INDENT
        is_short = len(before.text) < self._full_line * _SHORT_LINE
        return not is_stop or not (is_indented or is_short)

    def make_block(self, group: Sequence[Line], expected: int) -> Block:
        """Return what the lines together are; ``expected`` is the number of a next item."""
        text = group[0].text
        for line in group[1:]:
            text = self._append(text, line.text)
        if self._stands_out(group[0]) and len(text) in _HEADING_LENGTHS and can_end_heading(text):
            return Block(BlockKind.HEADING, text)
        if bullet := _BULLET.match(text):
            return Block(BlockKind.ITEM, text[bullet.end() :])
        if (number := _NUMBER.match(text)) and int(number[1]) in {1, expected}:
            return Block(BlockKind.ITEM, text[number.end() :], int(number[1]))
        return Block(BlockKind.PARAGRAPH, text)

    def _stands_out(self, line: Line) -> bool:
        is_large = line.size >= self._body_size * _HEADING_SIZE
        return is_large or (line.is_bold and not self._is_mostly_bold)

    def _append(self, text: str, line: str) -> str:
        """Join two lines, and the halves of a word that was cut at the end of the first."""
        cut = _HYPHENATED.fullmatch(text)
        end = _WORD.match(line)
        if cut is None or end is None:
            # A hyphen between figures, as in L5-S1, belongs to them.
            is_compound = text.endswith(("-", "‐")) and not text.endswith((" -", " ‐"))
            return text + ("" if is_compound else " ") + line
        before, half, hyphen = cut.groups()
        if hyphen == "\xad" or (line[0].islower() and self._is_one_word(half, end[0])):
            return before + half + line
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


def _find_leading(lines: Sequence[Line]) -> dict[float, float]:
    """Return the usual distance of lines by size: that to lines which start in small letters.

    Those are surely within a paragraph.
    """
    gaps: defaultdict[float, list[float]] = defaultdict(list)
    for before, line in pairwise(lines):
        gap = before.y - line.y
        is_within = before.page == line.page and before.size == line.size and gap > 0
        if is_within and line.text[:1].islower():
            gaps[line.size].append(gap)
    return {size: median(found) for size, found in gaps.items()}
