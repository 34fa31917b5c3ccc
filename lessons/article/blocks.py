"""What every reader makes of a document: typed blocks in its order, and what it left out and why.

Text is kept twice: ``markdown`` as a lesson may hold it and ``plain`` as it is read, both with a
line feed where the author broke the line on purpose.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, StrEnum

_FIRST_WORDS = 60


class BlockKind(Enum):
    """What a block is in the article."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table, in one line, and how many columns and rows it covers."""

    markdown: str
    plain: str
    is_head: bool = False
    columns: int = 1
    rows: int = 1


Rows = tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Block:
    """One block, in the order of the article.

    A heading has a ``level``, 1 for the largest; 0 where only its form tells that it is one.
    An item has a ``depth``, 0 in the outermost list, and a ``number``, or none for a bullet.
    ``is_bold`` says that all of a paragraph is. A table has ``rows``; its ``plain`` is the caption.
    """

    kind: BlockKind
    markdown: str
    plain: str
    level: int = 0
    depth: int = 0
    number: int | None = None
    is_bold: bool = False
    rows: Rows = ()


class Why(StrEnum):
    """Why something of a document is not in the article, as the author is told, in this order."""

    ORPHAN = "headings with nothing below them"
    STRUCK_OUT = "struck-out text"
    DELETED = "text deleted under review"
    HIDDEN = "hidden text"
    FOOTNOTE = "footnotes"
    AROUND = "menus, headers, footers and forms"
    PAGE_EDGE = "page headers, footers and numbers"
    BLANK_PAGE = "pages without text, perhaps pictures of it"
    CONTENTS = "lines of the contents"
    COMMENT = "comments"
    IMAGE_WORDS = "words about images"
    IMAGE = "images"
    FRONT_MATTER = "front matter"
    SCRIPT = "scripts"
    ADDRESS = "link addresses"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something that is not in the article, and how it begins; pictures have no words."""

    why: Why
    words: str = ""

    def __post_init__(self) -> None:
        words = " ".join(self.words.split())
        if len(words) > _FIRST_WORDS:
            words = words[: _FIRST_WORDS - 1].rstrip() + "…"
        object.__setattr__(self, "words", words)


@dataclass(frozen=True, slots=True)
class Document:
    """A document as it was read.

    ``title``, ``language`` and ``description`` are what it says of itself, or empty. ``notes`` tell
    what an author should look at besides what was left out.
    """

    blocks: tuple[Block, ...]
    title: str = ""
    language: str = ""
    left_out: tuple[LeftOut, ...] = ()
    notes: tuple[str, ...] = ()
    description: str = ""
    doubtful: tuple[str, ...] = ()


def count_left_out(left_out: Sequence[LeftOut]) -> list[tuple[Why, int, list[str]]]:
    """Return each reason, how often it was one, and how what has words begins, each once.

    What an author most likely wants to look at comes first.
    """
    counted = Counter(item.why for item in left_out)
    return [
        (
            why,
            counted[why],
            list(dict.fromkeys(it.words for it in left_out if it.why is why and it.words)),
        )
        for why in Why
        if counted[why]
    ]


def tell_left_out(left_out: Sequence[LeftOut]) -> tuple[str, ...]:
    """Return the same as a line for each reason."""
    return tuple(
        f"{why} left out: {count}" + (f": {'; '.join(f'“{it}”' for it in words)}" if words else "")
        for why, count, words in count_left_out(left_out)
    )


def tell_doubtful(texts: Sequence[str]) -> tuple[str, ...]:
    """Return a line with how each text begins that may be none of the article, if there is one."""
    words = [LeftOut(Why.AROUND, text).words for text in dict.fromkeys(texts)]
    told = "; ".join(f"“{it}”" for it in words)
    return (f"kept, but perhaps none of the article: look at {told}",) if words else ()
