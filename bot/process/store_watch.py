"""What goes wrong in the store reaches the admins, who need no store to be written to."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress

from bot.process.alarm import Alarm, Turn
from storage.errors import DamagedStoreError, StoreError, StoreUnavailableError

logger = logging.getLogger(__name__)

LOOK_SECONDS = 1.0
TROUBLE_SECONDS = 10.0
"""Less than this mends itself: another program writes, a disk is slow."""
QUIET_SECONDS = 4.0
"""After so long without trouble, in which something was written each second, it is over."""
TELLING_SECONDS = 20.0


class StoreWatch:
    """Notes what the store refuses, on whatever thread that happens."""

    def __init__(self, trouble: StoreError | None = None) -> None:
        self.damage = trouble
        self._began_at: float | None = None
        self._last_at = 0.0
        self._last: StoreUnavailableError | None = None

    @contextmanager
    def noting(self) -> Iterator[None]:
        """An error of the store in this block is noted, and raised as it is."""
        try:
            yield
        except DamagedStoreError as error:
            self.damage = self.damage or error
            raise
        except StoreUnavailableError as error:
            self._last, self._last_at = error, time.monotonic()
            if self._began_at is None:
                self._began_at = self._last_at
            raise

    @property
    def is_damaged(self) -> bool:
        """Whether nothing is kept until somebody has put the store right."""
        return isinstance(self.damage, DamagedStoreError)

    def refuse_if_damaged(self) -> None:
        """Raise what was found wrong for good, if anything was."""
        if (damage := self.damage) is not None:
            raise type(damage)(str(damage), operator=damage.operator)

    @property
    def is_refusing(self) -> bool:
        """Whether asking anything now is likely to be refused, after a long wait perhaps."""
        is_recent = time.monotonic() - self._last_at < TROUBLE_SECONDS
        return self.damage is not None or (self._began_at is not None and is_recent)

    @property
    def is_in_trouble(self) -> bool:
        """Whether anything was refused that may go again."""
        return self._began_at is not None

    @property
    def trouble(self) -> StoreError | None:
        """What is refused now, however short a time; ``None`` if nothing is."""
        return self.damage or self._last

    def find_trouble(self) -> StoreUnavailableError | None:
        """Return what has been wrong for a while and is still; ``None`` if all is well."""
        now = time.monotonic()
        if self._began_at is not None and now - self._last_at > QUIET_SECONDS:
            self._began_at = self._last = None
        began_at = self._began_at
        return None if began_at is None or now - began_at < TROUBLE_SECONDS else self._last


async def watch_store(
    watch: StoreWatch,
    look: Callable[[], None],
    try_to_write: Callable[[], Awaitable[object]],
    tell_damage: Callable[[], Awaitable[object]],
    tell_trouble: Callable[[StoreUnavailableError | None], Awaitable[object]],
) -> None:
    """Tell of damage, and return; tell of lasting trouble once, and once (``None``) when it is
    over. ``look`` is called on a thread, and notes what it finds; so does ``try_to_write``."""
    alarm = Alarm(patience=0.0, calm=QUIET_SECONDS)
    while True:
        await asyncio.sleep(LOOK_SECONDS)
        with suppress(StoreError):
            await asyncio.to_thread(look)
            if watch.is_in_trouble:
                await try_to_write()
        if watch.damage is not None:
            logger.critical("the database is damaged: %s", watch.damage.operator)
            await tell_damage()
            return
        error = watch.find_trouble()
        turn = alarm.see(error is not None, time.monotonic())
        if turn is Turn.BEGUN and error is not None:
            logger.error("nothing can be kept: %s", error.operator)
        elif turn is Turn.OVER:
            logger.info("everything can be kept again")
        if turn is not None:
            with suppress(TimeoutError):
                async with asyncio.timeout(TELLING_SECONDS):
                    await tell_trouble(error)
