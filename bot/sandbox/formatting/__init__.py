"""Turns a text and its markup or entities into what Telegram would deliver, or refuses them.

The rules and the wording of the errors are those of TDLib and the Bot API server, which read
markup before it ever reaches Telegram. What only Telegram's own servers do is left out: finding
phone numbers, and asking whether a mentioned user or a custom emoji exists.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from bot.sandbox.formatting.characters import clean, is_invisible, positions_after_cleaning
from bot.sandbox.formatting.detection import find_entities
from bot.sandbox.formatting.entities import Entity, FormattingError, nest, utf16_length
from bot.sandbox.formatting.given import read_entities
from bot.sandbox.formatting.html import parse_html
from bot.sandbox.formatting.markdown import parse_markdown, parse_markdown_v2

__all__ = ["FormattingError", "detect_entities", "parse_formatted", "utf16_length"]

_PARSERS: Final = {
    "html": parse_html,
    "markdown": parse_markdown,
    "markdownv2": parse_markdown_v2,
}
_MOST_BYTES: Final = 1 << 15
_MOST_ENTITIES: Final = 100


def parse_formatted(
    text: str,
    parse_mode: str | None,
    entities: Sequence[object] | None,
    *,
    limit: int,
    empty: str | None = "message text is empty",
    too_long: str = "message is too long",
) -> tuple[str, list[dict[str, Any]]]:
    """Return the text and the MessageEntity list of the message that Telegram would make.

    Raises ``FormattingError`` with Telegram's description. ``limit`` counts UTF-16 code units
    of the resulting text; ``entities`` are read only without a ``parse_mode``. A missing text
    is refused with ``empty``, one that shows nothing with Telegram's own words; ``empty=None``
    takes both, as captions do. A ``user`` in the result has only its ``id``.
    """
    try:
        size = len(text.encode())
    except UnicodeEncodeError:
        raise FormattingError("strings must be encoded in UTF-8") from None
    if not text and empty is not None:
        raise FormattingError(empty)
    if size > _MOST_BYTES:
        raise FormattingError("text is too long")
    text, asked = _tidy(*_read(text, parse_mode, entities))
    if is_invisible(text):
        if empty is not None:
            raise FormattingError("text must be non-empty")
        return "", []
    if utf16_length(text) > limit:
        raise FormattingError(too_long)
    settled = nest(asked, find_entities(text))
    return text, [entity.as_dict() for entity in settled[:_MOST_ENTITIES]]


def detect_entities(text: str) -> list[dict[str, Any]]:
    """Return the entities that Telegram finds in what a person typed.

    These are bot commands, links, e-mail addresses, mentions and hashtags.
    """
    return [entity.as_dict() for entity in nest([], find_entities(text))]


def _read(
    text: str, parse_mode: str | None, entities: Sequence[object] | None
) -> tuple[str, list[Entity]]:
    mode = (parse_mode or "none").lower()
    if mode == "none" or not text:
        return text, read_entities(entities or ())
    if mode not in _PARSERS:
        raise FormattingError("unsupported parse_mode")
    try:
        return _PARSERS[mode](text)
    except FormattingError as problem:
        raise FormattingError(f"can't parse entities: {problem}") from None


def _tidy(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    """Clean and trim ``text``, and move ``entities`` along with it."""
    positions = positions_after_cleaning(text)
    moved = [_move(entity, text, positions) for entity in nest(entities)]
    entities = nest(entity for entity in moved if entity.length)

    text = clean(text).rstrip(" \n")
    end = utf16_length(text)
    entities = [e.between(e.offset, min(e.end, end)) for e in entities if e.offset < end]

    # Leading blanks stay where formatting begins on them.
    blanks = len(text) - len(text.lstrip(" \n"))
    start = min([blanks, *(entity.offset for entity in entities)])
    return text[start:], [e.between(e.offset - start, e.end - start) for e in entities]


def _move(entity: Entity, text: str, positions: list[int | None]) -> Entity:
    if entity.offset >= len(positions):
        raise FormattingError(
            f"entity begins after the end of the text at UTF-16 offset {entity.offset}"
        )
    if entity.end >= len(positions):
        raise FormattingError(
            f"entity beginning at UTF-16 offset {entity.offset} ends after the end of the text "
            f"at UTF-16 offset {entity.end}"
        )
    offset, end = positions[entity.offset], positions[entity.end]
    if offset is None:
        at = _byte_offset(text, entity.offset + 1)
        raise FormattingError(f"entity begins in a middle of a UTF-16 symbol at byte offset {at}")
    if end is None:
        at = _byte_offset(text, entity.end + 1)
        raise FormattingError(
            f"entity beginning at UTF-16 offset {entity.offset} ends in a middle of a UTF-16 "
            f"symbol at byte offset {at}"
        )
    return entity.between(offset, end)


def _byte_offset(text: str, utf16_offset: int) -> int:
    before = text.encode("utf-16-le")[: 2 * utf16_offset]
    return len(before.decode("utf-16-le").encode())
