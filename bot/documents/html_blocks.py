"""The article in a web page: its words and their order, without what stands around them."""

import re
from dataclasses import dataclass, replace

from selectolax.lexbor import LexborHTMLParser, LexborNode

from bot.documents.document import LINE_BREAK, LOWERED, RAISED, DocumentWriter, Run, Why
from bot.documents.html_around import find_article, is_around, is_article_without_scripts
from bot.documents.html_captions import is_caption
from bot.documents.html_footnotes import Footnotes, find_footnotes
from bot.documents.html_hidden import Folds, find_folds, is_control, is_struck_out
from bot.documents.html_judged import Judged, find_around
from bot.documents.html_tables import fill, find_rows
from bot.documents.html_title import find_language, find_title, is_same
from lessons.article.blocks import Cell
from lessons.article.runs import one_line
from lessons.errors import InvalidInput

# Parsing takes time squared by depth; browsers stop at 512.
_DEEPEST = 250
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_ANY_HEADING = "h1, h2, h3, h4, h5, h6"
_BLOCKS = re.compile(
    "address|article|aside|blockquote|body|caption|center|dd|details|div|dl|dt|fieldset|figcaption"
    "|figure|footer|form|h[1-6]|header|hgroup|hr|html|legend|main|p|pre|section|summary|t[dhr]"
)
_SCRIPTS = frozenset(["script", "noscript", "template"])
_PICTURES = frozenset(["img", "video", "audio", "canvas", "iframe", "object", "embed"])
_NO_TEXT = frozenset(["style", "svg", "head", "title"])
_SMALL = {"sup": RAISED, "sub": LOWERED}
_LONGEST_CONTROL = 150


def read_page(page: LexborHTMLParser, name: str) -> DocumentWriter:
    """Return what the page says, perhaps nothing.

    Raises:
        InvalidInput: if it nests too deeply.
    """
    body = page.body
    if body is None:
        return DocumentWriter()
    root = find_article(body)
    title = find_title(page)
    folds = find_folds(body)
    judged = find_around(body, root, title, folds)
    reader = _Reader(name, find_footnotes(root), folds, judged)
    reader.draft.language, reader.draft.doubtful = find_language(page), judged.doubtful
    if title:
        reader.begin_with(title)
    reader.read(body, root)
    return reader.draft


def too_deep(name: str) -> InvalidInput:
    """Return the refusal of a page whose elements nest too deeply."""
    return InvalidInput(
        f"{name} nests its elements too deeply to be an article. Accepted: at most {_DEEPEST}"
        " levels; copy the text of the page into a text file, such as article.txt"
    )


@dataclass(frozen=True, slots=True)
class _Place:
    """Where in the page the reader is."""

    depth: int = 0
    is_bold: bool = False
    is_italic: bool = False
    is_in_article: bool = False
    is_set: bool = False
    """Whether line feeds count, as in ``pre``."""
    above: int = 0
    """The level of the heading that unfolds this part: what heads parts of it is smaller."""


@dataclass(slots=True)
class _List:
    """A list that is being read, and the number of its next item, if it has numbers."""

    number: int | None
    is_begun: bool = False


