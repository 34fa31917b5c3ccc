"""The open symptom checks: in memory for minutes, never on disk.

A button carries the answers that its screen was drawn with. Two quick taps on one screen would
lose the first, were the answers not also kept here, where each tap is a change to them. While a
check is open, lessons wait, and that too is known only here: its very presence would tell.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from lessons.symptom_checks.state import State

LIFETIME = timedelta(minutes=10)
"""How long after the last tap an open check is remembered, and lessons wait for it."""


@dataclass(frozen=True, slots=True)
class OpenCheck:
    """The answers on one message. After its end only more worrying news still counts."""

    message_id: int
    state: State
    has_ended: bool
    tapped_at: datetime


class OpenChecks:
    """The latest check of each chat. ``now`` is the application's clock, aware, UTC."""

    def __init__(self) -> None:
        self._by_chat: dict[int, OpenCheck] = {}

    def keep(
        self, chat_id: int, message_id: int, state: State, now: datetime, *, has_ended: bool
    ) -> None:
        """Remember the chat's check as it is after a tap."""
        self._by_chat[chat_id] = OpenCheck(message_id, state, has_ended, now)

    def find(self, chat_id: int, message_id: int, now: datetime) -> OpenCheck | None:
        """Return the check on that message, if it is the chat's latest and still remembered."""
        self._forget(now)
        found = self._by_chat.get(chat_id)
        return found if found and found.message_id == message_id else None

    def find_ended(self, chat_id: int, now: datetime) -> OpenCheck | None:
        """Return the chat's latest check, if it has ended and is still remembered."""
        self._forget(now)
        found = self._by_chat.get(chat_id)
        return found if found and found.has_ended else None

    def forget(self, chat_id: int) -> None:
        """Forget the chat's check."""
        self._by_chat.pop(chat_id, None)

    def list_busy_chats(self, now: datetime) -> frozenset[int]:
        """Return the chats in which a check is open, so that no lesson may interrupt it."""
        self._forget(now)
        return frozenset(chat for chat, check in self._by_chat.items() if not check.has_ended)

    def find_next_release_at(self, now: datetime) -> datetime | None:
        """Return when the first of the open checks will be given up, if nobody taps."""
        held = self.list_busy_chats(now)
        return min((self._by_chat[chat].tapped_at + LIFETIME for chat in held), default=None)

    def _forget(self, now: datetime) -> None:
        # Chats are added at the end when they begin and seldom many, so a look at all is cheap.
        late = [chat for chat, check in self._by_chat.items() if now - check.tapped_at >= LIFETIME]
        for chat in late:
            del self._by_chat[chat]
