"""The points of lists on a PDF's page, by the marks that are drawn and the numbers that count."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from bot.documents.pdf_drawn import Box
from bot.documents.pdf_lines import Line

# In sizes of the font: how far from its point a mark is drawn.
_WITHIN = 2.6
_BARE_NUMBER = re.compile(r"(\d{1,2}) +(?=\S)")
_TYPED = re.compile(r"[•◦▪‣·●○■□➢✓✔☐☑\uf0b7\uf0a7\uf0d8–—-]\s|\d{1,2}[.)]\s|\(?[a-h][.)]\s")
_LETTER = re.compile(r"\(?([a-h])[.)] +(?=\S)")
_FEWEST = 2


def mark_points(lines: Sequence[Line], marks: Sequence[Box]) -> list[Line]:
    """Return the lines; those that begin beside a drawn mark have a bullet, and those that count
    up below one another without a stop have their number as a list writes it."""
    marked = [_with_bullet(line, marks) for line in lines]
    numbered = set(_find_counted(marked, _BARE_NUMBER, int))
    lettered = set(_find_counted(marked, _LETTER, lambda letter: ord(letter) - ord("a") + 1))
    return [
        replace(line, text=f"• {line.text}")
        if at in lettered
        else replace(line, text=_BARE_NUMBER.sub(r"\1. ", line.text, count=1))
        if at in numbered
        else line
        for at, line in enumerate(marked)
    ]


def _with_bullet(line: Line, marks: Sequence[Box]) -> Line:
    begins = line.right if line.is_right_to_left else line.x
    for mark in marks:
        height = (mark.top + mark.bottom) / 2 - line.y
        gap = mark.left - begins if line.is_right_to_left else begins - mark.right
        if -0.1 * line.size < height < 0.8 * line.size and 0 <= gap < line.size * _WITHIN:
            if line.table is not None or _TYPED.match(line.text):
                return line
            # Its other lines are set in from where the mark is.
            first, last = min(line.x, mark.left), max(line.right, mark.right)
            return replace(line, text=f"• {line.text}", x=first, right=last)
    return line


def _find_counted(
    lines: Sequence[Line], mark: re.Pattern[str], read: Callable[[str], int]
) -> Iterator[int]:
    """Yield where marks stand that count up from the first at one place."""
    run: list[int] = []
    for at, line in enumerate(lines):
        found = mark.match(line.text)
        if found is None:
            continue
        number = read(found[1])
        is_beside = bool(run) and abs(lines[run[0]].x - line.x) > line.size
        if is_beside and number != 1:
            # A figure in the text of a point.
            continue
        if not run or number != len(run) + 1 or is_beside:
            yield from run if len(run) >= _FEWEST else ()
            run = []
        if number == len(run) + 1:
            run.append(at)
    if len(run) >= _FEWEST:
        yield from run
