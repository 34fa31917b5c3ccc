"""What one stretch of formatting is, and how many of them settle into one proper nesting."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any, Final

STYLES: Final = ("bold", "italic", "underline", "strikethrough", "spoiler")
QUOTES: Final = ("blockquote", "expandable_blockquote")
# Nothing may lie inside these, and of all others only a quote may lie around them.
_SEALED: Final = ("pre", "code", "date_time")

# Of entities over the same characters the lower number stands outside; all others stand at 50.
_DEPTH: Final = {
    "blockquote": 0,
    "expandable_blockquote": 0,
    "pre": 11,
    "code": 20,
    "date_time": 30,
    "text_link": 49,
    "text_mention": 49,
    "bold": 90,
    "italic": 91,
    "underline": 92,
    "strikethrough": 93,
    "spoiler": 94,
    "custom_emoji": 99,
}


class FormattingError(Exception):
    """Telegram would refuse this text; ``str()`` is its description without 'Bad Request: '."""


def utf16_length(text: str) -> int:
    """Return the length of ``text`` as Telegram counts it, in UTF-16 code units."""
    return len(text) + sum(character > "\uffff" for character in text)


@dataclass(frozen=True, slots=True)
class Entity:
    """Formatting of the UTF-16 code units from ``offset`` up to, not including, ``end``."""

    type: str
    offset: int
    length: int
    # The fields that only this type has, as the Bot API names them.
    extra: Mapping[str, Any] = field(default_factory=dict)

    @property
    def end(self) -> int:
        return self.offset + self.length

    def between(self, offset: int, end: int) -> Entity:
        return replace(self, offset=offset, length=end - offset)

    def as_dict(self) -> dict[str, Any]:
        """Return the MessageEntity of the Bot API."""
        return {"type": self.type, "offset": self.offset, "length": self.length, **self.extra}


def nest(entities: Iterable[Entity], found: Iterable[Entity] = ()) -> list[Entity]:
    """Return entities of which any two are apart or one inside the other, outer ones first.

    A style that crosses another entity is cut at its edges, and cut away inside code and dates.
    Of two links, code spans, dates and the like that share a character, or two quotes, the
    later goes; so does one that crosses the edge of a quote. ``found`` are entities that nobody
    asked for: they give way to all of ``entities`` but styles.
    """
    asked = list(entities)
    quotes = _keep_apart(e for e in asked if e.type in QUOTES)
    solids = _keep_apart(e for e in asked if e.type not in QUOTES and e.type not in STYLES)
    solids += [e for e in _keep_apart(found) if not any(_share(e, solid) for solid in solids)]
    solids = [e for e in solids if not any(_crosses(e, quote) for quote in quotes)]
    styles = [e for e in asked if e.type in STYLES]
    return sorted([*quotes, *solids, *_cut(styles, [*quotes, *solids])], key=_reading_order)


def _reading_order(entity: Entity) -> tuple[int, int, int]:
    depth = 10 if "language" in entity.extra else _DEPTH.get(entity.type, 50)
    return entity.offset, -entity.length, depth


def _keep_apart(entities: Iterable[Entity]) -> list[Entity]:
    kept: list[Entity] = []
    for entity in sorted(entities, key=_reading_order):
        if not kept or entity.offset >= kept[-1].end:
            kept.append(entity)
    return kept


def _share(one: Entity, other: Entity) -> bool:
    return one.offset < other.end and other.offset < one.end


def _crosses(entity: Entity, quote: Entity) -> bool:
    inside = quote.offset <= entity.offset and entity.end <= quote.end
    return _share(entity, quote) and not inside


def _cut(styles: list[Entity], others: list[Entity]) -> list[Entity]:
    joined = [whole for kind in STYLES for whole in _join(e for e in styles if e.type == kind)]
    edges = {whole.offset for whole in joined}
    edges |= {edge for other in others for edge in (other.offset, other.end)}
    sealed = [e for e in others if e.type in _SEALED]
    pieces: list[Entity] = []
    for whole in joined:
        inner = sorted(edge for edge in edges if whole.offset < edge < whole.end)
        bounds = [whole.offset, *inner, whole.end]
        parts = [whole.between(*pair) for pair in pairwise(bounds)]
        pieces += [part for part in parts if not any(_share(part, e) for e in sealed)]
    return pieces


def _join(same_type: Iterable[Entity]) -> list[Entity]:
    joined: list[Entity] = []
    for entity in sorted(same_type, key=_reading_order):
        if joined and entity.offset <= joined[-1].end:
            joined[-1] = joined[-1].between(joined[-1].offset, max(joined[-1].end, entity.end))
        else:
            joined.append(entity)
    return joined
