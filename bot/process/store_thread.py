"""The one thread that owns the store, so that the event loop never waits on a disk."""

import asyncio
import logging
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from contextvars import copy_context
from datetime import datetime
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

from bot.process.handling import TakenElsewhereError, find_handling, handling_here
from bot.process.logs import is_part_of_something
from bot.process.sending import is_sending_here
from bot.process.store_watch import StoreWatch
from storage import open_store
from storage.errors import StoreError
from storage.interface.store import Store

logger = logging.getLogger(__name__)

P = ParamSpec("P")
T = TypeVar("T")

PATIENCE_SECONDS = 6.0
"""So long anything waits while another program writes, what waits for its turn here included."""
_HURRY_SECONDS = 1.0


class StoreThread:
    """Runs use cases one after the other, each in a transaction of its own.

    With ``trouble`` nothing is opened, and everything is refused with that error.
    """

    def __init__(self, url: str, trouble: StoreError | None = None) -> None:
        """Open the store; raises ``StoreError`` where it cannot be opened."""
        self.watch = StoreWatch(trouble)
        self._patience = PATIENCE_SECONDS
        self._is_hasty = False
        self._store: Store | None = None
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="store")
        if trouble is not None:
            return
        try:
            self._store = self._executor.submit(open_store, url).result()
        except BaseException:
            self._executor.shutdown()
            raise

    async def run(
        self, use_case: Callable[Concatenate[Store, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Return what the use case returns; whatever it raises undoes what it did.

        If it changes anything for an update that is handled, that update is taken from then on;
        raises ``TakenElsewhereError``, and nothing is changed, if it was before.
        """
        handling, as_sender = find_handling(), is_sending_here()
        if logger.isEnabledFor(logging.DEBUG) and is_part_of_something():
            name = getattr(use_case, "__qualname__", "")
            logger.debug("use case %s", name)

        def in_transaction(store: Store) -> tuple[T, bool]:
            with store.transaction(as_sender=as_sender):
                result = use_case(store, *args, **kwargs)
                is_taken = handling is not None and store.has_written()
                if handling is not None and is_taken and not store.note_taken(handling.mark):
                    raise TakenElsewhereError
            return result, is_taken

        result, is_taken = await self._run(in_transaction)
        if handling is not None and is_taken:
            handling.take()
        return result

    async def run_aside(
        self, use_case: Callable[Concatenate[Store, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """The same for a use case that looks, and may tidy as it does: no update is taken by it."""
        with handling_here(None):
            return await self.run(use_case, *args, **kwargs)

    async def run_if_it_can(
        self, use_case: Callable[Concatenate[Store, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T | None:
        """The same for one that only looks; ``None`` where the store refuses."""
        with suppress(StoreError):
            return await self.run_aside(use_case, *args, **kwargs)
        return None

    async def run_bare(
        self, use_case: Callable[Concatenate[Store, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """The same for a use case that brings its own transaction."""
        return await self._run(lambda store: use_case(store, *args, **kwargs))

    def hurry(self) -> None:
        """Wait for other programs no longer than a second each time from now on."""
        self._patience = _HURRY_SECONDS

    def check_place(self) -> None:
        """Note it where the store was lost; waits for nobody."""
        if self._store is not None:
            with self.watch.noting():
                self._store.check_place()

    async def try_to_write(self) -> None:
        """Write nothing new; raises ``StoreError`` where the store takes nothing."""
        await self.run_bare(lambda store: store.try_to_write())

    async def rescue(self, now: datetime) -> Path | None:
        """Copy what can still be read, and return where it is; the store was found damaged."""
        store = self._store
        if store is None:
            return None
        return await asyncio.get_running_loop().run_in_executor(self._executor, store.rescue, now)

    def close(self) -> None:
        """Finish what is under way and close the store."""
        if self._store is not None:
            self._executor.submit(self._store.close).result()
        self._executor.shutdown()

    async def _run(self, work: Callable[[Store], T]) -> T:
        asked_at = time.monotonic()

        def at_its_turn() -> T:
            with self.watch.noting():
                self.watch.refuse_if_damaged()
                assert self._store is not None
                self._be_patient(self._store, asked_at)
                return work(self._store)

        # What is logged there is part of what it is asked for.
        here, loop = copy_context(), asyncio.get_running_loop()
        return await loop.run_in_executor(self._executor, here.run, at_its_turn)

    def _be_patient(self, store: Store, asked_at: float) -> None:
        """Let who has waited for a turn wait for other programs only for what is left."""
        left = self._patience - (time.monotonic() - asked_at)
        is_hasty = left < PATIENCE_SECONDS - _HURRY_SECONDS
        # As a rule nobody has waited, and then nothing needs to be said.
        if is_hasty or self._is_hasty:
            store.be_patient(max(0.0, left) if is_hasty else PATIENCE_SECONDS)
        self._is_hasty = is_hasty
