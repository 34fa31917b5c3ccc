"""What one stretch of formatting is, and how many of them settle into one proper nesting."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
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
    solids += [e for e in _keep_apart(found) if not _find_sharing(e, solids)]
    solids = [e for e in solids if not _crosses_one(e, quotes)]
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


def _find_sharing(entity: Entity, apart: list[Entity]) -> Entity | None:
    """Return the first of ``apart``, which do not overlap, that has a character of ``entity``."""
    first = bisect_right(apart, entity.offset, key=lambda other: other.end)
    return apart[first] if first < len(apart) and apart[first].offset < entity.end else None


def _crosses_one(entity: Entity, quotes: list[Entity]) -> bool:
    quote = _find_sharing(entity, quotes)
    return quote is not None and not (quote.offset <= entity.offset and entity.end <= quote.end)


def _cut(styles: list[Entity], others: list[Entity]) -> list[Entity]:
    joined = [whole for kind in STYLES for whole in _join(e for e in styles if e.type == kind)]
    edges = sorted(
        {whole.offset for whole in joined} | {at for e in others for at in (e.offset, e.end)}
    )
    sealed = sorted((e for e in others if e.type in _SEALED), key=_reading_order)
    pieces: list[Entity] = []
    for whole in joined:
        inner = edges[bisect_right(edges, whole.offset) : bisect_left(edges, whole.end)]
        bounds = pairwise([whole.offset, *inner, whole.end])
        parts = [whole.between(offset, end) for offset, end in bounds]
        pieces += [part for part in parts if not _find_sharing(part, sealed)]
    return pieces


def _join(same_type: Iterable[Entity]) -> list[Entity]:
    joined: list[Entity] = []
    for entity in sorted(same_type, key=_reading_order):
        if joined and entity.offset <= joined[-1].end:
            joined[-1] = joined[-1].between(joined[-1].offset, max(joined[-1].end, entity.end))
        else:
            joined.append(entity)
    return joined
