"""Questions to the clinic's staff whose time is over: deleted in the staff's group, and here."""

import asyncio
import logging
from datetime import datetime, timedelta
from typing import Any

from telegram.error import TelegramError
from telegram.ext import ExtBot

from bot.api.messages import edit
from bot.api.refusals import understand
from bot.delivery.farewell_worker import NOT_NOW
from bot.process.clock import Clock
from bot.process.store_thread import StoreThread
from bot.use_cases import staff
from bot.views import staff as views
from lessons.clinic.staff import KEPT_FOR, StaffQuestion

logger = logging.getLogger(__name__)

_LOOK_AGAIN = timedelta(hours=1)
# So long Telegram may be away; what is kept here goes all the same.
_PATIENCE = timedelta(days=1)


async def withdraw(bot: ExtBot[Any], question: StaffQuestion, *, was_withdrawn: bool) -> bool:
    """Let the staff's copy say that the question is gone; return whether that need not be tried
    again. What staff wrote below it is theirs."""
    if question.staff_message_id is None:
        return True
    screen = views.is_gone_for_staff(was_withdrawn=was_withdrawn)
    try:
        await edit(bot, question.staff_chat_id, question.staff_message_id, screen)
    except TelegramError as error:
        refusal = understand(error)
        logger.info("a staff's copy was not deleted: %s", refusal)
        return refusal not in NOT_NOW
    return True


class StaffQuestionWorker:
    """Deletes what has been kept for as long as was said; only one turn runs at a time."""

    def __init__(self, store: StoreThread, bot: ExtBot[Any], clock: Clock) -> None:
        self._store = store
        self._bot = bot
        self._clock = clock
        self._lock = asyncio.Lock()
        self._looked_at: datetime | None = None

    async def work(self) -> None:
        """Delete what is old, looked for once an hour."""
        now = self._clock.now()
        async with self._lock:
            if self._looked_at and timedelta() <= now - self._looked_at < _LOOK_AGAIN:
                return
            self._looked_at = now
            while old := await self._store.run(staff.list_old, now):
                gone = [one for one in old if await self._is_gone(one, now)]
                for one in gone:
                    await self._store.run(staff.delete, one, now)
                if len(gone) < len(old):
                    return

    async def _is_gone(self, question: StaffQuestion, now: datetime) -> bool:
        is_done = await withdraw(self._bot, question, was_withdrawn=False)
        return is_done or now - question.asked_at > KEPT_FOR + _PATIENCE
