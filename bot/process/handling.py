"""The update that is being handled: what it asks for is kept once, however often it is given.

Telegram gives an update again after a kill, unless it was acknowledged. So it is acknowledged
only when what it asks for is committed, and that commit remembers it. The first change that a
handler makes is taken for what the update asks for: one update is one use case.
"""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from storage.interface.updates import UpdateMark


class TakenElsewhereError(Exception):
    """What an update asks for is kept already: another process has handled it."""


class Handling:
    """One update on its way through its handler."""

    def __init__(self, mark: UpdateMark, on_change: Callable[[], None]) -> None:
        self.mark = mark
        self.is_taken = False
        self._ended = asyncio.Event()
        self._on_change = on_change

    @property
    def has_ended(self) -> bool:
        """Whether the handler has ended."""
        return self._ended.is_set()

    async def wait_for_end(self) -> None:
        """Return once the handler has ended."""
        await self._ended.wait()

    def take(self) -> None:
        """What the update asks for is committed; only words may be left to say."""
        self.is_taken = True
        self._on_change()

    def end(self) -> None:
        """The handler has ended, in whatever way."""
        self._ended.set()
        self._on_change()


_present: ContextVar[Handling | None] = ContextVar("handling", default=None)


def find_handling() -> Handling | None:
    """Return what is handled here and not taken yet."""
    handling = _present.get()
    # A task that a handler has begun for others lives on with the handler's context.
    return None if handling is None or handling.is_taken or handling.has_ended else handling


@contextmanager
def handling_here(handling: Handling | None) -> Iterator[None]:
    """In this block that update is handled; ``None``: what changes is not what an update asks."""
    token = _present.set(handling)
    try:
        yield
    finally:
        _present.reset(token)
