"""An article out of a PDF, which knows where signs stand but not what a paragraph is."""

import ctypes
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

import pypdfium2 as pdfium
from pypdfium2 import raw

from bot.documents.document import Document, DocumentWriter, Run, Why
from bot.documents.kinds import ACCEPTED
from bot.documents.pdf_boxes import part_boxes
from bot.documents.pdf_cells import Table, join_tables
from bot.documents.pdf_columns import join_columns
from bot.documents.pdf_drawn import Drawn, read_drawn
from bot.documents.pdf_lines import Line, make_lines
from bot.documents.pdf_pages import leave_out_edges, leave_out_footnotes, leave_out_margins
from bot.documents.pdf_paragraphs import Block, BlockKind, find_body_size, join_lines
from bot.documents.pdf_points import mark_points
from bot.documents.pdf_ruled import stand_in, take_tables
from bot.documents.pdf_signs import read_signs
from bot.documents.pdf_tables import find_tables
from lessons.errors import InvalidInput

MOST_PAGES = 150
# A font without a map to letters yields signs that are none.
_MOST_UNREADABLE = 0.2
# What programs call a document that nobody gave a title.
_NO_TITLE = re.compile(
    r"\s*(?:microsoft (?:word|powerpoint).*|untitled.*|unbenannt.*|sans titre.*|documento?\s*\d*"
    r"|dokument\s*\d*|slide \d+|powerpoint.*|title|intro(?:duction)?|[\W\d_]*"
    r"|.*\.(?:docx?|pdf|indd|pptx?|odt|qxd|pub|tex|html?|rtf))\s*",
    re.IGNORECASE,
)


def read_pdf(content: bytes, name: str) -> Document:
    """Return the article: paragraphs joined from lines, headings, lists and tables by their form.

    Page numbers, running headers, footnotes and pictures are left out. Where at most one line
    looks like a heading, all are left to be found as in plain text.

    Raises:
        InvalidInput: if it is locked, too long, or has no text or none that can be read.
    """
    document = _open(content, name)
    try:
        if len(document) > MOST_PAGES:
            raise InvalidInput(
                f"{name} has {len(document)} pages. Accepted: at most {MOST_PAGES}, which already"
                " make a long course; cut it into parts, such as chapter-1.pdf, and send one"
            )
        return _read(document, name)
    finally:
        document.close()


def _open(content: bytes, name: str) -> pdfium.PdfDocument:
    try:
        document = pdfium.PdfDocument(content)
        is_locked = raw.FPDF_GetSecurityHandlerRevision(document) >= 0
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) not in {raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY}:
            raise
        is_locked = True
    if is_locked:
        raise InvalidInput(
            f"{name} is locked, with a password or against copying. Unlock it, or ask its author"
            f" for the text. {ACCEPTED}"
        )
    return document


def _read(document: pdfium.PdfDocument, name: str) -> Document:
    draft = DocumentWriter()
    pages: list[list[Line]] = []
    extents: list[tuple[float, float] | None] = []
    images: set[tuple[int, int, int]] = set()
    for number in range(len(document)):
        page = document[number]
        images |= _find_images(page)
        pages.append(_read_page(page, number, draft))
        extents.append(_find_extent(page))
        page.close()
    pages = _leave_out_unreadable(pages, name, draft)
    draft.leave_out(Why.IMAGE, times=len(images))
    draft.leave_out(Why.BLANK_PAGE, times=sum(not lines for lines in pages))
    body_size = find_body_size([line for lines in pages for line in lines])
    pages = leave_out_edges(pages, body_size, draft.leave_out)
    pages = leave_out_margins(pages, extents, body_size, draft.leave_out)
    pages = leave_out_footnotes(pages, body_size, draft.leave_out)
    found = [it for lines in pages for it in find_tables(join_columns(lines))]
    _add_blocks(draft, join_lines(join_tables(found)))
    if draft.is_empty:
        given = "holds only pictures, as a scanner makes them" if images else "has no text"
        raise InvalidInput(
            f"{name} {given}. Accepted: a PDF whose words can be selected and copied. To turn"
            " pictures into words, open it in Word or upload it to Google Drive and open it there"
            " as a document, and save that as .docx"
        )
    draft.title = _find_title(document)
    return draft.finish()


