"""Rich text and screens as HTML: the same words with the same marks, and nothing but text in them.

Offsets count UTF-16 units. Marks may overlap: what is open when an outer one ends is closed and
opened anew.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import pairwise

from markupsafe import Markup, escape

from bot.views.rich_text import Entity, RichText
from lessons.course.markdown import is_web_link


def _pair(tag: str, style: str = "") -> tuple[Markup, Markup]:
    named = Markup(' class="{}"').format(style) if style else ""
    return Markup("<{}{}>").format(tag, named), Markup("</{}>").format(tag)


_TAGS = {
    "bold": _pair("strong"),
    "italic": _pair("em"),
    "underline": _pair("u"),
    "strikethrough": _pair("s"),
    "code": _pair("code"),
    "pre": _pair("code"),
    # It stands within lines of text, as a mark of a message does.
    "blockquote": _pair("span", "quote"),
    "expandable_blockquote": _pair("span", "quote"),
}


def to_html(text: RichText) -> Markup:
    """Return the text as HTML whose line ends are kept by its style (``pre-wrap``)."""
    units = text.text.encode("utf-16-le", "surrogatepass")
    marks = sorted(
        (item for item in text.entities if item.length > 0),
        key=lambda item: (item.offset, -item.length),
    )
    cuts = {0, len(units) // 2}
    for item in marks:
        cuts |= {item.offset, item.offset + item.length}
    written, open_marks = list[Markup](), list[Entity]()
    bounds = sorted(cut for cut in cuts if 0 <= cut <= len(units) // 2)
    for start, end in pairwise(bounds):
        wanted = [item for item in marks if item.offset <= start < item.offset + item.length]
        written += _change(open_marks, wanted)
        open_marks = wanted
        words = units[2 * start : 2 * end].decode("utf-16-le", "replace")
        written.append(escape(words))
    written += _change(open_marks, [])
    return Markup("").join(written)


def _change(before: list[Entity], after: list[Entity]) -> Iterator[Markup]:
    """Yield what closes and opens between two stretches of text."""
    kept = 0
    while kept < min(len(before), len(after)) and before[kept] is after[kept]:
        kept += 1
    for item in reversed(before[kept:]):
        yield _tags(item)[1]
    for item in after[kept:]:
        yield _tags(item)[0]


def _tags(item: Entity) -> tuple[Markup, Markup]:
    """Return what begins and what ends it; nothing for what a page has no form for."""
    if item.type == "text_link" and item.url and is_web_link(item.url):
        begins = Markup('<a href="{}" rel="noopener noreferrer" target="_blank">').format(item.url)
        return begins, Markup("</a>")
    if item.type == "date_time" and item.unix_time is not None:
        at = datetime.fromtimestamp(item.unix_time, UTC)
        return Markup('<time datetime="{}">').format(at.isoformat()), Markup("</time>")
    return _TAGS.get(item.type, (Markup(""), Markup("")))
