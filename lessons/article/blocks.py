"""The blocks of an article, plain text or Markdown, in the Markdown that a lesson may use."""

import html
import re
from collections import Counter
from dataclasses import dataclass
from enum import Enum, auto

import pyromark
from pyromark.event import Event

from lessons.course.markdown import escape, plain_blocks, start_block

_OPTIONS = pyromark.Options.ENABLE_TABLES | pyromark.Options.ENABLE_STRIKETHROUGH
_FRONT_MATTER = re.compile(r"\s*(---|\+\+\+)\n+\w[\w -]*[:=].*?\n\1\n", re.DOTALL)
_LINE_END = re.compile(r"\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_INVISIBLE = re.compile(r"[\x00-\x08\x0e-\x1b\x7f\u200b\u2060\ufeff]")
_BULLET = re.compile(r"^[•◦▪‣·] ", re.MULTILINE)
_HTML = re.compile(r"<!--.*?-->|<(script|style)\b.*?</\1>|<[^>]*>", re.DOTALL | re.IGNORECASE)


class BlockKind(Enum):
    """What a block is in the article."""

    HEADING = auto()
    PARAGRAPH = auto()
    LIST = auto()


@dataclass(frozen=True, slots=True)
class Block:
    """One block: ``markdown`` as a lesson may hold it, ``plain`` as it is read.

    A paragraph is one line of Markdown, a list one line for each item. ``lines`` says how
    many lines the block takes in the article.
    """

    kind: BlockKind
    markdown: str
    plain: str
    lines: int


def clean_text(text: str) -> str:
    """Return the text with line feeds, single spaces and "- " for bullets, nothing invisible."""
    text = _INVISIBLE.sub("", _LINE_END.sub("\n", text))
    return _BULLET.sub("- ", "\n".join(" ".join(line.split()) for line in text.split("\n")))


def read_blocks(text: str) -> tuple[list[Block], Counter[str]]:
    """Return the blocks of a clean text in order, and what was left out, by kind.

    Every word that a reader would see stays: links, tags and tables are reduced to their
    text; quotations and code become paragraphs.
    """
    reader = _BlockReader()
    if front_matter := _FRONT_MATTER.match(text):
        text = text[front_matter.end() :]
        reader.left_out["front matter left out"] += 1
    for event in pyromark.events(text, options=_OPTIONS):
        reader.read(event)
    if addresses := pyromark.reference_definitions(text, options=_OPTIONS):
        reader.left_out["link addresses left out"] += len(addresses)
    return reader.blocks, reader.left_out


class _BlockReader:
    """Collects blocks from the parser's events."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.left_out: Counter[str] = Counter()
        self._markdown = ""
        self._plain = ""
        self._lines = 1
        self._html = ""
        self._is_in_image = False
        self._items: list[Block] = []
        self._numbers: list[int | None] = []

    def read(self, event: Event) -> None:
        match event:
            case {"Start": tag}:
                self._start(tag)
            case {"End": tag}:
                self._end(next(iter(tag)) if isinstance(tag, dict) else str(tag))
            case {"Text": text} | {"Code": text}:
                self._write(str(text))
            case {"Html": text}:
                self._html += str(text)
            case {"InlineHtml": text}:
                self.left_out["HTML tags left out"] += 1
                self._write(" " if str(text).startswith("<br") else "")
            case "SoftBreak" | "HardBreak":
                self._lines += 1
                self._write(" ")
            case _:
                pass

    def _start(self, tag: object) -> None:
        match tag:
            case "Emphasis":
                self._markdown += "*"
            case "Strong":
                self._markdown += "**"
            case "HtmlBlock":
                self._html = ""
            case "TableCell" if self._plain:
                self._write("; ")
            case {"Table": _}:
                self.left_out["tables written as lines"] += 1
            case {"Image": _}:
                self.left_out["images left out"] += 1
                self._is_in_image = True
            case {"Link": {"link_type": "Inline"}}:
                self.left_out["link addresses left out"] += 1
            case {"List": number}:
                self._finish(BlockKind.LIST)
                self._numbers.append(number if isinstance(number, int) else None)
            case _:
                pass

    def _end(self, tag: str) -> None:
        match tag:
            case "Emphasis":
                self._markdown += "*"
            case "Strong":
                self._markdown += "**"
            case "Image":
                self._is_in_image = False
            case "HtmlBlock":
                self.left_out["HTML tags left out"] += len(_HTML.findall(self._html))
                self._write(html.unescape(_HTML.sub(" ", self._html)))
                self._finish(BlockKind.PARAGRAPH)
            case "Heading":
                self._finish(BlockKind.HEADING)
            case "Paragraph" | "CodeBlock" | "TableHead" | "TableRow":
                self._finish(BlockKind.PARAGRAPH)
            case "Item":
                self._finish(BlockKind.LIST)
            case "List":
                self._finish_list()
            case _:
                pass

    def _write(self, text: str) -> None:
        if not self._is_in_image:
            self._plain += text
            self._markdown += escape(text)

    def _finish(self, kind: BlockKind) -> None:
        """Close the block; within a list all kinds are part of an item."""
        if self._numbers and kind is not BlockKind.LIST:
            self._write(" ")
            return
        plain = " ".join(self._plain.split())
        markdown = start_block(" ".join(self._markdown.split()))
        if plain_blocks(markdown) != [plain]:
            # Emphasis that ends inside a word next to other emphasis cannot be written again.
            markdown = start_block(escape(plain))
        if plain:
            blocks = self._items if self._numbers else self.blocks
            blocks.append(Block(kind, markdown, plain, self._lines))
        self._plain = self._markdown = ""
        self._lines = 1

    def _finish_list(self) -> None:
        first = self._numbers.pop()
        if self._numbers or not self._items:
            return
        # A list within a list is flattened, and takes its marks from the outer one.
        lines = [
            f"{'-' if first is None else f'{number}.'} {item.markdown}"
            for number, item in enumerate(self._items, start=first or 0)
        ]
        plain = "\n".join(item.plain for item in self._items)
        self.blocks.append(Block(BlockKind.LIST, "\n".join(lines), plain, len(lines)))
        self._items = []
