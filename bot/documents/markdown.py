"""An article in Markdown, read as the web page that it stands for."""

import re

import pyromark
from selectolax.lexbor import LexborHTMLParser

from bot.documents.document import Document, DocumentWriter, Why
from bot.documents.html_blocks import read_page
from bot.documents.kinds import ACCEPTED
from bot.documents.plain_text import decode_text
from lessons.errors import InvalidInput

_OPTIONS = (
    pyromark.Options.ENABLE_TABLES
    | pyromark.Options.ENABLE_STRIKETHROUGH
    | pyromark.Options.ENABLE_FOOTNOTES
    | pyromark.Options.ENABLE_HEADING_ATTRIBUTES
)
_CHECKBOX = re.compile(
    r"^([ \t]*(?:>[ \t]*)*(?:[-*+]|\d{1,9}[.)])[ \t]+)\[([ xX])\](?=[ \t])", re.MULTILINE
)
_BOX = re.compile(
    r"^([ \t]*>[ \t]*)\[!(note|tip|important|warning|caution|danger)\]",
    re.MULTILINE | re.IGNORECASE,
)
_FRONT_MATTER = re.compile(r"\s*(---|\+\+\+)\n+\w[\w -]*[:=].*?\n\1[ \t]*\n", re.DOTALL)
_FIELD = re.compile(r"^(?P<name>[A-Za-z]\w*)[ \t]*[:=][ \t]*(?P<value>\S.*?)[ \t]*$", re.MULTILINE)
_LINE_END = re.compile(r"\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2029]")
_INVISIBLE = re.compile(r"[\x00-\x08\x0e-\x1b\x7f\u200b\u2060\ufeff]")
_BULLET = re.compile(r"^([ \t]*)[•◦▪‣·][ \t]+", re.MULTILINE)
# Beside letters of these scripts they are marks, though CommonMark may not read them as such.
_WIDE = r"[\u3000-\u30ff\u3400-\u9fff\uac00-\ud7af\uff00-\uffef]"
_WIDE_BOLD = re.compile(
    rf"(?<![\\\\*])\*\*(?![\s*])(?=[^*\n]*{_WIDE}|[^*\n]*\*\*{_WIDE})([^*\n]+?)(?<!\s)\*\*(?!\*)"
)


def read_markdown(content: bytes, name: str) -> Document:
    """Return the document in a Markdown text, whose HTML is read like that of a page.

    Raises:
        InvalidInput: if it is in another encoding, binary, blank or nests too deeply.
    """
    draft = parse_markdown(decode_text(content, name), name)
    if draft.is_empty:
        raise InvalidInput(f"{name} has no text. {ACCEPTED}")
    return draft.finish()


def parse_markdown(text: str, name: str) -> DocumentWriter:
    """Return what the Markdown says, perhaps nothing.

    Raises:
        InvalidInput: if it nests too deeply.
    """
    text = _BULLET.sub(r"\1- ", _LINE_END.sub("\n", _INVISIBLE.sub("", text)))
    front_matter = _FRONT_MATTER.match(text)
    if front_matter:
        text = text[front_matter.end() :]
    text = _CHECKBOX.sub(lambda box: f"{box[1]}{'☐' if box[2] == ' ' else '☑'}", text)
    text = _BOX.sub(lambda box: f"{box[1]}**{box[2].capitalize()}:**", text)
    html = pyromark.html(_WIDE_BOLD.sub(r"<b>\1</b>", text), options=_OPTIONS)
    draft = read_page(LexborHTMLParser(f"<body><article>{html}</article>"), name)
    if front_matter:
        fields = {
            field["name"].lower(): field["value"].strip(" \t\"'")
            for field in _FIELD.finditer(front_matter[0])
        }
        draft.title = fields.get("title", "")
        draft.description = fields.get("description", fields.get("summary", ""))
        draft.language = fields.get("language", fields.get("lang", ""))
        draft.leave_out(Why.FRONT_MATTER, front_matter[0])
    return draft