class _Reader:
    """Goes through the page in its order."""

    def __init__(self, name: str, footnotes: Footnotes, folds: Folds, judged: Judged) -> None:
        self.draft = DocumentWriter()
        self._name = name
        self._footnotes = footnotes
        self._folds = folds
        self._judged = judged
        self._runs: list[Run] = []
        self._is_in_line = False
        self._lists: list[_List] = []
        self._level = self._last_level = 1
        self._title = ""
        # The article's own, and what that stands in.
        self._above_ids: list[int] = []

    def begin_with(self, title: str) -> None:
        """Put the title above all else; where the page says it again, that is left out."""
        self.draft.title = self._title = title
        self.draft.add_heading(title, 1)

    def read(self, body: LexborNode, article: LexborNode) -> None:
        above: LexborNode | None = article
        while above is not None:
            self._above_ids.append(above.mem_id)
            above = above.parent
        self._go_through(body, _Place())
        self._end_paragraph()

    def _go_through(self, node: LexborNode, place: _Place) -> None:
        if place.depth > _DEEPEST:
            raise too_deep(self._name)
        place = replace(place, depth=place.depth + 1)
        for child in node.iter(include_text=True):
            if (line := self._judged.lines.get(child.mem_id)) is not None:
                if line:
                    self.draft.leave_out(Why.AROUND, line)
            elif child.is_text_node:
                text = child.text_content or ""
                text = text.replace("\n", LINE_BREAK) if place.is_set else text
                self._runs.append(Run(text, place.is_bold, place.is_italic))
            elif child.is_element_node and not self._leave_out(child, place):
                self._enter(child, place)

    def _leave_out(self, node: LexborNode, place: _Place) -> bool:
        tag = node.tag or ""
        if node.mem_id in self._above_ids:
            return False
        if tag in _NO_TEXT or self._footnotes.is_said_elsewhere(node):
            return True
        if (limit := self._footnotes.marks.get(node.mem_id)) is not None:
            self._runs.append(Run(limit, place.is_bold, place.is_italic))
            return True
        why = self._find_why(node, tag, place)
        if why is None:
            return False
        words = "" if why is Why.IMAGE or tag == "script" else node.text(separator=" ")
        if why in {Why.IMAGE, Why.SCRIPT, Why.FOOTNOTE} or any(map(str.isalnum, words)):
            self.draft.leave_out(why, words)
        return True

    def _find_why(self, node: LexborNode, tag: str, place: _Place) -> Why | None:
        if self._folds.is_hidden(node):
            return Why.HIDDEN
        if node.mem_id in self._footnotes.note_ids:
            return Why.FOOTNOTE
        if node.mem_id in self._judged.around:
            return Why.AROUND
        if is_struck_out(node):
            return Why.STRUCK_OUT
        if tag in _SCRIPTS and not is_article_without_scripts(node):
            return Why.SCRIPT
        if tag in _PICTURES:
            return Why.IMAGE
        if is_caption(node):
            return Why.IMAGE_WORDS
        is_loose_button = tag == "button" and not (is_control(node) or self._is_in_line)
        if is_loose_button or is_around(node, is_in_article=place.is_in_article):
            return Why.AROUND
        return None

    def _enter(self, node: LexborNode, place: _Place) -> None:
        tag = node.tag or ""
        if self._is_heading(node, tag):
            self._read_heading(node, place, _HEADINGS.get(tag) or _read_level(node))
        elif tag in {"ul", "ol", "menu"}:
            self._read_list(node, place)
        elif tag == "li":
            self._read_item(node, place)
        elif tag == "table":
            self._read_table(node, place)
        elif tag == "br":
            self._runs.append(Run(LINE_BREAK))
        elif tag in _SMALL:
            self._read_small(node, place, _SMALL[tag])
        elif _BLOCKS.fullmatch(tag):
            self._end_paragraph()
            is_in_article = place.is_in_article or self._is_article(node, tag)
            is_set = place.is_set or tag == "pre"
            # A term heads what is said of it.
            is_bold = place.is_bold or tag == "dt"
            inside = replace(place, is_in_article=is_in_article, is_set=is_set, is_bold=is_bold)
            level = self._level
            if self._folds.is_target(node):
                inside = replace(inside, above=self._last_level)
            self._go_through(node, inside)
            self._end_paragraph()
            if inside.above != place.above:
                self._level = level
        else:
            if tag == "a" and not (node.attributes.get("href") or "#").startswith("#"):
                self.draft.leave_out(Why.ADDRESS)
            is_bold = place.is_bold or tag in {"b", "strong"}
            is_italic = place.is_italic or tag in {"i", "em"}
            self._go_through(node, replace(place, is_bold=is_bold, is_italic=is_italic))

    def _is_article(self, node: LexborNode, tag: str) -> bool:
        return tag in {"article", "main"} or node.mem_id == self._above_ids[0]

    def _is_heading(self, node: LexborNode, tag: str) -> bool:
        """Tell whether the element heads what follows: by its tag, or as what unfolds it."""
        if self._is_in_line:
            return False
        if tag in _HEADINGS or _read_level(node):
            return True
        is_fold = tag == "summary" or is_control(node)
        return is_fold and not self._lists and len(node.text().strip()) <= _LONGEST_CONTROL

    def _read_heading(self, node: LexborNode, place: _Place, level: int | None) -> None:
        self._end_paragraph()
        text = "".join(run.text for run in self._read_line(node, place))
        if level:
            self._level = level = max(level, place.above + 1)
        self._last_level = level or self._level + 1
        if self._title and is_same(text, self._title):
            return
        self.draft.add_heading(text, min(self._last_level, 6) + bool(self._title))

    def _end_paragraph(self) -> None:
        """End the block; within a line or an item it is but a line's end."""
        if self._is_in_line or self._lists:
            self._runs.append(Run(LINE_BREAK))
            return
        for runs in _split_at_empty_lines(self._runs):
            if not self._is_title_again(one_line(runs)):
                self.draft.add_paragraph(runs)
        self._runs = []

    def _is_title_again(self, line: str) -> bool:
        """Tell whether the first line below the title says it once more."""
        return bool(self._title) and not self.draft.has_text and is_same(line, self._title)

    def _end_item(self) -> None:
        """End the item of the innermost list; what follows a list within it stands below it."""
        innermost = self._lists[-1]
        if not one_line(self._runs):
            self._runs = []
            return
        depth = len(self._lists) - 1 + innermost.is_begun
        number = None if innermost.is_begun else innermost.number
        self.draft.add_item(self._runs, depth, number)
        if not innermost.is_begun and innermost.number is not None:
            innermost.number += 1
        innermost.is_begun = True
        self._runs = []

    def _read_item(self, node: LexborNode, place: _Place) -> None:
        if self._is_in_line or not self._lists:
            self._end_paragraph()
            self._go_through(node, place)
            self._end_paragraph()
            return
        if node.css_first(f"{_ANY_HEADING}, table"):
            # No point of a list but a part of the article that is drawn as one.
            outer, self._lists = self._lists, []
            self._go_through(node, place)
            self._end_paragraph()
            self._lists = outer
            return
        value = _read_number(node.attributes.get("value"))
        if value is not None and self._lists[-1].number is not None:
            self._lists[-1].number = value
        self._lists[-1].is_begun = False
        self._go_through(node, place)
        self._end_item()

    def _read_list(self, node: LexborNode, place: _Place) -> None:
        if self._is_in_line:
            self._go_through(node, place)
            return
        if self._lists:
            if not self._lists[-1].is_begun and not one_line(self._runs):
                # An item that is nothing but a list stands for its items.
                self._go_through(node, place)
                return
            self._end_item()
        else:
            self._end_paragraph()
        start = _read_number(node.attributes.get("start"))
        number = (1 if start is None else start) if node.tag == "ol" else None
        self._lists.append(_List(number))
        self._go_through(node, place)
        self._end_item()
        self._lists.pop()

    def _read_table(self, node: LexborNode, place: _Place) -> None:
        rows = find_rows(node)
        self._end_paragraph()
        if rows is None or self._is_in_line or self._lists:
            self._go_through(node, place)
            self._end_paragraph()
            return
        caption = node.css_first("caption")
        self.draft.add_table(
            tuple(tuple(self._fill(cell, element, place) for element, cell in row) for row in rows),
            self._read_line(caption, place) if caption else (),
        )

    def _fill(self, cell: Cell, element: LexborNode, place: _Place) -> Cell:
        return fill(cell, self._read_line(element, place))

    def _read_line(self, node: LexborNode, place: _Place) -> list[Run]:
        """Return all that is in the element as one line."""
        outer, self._runs = self._runs, []
        was_in_line, self._is_in_line = self._is_in_line, True
        lists, self._lists = self._lists, []
        self._go_through(node, place)
        line, self._runs = self._runs, outer
        self._is_in_line, self._lists = was_in_line, lists
        return line

    def _read_small(self, node: LexborNode, place: _Place, signs: dict[int, int]) -> None:
        """Write raised and lowered figures as such: m², not m2."""
        line = self._read_line(node, place)
        text = "".join(run.text for run in line).strip()
        if text and all(ord(sign) in signs for sign in text):
            line = [Run(text.translate(signs), place.is_bold, place.is_italic)]
        self._runs += line


def _read_level(node: LexborNode) -> int | None:
    """Return the level of an element that only says that it is a heading."""
    if node.attributes.get("role") != "heading":
        return None
    return min(_read_number(node.attributes.get("aria-level")) or 2, 6)


def _read_number(text: str | None) -> int | None:
    is_number = text is not None and text.isascii() and text.isdigit() and len(text) < 9
    return int(text) if is_number and text else None


def _split_at_empty_lines(runs: list[Run]) -> list[list[Run]]:
    """Return the paragraphs that two line breaks in a row part."""
    paragraphs: list[list[Run]] = [[]]
    was_break = False
    for run in runs:
        is_break = run.text == LINE_BREAK
        if is_break and was_break:
            paragraphs.append([])
        elif run.text.strip() or is_break:
            was_break = is_break
        paragraphs[-1].append(run)
    return paragraphs
