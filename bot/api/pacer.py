"""A smooth pace for messages: evenly spaced, replies ahead of bulk, never over the ceiling."""

import asyncio
import time
from collections import deque
from collections.abc import Callable
from functools import partial

# What counts is when Telegram sees a message, and the way there takes a little more or less each
# time. So the pace is two percent slower than what is allowed, and no window that is a little
# longer than Telegram's second holds more than it takes. Where the machine is so busy that this
# process is woken late, whatever else is on the way is late as well: the window is longer by that.
_PACE_SECONDS = 1.02
_WINDOW_SECONDS = 1.018
_USUAL_JITTER_SECONDS = 0.01
_MOST_JITTER_SECONDS = 0.5
# A machine that was busy is trusted again by half after so long.
_HALF_LIFE_SECONDS = 10.0

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

_Waiting = deque[asyncio.Future[float]]


class BulkDroppedError(Exception):
    """The bulk message that waited for its turn shall not leave now."""


class Turn:
    """The turn of one message. It takes its place from the moment it is given until ``leave`` and a
    window longer: a connection that has to be made first must not let others catch up with it."""

    def __init__(self, leave: Callable[[], None]) -> None:
        self._leave: Callable[[], None] | None = leave

    def leave(self) -> None:
        """The message leaves now; only the first call counts."""
        if self._leave is not None:
            leave, self._leave = self._leave, None
            leave()


class Pacer:
    """Gives each message its turn; ``per_second`` is Telegram's ceiling.

    Bulk is evenly spaced from the first message on. Replies may burst where the window has room,
    and take the next turns where it has none; once several had to queue for turns, a fan-out
    keeps room free for as many again.
    """

    def __init__(self, per_second: int) -> None:
        self._ceiling = per_second
        self._spacing = _PACE_SECONDS / per_second
        self._kept_free = 0
        self._grain = _GRAIN_SECONDS if self._spacing < _GRAIN_SECONDS else _FINE_GRAIN_SECONDS
        self._next_bulk_at = 0.0
        self._waiting_replies: _Waiting = deque()
        self._waiting_bulk: _Waiting = deque()
        self._left_replies: deque[float] = deque()
        self._left_bulk: deque[float] = deque()
        self._leaving = 0
        self._jitter = 0.0
        self._jitter_at = 0.0
        self._wake_at = 0.0
        self._expected_replies = 0
        self._expected_until = 0.0
        self._timer: asyncio.TimerHandle | None = None

    @property
    def waiting_bulk(self) -> int:
        """How many bulk messages wait for their turn."""
        return len(self._waiting_bulk)

    def keep_free(self, count: int) -> None:
        """Let bulk leave so many of each second's turns to processes that answer beside this."""
        self._kept_free = min(count, self._ceiling // 2)
        self._spacing = _PACE_SECONDS / (self._ceiling - self._kept_free)

    async def reply_turn(self) -> Turn:
        """Return when a reply may leave; whoever has it is to say when it does."""
        now = time.monotonic()
        if not self._waiting_replies and self._has_room(now):
            self._leaving += 1
        else:
            await self._wait(self._waiting_replies, now)
        return Turn(partial(self._leave, self._left_replies))

    async def bulk_turn(self) -> Turn:
        """Return when a bulk message may leave; whoever has it is to say when it does.

        Raises ``BulkDroppedError`` if bulk was dropped meanwhile.
        """
        now = time.monotonic()
        if not self._waiting_bulk:
            if self._next_bulk_at < now - _IDLE_SECONDS:
                # A fan-out begins: nothing is to be made up for.
                self._next_bulk_at = now
            if not self._waiting_replies and self._may_bulk_leave(now):
                self._note_bulk(now)
                return Turn(partial(self._leave, self._left_bulk))
        await self._wait(self._waiting_bulk, now)
        return Turn(partial(self._leave, self._left_bulk))

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
        try:
            self._note_late(time.monotonic() - await turn)
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled() and turn.exception() is None:
                # Its turn had come, and nobody is there to leave.
                self._leaving -= 1
            raise

    def _leave(self, left: deque[float]) -> None:
        self._leaving -= 1
        left.append(time.monotonic())

    def _note_late(self, seconds: float) -> None:
        """Remember how late this process comes to do what it means to."""
        now = time.monotonic()
        faded = self._jitter * 0.5 ** ((now - self._jitter_at) / _HALF_LIFE_SECONDS)
        self._jitter = min(max(faded, seconds), _MOST_JITTER_SECONDS)
        self._jitter_at = now

    def _release(self) -> None:
        self._timer = None
        now = time.monotonic()
        self._note_late(now - self._wake_at)
        while self._waiting_replies and self._has_room(now):
            if _grant(self._waiting_replies, now):
                self._leaving += 1
        while self._waiting_bulk and not self._waiting_replies and self._may_bulk_leave(now):
            if _grant(self._waiting_bulk, now):
                self._note_bulk(now)
        if self._waiting_replies or self._waiting_bulk:
            self._set_timer(now)

    def _set_timer(self, now: float) -> None:
        if self._timer is not None:
            return
        wake_at = now + self._grain
        if not self._waiting_replies:
            wake_at = max(wake_at, self._next_bulk_at)
        self._wake_at = wake_at
        self._timer = asyncio.get_running_loop().call_later(wake_at - now, self._release)

    def _has_room(self, now: float, reserved: int = 0) -> bool:
        window = _WINDOW_SECONDS + max(0.0, self._jitter - _USUAL_JITTER_SECONDS)
        for left in (self._left_replies, self._left_bulk):
            while left and left[0] <= now - window:
                left.popleft()
        taken = len(self._left_replies) + len(self._left_bulk) + self._leaving
        return taken + reserved < self._ceiling

    def _may_bulk_leave(self, now: float) -> bool:
        if now < self._next_bulk_at:
            return False
        is_expected = now < self._expected_until
        expected = self._expected_replies if is_expected else 0
        return self._has_room(now, expected + self._kept_free)

    def _note_bulk(self, now: float) -> None:
        self._next_bulk_at = max(self._next_bulk_at, now - _CATCH_UP_SECONDS) + self._spacing
        self._leaving += 1


def _grant(queue: _Waiting, now: float) -> bool:
    """Whether the first in the queue still wanted its turn."""
    turn = queue.popleft()
    if turn.done():
        return False
    turn.set_result(now)
    return True
