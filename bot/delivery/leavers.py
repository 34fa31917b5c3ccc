"""Whoever blocks the bot: a few have had enough, and half of all at once are not the people."""

import asyncio
import time
from collections.abc import Callable
from contextlib import suppress

from bot.process.store_thread import StoreThread
from bot.use_cases.admin import statistics
from bot.views.admin import outages as views
from bot.views.rich_text import RichText
from lessons.delivery.doubt import FEWEST_LEAVERS, LATELY
from lessons.delivery.subscriber import SubscriberStatus
from storage.errors import StoreError

_GATHER_SECONDS = 3.0


class Leavers:
    """Counts who blocks the bot; ``tell`` tells the admins once, where half of all or more did."""

    def __init__(self, store: StoreThread, tell: Callable[[RichText], None]) -> None:
        self._store = store
        self._tell = tell
        self._left_at: dict[int, float] = {}
        self._is_crowd = False
        self._looking: asyncio.Task[None] | None = None

    def note_left(self, chat_id: int) -> None:
        """That chat has blocked the bot just now."""
        self._left_at[chat_id] = time.monotonic()
        if self._looking is None:
            self._looking = asyncio.create_task(self._look())

    def note_back(self, chat_id: int) -> None:
        """It has let the bot in again."""
        self._left_at.pop(chat_id, None)

    @property
    def crowd(self) -> int:
        """How many have left lately, where they are half of all or more; zero if they are not."""
        return self._count() if self._is_crowd else 0

    def _count(self) -> int:
        since = time.monotonic() - LATELY.total_seconds()
        self._left_at = {chat_id: at for chat_id, at in self._left_at.items() if at > since}
        if len(self._left_at) < FEWEST_LEAVERS:
            self._is_crowd = False
        return len(self._left_at)

    async def _look(self) -> None:
        await asyncio.sleep(_GATHER_SECONDS)
        self._looking = None
        left = self._count()
        if left < FEWEST_LEAVERS or self._is_crowd:
            return
        with suppress(StoreError):
            people, _next_at = await self._store.run(statistics.count_people)
            if left >= people.by_status.get(SubscriberStatus.ACTIVE, 0):
                self._is_crowd = True
                self._tell(views.many_left(left))
