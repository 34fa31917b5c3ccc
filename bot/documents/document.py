"""What every reader writes to: an article's blocks, and what it left out and why."""

import re
from collections.abc import Sequence
from dataclasses import replace

from lessons.article.blocks import Block, BlockKind, Document, LeftOut, Rows, Why
from lessons.article.runs import (
    LINE_BREAK,
    Run,
    line_markdown,
    one_line,
    plain_markdown,
    split_lines,
)

__all__ = ["LINE_BREAK", "LOWERED", "RAISED", "Document", "DocumentWriter", "Run", "Why"]

RAISED = str.maketrans("0123456789+-−n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻ⁿ")
LOWERED = str.maketrans("0123456789+-−", "₀₁₂₃₄₅₆₇₈₉₊₋₋")

# Also those of the fonts Symbol and Wingdings; ticks and crosses say something.
_BULLET = re.compile(
    r"\s*(?:[•◦▪▫‣●○■□➢➤❖]\s*|[·]\s+|[\uf0a7\uf0a8\uf0b7\uf0d8\uf06e\uf06f\uf076]\s*)(?=\S)"
)


class DocumentWriter:
    """Collects a document block by block; ornaments without a letter or digit are no text."""

    def __init__(self) -> None:
        self.title = ""
        self.language = ""
        self.description = ""
        self.notes: list[str] = []
        self.doubtful: tuple[str, ...] = ()
        self._blocks: list[Block] = []
        self._left_out: list[LeftOut] = []

    @property
    def is_empty(self) -> bool:
        return not self._blocks

    @property
    def has_text(self) -> bool:
        """Whether anything but headings was written."""
        return any(block.kind is not BlockKind.HEADING for block in reversed(self._blocks))

    def add_heading(self, text: str, level: int = 0) -> None:
        """Add a heading, of a level from 1; 0 where its form alone tells that it is one."""
        if plain := one_line([Run(text.replace(LINE_BREAK, " "))]):
            self._blocks.append(Block(BlockKind.HEADING, plain_markdown(plain), plain, level))

    def add_paragraph(self, runs: Sequence[Run]) -> None:
        """Add a paragraph; bold and italic stay where they can be written in Markdown.

        Lines that begin with a bullet that is typed or drawn are items of a list.
        """
        rest: list[Run] = []
        for line in split_lines(runs):
            bullet = _BULLET.match("".join(run.text for run in line))
            if bullet:
                self._add(BlockKind.PARAGRAPH, rest, 0, None)
                self.add_item(_without_first(line, bullet.end()))
                rest = []
            else:
                rest += [Run(LINE_BREAK), *line] if rest else line
        self._add(BlockKind.PARAGRAPH, rest, 0, None)

    def add_item(self, runs: Sequence[Run], depth: int = 0, number: int | None = None) -> None:
        """Add an item of a list, numbered or with a bullet; ``depth`` is 0 in the outermost."""
        self._add(BlockKind.ITEM, runs, depth, number)

    def _add(self, kind: BlockKind, runs: Sequence[Run], depth: int, number: int | None) -> None:
        lines = split_lines(runs)
        if not lines:
            return
        is_bold = all(run.is_bold for run in runs if run.text.strip())
        markdown, plain = map("\n".join, (map(line_markdown, lines), map(one_line, lines)))
        block = Block(kind, markdown, plain, depth=depth, number=number, is_bold=is_bold)
        self._blocks.append(block)

    def add_table(self, rows: Rows, caption: Sequence[Run] = ()) -> None:
        """Add a table, its cells as the document has them: what covers more says so."""
        plain = one_line(caption)
        markdown = line_markdown(caption) if plain else ""
        if any(cell.plain for row in rows for cell in row):
            self._blocks.append(Block(BlockKind.TABLE, markdown, plain, rows=rows))

    def leave_out(self, why: Why, words: str = "", times: int = 1) -> None:
        """Record what does not come along, with its words if it has any."""
        self._left_out += [LeftOut(why, one_line([Run(words)]))] * times

    def finish(self) -> Document:
        """Return the document as far as it was written."""
        return Document(
            tuple(self._blocks),
            self.title,
            self.language,
            tuple(self._left_out),
            tuple(self.notes),
            self.description,
            self.doubtful,
        )


def _without_first(runs: Sequence[Run], count: int) -> list[Run]:
    """Return the runs without so many signs at their beginning."""
    kept = []
    for run in runs:
        kept.append(replace(run, text=run.text[count:]))
        count = max(0, count - len(run.text))
    return kept
