"""The blocks of a text without any marks, as Word's "Plain text" and programs for notes save it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from lessons.article.blocks import Block, BlockKind, Cell, Document, Rows
from lessons.article.runs import clean, plain_markdown
from lessons.course.markdown import escape

_LINE_END = re.compile(r"\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_INVISIBLE = re.compile(r"[\x00-\x08\x0e-\x1b\x7f\u200b\u2060\ufeff]")
_BULLET = re.compile(r"(?:[•◦▪▫‣·●○■□➢✓✔–—*-]|[\uf0b7\uf0a7\uf0d8])\s+(?=\S)")
_NUMBER = re.compile(r"(\d{1,3})[.)]\s+(?=\S)")

# The one mark of Markdown that people type whatever they call the file.
_HEADING = re.compile(r"(#{1,6}) (?=\S)")
_MARK = re.compile(r"[^\w\s]?|\d{1,3}[.)]")
# A dash or a figure may also begin a line in the middle of a sentence.
_AMBIGUOUS = re.compile(r"[–—*\d-]")
_ENDS = tuple(".!?:;…。！？：।۔؟")

# A file with such a line is not wrapped: there, each line is a paragraph.
_LONGEST_WRAPPED_LINE = 200
_LONGEST_FIRST_WORD = 12


def read_plain_text(text: str) -> Document:
    """Return the document: paragraphs, lists by the marks that are typed, "# " for headings.

    Lines of cells between tabs, as a table is pasted, or between upright strokes are a table.
    """
    raw = _LINE_END.sub("\n", _INVISIBLE.sub("", text)).split("\n")
    lines = [" ".join(line.split()) for line in raw]
    rows = [_find_cells(line) for line in raw]
    width = max((len(line) for line, row in zip(lines, rows, strict=True) if not row), default=0)
    breaks = [
        _is_on_purpose(line, after, width) for line, after in pairwise(lines) if line and after
    ]
    is_wrapped = width <= _LONGEST_WRAPPED_LINE and sum(breaks) * 2 <= len(breaks)
    blocks: list[Block] = []
    for are_rows, group in groupby(zip(lines, rows, strict=True), lambda pair: bool(pair[1])):
        of_lines, of_rows = zip(*group, strict=True)
        if are_rows and len(of_rows) > 1:
            blocks.append(Block(BlockKind.TABLE, "", "", rows=_mark_heads(of_rows)))
            continue
        for paragraph in _find_paragraphs(of_lines, is_wrapped):
            blocks += _read_paragraph(paragraph, width)
    return Document(tuple(blocks))


def _find_cells(line: str) -> tuple[Cell, ...]:
    """Return the cells of a line, none where it is no row of a table."""
    bare = line.strip(" ")
    if bare.startswith("|") and bare.endswith("|") and len(bare) > 1:
        texts = bare[1:-1].split("|")
    else:
        texts = bare.split("\t")
    cells = [" ".join(text.split()) for text in texts]
    # A tab also sets a line in, and follows the mark of an item.
    is_row = len(cells) > 1 and not _MARK.fullmatch(cells[0])
    has_empty_corner = not cells[0] and sum(map(bool, cells)) > 1
    if not is_row and not has_empty_corner:
        return ()
    return tuple(Cell(escape(cell), cell) for cell in cells)


def _mark_heads(rows: Rows) -> Rows:
    """Return the rows without lines of strokes; what stands above the first are heads."""
    strokes = [not any(any(map(str.isalnum, cell.plain)) for cell in row) for row in rows]
    heads = strokes.index(True) if True in strokes else 0
    return tuple(
        tuple(replace(cell, is_head=at < heads) for cell in row)
        for at, row in enumerate(rows)
        if not strokes[at]
    )


def _is_on_purpose(line: str, after: str, width: int) -> bool:
    """Tell whether a line was broken though the next word had fitted it."""
    first_word = after.partition(" ")[0][:_LONGEST_FIRST_WORD]
    return not after[0].islower() and len(line) + 1 + len(first_word) <= width


def _find_paragraphs(lines: Sequence[str], is_wrapped: bool) -> Iterator[list[str]]:
    """Yield lines that belong together; a line without a letter or figure parts them."""
    paragraph: list[str] = []
    for line in (*lines, ""):
        has_words = any(map(str.isalnum, line))
        is_apart = not is_wrapped or any(map(_HEADING.match, (line, *paragraph[:1])))
        if paragraph and (is_apart or not has_words):
            yield paragraph
            paragraph = []
        if has_words:
            paragraph.append(line)


def _read_paragraph(lines: Sequence[str], width: int) -> Iterator[Block]:
    """Yield a paragraph, and the items of a list that begins in it."""
    if heading := _HEADING.match(lines[0]):
        plain = lines[0][heading.end() :]
        yield Block(BlockKind.HEADING, plain_markdown(plain), plain, level=len(heading[1]))
        return
    kind, number = BlockKind.PARAGRAPH, None
    # The lines that the author broke, each with the lines that it is wrapped into.
    text: list[list[str]] = []
    before = ""
    for line in lines:
        mark = _BULLET.match(line) or _NUMBER.match(line)
        is_doubtful = (
            bool(text)
            and kind is BlockKind.PARAGRAPH
            and _AMBIGUOUS.match(line)
            and not before.endswith(_ENDS)
        )
        if mark and not is_doubtful:
            if text:
                yield _block(kind, number, text)
            kind = BlockKind.ITEM
            number = int(mark[1]) if mark.re is _NUMBER else None
            text = [[line[mark.end() :]]]
        elif text and not _is_on_purpose(before, line, width // 2):
            text[-1].append(line)
        else:
            text.append([line])
        before = line
    yield _block(kind, number, text)


def _block(kind: BlockKind, number: int | None, text: Sequence[Sequence[str]]) -> Block:
    lines = [clean("\n".join(wrapped)) for wrapped in text]
    return Block(kind, "\n".join(map(plain_markdown, lines)), "\n".join(lines), number=number)
