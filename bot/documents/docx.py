"""An article out of a Word document, after a look at the parts that it is zipped from."""

import zipfile
from io import BytesIO
from xml.parsers import expat

import mammoth
from selectolax.lexbor import LexborHTMLParser

from bot.documents.document import Document
from bot.documents.html_blocks import read_page
from bot.documents.kinds import ACCEPTED
from lessons.errors import InvalidInput

_MOST_PARTS = 2_000
_LARGEST_INFLATED = 100_000_000
# Word's own XML shrinks to a twentieth, long tables of equal rows to a hundredth.
_HIGHEST_RATIO = 200
_SMALL_PART = 1_000_000
_IS_LOCKED = 0x1

_STYLES = """
p[style-name='Title'] => h1:fresh
p[style-name^='toc'] => !
"""


def read_docx(content: bytes, name: str) -> Document:
    """Return the article: headings by style or by form, lists, tables.

    Comments, tracked deletions, headers, footers, pictures and footnotes are left out.

    Raises:
        InvalidInput: if it would inflate beyond measure, holds macros, is locked with a
            password, is no Word document or has no text.
    """
    with zipfile.ZipFile(BytesIO(content)) as package:
        _check_parts(package, name)
        _check_xml(package, name)
    html = mammoth.convert_to_html(
        BytesIO(content),
        style_map=_STYLES,
        include_embedded_style_map=False,
        external_file_access=False,
        convert_image=mammoth.images.img_element(lambda _: {"alt": ""}),
    ).value
    draft = read_page(LexborHTMLParser(html), name)
    if draft.is_empty:
        raise InvalidInput(f"{name} has no text, perhaps only pictures. {ACCEPTED}")
    return draft.finish()


def _check_parts(package: zipfile.ZipFile, name: str) -> None:
    """Refuse by what the archive says of itself, before anything is inflated."""
    parts = package.infolist()
    names = {part.filename.lower() for part in parts}
    inflated = sum(part.file_size for part in parts)
    is_bomb = (
        len(parts) > _MOST_PARTS
        or inflated > _LARGEST_INFLATED
        or any(
            part.file_size > max(_SMALL_PART, part.compress_size * _HIGHEST_RATIO) for part in parts
        )
    )
    if is_bomb:
        raise InvalidInput(
            f"{name} would unpack to {inflated / 1_000_000:,.0f} MB in {len(parts)} parts, far more"
            f" than an article needs. Accepted: at most {_LARGEST_INFLATED // 1_000_000} MB and no"
            f" part larger than {_HIGHEST_RATIO} times its packed size; copy the text into a new"
            " document, such as article.docx"
        )
    if any(part.flag_bits & _IS_LOCKED for part in parts):
        raise InvalidInput(f"{name} is locked with a password. Remove it first. {ACCEPTED}")
    if any(part.endswith("vbaproject.bin") for part in names):
        raise InvalidInput(
            f'{name} holds macros, which are programs. Save it in Word as "Word document (.docx)",'
            f" which leaves them behind. {ACCEPTED}"
        )
    if "[content_types].xml" not in names or not any(part.startswith("word/") for part in names):
        raise InvalidInput(f"{name} is a zip archive, but no Word document inside. {ACCEPTED}")


def _check_xml(package: zipfile.ZipFile, name: str) -> None:
    """Refuse parts that define entities, which can grow without end; Word never does.

    ECMA-376 Part 2, 8.1.4 forbids document type definitions in every part.
    """

    def refuse(*_: object) -> None:
        raise InvalidInput(
            f"{name} defines XML entities, which no Word document may. Open it in Word and save it"
            f" anew. {ACCEPTED}"
        )

    for part in package.infolist():
        if part.filename.lower().endswith((".xml", ".rels")):
            parser = expat.ParserCreate()
            parser.StartDoctypeDeclHandler = refuse
            with package.open(part) as file:
                parser.ParseFile(file)
