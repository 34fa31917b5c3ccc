"""An article: its title, its sections, and the headings that have nothing below them."""

from dataclasses import dataclass, replace

from lessons.article.blocks import Block, BlockKind, clean_text, read_blocks
from lessons.errors import InvalidInput
from lessons.language.headings import is_like_a_heading

# A file with such a line is not wrapped: there, each line is a paragraph.
_LONGEST_WRAPPED_LINE = 200


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands below it.

    Each paragraph is one line of lesson Markdown; a list has one line for each item.
    """

    heading: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Article:
    """``title`` is the first heading, or empty. ``notes`` tell what was left out, and how often.

    What stands below the title, or before the first heading, is a section under the title.
    """

    title: str
    sections: tuple[Section, ...]
    dropped_headings: tuple[str, ...]
    notes: tuple[str, ...]


def parse_article(text: str) -> Article:
    """Return the article in a text, plain or Markdown.

    Where there are no Markdown headings, a heading is a short line that stands alone, starts
    like one and ends without a stop. Headings with nothing below them are dropped and named.

    Raises:
        InvalidInput: if there is no text besides headings.
    """
    text = clean_text(text)
    blocks, left_out = read_blocks(text)
    if not any(block.kind is BlockKind.HEADING for block in blocks):
        if any(len(line) > _LONGEST_WRAPPED_LINE for line in text.split("\n")):
            blocks, left_out = read_blocks(text.replace("\n", "\n\n"))
        blocks = [_find_heading(block) for block in blocks]
    title, sections, dropped = _gather(blocks)
    if not sections:
        given = "only headings" if title else "no text"
        raise InvalidInput(
            f"The article has {given}. Accepted: paragraphs of text, best below short headings:"
            ' a line "The low back", a blank line, then "Five bones carry your weight."'
        )
    notes = tuple(f"{what}: {number}" for what, number in left_out.items())
    return Article(title, sections, dropped, notes)


def _find_heading(block: Block) -> Block:
    """Turn a paragraph that looks like a heading into one."""
    is_heading = (
        block.kind is BlockKind.PARAGRAPH and block.lines == 1 and is_like_a_heading(block.plain)
    )
    return replace(block, kind=BlockKind.HEADING) if is_heading else block


def _gather(blocks: list[Block]) -> tuple[str, tuple[Section, ...], tuple[str, ...]]:
    """Return the title, the sections and the headings with nothing below."""
    title = next((block.plain for block in blocks if block.kind is BlockKind.HEADING), "")
    groups: list[tuple[str, list[str]]] = [(title, [])]
    for block in blocks:
        if block.kind is BlockKind.HEADING:
            groups.append((block.plain, []))
        else:
            groups[-1][1].append(block.markdown)
    sections = tuple(Section(heading, tuple(texts)) for heading, texts in groups if texts)
    dropped = tuple(heading for heading, texts in groups[2:] if not texts)
    return title, sections, dropped
