"""A smooth pace for bulk messages: evenly spaced, never a burst."""

import asyncio
import time
from datetime import timedelta

# Telegram allows 30 messages in any second. Evenly spaced at 29, no window can hold more.
MESSAGES_PER_SECOND = 29.0


class Pacer:
    """Lets one message through at a time (the generic cell rate algorithm, burst 1)."""

    def __init__(self, per_second: float = MESSAGES_PER_SECOND) -> None:
        self._spacing = 1 / per_second
        self._next_at = 0.0
        self._held_until = 0.0

    async def wait(self) -> None:
        """Return when the next message may go."""
        now = time.monotonic()
        at = max(self._next_at, now)
        self._next_at = at + self._spacing
        await asyncio.sleep(at - now)

    def hold(self, duration: timedelta) -> None:
        """Let nothing more be started for so long; the longest wait asked for counts."""
        self._held_until = max(self._held_until, time.monotonic() + duration.total_seconds())

    def is_held(self) -> bool:
        """Whether Telegram's flood wait is still running."""
        return time.monotonic() < self._held_until
