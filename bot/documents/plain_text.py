"""An article that is a text already."""

import codecs

from bot.documents.document import Document
from bot.documents.kinds import ACCEPTED
from lessons.article import plain_text
from lessons.errors import InvalidInput
from lessons.text import is_blank


def read_plain_text(content: bytes, name: str) -> Document:
    """Return the document in a text in which no sign is a mark but those that make a list.

    Raises:
        InvalidInput: if it is in another encoding, binary or blank.
    """
    return plain_text.read_plain_text(decode_text(content, name))


def decode_text(content: bytes, name: str) -> str:
    """Return the text as it is, out of UTF-8 or, if a mark says so, UTF-16.

    Raises:
        InvalidInput: if it is in another encoding, binary or blank.
    """
    is_utf16 = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        text = content.decode("utf-16" if is_utf16 else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise InvalidInput(
            f"{name} is not UTF-8: byte {error.start + 1} does not fit."
            ' In Notepad: File, Save as, Encoding "UTF-8"; in Word: open it, save it as .docx and'
            f" send that. {ACCEPTED}"
        ) from error
    if "\0" in text:
        raise InvalidInput(f"{name} holds no text but binary data. {ACCEPTED}")
    if is_blank(text):
        raise InvalidInput(f"{name} is empty. {ACCEPTED}")
    return text
