"""What every reader makes: an article in Markdown, and notes about what it left out."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from itertools import groupby

from lessons.course.markdown import escape, plain_blocks, start_block

_LONGEST_HEADING = 100
_NO_HEADING_ENDS = tuple(".!,;:…")
_CLOSERS = "\"'”’»)]"

RAISED = str.maketrans("0123456789+-−n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻ⁿ")
LOWERED = str.maketrans("0123456789+-−", "₀₁₂₃₄₅₆₇₈₉₊₋₋")

# Ligatures, and the soft hyphen.
_AS_LETTERS = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "\xad": ""})
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Document:
    """The article as ``parse_article`` takes it; ``notes`` tell what was left out, how often."""

    text: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Run:
    """Text in one face."""

    text: str
    is_bold: bool = False
    is_italic: bool = False


class _BlockKind(Enum):
    HEADING = auto()
    PARAGRAPH = auto()
    LIST = auto()


@dataclass(frozen=True, slots=True)
class _Block:
    kind: _BlockKind
    markdown: str
    plain: str
    is_bold: bool = False

    @property
    def looks_like_heading(self) -> bool:
        return (
            self.kind is _BlockKind.PARAGRAPH
            and self.is_bold
            and len(self.plain) <= _LONGEST_HEADING
            and can_end_heading(self.plain)
        )


class MarkdownWriter:
    """Collects an article block by block and counts in ``left_out`` what does not come along."""

    def __init__(self) -> None:
        self.left_out: Counter[str] = Counter()
        self._blocks: list[_Block] = []

    @property
    def is_empty(self) -> bool:
        return not self._blocks

    def add_heading(self, text: str) -> None:
        """Add a heading; ornaments without a letter or digit are no text, here and below."""
        if plain := _plain([Run(text)]):
            self._blocks.append(_Block(_BlockKind.HEADING, f"# {escape(plain)}", plain))

    def add_paragraph(self, runs: Sequence[Run]) -> None:
        """Add a paragraph; bold and italic stay where they can be written in Markdown."""
        if plain := _plain(runs):
            is_bold = all(run.is_bold for run in runs if run.text.strip())
            self._blocks.append(_Block(_BlockKind.PARAGRAPH, _markdown(runs), plain, is_bold))

    def add_list(self, items: Iterable[Sequence[Run]], first: int | None) -> None:
        """Add a list, numbered from ``first`` or with bullets."""
        items = [item for item in items if _plain(item)]
        lines = [
            f"{'-' if first is None else f'{number}.'} {_markdown(item)}"
            for number, item in enumerate(items, start=first or 0)
        ]
        if lines:
            plain = "\n".join(map(_plain, items))
            self._blocks.append(_Block(_BlockKind.LIST, "\n".join(lines), plain))

    def finish(self) -> Document:
        """Return the article.

        Where no heading but the title is marked as one, short bold paragraphs are headings.
        """
        headings = sum(block.kind is _BlockKind.HEADING for block in self._blocks)
        texts = [
            f"# {escape(block.plain)}"
            if headings < 2 and block.looks_like_heading
            else block.markdown
            for block in self._blocks
        ]
        notes = tuple(f"{what}: {number}" for what, number in (+self.left_out).items())
        return Document("\n\n".join(texts), notes)


def can_end_heading(text: str) -> bool:
    """Tell whether a heading may end as the text does: with a question mark, not with a stop."""
    return not text.rstrip(_CLOSERS).endswith(_NO_HEADING_ENDS)


def clean(text: str) -> str:
    """Return the text with single spaces, without ligatures, soft hyphens and the unprintable."""
    return _SPACES.sub(" ", _UNPRINTABLE.sub("", text.translate(_AS_LETTERS)))


def _plain(runs: Sequence[Run]) -> str:
    """Return the runs as they are read, or nothing if they are but an ornament."""
    plain = clean("".join(run.text for run in runs)).strip()
    return plain if any(map(str.isalnum, plain)) else ""


def _markdown(runs: Sequence[Run]) -> str:
    """Return the runs as one line that starts a block."""
    marked = ""
    for (is_bold, is_italic), group in groupby(runs, lambda run: (run.is_bold, run.is_italic)):
        text = clean("".join(run.text for run in group))
        core = text.strip()
        mark = "**" * is_bold + "*" * is_italic if core else ""
        marked += text.replace(core, f"{mark}{escape(core)}{mark}") if core else text
    marked = start_block(clean(marked).strip())
    plain = _plain(runs)
    # Emphasis that ends inside a word or touches other emphasis may not be read as such.
    return marked if plain_blocks(marked) == [plain] else start_block(escape(plain))
