"""What the admins must hear of: told again until somebody was reached."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import suppress
from datetime import timedelta
from typing import Any

from telegram import Bot
from telegram.error import TelegramError

from bot.api.messages import send
from bot.process.store_thread import StoreThread
from bot.use_cases.admin import authority
from bot.views.admin import alerts as admin_views
from bot.views.rich_text import RichText
from bot.views.screen import Screen
from lessons.delivery.delivery import retry_delay
from storage.errors import StoreError

logger = logging.getLogger(__name__)

_CLOSING_SECONDS = 5.0
# So long after an outage the admins hear of it at the latest.
_LONGEST_RETRY = timedelta(minutes=1)
# Messages of unknown fate come together, and many follow them.
_GATHER_SECONDS = 3.0
_EVERY_SECONDS = 600.0


NotifyAdmins = Callable[[RichText], Coroutine[Any, Any, bool]]


def admin_notifier(bot: Bot, store: StoreThread, owner_ids: frozenset[int]) -> NotifyAdmins:
    """Return how to write to every admin; it returns whether anybody was reached.

    Where the store gives no answer, it is who was an admin when it last did: what is wrong may be
    just that.
    """
    admin_ids = sorted(owner_ids)

    async def notify(text: RichText) -> bool:
        nonlocal admin_ids
        reached = 0
        if not store.watch.is_refusing:
            with suppress(StoreError):
                admin_ids = await store.run(authority.list_admin_ids, owner_ids)
        for admin_id in admin_ids:
            try:
                await send(bot, admin_id, Screen(text))
                reached += 1
            except TelegramError as error:
                logger.warning("admin %d not reached: %s", admin_id, type(error).__name__)
        return reached > 0

    return notify


class Tally:
    """Messages of one kind of fate: of several the admins hear in one notice, of the first ones at
    once, and of the next not for some minutes."""

    def __init__(self, notices: "Notices", words: Callable[[int, int], RichText]) -> None:
        self._notices = notices
        self._words = words
        self._count = 0
        self._before = 0
        self._is_telling = False

    def tell(self, count: int) -> None:
        """Tell of so many more."""
        self._count += count
        if self._count and not self._is_telling:
            self._is_telling = True
            self._notices.begin(self._tell())

    async def _tell(self) -> None:
        await self._notices.pause(_GATHER_SECONDS)
        while self._count:
            count, self._count = self._count, 0
            self._before += count
            await self._notices.tell_now(self._words(count, self._before))
            await self._notices.pause(_EVERY_SECONDS)
        self._is_telling = False


class Notices:
    """Tells the admins beside all other work; what keeps lessons back keeps words back as well.

    ``notify_admins`` returns whether anybody was reached.
    """

    def __init__(self, notify_admins: Callable[[RichText], Awaitable[bool]]) -> None:
        self._notify_admins = notify_admins
        self._told: set[str] = set()
        self.given_up = Tally(self, admin_views.fate_unknown)
        self.unconfirmed = Tally(self, admin_views.unconfirmed)
        self._under_way: set[asyncio.Task[None]] = set()
        self._closing = asyncio.Event()
        self._in_order = asyncio.Lock()

    def tell_once(self, text: RichText) -> None:
        """Tell of a trouble that a fan-out meets thousands of times."""
        if text.text not in self._told:
            self._told.add(text.text)
            self.begin(self.tell_now(text))

    def tell(self, text: RichText) -> None:
        """Tell this, after all that was to be told so before."""
        self.begin(self._tell_in_order(text))

    async def close(self) -> None:
        """Try what is still untold once more, and wait for nothing any more."""
        self._closing.set()
        if self._under_way:
            _, late = await asyncio.wait(self._under_way, timeout=_CLOSING_SECONDS)
            for notice in late:
                notice.cancel()

    def begin(self, telling: Coroutine[Any, Any, None]) -> None:
        """Let it go on beside all other work."""
        notice = asyncio.create_task(telling)
        self._under_way.add(notice)
        notice.add_done_callback(self._under_way.discard)

    async def _tell_in_order(self, text: RichText) -> None:
        async with self._in_order:
            await self.tell_now(text)

    async def pause(self, seconds: float) -> None:
        """Return after so long, or where no notice may wait any more."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._closing.wait()

    async def tell_now(self, text: RichText) -> None:
        """Return once somebody has been reached, or nobody waits for it any more."""
        logger.warning("%s", text.text)
        tries = 0
        while not await self._is_heard(text) and not self._closing.is_set():
            tries += 1
            await self.pause(min(retry_delay(tries), _LONGEST_RETRY).total_seconds())

    async def _is_heard(self, text: RichText) -> bool:
        return await self._notify_admins(text)