def _read_page(page: pdfium.PdfPage, number: int, draft: DocumentWriter) -> list[Line]:
    by_turn, aslant = read_signs(page)
    if aslant:
        draft.leave_out(Why.HIDDEN, "text that stands aslant, as a stamp does")
    drawn = read_drawn(page)
    lines: list[Line] = []
    for turn, signs in by_turn.items():
        upright = Drawn() if turn else drawn
        for part, is_boxed in part_boxes(signs, upright):
            for found in take_tables(part, upright, number):
                made = make_lines(found, number) if isinstance(found, list) else [stand_in(found)]
                lines += (replace(line, is_boxed=is_boxed) for line in made)
    return mark_points(lines, drawn.marks)


def _find_extent(page: pdfium.PdfPage) -> tuple[float, float] | None:
    """Return the lower and upper edge of a page that is not turned."""
    if page.get_rotation():
        return None
    _, bottom, _, top = page.get_cropbox()
    return bottom, top


def _leave_out_unreadable(
    pages: Sequence[Sequence[Line]], name: str, draft: DocumentWriter
) -> list[list[Line]]:
    """Return the pages without the lines whose letters nobody can tell, each page with a note."""
    lines = [line for page in pages for line in page]
    guessed = "".join(line.text for line in lines if not line.is_known)
    if _reads_as_words(guessed):
        return [list(page) for page in pages]
    unreadable = len(guessed)
    if unreadable > sum(len(line.text) for line in lines) * _MOST_UNREADABLE:
        raise InvalidInput(
            f"{name} has letters that cannot be told apart, because its fonts have no map."
            f" Save it anew from the program that made it, best as .docx. {ACCEPTED}"
        )
    for number, page in enumerate(pages, start=1):
        if count := sum(not line.is_known for line in page):
            draft.notes.append(
                f"page {number} has {count} line{'' if count == 1 else 's'} that cannot be read,"
                " because a font has no map to letters: look what is missing"
            )
    return [[line for line in page if line.is_known] for page in pages]


def _reads_as_words(guessed: str) -> bool:
    """Tell whether what was guessed of a font without a map is text: mostly letters, with as many
    vowels as words have. A font that numbers its signs anew yields neither."""
    letters = [sign for sign in guessed.lower() if sign.isalpha()]
    vowels = sum(sign in "aeiouyäöüáéíóúàèâêô" for sign in letters)
    signs = sum(not sign.isspace() for sign in guessed)
    return len(letters) > signs * 0.7 and 0.2 < vowels / max(1, len(letters)) < 0.6


def _find_images(page: pdfium.PdfPage) -> set[tuple[int, int, int]]:
    """Return what tells the page's pictures apart, as pages share them: their size in pixels and
    in bytes."""
    found = set()
    width, height = ctypes.c_uint(), ctypes.c_uint()
    for image in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE]):
        raw.FPDFImageObj_GetImagePixelSize(image, width, height)
        length = raw.FPDFImageObj_GetImageDataRaw(image, None, 0)
        found.add((width.value, height.value, int(length)))
    return found


def _find_title(document: pdfium.PdfDocument) -> str:
    title = " ".join(document.get_metadata_value("Title").split())
    return "" if _NO_TITLE.fullmatch(title) else title


def _add_blocks(draft: DocumentWriter, found: Iterable[Block | Table]) -> None:
    blocks = list(found)
    sizes = [it.size for it in blocks if isinstance(it, Block) and it.kind is BlockKind.HEADING]
    levels = {size: at for at, size in enumerate(sorted(set(sizes), reverse=True), start=1)}
    for it in blocks:
        if isinstance(it, Table):
            draft.add_table(it.rows)
        elif it.kind is BlockKind.ITEM:
            draft.add_item([Run(it.text)], number=it.number)
        elif it.kind is BlockKind.HEADING and len(sizes) > 1:
            draft.add_heading(it.text, min(levels[it.size], 6))
        else:
            draft.add_paragraph([Run(it.text)])
