"""What is no file: a document that was read before, or a text that was pasted, in JSON."""

from collections.abc import Sequence

from pydantic import TypeAdapter

from bot.documents.document import Document
from lessons.article import pasted_text
from lessons.article.pasting import Piece

_DOCUMENT = TypeAdapter(Document)
_PIECES = TypeAdapter(tuple[Piece, ...])


def write(document: Document) -> bytes:
    """Return the document in JSON."""
    return _DOCUMENT.dump_json(document)


def read(content: bytes) -> Document:
    """Return what was written so."""
    return _DOCUMENT.validate_json(content)


def write_pasted(pieces: Sequence[Piece]) -> bytes:
    """Return a text that was pasted in JSON."""
    return _PIECES.dump_json(tuple(pieces))


def read_pasted(content: bytes) -> Document:
    """Return the document in what was written so."""
    return pasted_text.read_pasted(_PIECES.validate_json(content))
