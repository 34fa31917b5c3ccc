"""The blocks of a text without any marks, as Word's "Plain text" and programs for notes save it."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby, zip_longest

from lessons.article.blocks import Block, BlockKind, Document, LeftOut, Why
from lessons.article.runs import clean, plain_markdown
from lessons.article.text_lines import (
    Breaks,
    TypedLine,
    find_breaks,
    find_usual_breaks,
    goes_on,
    is_on_purpose,
)
from lessons.article.text_tables import find_tables
from lessons.language.headings import announces, begins_in_capitals

_LINE_END = re.compile(r"\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_INVISIBLE = re.compile(r"[\x00-\x08\x0e-\x1b\x7f\u200b\u2060\ufeff]")
_BULLET = re.compile(r"([•◦▪▫‣·●○■□➢–—*-]|[\uf0b7\uf0a7\uf0d8])\s+(?=\S)|(?=([✓✔✗✘☐☑☒])\s)")
_NUMBER = re.compile(r"(\d{1,3})[.)]\s+(?=\S)")

# The one mark of Markdown that people type whatever they call the file.
_HEADING = re.compile(r"(#{1,6}) (?=\S)")
# A dash or a figure may also begin a line in the middle of a sentence.
_AMBIGUOUS = re.compile(r"[–—*\d-]")
_ENDS = tuple(".!?:;…。！？：।۔؟")
_PAGE_NUMBER = re.compile(
    r"\W*(?:page|seite|p[áa]gina|pagina)\s+\d{1,4}(?:\s*(?:/|of|von|de|sur|di|van)\s*\d{1,4})?\W*",
    re.IGNORECASE,
)


def read_plain_text(text: str) -> Document:
    """Return the document: paragraphs, lists by the marks that are typed, "# " for headings.

    Cells between tabs, strokes or runs of blanks are a table, and so are names that dots lead to
    their values. Short lines that were not wrapped, as verses and addresses, stay lines of one
    paragraph.
    """
    raw = _LINE_END.sub("\n", _INVISIBLE.sub("", text)).split("\n")
    left_out = [LeftOut(Why.PAGE_EDGE, line) for line in raw if _PAGE_NUMBER.fullmatch(line)]
    raw = [line for line in raw if not _PAGE_NUMBER.fullmatch(line)]
    tables = list(find_tables(raw))
    starts = [0, *(table.end for table in tables)]
    ends = [*(table.start for table in tables), len(raw)]
    parts = [list(map(_typed, raw[a:b])) for a, b in zip(starts, ends, strict=True)]
    reader = _Reader([line for part in parts for line in (*part, TypedLine(""))])
    blocks: list[Block] = []
    for part, table in zip_longest(parts, tables):
        blocks += reader.read(part)
        if table and table.is_contents:
            left_out += [
                LeftOut(Why.CONTENTS, " ".join(it.plain for it in row)) for row in table.rows
            ]
        elif table:
            blocks.append(Block(BlockKind.TABLE, "", "", rows=table.rows))
    return Document(tuple(blocks), left_out=tuple(left_out))


def _typed(raw: str) -> TypedLine:
    spread = raw.expandtabs()
    return TypedLine(" ".join(raw.split()), len(spread) - len(spread.lstrip()))


class _Reader:
    """Knows how wide the text is set, and whether its lines are wrapped."""

    def __init__(self, lines: Sequence[TypedLine]) -> None:
        self._width = max((len(line.text) for line in lines), default=0)
        # Where no blank lines part anything, lines stand together by chance.
        self._has_groups = len(list(_find_stretches(lines))) > 1
        groups = [[line.text for line in group] for group in _find_groups(lines)]
        untold = [group for group in groups if self._find_breaks(group) is Breaks.UNTOLD]
        self._is_wrapped = find_usual_breaks(untold, self._width) is Breaks.WRAPPED

    def read(self, lines: Sequence[TypedLine]) -> Iterator[Block]:
        """Yield the blocks of lines that no table parts."""
        before = ""
        for group in _find_groups(lines):
            first = group[0].text
            if heading := _HEADING.match(first):
                plain = first[heading.end() :]
                yield Block(BlockKind.HEADING, plain_markdown(plain), plain, level=len(heading[1]))
            elif mark := _find_mark(first):
                yield from self._read_item(group, mark)
            else:
                is_announced = announces(before)
                yield from self._read_text([line.text for line in group], is_announced)
            before = group[-1].text

    def _find_breaks(self, texts: Sequence[str], is_announced: bool = False) -> Breaks:
        found = find_breaks(texts, is_announced=is_announced)
        return found if self._has_groups or found is not Breaks.KEPT else Breaks.UNTOLD

    def _read_text(self, texts: Sequence[str], is_announced: bool = False) -> Iterator[Block]:
        """Yield the paragraphs of lines that stand together."""
        if not texts:
            return
        breaks = self._find_breaks(texts, is_announced)
        if breaks is Breaks.KEPT:
            yield _block(BlockKind.PARAGRAPH, [[text] for text in texts])
            return
        is_apart = breaks is Breaks.UNTOLD and not self._is_wrapped
        paragraph: list[str] = []
        for text in texts:
            if is_apart and paragraph and not goes_on(paragraph[-1], text):
                yield _block(BlockKind.PARAGRAPH, self._join(paragraph))
                paragraph = []
            paragraph.append(text)
        yield _block(BlockKind.PARAGRAPH, self._join(paragraph))

    def _read_item(self, group: Sequence[TypedLine], mark: re.Match[str]) -> Iterator[Block]:
        """Yield the item, and what stands below it but is none of it."""
        first, *others = group
        own = [first.text[mark.end() :]]
        for line in others:
            is_set_in = line.indent > first.indent
            may_be = self._is_wrapped and not (
                own[-1].endswith(_ENDS) and is_on_purpose(own[-1], line.text, self._width)
            )
            if not (is_set_in or may_be or goes_on(own[-1], line.text)):
                break
            own.append(line.text)
        number = int(mark[1]) if mark.re is _NUMBER else None
        yield _block(BlockKind.ITEM, self._join(own), number)
        yield from self._read_text([line.text for line in group[len(own) :]])

    def _join(self, texts: Sequence[str]) -> list[list[str]]:
        """Return the lines that the author broke, each with those that it is wrapped into."""
        joined = [[texts[0]]]
        for text in texts[1:]:
            if is_on_purpose(joined[-1][-1], text, self._width // 2):
                joined.append([text])
            else:
                joined[-1].append(text)
        return joined


def _find_stretches(lines: Sequence[TypedLine]) -> Iterator[list[TypedLine]]:
    """Yield the lines that stand together; one without a letter or figure parts them."""
    for has_words, stretch in groupby(lines, lambda line: line.has_words):
        if has_words:
            yield list(stretch)


def _find_groups(lines: Sequence[TypedLine]) -> Iterator[list[TypedLine]]:
    """Yield lines that stand together: a heading, an item with what follows it, or text."""
    for stretch in _find_stretches(lines):
        marks = Counter(_kind_of(mark) for line in stretch if (mark := _find_mark(line.text)))
        group: list[TypedLine] = []
        for line in stretch:
            if group and _begins_group(group, line, marks):
                yield group
                group = []
            group.append(line)
        yield group


def _begins_group(group: Sequence[TypedLine], line: TypedLine, marks: Counter[str]) -> bool:
    first, before = group[0].text, group[-1].text
    if _HEADING.match(line.text) or _HEADING.match(first):
        return True
    if mark := _find_mark(line.text):
        is_doubtful = (
            _AMBIGUOUS.match(line.text)
            and marks[_kind_of(mark)] == 1
            and not _find_mark(first)
            and not before.endswith(_ENDS)
        )
        return not is_doubtful
    is_title = len(group) == 1 and begins_in_capitals(first) and not _find_mark(first)
    return is_title and not begins_in_capitals(line.text)


def _find_mark(text: str) -> re.Match[str] | None:
    return _BULLET.match(text) or _NUMBER.match(text)


def _kind_of(mark: re.Match[str]) -> str:
    return "1" if mark.re is _NUMBER else mark[1] or mark[2]


def _block(kind: BlockKind, text: Sequence[Sequence[str]], number: int | None = None) -> Block:
    lines = [clean("\n".join(wrapped)) for wrapped in text]
    return Block(kind, "\n".join(map(plain_markdown, lines)), "\n".join(lines), number=number)
