"""An article: its title, its sections, and the headings that have nothing below them."""

from collections.abc import Sequence
from dataclasses import dataclass

from lessons.article.blocks import Block, BlockKind, Document, LeftOut, Why, tell_doubtful
from lessons.article.headings import find_headings
from lessons.article.lists import goes_on, write_list
from lessons.article.tables import is_empty_form, write_table
from lessons.errors import InvalidInput
from lessons.language.headings import ends_like_a_sentence


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, the headings above it from the outermost, and what stands below it.

    Each paragraph is lesson Markdown: one line, or one for each that the author broke; a list or
    a table has one line for each item or row. ``tables`` says which paragraphs were tables.
    """

    heading: str
    paragraphs: tuple[str, ...]
    path: tuple[str, ...] = ()
    tables: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Article:
    """``title`` is what heads all of it, or empty; ``notes`` tell what an author should look at.

    What stands below the title, or before the first heading, is a section under the title.
    """

    title: str
    sections: tuple[Section, ...]
    left_out: tuple[LeftOut, ...]
    notes: tuple[str, ...]


def make_article(document: Document) -> Article:
    """Return the article in a document; headings with nothing below them are left out.

    Raises:
        InvalidInput: if there is no text besides headings.
    """
    forms = [block for block in document.blocks if _is_form(block)]
    blocks = find_headings([block for block in document.blocks if not _is_form(block)])
    headings = [block for block in blocks if block.kind is BlockKind.HEADING]
    title, title_block = _find_title(document, blocks, headings)
    groups = _group(blocks)
    contexts = {id(heading) for path, below in groups if below for heading in path}
    sections = []
    orphans = []
    for path, below in groups:
        heading = path[-1].plain if path else title
        if below:
            paragraphs, tables = _write(below)
            above = tuple(block.plain for block in path[:-1] if block is not title_block)
            sections.append(Section(heading, paragraphs, above, tables))
        elif path and heading != title and id(path[-1]) not in contexts:
            orphans.append(LeftOut(Why.ORPHAN, heading))
    if not sections:
        given = "only headings" if headings else "no text"
        raise InvalidInput(
            f"The article has {given}. Accepted: paragraphs of text, best below short headings:"
            ' a line "The low back", a blank line, then "Five bones carry your weight."'
        )
    empty = [LeftOut(Why.AROUND, _first_row(block)) for block in forms]
    left_out = (*orphans, *document.left_out, *empty)
    notes = (*document.notes, *tell_doubtful(document.doubtful))
    return Article(title, tuple(sections), left_out, notes)


def _is_form(block: Block) -> bool:
    return block.kind is BlockKind.TABLE and is_empty_form(block.rows)


def _first_row(block: Block) -> str:
    told = next(([it.plain for it in row if it.plain] for row in block.rows if row), [])
    return "a table to fill in: " + "; ".join(told)


_Group = tuple[tuple[Block, ...], list[Block]]


def _find_title(
    document: Document, blocks: Sequence[Block], headings: Sequence[Block]
) -> tuple[str, Block | None]:
    """Return the title, and the heading of everything if there is one.

    A line that only by its form heads the rest of a text is no title of what stands before it.
    """
    if not headings:
        return document.title, None
    first = headings[0]
    is_marked = any(block.plain == first.plain and block.level for block in document.blocks)
    before = [it for it in blocks[: blocks.index(first)] if ends_like_a_sentence(it.plain)]
    if len(headings) == 1 and not is_marked and len(before) > 1:
        return document.title, None
    if all(block.level > first.level for block in headings[1:]):
        return first.plain, first
    return document.title or first.plain, None


def _group(blocks: Sequence[Block]) -> list[_Group]:
    """Return what stands below each heading, which comes last in its path."""
    groups: list[_Group] = [((), [])]
    for block in blocks:
        if block.kind is not BlockKind.HEADING:
            groups[-1][1].append(block)
            continue
        above = tuple(it for it in groups[-1][0] if it.level < block.level)
        groups.append(((*above, block), []))
    return groups


def _write(blocks: Sequence[Block]) -> tuple[tuple[str, ...], frozenset[int]]:
    """Return the paragraphs, and which of them were tables."""
    paragraphs: list[str] = []
    tables: set[int] = set()
    items: list[Block] = []

    def end_list() -> None:
        if items:
            paragraphs.append(write_list(items))
            items.clear()

    for block in blocks:
        if block.kind is BlockKind.ITEM:
            if items and not goes_on(items, block):
                end_list()
            items.append(block)
            continue
        end_list()
        if block.kind is BlockKind.TABLE:
            if block.markdown:
                paragraphs.append(block.markdown)
            tables.add(len(paragraphs))
            paragraphs.append(write_table(block.rows))
        else:
            paragraphs.append(block.markdown)
    end_list()
    return tuple(paragraphs), frozenset(tables)
