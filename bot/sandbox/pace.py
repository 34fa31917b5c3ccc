"""Telegram's pace limits, off until a test turns them on.

https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this
"""

import math
from collections import deque
from typing import Any

from bot.sandbox.errors import DoorError, too_many_requests
from bot.sandbox.world.chats import Chat

_PER_SECOND = 30
_PAID_PER_SECOND = 1000
_CHAT_SECONDS = 1.0
_PER_GROUP_MINUTE = 20
# What one message a second comes to.
_PER_MINUTE = 60

_KINDS = ("message", "photo", "document", "voice", "video", "poll", "location")
_SENDING = frozenset(f"send{kind}" for kind in _KINDS)


LIMIT_FIELDS = "enforce per_second"


class PaceLimits:
    """Counts messages in sliding windows of real time; a refused call counts for nothing."""

    def __init__(self) -> None:
        self._is_enforced = False
        self._per_second = _PER_SECOND
        self._all: deque[float] = deque()
        self._by_chat: dict[int, deque[float]] = {}

    def set(self, given: dict[str, Any]) -> dict[str, Any]:
        """Turn the limits on or off and return how they stand; DoorError for a wrong value."""
        enforce = given.get("enforce", self._is_enforced)
        per_second = given.get("per_second", self._per_second)
        if not isinstance(enforce, bool):
            raise DoorError(f"enforce {enforce!r} given; accepted are true and false")
        if isinstance(per_second, bool) or not isinstance(per_second, int) or per_second < 1:
            raise DoorError(f"per_second {per_second!r} given; accepted is a whole number from 1")
        self._is_enforced, self._per_second = enforce, per_second
        self._all.clear()
        self._by_chat.clear()
        return {"enforce": enforce, "per_second": per_second}

    def check(self, method: str, chat: Chat | None, now: float, *, is_paid: bool) -> None:
        """Count a message, or raise the 429 that says when to try again.

        ``method`` is in lower case, ``now`` in seconds of a monotonic clock.
        """
        if not self._is_enforced or method not in _SENDING or chat is None:
            return
        most = max(self._per_second, _PAID_PER_SECOND) if is_paid else self._per_second
        in_chat = self._by_chat.setdefault(chat.id, deque())
        waits = [
            _wait(self._all, now, 1.0, most),
            _wait(in_chat, now, 60.0, _PER_GROUP_MINUTE if chat.is_group else _PER_MINUTE),
            in_chat[-1] + _CHAT_SECONDS - now if in_chat else 0.0,
        ]
        if max(waits) > 0:
            raise too_many_requests(math.ceil(max(waits)))
        self._all.append(now)
        in_chat.append(now)


def _wait(times: deque[float], now: float, window_seconds: float, most: int) -> float:
    """Return for how long one more would be too many in the window, 0 or less for not at all."""
    while times and times[0] <= now - window_seconds:
        times.popleft()
    if len(times) < most:
        return 0.0
    return times[len(times) - most] + window_seconds - now
