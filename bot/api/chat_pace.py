"""How fast one chat may be written to.

https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this
"""

from collections import deque

CHAT_SECONDS = 1.02
"""Between two messages to one chat, with room for what the way there takes more or less."""
GROUP_WINDOW_SECONDS = 61.0
MESSAGES_PER_GROUP_WINDOW = 20


class ChatPace:
    """Remembers, for as long as it matters, when each chat was last written to.

    Instants are seconds on the monotonic clock.
    """

    def __init__(self) -> None:
        self._lately: dict[int, float] = {}
        self._before: dict[int, float] = {}
        self._turned_at = 0.0
        self._groups: dict[int, deque[float]] = {}

    def find_wait_seconds(self, chat_id: int, now: float) -> float:
        """Return for how long a bulk message to that chat must wait, at most 0 if not at all."""
        last = self._lately.get(chat_id) or self._before.get(chat_id)
        wait = last + CHAT_SECONDS - now if last is not None else 0.0
        times = self._groups.get(chat_id)
        if times is not None and len(times) == MESSAGES_PER_GROUP_WINDOW:
            wait = max(wait, times[0] + GROUP_WINDOW_SECONDS - now)
        return wait

    def note(self, chat_id: int, now: float) -> None:
        """A message to that chat leaves now."""
        if now - self._turned_at > CHAT_SECONDS:
            # Older than this says nothing any more, so two generations are enough.
            self._before, self._lately, self._turned_at = self._lately, {}, now
        self._lately[chat_id] = now
        # Groups and channels have negative numbers.
        if chat_id < 0:
            times = self._groups.setdefault(chat_id, deque(maxlen=MESSAGES_PER_GROUP_WINDOW))
            times.append(now)
