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

    async def work(self) -> None:
        """Ask everybody who may be asked now."""
        consent, now = self._consent, self._clock.now()
        if consent is None:
            return
        async with self._lock:
            if self._looked_at and timedelta() <= now - self._looked_at < _LOOK_AGAIN:
                return
            after_id: int | None = 0
            while after_id is not None:
                unasked = await self._store.run(
                    consents.list_unasked,
                    consent,
                    self._policy.quiet_hours,
                    after_id,
                    self._open_checks.list_busy_chats(now),
                    now,
                )
                after_id = unasked.after_id
                asked = (self._ask(chat_id, consent) for chat_id in unasked.chat_ids)
                if not all(await asyncio.gather(*asked)):
                    # A later turn takes the others up again.
                    return
            self._looked_at = now

    async def _ask(self, chat_id: int, consent: Consent) -> bool:
        try:
            await send_in_bulk(self._bot, chat_id, views.ask_again(consent))
        except TelegramError as error:
            if (refusal := understand(error)) in NOT_NOW:
                return False
            logger.info("a question about a new text did not arrive: %s", refusal)
        await self._store.run(consents.note_asked, chat_id, consent, self._clock.now())
        return True
