"""Where several processes answer, the one that sends is told in which chats a check is open.

The store then holds the chat's number and until when lessons wait, until the check is over or this
process ends; nothing of the check itself. A process that answers alone tells nobody.
"""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime

from bot.process.store_thread import StoreThread
from bot.use_cases import replicas
from storage.errors import StoreError

logger = logging.getLogger(__name__)

_TRY_AGAIN_SECONDS = 1.0


class SharedChecks:
    """Writes down what ``note`` is told, soon after; ``now`` is the application's clock."""

    def __init__(self, store: StoreThread, now: Callable[[], datetime]) -> None:
        self._store = store
        self._now = now
        self._changes: dict[int, datetime | None] = {}
        self._shared: set[int] = set()
        self._wake = asyncio.Event()

    def note(self, chat_id: int, until_at: datetime | None) -> None:
        """Lessons to the chat wait until then, ``None``: no longer."""
        if until_at is not None or chat_id in self._shared or chat_id in self._changes:
            self._changes[chat_id] = until_at
            self._wake.set()

    async def run(self) -> None:
        """Write until cancelled; then no lesson waits any more for what was open here."""
        try:
            while True:
                await self._wake.wait()
                self._wake.clear()
                if not await self._write():
                    await asyncio.sleep(_TRY_AGAIN_SECONDS)
                    self._wake.set()
        finally:
            self._changes |= dict.fromkeys([*self._shared, *self._changes])
            await self._write()

    async def _write(self) -> bool:
        changes, self._changes = self._changes, {}
        if not changes:
            return True
        try:
            await self._store.run(replicas.share_open_checks, changes, self._now())
        except StoreError as error:
            logger.info("open checks are not shared: %s", error.operator)
            self._changes = changes | self._changes
            return False
        for chat_id, until_at in changes.items():
            (self._shared.discard if until_at is None else self._shared.add)(chat_id)
        return True
