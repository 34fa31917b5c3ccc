"""One document of any kind, read in this process: the worker's part."""

from collections.abc import Callable
from importlib import import_module

from bot.documents.document import Document
from bot.documents.kinds import (
    ACCEPTED,
    Kind,
    check_content,
    check_size,
    get_kind,
    shown_name,
    too_complex,
)
from lessons.errors import InvalidInput

LONGEST_TEXT = 1_000_000

_READERS = {
    Kind.TEXT: "plain_text",
    Kind.MARKDOWN: "markdown",
    Kind.HTML: "html",
    Kind.DOCX: "docx",
    Kind.PDF: "pdf",
}


def read(content: bytes, file_name: str) -> Document:
    """Return the article in a file, in whatever time and memory that takes.

    Raises:
        InvalidInput: if it is refused, damaged, or longer than a million characters.
    """
    check_size(file_name, len(content))
    check_content(file_name, content)
    name = shown_name(file_name)
    reader = _load_reader(get_kind(file_name))
    try:
        document = reader(content, name)
    except InvalidInput:
        raise
    except (MemoryError, RecursionError) as error:
        raise too_complex(name, type(error).__name__) from error
    except Exception as error:
        # What a library raises for a damaged file is anything, and seldom documented.
        raise InvalidInput(
            f"{name} is damaged or incomplete and cannot be read. Open it in the program that made"
            f" it, save it anew and send that. {ACCEPTED}",
            operator=f"document unreadable: {type(error).__module__}.{type(error).__name__}",
        ) from error
    length = sum(len(block.plain) for block in document.blocks)
    if length > LONGEST_TEXT:
        raise InvalidInput(
            f"{name} has {length:,} characters of text. Accepted: at most"
            f" {LONGEST_TEXT:,}, which is some 160,000 words; divide it, as into part-1.docx and"
            " part-2.docx"
        )
    return document


def _load_reader(kind: Kind) -> Callable[[bytes, str], Document]:
    """Load one module alone: a text shall not wait for the libraries of PDFs and Word."""
    name = _READERS[kind]
    reader: Callable[[bytes, str], Document] = getattr(
        import_module(f"bot.documents.{name}"), f"read_{name}"
    )
    return reader
