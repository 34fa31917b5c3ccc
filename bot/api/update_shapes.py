"""The shape that an update must have to be handled: the library takes whatever stands in a field.

Only what is read here is looked at. A field that is not there, or is null, is the library's to
judge, but for those without which nothing can be handled.
"""

from collections.abc import Mapping
from typing import Any

from bot.api.polling import RawUpdate

_WHOLE, _TEXT, _YES_OR_NO, _NUMBER = (int,), (str,), (bool,), (int, float)
_MOST_NESTED = 20
"""Answers to answers: Telegram gives one of them."""

Shape = Mapping[str, Any]

_USER: Shape = {
    "id!": _WHOLE,
    "is_bot": _YES_OR_NO,
    "first_name": _TEXT,
    "last_name": _TEXT,
    "username": _TEXT,
    "language_code": _TEXT,
}
_CHAT: Shape = {"id!": _WHOLE, "type!": _TEXT, "title": _TEXT, "username": _TEXT}
_ENTITY: Shape = {
    "type!": _TEXT,
    "offset!": _WHOLE,
    "length!": _WHOLE,
    "url": _TEXT,
    "user": _USER,
    "language": _TEXT,
    "custom_emoji_id": _TEXT,
}
_BUTTON: Shape = {"text!": _TEXT, "callback_data": _TEXT, "url": _TEXT}
_MESSAGE: dict[str, Any] = {
    "message_id!": _WHOLE,
    "date!": _WHOLE,
    "chat!": _CHAT,
    "from": _USER,
    "sender_chat": _CHAT,
    "text": _TEXT,
    "caption": _TEXT,
    "entities": [_ENTITY],
    "caption_entities": [_ENTITY],
    "message_thread_id": _WHOLE,
    "is_topic_message": _YES_OR_NO,
    "media_group_id": _TEXT,
    "edit_date": _WHOLE,
    "location": {"latitude!": _NUMBER, "longitude!": _NUMBER},
    "document": {
        "file_id!": _TEXT,
        "file_unique_id!": _TEXT,
        "file_name": _TEXT,
        "mime_type": _TEXT,
        "file_size": _WHOLE,
    },
    "new_chat_members": [_USER],
    "left_chat_member": _USER,
    "migrate_to_chat_id": _WHOLE,
    "migrate_from_chat_id": _WHOLE,
    "via_bot": _USER,
    "reply_markup": {"inline_keyboard": [[_BUTTON]]},
}
_MESSAGE["reply_to_message"] = _MESSAGE
_MEMBER: Shape = {"status!": _TEXT, "user!": _USER}
_UPDATE: Shape = {
    "message": _MESSAGE,
    "edited_message": _MESSAGE,
    "channel_post": _MESSAGE,
    "edited_channel_post": _MESSAGE,
    "callback_query": {
        "id!": _TEXT,
        "from!": _USER,
        "message": _MESSAGE,
        "data": _TEXT,
        "chat_instance": _TEXT,
        "inline_message_id": _TEXT,
        "game_short_name": _TEXT,
    },
    "my_chat_member": {
        "chat!": _CHAT,
        "from!": _USER,
        "date!": _WHOLE,
        "old_chat_member!": _MEMBER,
        "new_chat_member!": _MEMBER,
    },
}


def has_its_shape(raw: RawUpdate) -> bool:
    """Whether everything that is read of an update is what it should be."""
    return _fits(raw, _UPDATE, 0)


def _fits(value: object, shape: Any, depth: int) -> bool:
    match shape:
        case tuple():
            # A yes is no number.
            return type(value) in shape and (type(value) is not int or abs(value) < 2**63)
        case list():
            return isinstance(value, list) and all(_fits(one, shape[0], depth) for one in value)
        case _:
            return (
                isinstance(value, dict) and depth < _MOST_NESTED and _fits_all(value, shape, depth)
            )


def _fits_all(value: dict[str, Any], shape: Shape, depth: int) -> bool:
    for field, inner in shape.items():
        name = field.rstrip("!")
        found = value.get(name)
        if found is None:
            if field != name:
                return False
        elif not _fits(found, inner, depth + 1):
            return False
    return True
