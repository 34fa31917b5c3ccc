"""The article in a web page: its words and their order, without what stands around them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from selectolax.lexbor import LexborHTMLParser, LexborNode

from bot.documents.document import LOWERED, RAISED, MarkdownWriter, Run
from bot.documents.html_footnotes import Footnotes, find_footnotes
from lessons.errors import InvalidInput

# Parsing takes time squared by depth; browsers stop at 512.
_DEEPEST = 250
_HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
_BLOCKS = re.compile(
    "address|article|blockquote|body|caption|center|dd|details|div|dl|dt|fieldset|figcaption|figure"
    "|footer|form|h[1-6]|header|hgroup|hr|html|legend|main|p|pre|section|summary|t[dhr]"
)
_SCRIPTS = frozenset(["script", "noscript", "template"])
_PICTURES = frozenset(["img", "video", "audio", "canvas", "iframe", "object", "embed"])
_AROUND = frozenset(["nav", "aside", "footer", "button", "dialog", "select", "textarea"])
_ROLES_AROUND = frozenset(
    ["navigation", "banner", "contentinfo", "search", "complementary", "dialog"]
)
_NOT_SHOWN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_SMALL = {"sup": RAISED, "sub": LOWERED}
_LONGEST_CELL = 400


def read_page(page: LexborHTMLParser, name: str) -> MarkdownWriter:
    """Return what the page says, perhaps nothing.

    Raises:
        InvalidInput: if it nests too deeply.
    """
    body = page.body
    if body is None:
        return MarkdownWriter()
    root = _find_article(body)
    reader = _Reader(name, find_footnotes(root))
    titles = body.css("h1")
    if len(titles) == 1 and not root.css("h1"):
        reader.draft.add_heading(titles[0].text())
    reader.read(root)
    return reader.draft


def too_deep(name: str) -> InvalidInput:
    """Return the refusal of a page whose elements nest too deeply."""
    return InvalidInput(
        f"{name} nests its elements too deeply to be an article. Accepted: at most {_DEEPEST}"
        " levels; copy the text of the page into a text file, such as article.txt"
    )


def _find_article(body: LexborNode) -> LexborNode:
    """Return what the page marks as its only main part or article, or all of it."""
    mains = body.css("main") or body.css("[role=main]")
    root = mains[0] if len(mains) == 1 else body
    articles = root.css("article")
    is_most = len(articles) == 1 and len(articles[0].text()) * 2 > len(root.text())
    return articles[0] if is_most else root


@dataclass(frozen=True, slots=True)
class _Place:
    """Where in the page the reader is."""

    depth: int = 0
    is_bold: bool = False
    is_italic: bool = False
    is_in_article: bool = False


class _Reader:
    """Goes through the page in its order."""

    def __init__(self, name: str, footnotes: Footnotes) -> None:
        self.draft = MarkdownWriter()
        self._name = name
        self._footnotes = footnotes
        self._runs: list[Run] = []
        self._is_in_line = False
        self._list_depth = 0
        self._items: list[list[Run]] = []

    def read(self, root: LexborNode) -> None:
        self._go_through(root, _Place(is_in_article=root.tag != "body"))
        self._end_paragraph()

    def _go_through(self, node: LexborNode, place: _Place) -> None:
        if place.depth > _DEEPEST:
            raise too_deep(self._name)
        place = replace(place, depth=place.depth + 1)
        for child in node.iter(include_text=True):
            if child.is_text_node:
                text = child.text_content or ""
                self._runs.append(Run(text, place.is_bold, place.is_italic))
            elif child.is_element_node and not self._leave_out(child, place):
                self._enter(child, place)

    def _leave_out(self, node: LexborNode, place: _Place) -> bool:
        tag = node.tag or ""
        attributes = node.attributes
        what = None
        if tag in {"style", "svg", "head", "title"} or _is_hidden(attributes):
            return True
        if node.mem_id in self._footnotes.mark_ids or self._footnotes.is_backlink(node):
            return True
        if node.mem_id in self._footnotes.note_ids:
            what = "footnotes left out"
        elif tag in _SCRIPTS:
            what = "scripts left out"
        elif tag in _PICTURES:
            what = "images left out"
        elif tag == "figcaption":
            # Words about a picture that is not there; a table's are read with it.
            return bool(node.parent and node.parent.css("img, video, svg, canvas, picture"))
        elif (
            tag in _AROUND
            or (tag == "header" and not place.is_in_article)
            # Some programs put the whole page into a form.
            or (tag == "form" and not node.css_first("h1, h2, h3, p"))
            or attributes.get("role") in _ROLES_AROUND
        ):
            what = "menus, headers, footers and forms left out"
        if what:
            self.draft.left_out[what] += 1
        return what is not None

    def _enter(self, node: LexborNode, place: _Place) -> None:
        tag = node.tag or ""
        if tag in _HEADINGS and not self._is_in_line and not self._list_depth:
            self._end_paragraph()
            self.draft.add_heading("".join(run.text for run in self._read_line(node, place)))
        elif tag in {"ul", "ol", "menu"}:
            self._read_list(node, place)
        elif tag == "li":
            self._end_item()
            self._go_through(node, place)
            self._end_item()
        elif tag == "table":
            self._read_table(node, place)
        elif tag == "br":
            self._runs.append(Run("\n"))
        elif tag in _SMALL:
            self._read_small(node, place, _SMALL[tag])
        elif _BLOCKS.fullmatch(tag):
            self._end_paragraph()
            is_in_article = place.is_in_article or tag in {"article", "main"}
            self._go_through(node, replace(place, is_in_article=is_in_article))
            self._end_paragraph()
        else:
            if tag == "a" and not (node.attributes.get("href") or "#").startswith("#"):
                self.draft.left_out["link addresses left out"] += 1
            is_bold = place.is_bold or tag in {"b", "strong"}
            is_italic = place.is_italic or tag in {"i", "em"}
            self._go_through(node, replace(place, is_bold=is_bold, is_italic=is_italic))

    def _end_paragraph(self) -> None:
        """End the block; within a line or an item it is but a space."""
        if self._is_in_line or self._list_depth:
            self._runs.append(Run(" "))
            return
        for runs in _split_at_empty_lines(self._runs):
            self.draft.add_paragraph(runs)
        self._runs = []

    def _end_item(self) -> None:
        if not self._is_in_line and self._list_depth:
            self._items.append(self._runs)
            self._runs = []
        else:
            self._end_paragraph()

    def _read_list(self, node: LexborNode, place: _Place) -> None:
        """Read a list; one within another is flattened, and takes its marks."""
        self._end_item()
        self._list_depth += not self._is_in_line
        self._go_through(node, place)
        self._end_item()
        self._list_depth -= not self._is_in_line
        if not self._list_depth and not self._is_in_line:
            start = node.attributes.get("start") or ""
            first = int(start) if start.isascii() and start.isdigit() and len(start) < 9 else 1
            self.draft.add_list(self._items, first if node.tag == "ol" else None)
            self._items = []

    def _read_table(self, node: LexborNode, place: _Place) -> None:
        """Turn each row into one line, with the heads of the columns before the cells.

        A table that holds headings, tables, long texts or a single column is there for the
        layout.
        """
        rows = [[cell for cell in row.iter() if cell.tag in {"td", "th"}] for row in node.css("tr")]
        is_layout = (
            max(map(len, rows), default=0) < 2
            or len(node.css("table, h1, h2, h3, h4, h5, h6")) > 1
            or any(len(cell.text()) > _LONGEST_CELL for row in rows for cell in row)
        )
        self._end_paragraph()
        if is_layout or self._is_in_line or self._list_depth:
            self._go_through(node, place)
            self._end_paragraph()
            return
        self.draft.left_out["tables written as lines"] += 1
        if caption := node.css_first("caption"):
            self.draft.add_paragraph(self._read_line(caption, place))
        heads: list[str] = []
        if all(cell.tag == "th" for cell in rows[0]):
            heads = ["".join(run.text for run in self._read_line(h, place)) for h in rows.pop(0)]
        lines = [[self._read_line(cell, place) for cell in row] for row in rows]
        self.draft.add_list([_join_cells(cells, heads) for cells in lines], None)

    def _read_line(self, node: LexborNode, place: _Place) -> list[Run]:
        """Return all that is in the element as one line."""
        outer, self._runs = self._runs, []
        was_in_line, self._is_in_line = self._is_in_line, True
        self._go_through(node, place)
        line, self._runs = self._runs, outer
        self._is_in_line = was_in_line
        return _strip(line)

    def _read_small(self, node: LexborNode, place: _Place, signs: dict[int, int]) -> None:
        """Write raised and lowered figures as such: m², not m2."""
        line = self._read_line(node, place)
        text = "".join(run.text for run in line)
        if all(ord(sign) in signs for sign in text):
            line = [Run(text.translate(signs), place.is_bold, place.is_italic)]
        self._runs += line


def _is_hidden(attributes: dict[str, str | None]) -> bool:
    return (
        "hidden" in attributes
        or attributes.get("aria-hidden") == "true"
        or bool(_NOT_SHOWN.search(attributes.get("style") or ""))
    )


def _split_at_empty_lines(runs: Sequence[Run]) -> list[list[Run]]:
    """Return the paragraphs that two line breaks in a row part."""
    paragraphs: list[list[Run]] = [[]]
    was_break = False
    for run in runs:
        if run.text == "\n" and was_break:
            paragraphs.append([])
        elif run.text.strip() or run.text == "\n":
            was_break = run.text == "\n"
        paragraphs[-1].append(run)
    return paragraphs


def _strip(runs: list[Run]) -> list[Run]:
    """Return the runs without the space before and after them."""
    filled = [index for index, run in enumerate(runs) if run.text.strip()]
    if not filled:
        return []
    runs = runs[filled[0] : filled[-1] + 1]
    runs[0] = replace(runs[0], text=runs[0].text.lstrip())
    runs[-1] = replace(runs[-1], text=runs[-1].text.rstrip())
    return runs


def _join_cells(cells: list[list[Run]], heads: list[str]) -> list[Run]:
    """Return "Sign: numb leg; Care: today"; without heads, "numb leg; today"."""
    joined: list[Run] = []
    for column, cell in enumerate(cells):
        if not cell:
            continue
        head = heads[column] if column < len(heads) else ""
        joined += [Run("; " if joined else ""), Run(f"{head}: " if head else ""), *cell]
    return joined
