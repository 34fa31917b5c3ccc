"""A smooth pace for messages: evenly spaced, replies ahead of bulk, never over the ceiling."""

import asyncio
import time
from collections import deque

# What counts is when Telegram sees a message, and the way there takes a little more or less each
# time. So the pace is two percent slower than what is allowed, and no window that is a little
# longer than Telegram's second holds more than it takes.
_PACE_SECONDS = 1.02
_WINDOW_SECONDS = 1.018

# A late wake-up is made up for by this much and no more, so that no burst follows a long one.
_CATCH_UP_SECONDS = 0.03
# After this long without work there is nothing to be made up for.
_IDLE_SECONDS = 0.1
# Where many leave in this time, waking for each would cost more than sending it.
_GRAIN_SECONDS = 0.01
_FINE_GRAIN_SECONDS = 0.001
# A person does not notice two turns. More replies than that in a queue have room kept for as many
# again, for so long.
_UNNOTICED_TURNS = 2
_RESERVE_SECONDS = 5.0

_Waiting = deque[asyncio.Future[None]]


class BulkDroppedError(Exception):
    """The bulk message that waited for its turn shall not leave now."""


class Pacer:
    """Gives each message its turn; ``per_second`` is Telegram's ceiling.

    Bulk is evenly spaced from the first message on. Replies may burst where the window has room,
    and take the next turns where it has none; once several had to queue for turns, a fan-out
    keeps room free for as many again.
    """

    def __init__(self, per_second: int) -> None:
        self._ceiling = per_second
        self._spacing = _PACE_SECONDS / per_second
        self._grain = _GRAIN_SECONDS if self._spacing < _GRAIN_SECONDS else _FINE_GRAIN_SECONDS
        self._next_bulk_at = 0.0
        self._waiting_replies: _Waiting = deque()
        self._waiting_bulk: _Waiting = deque()
        self._left_replies: deque[float] = deque()
        self._left_bulk: deque[float] = deque()
        self._expected_replies = 0
        self._expected_until = 0.0
        self._timer: asyncio.TimerHandle | None = None

    @property
    def waiting_bulk(self) -> int:
        """How many bulk messages wait for their turn."""
        return len(self._waiting_bulk)

    async def reply_turn(self) -> None:
        """Return when a reply may leave; it counts as having left."""
        now = time.monotonic()
        if not self._waiting_replies and self._has_room(now):
            self._left_replies.append(now)
            return
        await self._wait(self._waiting_replies, now)

    async def bulk_turn(self) -> None:
        """Return when a bulk message may leave; it counts as having left.

        Raises ``BulkDroppedError`` if bulk was dropped meanwhile.
        """
        now = time.monotonic()
        if not self._waiting_bulk:
            if self._next_bulk_at < now - _IDLE_SECONDS:
                # A fan-out begins: nothing is to be made up for.
                self._next_bulk_at = now
            if not self._waiting_replies and self._may_bulk_leave(now):
                self._note_bulk(now)
                return
        await self._wait(self._waiting_bulk, now)

    def drop_bulk(self) -> None:
        """Send away every bulk message that waits."""
        while self._waiting_bulk:
            turn = self._waiting_bulk.popleft()
            if not turn.done():
                turn.set_exception(BulkDroppedError())

    async def _wait(self, queue: _Waiting, now: float) -> None:
        turn = asyncio.get_running_loop().create_future()
        queue.append(turn)
        if len(self._waiting_replies) > _UNNOTICED_TURNS:
            # Bulk keeps half of the pace, however many replies there are.
            self._expected_replies = min(len(self._waiting_replies), self._ceiling // 2)
            self._expected_until = now + _RESERVE_SECONDS
        self._set_timer(now)
        await turn

    def _release(self) -> None:
        self._timer = None
        now = time.monotonic()
        while self._waiting_replies and self._has_room(now):
            if _grant(self._waiting_replies):
                self._left_replies.append(now)
        while self._waiting_bulk and not self._waiting_replies and self._may_bulk_leave(now):
            if _grant(self._waiting_bulk):
                self._note_bulk(now)
        if self._waiting_replies or self._waiting_bulk:
            self._set_timer(now)

    def _set_timer(self, now: float) -> None:
        if self._timer is not None:
            return
        wake_at = now + self._grain
        if not self._waiting_replies:
            wake_at = max(wake_at, self._next_bulk_at)
        self._timer = asyncio.get_running_loop().call_later(wake_at - now, self._release)

    def _has_room(self, now: float, reserved: int = 0) -> bool:
        for left in (self._left_replies, self._left_bulk):
            while left and left[0] <= now - _WINDOW_SECONDS:
                left.popleft()
        return len(self._left_replies) + len(self._left_bulk) + reserved < self._ceiling

    def _may_bulk_leave(self, now: float) -> bool:
        if now < self._next_bulk_at:
            return False
        is_expected = now < self._expected_until
        return self._has_room(now, self._expected_replies if is_expected else 0)

    def _note_bulk(self, now: float) -> None:
        self._next_bulk_at = max(self._next_bulk_at, now - _CATCH_UP_SECONDS) + self._spacing
        self._left_bulk.append(now)


def _grant(queue: _Waiting) -> bool:
    """Whether the first in the queue still wanted its turn."""
    turn = queue.popleft()
    if turn.done():
        return False
    turn.set_result(None)
    return True
