"""Articles out of texts, for tests that are about what becomes of them."""

from bot.documents.reading import read
from lessons.article.article import Article, make_article
from lessons.article.blocks import Block, BlockKind, Document, tell_left_out
from lessons.article.importer import ImportResult, import_document
from lessons.article.lists import goes_on, write_list
from lessons.article.tables import write_table


def article_of(content: str | bytes, name: str = "a.txt") -> Article:
    """The article in a file of that name."""
    return make_article(read(content if isinstance(content, bytes) else content.encode(), name))


def written(document: Document) -> str:
    """All that the document says, as Markdown: a sign for a heading of any level."""
    parts = []
    items: list[Block] = []
    for block in (*document.blocks, None):
        is_item = block is not None and block.kind is BlockKind.ITEM
        if items and not (block and is_item and goes_on(items, block)):
            parts.append(write_list(items))
            items = []
        if block and is_item:
            items.append(block)
            continue
        if block and block.kind is BlockKind.TABLE:
            parts += [block.markdown] * bool(block.markdown) + [write_table(block.rows)]
        elif block:
            parts.append("# " * (block.kind is BlockKind.HEADING) + block.markdown)
    return "\n\n".join(parts)


def left_out_of(document: Document) -> tuple[str, ...]:
    """What the author is told was left out."""
    return tell_left_out(document.left_out)


def import_article(text: str, course_id: str, name: str = "a.txt") -> ImportResult:
    """The draft out of a text in a file of that name."""
    return import_document(read(text.encode(), name), course_id)
