"""Which files are taken for an article: by name, by size and by their first bytes."""

from enum import Enum, auto
from pathlib import PurePath

from lessons.errors import InvalidInput


class Kind(Enum):
    """How a file is read."""

    TEXT = auto()
    MARKDOWN = auto()
    HTML = auto()
    DOCX = auto()
    PDF = auto()


LARGEST_FILE_MEGABYTES = 5
ACCEPTED = (
    "Accepted: a text in UTF-8 (.txt, .md, .markdown), a web page (.html, .htm), a Word document"
    " (.docx) or a PDF (.pdf), such as article.docx"
)

_KINDS = {
    ".txt": Kind.TEXT,
    ".md": Kind.MARKDOWN,
    ".markdown": Kind.MARKDOWN,
    ".html": Kind.HTML,
    ".htm": Kind.HTML,
    ".docx": Kind.DOCX,
    ".pdf": Kind.PDF,
}
EXTENSIONS = tuple(_KINDS)

_OLD_WORD = "an old Word document"
_MACROS = "a Word document with macros"
# What else people write articles with.
_REFUSED_EXTENSIONS = {
    ".doc": _OLD_WORD,
    ".dot": _OLD_WORD,
    ".docm": _MACROS,
    ".dotm": _MACROS,
    ".odt": "an OpenDocument text",
    ".rtf": "an RTF text",
    ".pages": "a Pages document",
}
_SAVE_AS_DOCX = 'Open it and save it as "Word document (.docx)"'
_LONGEST_NAME = 80

_ZIP = b"PK\x03\x04"
# A Word document before 2007, or a newer one that a password locks: [MS-CFB] 2.2.
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SIGNATURES = {
    b"%PDF-": "a PDF",
    _ZIP: "a zip archive, as Word documents are",
    _OLE: "an old or locked Office document",
    b"{\\rtf": "an RTF text",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"\x1f\x8b": "a gzip archive",
    b"Rar!": "a RAR archive",
    b"\x7fELF": "a program",
    b"MZ\x90\x00": "a program",
}
# Programs put other bytes before it: ISO 32000-1, Annex H.3, note 13.
_PDF_HEADER_WITHIN = 1024


def shown_name(file_name: str) -> str:
    """Return the name as a message may hold it: the end of a long one, nothing invisible."""
    name = "".join(sign for sign in file_name if sign.isprintable()).strip()
    return name if len(name) <= _LONGEST_NAME else f"…{name[1 - _LONGEST_NAME :]}"


def get_kind(file_name: str) -> Kind:
    """Return the kind that the name's extension stands for, in small or capital letters.

    Raises:
        InvalidInput: if files of that extension are not read.
    """
    extension = PurePath(shown_name(file_name)).suffix.lower()
    if kind := _KINDS.get(extension):
        return kind
    if refused := _REFUSED_EXTENSIONS.get(extension):
        raise InvalidInput(f"{shown_name(file_name)} is {refused}. {_SAVE_AS_DOCX}. {ACCEPTED}")
    given = f"a {extension} file" if extension else "a file without an extension"
    raise InvalidInput(f"{shown_name(file_name) or 'It'} is {given}. {ACCEPTED}")


def check_size(file_name: str, size: int) -> None:
    """Refuse a file by its name and its size in bytes, both as stated, before it is fetched.

    Raises:
        InvalidInput: if it is of another kind, empty or larger than 5 MB.
    """
    get_kind(file_name)
    name = shown_name(file_name)
    if size == 0:
        raise InvalidInput(f"{name} is empty. {ACCEPTED}")
    if size > LARGEST_FILE_MEGABYTES * 1_000_000:
        raise InvalidInput(
            f"{name} has {size / 1_000_000:.1f} MB. Accepted: at most {LARGEST_FILE_MEGABYTES} MB;"
            " an article of 2,000 words has 0.1. If pictures make it large, save it without them"
        )


def check_content(file_name: str, content: bytes) -> None:
    """Refuse a file whose first bytes are not of the kind that its name says.

    Raises:
        InvalidInput: naming what it is instead, where that is known.
    """
    kind = get_kind(file_name)
    name = shown_name(file_name)
    extension = PurePath(name).suffix.lower()
    match kind:
        case Kind.PDF:
            is_right = b"%PDF-" in content[:_PDF_HEADER_WITHIN]
        case Kind.DOCX:
            is_right = content.startswith(_ZIP)
        case Kind.TEXT | Kind.MARKDOWN | Kind.HTML:
            is_right = not content.startswith(tuple(_SIGNATURES))
    if is_right:
        return
    if kind is Kind.DOCX and content.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in content:
            raise InvalidInput(
                f"{name} is locked with a password. Remove it in Word: File, Info, Protect"
                f" Document, Encrypt with Password. {ACCEPTED}"
            )
        raise InvalidInput(f"{name} is {_OLD_WORD} inside. {_SAVE_AS_DOCX}. {ACCEPTED}")
    inside = next(
        (what for start, what in _SIGNATURES.items() if content.startswith(start)),
        f"no {extension} file",
    )
    raise InvalidInput(f"{name} is {inside} inside, whatever its name says. {ACCEPTED}")


def too_complex(name: str, reason: str) -> InvalidInput:
    """Return the refusal of a file that takes more than a document may; the reason is logged."""
    return InvalidInput(
        f"{name} takes too much time or memory to read. Copy its text into a new document and send"
        f" that. {ACCEPTED}",
        operator=f"document too complex: {reason}",
    )
