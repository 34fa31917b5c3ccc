"""The one thread that owns the store, so that the event loop never waits on a disk."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Concatenate, ParamSpec, TypeVar

from bot.process.handling import find_handling, handling_here
from bot.process.store_watch import StoreWatch
from storage import open_store
from storage.interface.store import Store

P = ParamSpec("P")
T = TypeVar("T")


class StoreThread:
    """Runs use cases one after the other, each in a transaction of its own."""

    def __init__(self, url: str) -> None:
        """Open the store; raises ``StoreError`` where it cannot be opened."""
        self.watch = StoreWatch()
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="store")
        try:
            self._store = self._executor.submit(open_store, url).result()
        except BaseException:
            self._executor.shutdown()
            raise

    async def run(
        self, use_case: Callable[Concatenate[Store, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Return what the use case returns; whatever it raises undoes what it did.

        If it changes anything for an update that is handled, that update is taken from then on.
        """
        handling = find_handling()

        def in_transaction() -> tuple[T, bool]:
            with self.watch.noting(), self._store.transaction():
                result = use_case(self._store, *args, **kwargs)
                is_taken = handling is not None and self._store.has_written()
                if handling is not None and is_taken:
                    self._store.note_taken(handling.mark)
            return result, is_taken

        loop = asyncio.get_running_loop()
        result, is_taken = await loop.run_in_executor(self._executor, in_transaction)
        if handling is not None and is_taken:
            handling.take()
        return result

    async def run_aside(
        self, use_case: Callable[Concatenate[Store, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """The same for a use case that looks, and may tidy as it does: no update is taken by it."""
        with handling_here(None):
            return await self.run(use_case, *args, **kwargs)

    async def run_bare(
        self, use_case: Callable[Concatenate[Store, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """The same for a use case that brings its own transaction."""

        def bare() -> T:
            with self.watch.noting():
                return use_case(self._store, *args, **kwargs)

        return await asyncio.get_running_loop().run_in_executor(self._executor, bare)

    def close(self) -> None:
        """Finish what is under way and close the store."""
        self._executor.submit(self._store.close).result()
        self._executor.shutdown()
