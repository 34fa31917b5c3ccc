"""Reminds the admins of what has been on hold for an hour."""

from collections.abc import Awaitable, Callable
from datetime import datetime

from bot.process.clock import real_now
from bot.process.store_thread import StoreThread
from bot.use_cases.delivery import holding
from bot.views import holds as views
from bot.views.rich_text import RichText


class HoldReminders:
    """Each hold is told of once, however it began; one that nobody heard of is told again."""

    def __init__(
        self, store: StoreThread, notify_admins: Callable[[RichText], Awaitable[bool]]
    ) -> None:
        self._store = store
        self._notify_admins = notify_admins

    async def remind(self, now: datetime) -> None:
        """Remind of what is due to be reminded of."""
        for one in await self._store.run(holding.find_forgotten, now, real_now()):
            if await self._notify_admins(views.reminder(one)):
                await self._store.run(holding.note_reminded, one.subject)
