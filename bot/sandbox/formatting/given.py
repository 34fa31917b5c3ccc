"""Reads the entities that a request gives as JSON instead of markup."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from bot.sandbox.formatting.characters import clean
from bot.sandbox.formatting.entities import QUOTES, STYLES, Entity, FormattingError
from bot.sandbox.formatting.links import (
    LARGEST_INT32,
    InvalidLink,
    find_date_time_format,
    find_integer,
    find_user_id,
    get_link,
)

_PLAIN: Final = {*STYLES, *QUOTES, "code"}
# Telegram finds these by itself and takes no one's word for them.
_FOUND: Final = {
    "mention",
    "hashtag",
    "cashtag",
    "bot_command",
    "url",
    "email",
    "phone_number",
    "bank_card_number",
}
_LARGEST_OFFSET: Final = 1_000_000


class _Unreadable(Exception):
    """What is wrong with one entity's JSON, in Telegram's words."""


def read_entities(given: Sequence[object]) -> list[Entity]:
    """Return the entities that ``given`` asks for, those of no length and found ones left out.

    Raises ``FormattingError``. Offsets and lengths are not held against any text here.
    """
    entities: list[Entity] = []
    try:
        for item in given:
            entity = _read(item)
            entities += [entity] if entity else []
    except _Unreadable as problem:
        raise FormattingError(f"can't parse MessageEntity: {problem}") from None
    entities = [_check(entity) for entity in entities]
    for entity in entities:
        if not 0 <= entity.offset <= _LARGEST_OFFSET:
            raise FormattingError(f"receive an entity with incorrect offset {entity.offset}")
        if not 0 <= entity.length <= _LARGEST_OFFSET:
            raise FormattingError(f"receive an entity with incorrect length {entity.length}")
    return [entity for entity in entities if entity.length]


def _read(item: object) -> Entity | None:
    if not isinstance(item, Mapping):
        raise _Unreadable("expected an Object")
    offset, length = (_integer(item, name, LARGEST_INT32) for name in ("offset", "length"))
    type_ = _string(item, "type")
    extra: dict[str, Any] = {}
    match type_:
        case "":
            raise _Unreadable("Type is not specified")
        case "pre":
            language = _string(item, "language", "")
            extra = {"language": language} if language else {}
        case "text_link":
            extra = {"url": _string(item, "url")}
        case "text_mention":
            extra = {"user": {"id": _integer(_object(item, "user"), "id")}}
        case "custom_emoji":
            extra = {"custom_emoji_id": str(_integer(item, "custom_emoji_id"))}
        case "date_time":
            unix_time = _integer(item, "unix_time", LARGEST_INT32)
            date_time_format = find_date_time_format(_string(item, "date_time_format", ""))
            if date_time_format is None:
                raise _Unreadable("Invalid date-time format specified")
            extra = {"unix_time": unix_time, "date_time_format": date_time_format}
        case _ if type_ in _FOUND:
            return None
        case _ if type_ not in _PLAIN:
            raise _Unreadable("Unsupported type specified")
    return Entity(type_, offset, length, extra)


def _check(entity: Entity) -> Entity:
    match entity.type:
        case "custom_emoji" if entity.extra["custom_emoji_id"] == "0":
            raise FormattingError("invalid custom emoji identifier specified")
        case "date_time" if entity.extra["unix_time"] <= 0:
            raise FormattingError("invalid date specified")
        case "pre" if "language" in entity.extra:
            return replace(entity, extra={"language": clean(entity.extra["language"])})
        case "text_link":
            url = clean(entity.extra["url"])
            user_id = find_user_id(url)
            if user_id is not None:
                return replace(entity, type="text_mention", extra={"user": {"id": user_id}})
            try:
                return replace(entity, extra={"url": get_link(url)})
            except InvalidLink as reason:
                raise FormattingError(f"entity URL '{url}' is invalid: {reason}") from None
    return entity


def _field(item: Mapping[Any, Any], name: str) -> object:
    if name not in item:
        raise _Unreadable(f'Can\'t find field "{name}"')
    return item[name]


def _integer(item: Mapping[Any, Any], name: str, largest: int | None = None) -> int:
    value = _field(item, name)
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise _Unreadable(f'Field "{name}" must be a Number')
    number = find_integer(str(value))
    if number is None or (largest is not None and not -largest - 1 <= number <= largest):
        raise _Unreadable(f'Field "{name}" must be a valid Number')
    return number


def _string(item: Mapping[Any, Any], name: str, default: str | None = None) -> str:
    if default is not None and name not in item:
        return default
    value = _field(item, name)
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise _Unreadable(f'Field "{name}" must be of type String')
    return str(value)


def _object(item: Mapping[Any, Any], name: str) -> Mapping[Any, Any]:
    value = _field(item, name)
    if not isinstance(value, Mapping):
        raise _Unreadable(f'Field "{name}" must be of type Object')
    return value
