"""A document that was read before, as it is kept until something is made of it."""

from pydantic import TypeAdapter

from bot.documents.document import Document

_DOCUMENT = TypeAdapter(Document)


def write(document: Document) -> bytes:
    """Return the document in JSON."""
    return _DOCUMENT.dump_json(document)


def read(content: bytes) -> Document:
    """Return what was written so."""
    return _DOCUMENT.validate_json(content)
