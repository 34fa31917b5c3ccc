"""Asks those who get lessons already about a new text to agree to, each of them once."""

import asyncio
import logging
from datetime import datetime, timedelta
from typing import Any

from telegram.error import TelegramError
from telegram.ext import ExtBot

from bot.api.messages import send_in_bulk
from bot.api.refusals import understand
from bot.delivery.farewell_worker import NOT_NOW
from bot.delivery.open_checks import OpenChecks
from bot.process.clock import Clock
from bot.process.store_thread import StoreThread
from bot.use_cases.announcements.audiences import AnnouncementPolicy
from bot.use_cases.subscribers import consents
from bot.views.subscribers import consent as views
from lessons.clinic.consent import Consent

logger = logging.getLogger(__name__)

# Who is in quiet hours, on a break or stopped is asked later.
_LOOK_AGAIN = timedelta(hours=1)


class ConsentWorker:
    """Goes through all who get lessons, once an hour; only one turn runs at a time.

    A question that was sent just before a crash is sent again. Lessons go on meanwhile.
    """

    def __init__(
        self,
        store: StoreThread,
        consent: Consent | None,
        bot: ExtBot[Any],
        clock: Clock,
        policy: AnnouncementPolicy,
        open_checks: OpenChecks,
    ) -> None:
        self._store = store
        self._consent = consent
        self._bot = bot
        self._clock = clock
        self._policy = policy
        self._open_checks = open_checks
        self._lock = asyncio.Lock()
        self._looked_at: datetime | None = None
        self._after_id = 0

    async def work(self) -> None:
        """Ask some of those who may be asked now: what else is said must not wait for a million."""
        consent, now = self._consent, self._clock.now()
        if consent is None:
            return
        async with self._lock:
            if self._after_id == 0 and self._has_looked(now):
                return
            while not await self._ask_some(consent, now):
                if self._after_id == 0:
                    self._looked_at = now
                    return

    def _has_looked(self, now: datetime) -> bool:
        return self._looked_at is not None and timedelta() <= now - self._looked_at < _LOOK_AGAIN

    async def _ask_some(self, consent: Consent, now: datetime) -> bool:
        """Ask those who come next, and go on behind them; return whether anybody was to be asked.

        At the end it begins anew. Who could not be asked now is taken up again by a later turn.
        """
        unasked = await self._store.run(
            consents.list_unasked,
            consent,
            self._policy.quiet_hours,
            self._after_id,
            self._open_checks.list_busy_chats(now),
            now,
        )
        asked = (self._ask(chat_id, consent) for chat_id in unasked.chat_ids)
        if all(await asyncio.gather(*asked)):
            self._after_id = unasked.after_id or 0
        return bool(unasked.chat_ids)

    async def _ask(self, chat_id: int, consent: Consent) -> bool:
        try:
            await send_in_bulk(self._bot, chat_id, views.ask_again(consent))
        except TelegramError as error:
            if (refusal := understand(error)) in NOT_NOW:
                return False
            logger.info("a question about a new text did not arrive: %s", refusal)
        await self._store.run(consents.note_asked, chat_id, consent, self._clock.now())
        return True
