"""An article out of a web page, in whatever encoding it is."""

import codecs
import contextlib
import re
from collections.abc import Iterable

from selectolax.lexbor import LexborHTMLParser

from bot.documents.document import Document
from bot.documents.encodings import find_encoding
from bot.documents.html_blocks import read_page, too_deep
from bot.documents.html_readings import set_readings
from lessons.errors import InvalidInput

# More than the deepest accepted, because the guess takes the tags in a script for elements.
_DEEPEST_GUESS = 1000
_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/<>]*)[^<>]*?(/?)>")
# These have no end tag, or close one another: they do not nest without another element.
_UNNESTED = re.compile(
    "area|base|body|br|caption|col|colgroup|dd|dt|embed|head|hr|html|img|input|li|link|meta"
    "|optgroup|option|p|param|rp|rt|source|tbody|td|tfoot|th|thead|tr|track|wbr",
    re.IGNORECASE,
)
# A script may state one of its own.
_STATED = re.compile(
    rb"<(?:meta|\?xml)\b[^>]*?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE
)
# Pages in these use more signs than their names allow, and browsers read them so:
# https://encoding.spec.whatwg.org/#names-and-labels
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "iso-8859-1": "windows-1252"}
_STATED_WITHIN = 16_384
# A byte that is broken makes no other encoding of a page.
_MOST_BROKEN = 0.01
_BOMS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_WRONGLY_DECODED = re.compile(r"[\x80-\x9f\ufffd]")


def read_html(content: bytes, name: str) -> Document:
    """Return the article of a page in the encoding that it states, in UTF-8, in the one that its
    words tell, or in Windows-1252.

    Menus, headers, footers, forms, pictures, footnotes that limit nothing and what is not shown are
    left out; tables become lists.

    Raises:
        InvalidInput: if it has no tags or no text, or nests too deeply.
    """
    tags = _TAG.findall(content.decode("latin-1").replace("\0", ""))
    if not tags:
        raise InvalidInput(
            f"{name} is no web page inside: it has no tags. Accepted: HTML, such as"
            " <h1>The low back</h1><p>Five bones carry you.</p>; call a plain text article.txt"
        )
    if _guess_depth(tags) > _DEEPEST_GUESS:
        raise too_deep(name)
    draft = read_page(parse_page(content), name)
    if draft.is_empty:
        raise InvalidInput(
            f"{name} has no text besides scripts, menus and pictures. Accepted: a page whose words"
            " are in the file, as in <h1>The low back</h1><p>Five bones carry you.</p>; in a"
            ' browser, "Save as: web page, complete" saves what you see'
        )
    return draft.finish()


def parse_page(content: bytes) -> LexborHTMLParser:
    """Return the page in the encoding that it states or that its words tell, whatever it holds."""
    page = _parse(content)
    set_readings(page)
    return page


def _parse(content: bytes) -> LexborHTMLParser:
    with contextlib.suppress(UnicodeDecodeError):
        return LexborHTMLParser(content.decode("utf-8-sig"))
    if (text := _decode_broken(content)) is not None:
        return LexborHTMLParser(text)
    if not content.startswith(_BOMS) and not _STATED.search(content[:_STATED_WITHIN]):
        words = re.sub(rb"<(script|style)\b.*?</\1>|<[^>]*>", b" ", content, flags=re.S | re.I)
        if encoding := find_encoding(content, words):
            return LexborHTMLParser(content.decode(encoding))
    if not content.startswith(_BOMS) and (stated := _STATED.search(content[:_STATED_WITHIN])):
        name = stated[1].decode("ascii").lower()
        with contextlib.suppress(LookupError, UnicodeDecodeError):
            return LexborHTMLParser(content.decode(_WIDER.get(name, name)))
    page = LexborHTMLParser(content, encoding=True)
    text = page.body.text() if page.body else ""
    if _WRONGLY_DECODED.search(text):
        page = LexborHTMLParser(content.decode("windows-1252", "replace"))
    return page


def _decode_broken(content: bytes) -> str | None:
    """Return the text in UTF-8 but for a few bytes, or ``None``."""
    text = content.decode("utf-8", "replace")
    broken, foreign = text.count("\ufffd"), sum(not sign.isascii() for sign in text)
    return text if broken <= foreign * _MOST_BROKEN else None


def _guess_depth(tags: Iterable[tuple[str, str, str]]) -> int:
    """Return about how deeply the elements nest, in a time that grows with their number only."""
    depth = deepest = 0
    for is_end, tag, is_empty in tags:
        if not is_empty and not _UNNESTED.fullmatch(tag):
            depth = max(0, depth - 1) if is_end else depth + 1
            deepest = max(deepest, depth)
    return deepest
