"""The updates that Telegram has given and may give again, and which of them may be confirmed.

Telegram confirms only by one number below which everything is done, and shows a hundred from it
on. So an update that is slow would hide all that follow it. It is therefore waited for only as
long as that harms nobody:

- its handler has ended: it is confirmed at once;
- what it asks for is committed and only words are left to say: after ``ANSWER_SECONDS``;
- it takes longer than ``PATIENCE_SECONDS``: it is confirmed unfinished;
- the hundred are full: after ``HURRY_SECONDS``, and at once where it stands in the line of a chat
  that has more than ``MOST_OF_A_CHAT`` unfinished.

What is confirmed unfinished goes on as before, and is lost if the process is killed before its
handler is done. Of what is committed only the answer can be lost so. Nothing else is lost.
"""

import time
from collections import Counter, deque
from collections.abc import Callable
from dataclasses import dataclass

from bot.api.polling import LIMIT
from bot.process.handling import Handling

PATIENCE_SECONDS = 20.0
HURRY_SECONDS = 2.0
ANSWER_SECONDS = 1.0
MOST_OF_A_CHAT = 10
MOST_UNFINISHED = 5_000
"""No more is asked for while so many are unfinished: Telegram keeps them better than memory."""

_REMEMBERED = 10 * LIMIT


@dataclass(frozen=True, slots=True)
class _Unfinished:
    handling: Handling
    chat_id: int | None
    began: float


class Window:
    """What has been given and where the next answer is to begin."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._unfinished: dict[int, _Unfinished] = {}
        self._of_chat: Counter[int | None] = Counter()
        self._seen: set[int] = set()
        self._latest: deque[int] = deque()
        self._next_id: int | None = None

    @property
    def unfinished(self) -> int:
        """How many handlers are at work or wait for their turn."""
        return len(self._unfinished)

    def is_new(self, update_id: int) -> bool:
        """Whether the update has not been given before, as far as that is remembered."""
        return update_id not in self._seen

    def add(self, handling: Handling, chat_id: int | None) -> None:
        """An update is about to be handled."""
        update_id = handling.mark.update_id
        self._see(update_id)
        self._unfinished[update_id] = _Unfinished(handling, chat_id, self._now())
        self._of_chat[chat_id] += 1

    def skip(self, update_id: int) -> None:
        """An update needs no handling."""
        self._see(update_id)

    def finish(self, update_id: int) -> None:
        """An update's handler has ended."""
        chat_id = self._unfinished.pop(update_id).chat_id
        self._of_chat[chat_id] -= 1
        if not self._of_chat[chat_id]:
            del self._of_chat[chat_id]

    def find_offset(self) -> int | None:
        """Return the number below which everything is done; ``None`` before the first update."""
        return min(self._list_awaited(), default=self._next_id)

    def is_awaited(self) -> bool:
        """Whether anything that was given cannot be confirmed yet."""
        return bool(self._list_awaited())

    def _list_awaited(self) -> list[int]:
        awaited = self._list_within(PATIENCE_SECONDS)
        if awaited and self._next_id is not None and self._next_id - min(awaited) >= LIMIT:
            return [
                update_id
                for update_id in self._list_within(HURRY_SECONDS)
                if self._of_chat[self._unfinished[update_id].chat_id] <= MOST_OF_A_CHAT
            ]
        return awaited

    def _list_within(self, seconds: float) -> list[int]:
        """Return what is unfinished for less than that; what only lacks its answer, for less."""
        now = self._now()
        return [
            update_id
            for update_id, item in self._unfinished.items()
            if now - item.began < (ANSWER_SECONDS if item.handling.is_taken else seconds)
        ]

    def _see(self, update_id: int) -> None:
        if update_id not in self._seen:
            self._seen.add(update_id)
            self._latest.append(update_id)
            if len(self._latest) > _REMEMBERED:
                self._seen.discard(self._latest.popleft())
        self._next_id = update_id + 1
