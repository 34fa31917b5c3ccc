"""An article out of a PDF, which knows where signs stand but not what a paragraph is."""

import unicodedata
from collections.abc import Sequence
from io import BytesIO
from itertools import groupby

from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.errors import DependencyError

from bot.documents.document import Document, DocumentWriter, Run, Why
from bot.documents.kinds import ACCEPTED
from bot.documents.pdf_lines import Line, read_lines
from bot.documents.pdf_pages import leave_out_edges, leave_out_footnotes
from bot.documents.pdf_paragraphs import Block, BlockKind, find_body_size, join_lines
from lessons.errors import InvalidInput

# A font without a map to letters yields signs that are none.
_MOST_UNREADABLE = 0.2
_UNREADABLE = {"Co", "Cn", "Cc", "Cs"}


def read_pdf(content: bytes, name: str) -> Document:
    """Return the article: paragraphs joined from lines, headings and lists by their form.

    Page numbers, running headers, footnotes and pictures are left out. Where at most one line
    looks like a heading, all are left to be found as in plain text.

    Raises:
        InvalidInput: if it is locked, or has no text or none that can be read.
    """
    try:
        reader = PdfReader(BytesIO(content))
        is_locked = reader.is_encrypted
    except DependencyError:
        # A cipher that takes another library, which is of no use without the password.
        is_locked = True
    if is_locked:
        raise InvalidInput(
            f"{name} is locked, with a password or against copying. Unlock it, or ask its author"
            f" for the text. {ACCEPTED}"
        )
    # Only a writer turns pages.
    is_turned = any(page.rotation for page in reader.pages)
    document = PdfWriter(clone_from=reader) if is_turned else reader
    pages = [read_lines(page, number) for number, page in enumerate(document.pages)]
    _check_letters(pages, name)
    draft = DocumentWriter()
    images = len(set().union(*map(_find_images, reader.pages)))
    blank = sum(not lines for lines in pages)
    draft.leave_out(Why.IMAGE, times=images)
    draft.leave_out(Why.BLANK_PAGE, times=blank)
    body_size = find_body_size([line for lines in pages for line in lines])
    pages = leave_out_edges(pages, body_size, draft.leave_out)
    pages = leave_out_footnotes(pages, body_size, draft.leave_out)
    _add_blocks(draft, join_lines([line for lines in pages for line in lines]))
    if draft.is_empty:
        given = "holds only pictures, as a scanner makes them" if images else "has no text"
        raise InvalidInput(
            f"{name} {given}. Accepted: a PDF whose words can be selected and copied; to turn"
            " pictures into words: ocrmypdf scan.pdf article.pdf"
        )
    return draft.finish()


def _check_letters(pages: Sequence[Sequence[Line]], name: str) -> None:
    text = "".join(line.text for lines in pages for line in lines)
    signs = [sign for sign in text if not sign.isspace()]
    unreadable = sum(unicodedata.category(sign) in _UNREADABLE for sign in signs)
    if unreadable > len(signs) * _MOST_UNREADABLE:
        raise InvalidInput(
            f"{name} has letters that cannot be told apart, because its fonts have no map."
            f" Save it anew from the program that made it, best as .docx. {ACCEPTED}"
        )


def _find_images(page: PageObject) -> set[str]:
    """Return what tells the page's pictures apart; pages share them."""
    resources = page.get("/Resources")
    objects = resources.get_object().get("/XObject") if resources else None
    if not objects:
        return set()
    return {
        str(objects.get_object().raw_get(name))
        for name, value in objects.get_object().items()
        if value.get_object().get("/Subtype") == "/Image"
    }


def _add_blocks(draft: DocumentWriter, blocks: Sequence[Block]) -> None:
    headings = sum(block.kind is BlockKind.HEADING for block in blocks)
    for (kind, _), group in groupby(blocks, lambda block: (block.kind, block.number is None)):
        if kind is BlockKind.ITEM:
            for item in group:
                draft.add_item([Run(item.text)], number=item.number)
            continue
        for block in group:
            if block.kind is BlockKind.HEADING and headings > 1:
                draft.add_heading(block.text)
            else:
                draft.add_paragraph([Run(block.text)])
