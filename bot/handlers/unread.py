"""What comes in several messages, and is told once that it was not understood.

An album is a message a picture, and a text too long for one message is sent in parts.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from telegram import Message

_MOST_CHATS = 10_000
# Telegram's programs cut at 4096; a part may end earlier, at a space.
_LONG = 3_000
_AT_ONCE = timedelta(seconds=3)


@dataclass(frozen=True, slots=True)
class _Part:
    album_id: str | None
    length: int
    at: datetime


class Unread:
    """The latest message of each chat that was not understood, in memory only."""

    def __init__(self) -> None:
        self._latest: dict[int, _Part] = {}

    def is_rest(self, message: Message) -> bool:
        """Note the message; return whether the one before it was a part of the same."""
        chat_id, length = message.chat_id, len(message.text or message.caption or "")
        before = self._latest.pop(chat_id, None)
        self._latest[chat_id] = _Part(message.media_group_id, length, message.date)
        if len(self._latest) > _MOST_CHATS:
            del self._latest[next(iter(self._latest))]
        if before is None:
            return False
        if message.media_group_id is not None:
            return message.media_group_id == before.album_id
        return before.length >= _LONG and message.date - before.at <= _AT_ONCE
