"""The article in a Word document: paragraphs, lists, tables and boxes in their order."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from xml.etree.ElementTree import Element

from bot.documents.document import LINE_BREAK, DocumentWriter, Run
from bot.documents.docx_runs import Line, read_line, words_of
from bot.documents.docx_styles import Lists, Styles, find, is_on, local, number, value
from bot.documents.html_tables import fill
from lessons.article.blocks import Cell, Why
from lessons.article.runs import one_line
from lessons.article.tables import MOST_COLUMNS
from lessons.language.limiting import limits_what_is_said

_AROUND_BLOCKS = frozenset(["sdtContent", "customXml", "ins", "moveTo", "smartTag"])
_CONTENTS = "Table of Contents"


class BodyReader:
    """Goes through the blocks; ``notes`` find a footnote's words by its kind and id."""

    def __init__(self, styles: Styles, lists: Lists, notes: Callable[[str, str], str]) -> None:
        self.draft = DocumentWriter()
        self._styles = styles
        self._lists = lists
        self._notes = notes
        self._title_levels = 0

    def read(self, body: Element) -> None:
        """Read the document's body."""
        styles = (value(find(it, "pPr", "pStyle")) for it in body if local(it) == "p")
        # A title heads all headings of the first level.
        self._title_levels = int(any(map(self._styles.is_title, styles)))
        self._read_blocks(body)

    def _read_blocks(self, nodes: Iterable[Element]) -> None:
        for node in nodes:
            match local(node):
                case "p":
                    self._read_paragraph(node)
                case "tbl":
                    self._read_table(node)
                case "sdt":
                    self._read_control(node)
                case "AlternateContent":
                    forms = [form for form in node if words_of(form).strip()]
                    self._read_blocks(forms[0] if forms else ())
                case name if name in _AROUND_BLOCKS:
                    self._read_blocks(node)

    def _read_control(self, node: Element) -> None:
        gallery = find(node, "sdtPr", "docPartObj", "docPartGallery")
        if value(gallery) == _CONTENTS:
            self.draft.leave_out(Why.CONTENTS, words_of(node))
        else:
            self._read_blocks(find(node, "sdtContent") or ())

    def _read_paragraph(self, node: Element) -> None:
        properties = find(node, "pPr")
        style_id = value(find(properties, "pStyle"))
        line = self._take_line(node, style_id)
        if self._styles.is_contents(style_id):
            self.draft.leave_out(Why.CONTENTS, one_line(line.runs))
            return
        level = self._styles.find_level(properties, style_id)
        place = self._styles.find_list(properties, style_id)
        if self._styles.is_title(style_id):
            self.draft.add_heading(_text(line.runs), 1)
        elif level is not None:
            self.draft.add_heading(_text(line.runs), level + self._title_levels)
        elif place is not None and one_line(line.runs):
            self.draft.add_item(line.runs, place.depth, self._lists.count(place))
        else:
            self.draft.add_paragraph(line.runs)
        for box in line.boxes:
            self._read_blocks(box)

    def _take_line(self, node: Element, style_id: str | None) -> Line:
        """Return the words of a paragraph, and record what does not come along."""
        line = read_line(node, self._styles, style_id)
        for why, words in line.left_out:
            self.draft.leave_out(why, words)
        for kind, note_id in line.notes:
            note = one_line([Run(self._notes(kind, note_id))])
            if limits_what_is_said(note):
                line.runs.append(Run(f" ({note})"))
            else:
                self.draft.leave_out(Why.FOOTNOTE, note)
        return line

    def _read_table(self, table: Element) -> None:
        """Read a table that holds data; one that only places things is read cell by cell."""
        rows = [row for row in _rows(table) if is_on(find(row, "trPr"), "hidden") is not True]
        cells = [cell for row in rows for cell in _cells(row)]
        width = max((sum(_span(cell) for cell in _cells(row)) for row in rows), default=0)
        is_layout = not 2 <= width <= MOST_COLUMNS or any(map(self._has_structure, cells))
        if is_layout:
            for cell in cells:
                self._read_blocks(cell)
            return
        self.draft.add_table(tuple(map(tuple, self._place(rows))))

    def _has_structure(self, cell: Element) -> bool:
        for node in cell.iter():
            if local(node) == "tbl":
                return True
            properties = find(node, "pPr") if local(node) == "p" else None
            style_id = value(find(properties, "pStyle"))
            if properties is not None and self._styles.find_level(properties, style_id) is not None:
                return True
        return False

    def _place(self, rows: Sequence[Element]) -> list[list[Cell]]:
        """Return the cells; one that goes on in the rows below covers these."""
        placed: list[list[Cell]] = []
        # For each column, which cell a merged one below it goes on with.
        owners: dict[int, tuple[int, int]] = {}
        for row_number, row in enumerate(rows):
            is_head = is_on(find(row, "trPr"), "tblHeader") is True
            column = number(find(row, "trPr", "gridBefore")) or 0
            placed.append([Cell("", "", columns=column)] if column else [])
            for node in _cells(row):
                merge = find(node, "tcPr", "vMerge")
                goes_on = merge is not None and value(merge) != "restart"
                if goes_on and column in owners:
                    at_row, at = owners[column]
                    owner = placed[at_row][at]
                    placed[at_row][at] = replace(owner, rows=row_number - at_row + 1)
                else:
                    owners[column] = (row_number, len(placed[-1]))
                    placed[-1].append(self._read_cell(node, is_head=is_head))
                column += _span(node)
        return placed

    def _read_cell(self, node: Element, *, is_head: bool) -> Cell:
        runs: list[Run] = []
        in_boxes: set[Element] = set()
        for paragraph in (it for it in node.iter() if local(it) == "p"):
            if paragraph in in_boxes:
                continue
            line = self._take_line(paragraph, value(find(paragraph, "pPr", "pStyle")))
            runs += [*line.runs, Run(LINE_BREAK)]
            for box in line.boxes:
                in_boxes.update(box.iter())
                runs += [Run(words_of(box)), Run(LINE_BREAK)]
        return fill(Cell("", "", is_head, columns=_span(node)), runs)


def _text(runs: Iterable[Run]) -> str:
    return "".join(run.text for run in runs)


def _rows(table: Element) -> list[Element]:
    return [it for node in table for it in _unwrap(node, "tr")]


def _cells(row: Element) -> list[Element]:
    return [it for node in row for it in _unwrap(node, "tc")]


def _unwrap(node: Element, name: str) -> list[Element]:
    """Return the element if it is one, or those within what may stand around it."""
    if local(node) == name:
        return [node]
    if local(node) == "sdt" or local(node) in _AROUND_BLOCKS:
        return [it for child in node for it in _unwrap(child, name)]
    return []


def _span(cell: Element) -> int:
    return max(1, number(find(cell, "tcPr", "gridSpan")) or 1)
