"""The open symptom checks: in memory for minutes, never on disk.

A button carries the answers that its screen was drawn with. Two quick taps on one screen would
lose the first, were the answers not also kept here, where each tap is a change to them. While a
check is open, lessons wait, and that too is known only here, as its very presence would tell; only
where several processes answer must the one that sends know it: see ``shared_checks``.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from lessons.symptom_checks.state import State

LIFETIME = timedelta(minutes=10)
"""How long after the last tap an open check is remembered, and lessons wait for it."""

MOST_OPEN = 10_000
"""Of more open checks than this, those that were not tapped for longest are forgotten first."""

LOOK = timedelta(seconds=0.7)
"""How long a screen has to be there before a press on it is meant: a double tap is quicker."""


@dataclass(frozen=True, slots=True)
class OpenCheck:
    """The answers on one message, which shows the screen of that id, or the card (``None``).

    After its end only more worrying news still counts. ``shown_at`` is when the screen was there
    for the person, as far as the bot can tell; ``None`` while it is on its way, or where Telegram
    did not take it.
    """

    message_id: int
    state: State
    screen_id: str | None
    tapped_at: datetime
    shown_at: datetime | None = None

    @property
    def has_ended(self) -> bool:
        """Whether the message shows the card."""
        return self.screen_id is None

    def is_new(self, now: datetime) -> bool:
        """Whether its screen has just appeared, so that no press on it can be meant."""
        # A clock that is set back refuses nobody.
        return self.shown_at is not None and timedelta(0) <= now - self.shown_at < LOOK


class OpenChecks:
    """The latest check of each chat. ``now`` is the application's clock, aware, UTC.

    ``on_end`` is given the answers of a check that has ended, and when it was last tapped, as the
    check is forgotten. ``on_change`` is told until when lessons to a chat wait, ``None`` where they
    do not.
    """

    def __init__(
        self,
        on_end: Callable[[State, datetime], None] = lambda _state, _at: None,
        on_change: Callable[[int, datetime | None], None] = lambda _chat_id, _until_at: None,
    ) -> None:
        self._on_change = on_change
        self._by_chat: dict[int, OpenCheck] = {}
        self._on_end = on_end

    def keep(
        self, chat_id: int, message_id: int, state: State, now: datetime, *, screen_id: str | None
    ) -> None:
        """Remember the chat's check as it is after a tap. A screen that was there already stays as
        old as it is."""
        before = self._by_chat.get(chat_id)
        is_same = before and (before.message_id, before.screen_id) == (message_id, screen_id)
        shown_at = before.shown_at if before and is_same else None
        if before and before.message_id != message_id:
            self.forget(chat_id)
        self._by_chat.pop(chat_id, None)
        self._by_chat[chat_id] = OpenCheck(message_id, state, screen_id, now, shown_at)
        self._on_change(chat_id, None if screen_id is None else now + LIFETIME)
        if len(self._by_chat) > MOST_OPEN:
            self.forget(next(iter(self._by_chat)))

    def note_shown(self, chat_id: int, message_id: int, now: datetime) -> None:
        """Remember that the check's screen has reached its message, if it had not before."""
        check = self._by_chat.get(chat_id)
        if check and check.message_id == message_id and check.shown_at is None:
            self._by_chat[chat_id] = replace(check, shown_at=now)

    def find(self, chat_id: int, message_id: int, now: datetime) -> OpenCheck | None:
        """Return the check on that message, if it is the chat's latest and still remembered."""
        found = self.find_latest(chat_id, now)
        return found if found and found.message_id == message_id else None

    def find_latest(self, chat_id: int, now: datetime) -> OpenCheck | None:
        """Return the chat's latest check, if it is still remembered."""
        self._forget(now)
        return self._by_chat.get(chat_id)

    def find_ended(self, chat_id: int, now: datetime) -> OpenCheck | None:
        """Return the chat's latest check, if it has ended and is still remembered."""
        found = self.find_latest(chat_id, now)
        return found if found and found.has_ended else None

    def forget(self, chat_id: int) -> None:
        """Forget the chat's check."""
        check = self._by_chat.pop(chat_id, None)
        if check and check.has_ended:
            self._on_end(check.state, check.tapped_at)
        elif check:
            self._on_change(chat_id, None)

    def list_busy_chats(self, now: datetime) -> frozenset[int]:
        """Return the chats in which a check is open, so that no lesson may interrupt it."""
        self._forget(now)
        return frozenset(chat for chat, check in self._by_chat.items() if not check.has_ended)

    def find_next_release_at(self, now: datetime) -> datetime | None:
        """Return when the first of the open checks will be given up, if nobody taps."""
        held = self.list_busy_chats(now)
        return min((self._by_chat[chat].tapped_at + LIFETIME for chat in held), default=None)

    def _forget(self, now: datetime) -> None:
        # Seldom many, so a look at all is cheap.
        late = [chat for chat, check in self._by_chat.items() if now - check.tapped_at >= LIFETIME]
        for chat in late:
            self.forget(chat)
