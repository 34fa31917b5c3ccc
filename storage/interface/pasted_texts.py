"""What every store promises about texts that are pasted message by message."""

from datetime import datetime
from typing import Protocol

from lessons.article.pasting import PastedPart


class PastedTextStore(Protocol):
    """The part of a store that knows what admins have pasted so far."""

    def save_pasted_part(self, chat_id: int, part: PastedPart, now: datetime) -> None:
        """Keep the message, in the place of what it said before."""

    def list_pasted_parts(self, chat_id: int) -> list[PastedPart]:
        """Return the messages that were pasted in this chat, in the order of their ids."""

    def delete_pasted_parts(self, chat_id: int, until_message_id: int) -> int:
        """Delete the messages up to that one; return how many there were."""

    def delete_old_pasted_parts(self, pasted_before: datetime) -> int:
        """Delete every message that was pasted before that; return how many there were."""
