"""How fast one chat may be written to.

https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this
"""

from collections import deque
from typing import Generic, TypeVar

CHAT_SECONDS = 1.02
"""Between two messages to one chat, with room for what the way there takes more or less."""
GROUP_WINDOW_SECONDS = 61.0
MESSAGES_PER_GROUP_WINDOW = 20
# A burst of so long is no more than people see who ask for several things at once.
_ANSWER_BURST_SECONDS = 1.0

T = TypeVar("T")


class ChatPace:
    """Remembers, for as long as it matters, when each chat was last written to.

    Instants are seconds on the monotonic clock.
    """

    def __init__(self) -> None:
        self._last = _Recent[float](CHAT_SECONDS)
        self._groups = _Recent[deque[float]](GROUP_WINDOW_SECONDS)

    def find_wait_seconds(self, chat_id: int, now: float) -> float:
        """Return for how long a bulk message to that chat must wait, at most 0 if not at all."""
        last = self._last.find(chat_id)
        wait = last + CHAT_SECONDS - now if last is not None else 0.0
        times = self._groups.find(chat_id)
        if times is not None and len(times) == MESSAGES_PER_GROUP_WINDOW:
            wait = max(wait, times[0] + GROUP_WINDOW_SECONDS - now)
        return wait

    def note(self, chat_id: int, now: float) -> None:
        """A message to that chat leaves now."""
        self._last.keep(chat_id, now, now)
        # Groups and channels have negative numbers.
        if chat_id < 0:
            times = self._groups.find(chat_id)
            if times is None:
                times = deque(maxlen=MESSAGES_PER_GROUP_WINDOW)
            times.append(now)
            self._groups.keep(chat_id, times, now)


class AnswerShares:
    """Leaves most of the ceiling to others: one chat's answers may take ``per_second`` of it,
    after a burst of as many."""

    def __init__(self, per_second: int) -> None:
        self._spacing = 1.0 / per_second
        self._paid_until = _Recent[float](_ANSWER_BURST_SECONDS + self._spacing)

    def find_wait_seconds(self, chat_id: int, now: float) -> float:
        """Return for how long an answer in that chat must wait, at most 0 if not at all."""
        return (self._paid_until.find(chat_id) or 0.0) - _ANSWER_BURST_SECONDS - now

    def note(self, chat_id: int, now: float) -> None:
        """An answer in that chat leaves now."""
        paid_until = max(self._paid_until.find(chat_id) or 0.0, now) + self._spacing
        self._paid_until.keep(chat_id, paid_until, now)


class _Recent(Generic[T]):
    """Something about each chat, for ``seconds`` after it was kept and at most twice as long."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._lately: dict[int, T] = {}
        self._before: dict[int, T] = {}
        self._turned_at = 0.0

    def __len__(self) -> int:
        return len(self._lately) + len(self._before)

    def find(self, chat_id: int) -> T | None:
        found = self._lately.get(chat_id)
        return self._before.get(chat_id) if found is None else found

    def keep(self, chat_id: int, value: T, now: float) -> None:
        if now - self._turned_at > self._seconds:
            # Older than this says nothing any more, so two generations are enough.
            self._before, self._lately, self._turned_at = self._lately, {}, now
        self._lately[chat_id] = value
