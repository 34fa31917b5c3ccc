"""The line of one chat: its updates are handled one at a time, in the order in which they came."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from contextvars import ContextVar

MOST_WAITING = 1_000
"""Handling without answers takes milliseconds: so many wait only where handling stands still."""

_served: ContextVar["ChatLine | None"] = ContextVar("served", default=None)


def find_line(chat_id: object) -> "ChatLine | None":
    """Return the line whose update is handled here, unless it is another chat's."""
    line = _served.get()
    return line if line and chat_id in (None, line.chat_id) else None


def insist() -> None:
    """Let the answers to this update wait for as long as they must: care is not left out."""
    if line := _served.get():
        line.insist()


class ChatLine:
    """Who waits for a turn in one chat, and whether its answers may make them wait.

    ``seats`` bounds how many chats are served at once. ``silent_until`` is until when, on the
    monotonic clock, Telegram wants nothing said in the chat; ``left_out`` counts answers that
    were not given and ``dropped`` updates that were not handled.
    """

    def __init__(self, chat_id: int, seats: asyncio.Semaphore) -> None:
        self.chat_id = chat_id
        self.silent_until = 0.0
        self.left_out = 0
        self.dropped = 0
        self._seats = seats
        self._is_taken = False
        self._waiting: dict[asyncio.Future[bool], bool] = {}
        self._insists = False
        self._has_insisted = False

    @property
    def is_waited_for(self) -> bool:
        """Whether more of the chat waits behind what is handled now."""
        return bool(self._waiting)

    @property
    def must_hurry(self) -> bool:
        """Whether an answer is rather left out than waited for."""
        return self.is_waited_for and not self._insists

    def insist(self) -> None:
        """Hurry no more until the next turn. Counts once, or urgent words without end would make
        everything behind them wait."""
        self._insists = not self._has_insisted
        self._has_insisted = True

    async def take_turn(self, *, is_command: bool) -> bool:
        """Return at this update's turn whether to handle it: where too many wait, the oldest that
        is no command is dropped."""
        if not self._is_taken:
            self._is_taken = True
            return True
        if len(self._waiting) >= MOST_WAITING:
            self._drop()
        turn = asyncio.get_running_loop().create_future()
        self._waiting[turn] = is_command
        try:
            is_mine: bool = await turn
        except asyncio.CancelledError:
            self._waiting.pop(turn, None)
            if not turn.cancelled() and turn.result():
                self.pass_on()
            raise
        return is_mine

    def pass_on(self) -> bool:
        """Give the turn to the next one; return whether there is one."""
        self._insists = False
        while self._waiting:
            turn = next(iter(self._waiting))
            del self._waiting[turn]
            if not turn.done():
                turn.set_result(True)
                return True
        self._is_taken = False
        return False

    @asynccontextmanager
    async def serving(self) -> AsyncIterator[None]:
        """Take a seat; what is done meanwhile finds this line."""
        before = _served.set(self)
        try:
            async with self._seats:
                yield
        finally:
            _served.reset(before)

    @asynccontextmanager
    async def away(self) -> AsyncIterator[None]:
        """Leave the seat to another chat while nothing can be done for this one."""
        self._seats.release()
        try:
            yield
        finally:
            await self._seats.acquire()

    def _drop(self) -> None:
        others = (turn for turn, is_command in self._waiting.items() if not is_command)
        turn = next(others, None) or next(iter(self._waiting))
        del self._waiting[turn]
        if not turn.done():
            turn.set_result(False)
            self.dropped += 1
