"""What may be known of an update that nobody has read yet; never what is in it."""

from typing import Any

from telegram import Update
from telegram.constants import ChatType

from bot.api.polling import RawUpdate


def find_kind(raw: RawUpdate) -> str:
    """Return the kind by its name in the Bot API, ``unknown`` for one that the library has not."""
    return next((kind for kind in Update.ALL_TYPES if kind in raw), "unknown")


def find_date(raw: RawUpdate) -> int:
    """Return the date of the message that it is about, in seconds; 0 if it tells none."""
    date = _message_of(raw).get("date")
    return date if type(date) is int and 0 <= date < 2**40 else 0


def find_private_chat(raw: RawUpdate) -> int | None:
    """Return the chat, if a person wrote or tapped in a private one."""
    chat = _part(_message_of(raw), "chat")
    chat_id = chat.get("id")
    is_private = chat.get("type") == ChatType.PRIVATE and type(chat_id) is int
    return chat_id if is_private else None


def _message_of(raw: RawUpdate) -> dict[str, Any]:
    return (
        _part(raw, Update.MESSAGE)
        or _part(raw, Update.EDITED_MESSAGE)
        or _part(_part(raw, Update.CALLBACK_QUERY), "message")
    )


def _part(whole: RawUpdate, name: str) -> dict[str, Any]:
    part = whole.get(name)
    return part if isinstance(part, dict) else {}
