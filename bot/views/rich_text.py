"""Formatted text as Telegram takes it: plain text beside entities.

Text that comes with entities is never parsed, so no name or lesson can break it, and nothing
needs escaping. Offsets count UTF-16 units (Bot API, MessageEntity).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from string import Formatter

from telegramify_markdown import convert
from telegramify_markdown.config import RenderConfig

from lessons.course.markdown import is_web_link


@dataclass(frozen=True, slots=True)
class Entity:
    """One MessageEntity; ``unix_time`` and ``date_time_format`` belong to ``date_time``, and
    ``language`` to ``pre``."""

    type: str
    offset: int
    length: int
    url: str | None = None
    unix_time: int | None = None
    date_time_format: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class RichText:
    """Text and its entities. ``len()`` counts UTF-16 units, as Telegram's limits do."""

    text: str
    entities: tuple[Entity, ...] = ()

    def __add__(self, other: RichText | str) -> RichText:
        return concatenate((self, other))

    def __len__(self) -> int:
        return len(self.text.encode("utf-16-le")) // 2

    def __bool__(self) -> bool:
        return bool(self.text)


def rich(text: RichText | str) -> RichText:
    """Return the text as rich text."""
    return text if isinstance(text, RichText) else RichText(text)


def concatenate(parts: Iterable[RichText | str], separator: str = "") -> RichText:
    """Return the parts in one, the separator between them."""
    texts: list[str] = []
    entities: list[Entity] = []
    offset = 0
    for part in map(rich, parts):
        if texts:
            texts.append(separator)
            offset += len(RichText(separator))
        texts.append(part.text)
        entities += (replace(entity, offset=entity.offset + offset) for entity in part.entities)
        offset += len(part)
    return RichText("".join(texts), tuple(entities))


def lines(*parts: RichText | str | None) -> RichText:
    """Return the parts a line each; ``None`` is left out."""
    return concatenate((part for part in parts if part is not None), "\n")


def paragraphs(*parts: RichText | str | None) -> RichText:
    """Return the parts with a blank line between them; ``None`` is left out."""
    return concatenate((part for part in parts if part is not None), "\n\n")


def compose(template: str, **values: RichText | str | int) -> RichText:
    """Fill the ``{names}`` of a template, whose values may be rich text."""
    parts: list[RichText | str] = []
    for literal, field, _format, _conversion in Formatter().parse(template):
        parts.append(literal)
        if field is not None:
            value = values[field]
            parts.append(str(value) if isinstance(value, int) else value)
    return concatenate(parts)


def clipped(text: RichText | str, limit: int) -> RichText:
    """Return the text, or as much of it as fits ``limit`` UTF-16 units with an ellipsis."""
    whole = rich(text)
    if len(whole) <= limit:
        return whole
    kept = whole.text.encode("utf-16-le")[: 2 * (limit - 1)].decode("utf-16-le", "ignore")
    end = len(RichText(kept))
    entities = tuple(
        replace(item, length=min(item.length, end - item.offset))
        for item in whole.entities
        if item.offset < end
    )
    return RichText(f"{kept}…", entities)


def _wrap(kind: str, text: RichText | str) -> RichText:
    inner = rich(text)
    return RichText(inner.text, (Entity(kind, 0, len(inner)), *inner.entities))


def bold(text: RichText | str) -> RichText:
    """Return the text in bold."""
    return _wrap("bold", text)


def italic(text: RichText | str) -> RichText:
    """Return the text in italics."""
    return _wrap("italic", text)


def link(text: RichText | str, url: str) -> RichText:
    """Return the text so that a tap opens the web page."""
    inner = rich(text)
    return RichText(inner.text, (Entity("text_link", 0, len(inner), url), *inner.entities))


def code(text: RichText | str) -> RichText:
    """Return the text so that a tap copies it."""
    return _wrap("code", text)


def expandable_quote(text: RichText | str) -> RichText:
    """Return the text as a quote that opens on a tap."""
    return _wrap("expandable_blockquote", text)


def moment(at: datetime, shown: str) -> RichText:
    """Return the words for an instant (aware), which a tap shows in the phone's own zone and
    language. They stay as they are, so that no message tells dates in two styles."""
    length = len(RichText(shown))
    stamp = int(at.timestamp())
    return RichText(shown, (Entity("date_time", 0, length, unix_time=stamp, date_time_format=""),))


_MARKDOWN = RenderConfig.isolated()
_MARKDOWN.markdown_symbol.unordered_list_item = "•"


def from_markdown(markdown: str) -> RichText:
    """Return a lesson's Markdown (paragraphs, bold, italics, lists, web links) as rich text.

    Of any other link, as an unfinished lesson may have, only the text is left.
    """
    text, entities = convert(markdown, latex_escape=False, config=_MARKDOWN)
    kept = tuple(
        Entity(item.type, item.offset, item.length, item.url)
        for item in entities
        if item.url is None or is_web_link(item.url)
    )
    return RichText(text.rstrip("\n"), kept)
