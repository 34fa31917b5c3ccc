"""Hours in milliseconds: an event loop that jumps to its next timer instead of waiting for it."""

import asyncio
import selectors
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

import pytest

T = TypeVar("T")


class VirtualLoop(asyncio.SelectorEventLoop):
    """Runs timers in their order on a clock of its own; ``stall`` adds to each wait."""

    def __init__(self, stall: Callable[[], float] = lambda: 0.0) -> None:
        self.now = 1_000.0
        self._stall = stall
        super().__init__(_Skipping(self))

    def time(self) -> float:
        """Return the seconds on the virtual clock."""
        return self.now

    def skip(self, seconds: float) -> None:
        """Let so many seconds pass, and what the machine wastes besides."""
        self.now += seconds + self._stall()


class _Skipping(selectors.SelectSelector):
    def __init__(self, loop: VirtualLoop) -> None:
        super().__init__()
        self._loop = loop

    def select(self, timeout: float | None = None) -> list[Any]:
        events = super().select(0)
        if not events and timeout is None:
            raise AssertionError("everything waits and nothing will come")
        if not events and timeout:
            self._loop.skip(timeout)
        return events


def run_virtually(
    main: Callable[[], Coroutine[Any, Any, T]], stall: Callable[[], float] = lambda: 0.0
) -> T:
    """Run the coroutine function on a virtual clock, which ``time.monotonic`` follows too."""
    loop = VirtualLoop(stall)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("time.monotonic", loop.time)
        try:
            return loop.run_until_complete(main())
        finally:
            loop.close()
