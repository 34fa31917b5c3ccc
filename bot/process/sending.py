"""Who sends in bulk: one process at a time, in whose transactions it is proven that it still does.

Where a file is the database, whoever has it sends. On a server any number of processes answer, and
the one with the lease sends: what it does as the sender it does in ``sending_here``.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar

from storage.errors import StoreError
from storage.interface.kind import RunnerLock

logger = logging.getLogger(__name__)

LOOK_SECONDS = 1.0
"""How often a process looks whether it may send, or still does."""

_is_sending: ContextVar[bool] = ContextVar("sending", default=False)


@contextmanager
def sending_here() -> Iterator[None]:
    """Ask the store as the sender in this block, and in tasks that begin in it."""
    token = _is_sending.set(True)
    try:
        yield
    finally:
        _is_sending.reset(token)


def is_sending_here() -> bool:
    """Whether what is asked of the store here is asked as the sender."""
    return _is_sending.get()


class Sending:
    """Whether this process sends, and what is done when that begins or ends."""

    def __init__(
        self,
        lock: RunnerLock,
        begin: Callable[[int | None], Awaitable[None]],
        end: Callable[[], Awaitable[None]],
    ) -> None:
        """``begin`` is called with the epoch, as the sender, once this process sends; ``end`` once
        it has found that it does not any more."""
        self._lock = lock
        self._begin = begin
        self._end = end
        self._has_begun = False
        self._epoch: int | None = None
        self.has_waited = False
        """Whether another process sent since this one began, or had begun."""

    @property
    def is_on(self) -> bool:
        """Whether this process sends."""
        return self._has_begun and self._lock.is_held

    def when_on(self, work: Callable[[], Awaitable[None]]) -> Callable[[], Awaitable[None]]:
        """Return the work as the sender does it: not at all where this process does not send."""

        async def as_the_sender() -> None:
            if self.is_on:
                with sending_here():
                    await work()

        return as_the_sender

    async def look(self) -> None:
        """Take the right to send if it is free, hold it for longer, or note that it is lost."""
        may_send = self._lock.is_held
        if self._lock.may_be_lost or not may_send:
            with suppress(StoreError):
                may_send = await asyncio.to_thread(self._lock.is_acquired)
        if not may_send:
            self.has_waited = True
        if self._has_begun and (not may_send or self._lock.epoch != self._epoch):
            # It may have been lost and taken again since the last look, as somebody else.
            self._has_begun = False
            logger.warning("this process does not send any more")
            await self._end()
        if may_send and not self._has_begun:
            self._epoch = self._lock.epoch
            with sending_here():
                await self._begin(self._epoch)
            self._has_begun = True
            if self._lock.may_be_lost:
                logger.warning("this process sends from now on (epoch %s)", self._epoch)

    async def keep(self) -> None:
        """Look again and again, until cancelled."""
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            try:
                await self.look()
            except StoreError as error:
                logger.error("whether this process may send cannot be told: %s", error.operator)
