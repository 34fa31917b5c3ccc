"""Thanks whoever has finished a course, in a message of its own."""

import asyncio
import logging
from datetime import timedelta
from typing import Any

from telegram.error import TelegramError
from telegram.ext import ExtBot

from bot.api.messages import send_in_bulk
from bot.api.refusals import Refusal, understand
from bot.delivery.known_topics import KnownTopics
from bot.process.clock import Clock
from bot.process.store_thread import StoreThread
from bot.use_cases.library import Library, has_one_course
from bot.use_cases.subscribers import farewells
from bot.use_cases.subscribers.farewells import Farewell
from bot.views.check_off import without_check
from bot.views.subscribers import finish as views

logger = logging.getLogger(__name__)

_BATCH = 20
NOT_NOW = (
    Refusal.KEPT_BACK,
    Refusal.FLOOD,
    Refusal.NOT_CONNECTED,
    Refusal.SERVER_ERROR,
    Refusal.SHUT_OUT,
)
"""After which the same is tried again later."""


class FarewellWorker:
    """Works off farewells; only one turn runs at a time.

    One that was sent just before a crash is sent again; one that was not answered is not, as
    ``/start`` tells the same.
    """

    def __init__(
        self,
        store: StoreThread,
        library: Library,
        bot: ExtBot[Any],
        topics: KnownTopics,
        clock: Clock,
        grace: timedelta | None,
        *,
        offers_check: bool,
    ) -> None:
        self._store = store
        self._library = library
        self._bot = bot
        self._topics = topics
        self._clock = clock
        self._grace = grace
        self._offers_check = offers_check
        self._lock = asyncio.Lock()

    async def work(self) -> None:
        """Thank everybody who may be written to now."""
        async with self._lock:
            # Looked at without a transaction: one every other second would be in everybody's way
            # where the store is locked.
            if not await self._store.run_bare(farewells.is_any_owed):
                return
            while owed := await self._store.run(
                farewells.list_owed, self._library, _BATCH, self._grace, self._clock.now()
            ):
                said = await asyncio.gather(*map(self._say, owed))
                if not all(said):
                    # A later turn takes the others up again.
                    return

    async def _say(self, owed: Farewell) -> bool:
        screen = views.farewell(
            owed.course, is_only=has_one_course(self._library), following=owed.following
        )
        if not self._offers_check:
            screen = without_check(screen)
        try:
            await send_in_bulk(self._bot, owed.chat_id, screen, self._topics.find(owed.chat_id))
        except TelegramError as error:
            if (refusal := understand(error)) in NOT_NOW:
                return False
            logger.info("a farewell did not arrive: %s", refusal)
        await self._store.run(
            farewells.note_said, self._library, owed, self._grace, self._clock.now()
        )
        return True
