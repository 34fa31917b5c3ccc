"""Pages of PDFs for tests, set part by part in any script: texts, points, tables and boxes."""

import re
import textwrap
from collections.abc import Callable

from tests.support.document_files import ANY_SCRIPT, Rule, Words

LEFT, RIGHT = 70.0, 525.0


class Page:
    """A page of a PDF on which parts are set from the top."""

    def __init__(self, script: str, top: float) -> None:
        self.drawn: list[Words | Rule] = []
        self._y = top
        self._is_from_the_right = script == "Arabic"
        self._has_spaces = script not in {"Chinese", "Japanese"}

    def set_text(
        self, text: str, left: float = LEFT, right: float = RIGHT, size: float = 8
    ) -> None:
        """Set a text in as many lines as it takes."""
        self._y -= size
        signs = int((right - left) / (size * 0.6)) - 1
        lines = (
            textwrap.wrap(text, signs)
            if self._has_spaces
            else [text[at : at + signs] for at in range(0, len(text), signs)]
        )
        for line in lines:
            self._y -= size * 1.2
            x = right - len(line) * size * 0.6 if self._is_from_the_right else left
            self.drawn.append(Words(self._in_order(line), x, self._y, size, ANY_SCRIPT))

    def _in_order(self, line: str) -> str:
        """The signs as they stand from left to right; figures do in every script."""
        if not self._is_from_the_right:
            return line
        return "".join(
            part if part.isdecimal() else part[::-1] for part in re.split(r"(\d+)", line)[::-1]
        )

    def set_heading(self, texts: tuple[str, ...]) -> None:
        self.set_text(texts[0], size=11)

    def set_paragraph(self, texts: tuple[str, ...]) -> None:
        self.set_text(" ".join(texts) if self._has_spaces else "".join(texts))

    def set_points(self, texts: tuple[str, ...]) -> None:
        for text in texts:
            mark = RIGHT - 10 if self._is_from_the_right else LEFT
            self.drawn.append(Rule(mark, self._y - 15.6, 3, 3))
            self.set_text(text, LEFT + 16, RIGHT - 16)

    def set_table(self, texts: tuple[str, ...]) -> None:
        """A table with two columns, ruled all around; each text is a cell of its own row."""
        tops = [self._y - 4]
        middle = (LEFT + RIGHT) / 2
        for text in texts:
            top = self._y
            self.set_text(text, LEFT + 4, middle - 4)
            bottom, self._y = self._y, top
            self.set_text(text[:1] * 3, middle + 4, RIGHT - 4)
            self._y = bottom - 4
            tops.append(self._y - 4)
        self._draw_rules(tops, (LEFT, middle, RIGHT))

    def set_level_rules(self, texts: tuple[str, ...]) -> None:
        """The same with level rules alone."""
        before = len(self.drawn)
        self.set_table(texts)
        uprights = [it for it in self.drawn[before:] if isinstance(it, Rule) and it.width < 1]
        self.drawn = [it for it in self.drawn if it not in uprights]

    def set_columns(self, texts: tuple[str, ...]) -> None:
        """The same without rules."""
        before = len(self.drawn)
        self.set_table(texts)
        self.drawn[before:] = [it for it in self.drawn[before:] if isinstance(it, Words)]

    def set_box(self, texts: tuple[str, ...]) -> None:
        top = self._y - 4
        self.set_paragraph(texts)
        self._y -= 4
        self._draw_rules([top, self._y - 4], (LEFT - 4, RIGHT + 4))

    def _draw_rules(self, levels: list[float], uprights: tuple[float, ...]) -> None:
        left, right = uprights[0], uprights[-1]
        self.drawn += [Rule(left, y, right - left, 0.6) for y in levels]
        self.drawn += [Rule(x, levels[-1], 0.6, levels[0] - levels[-1]) for x in uprights]


PDF_KINDS: dict[str, Callable[[Page, tuple[str, ...]], None]] = {
    "heading": Page.set_heading,
    "paragraph": Page.set_paragraph,
    "points": Page.set_points,
    "table": Page.set_table,
    "level": Page.set_level_rules,
    "columns": Page.set_columns,
    "box": Page.set_box,
}
