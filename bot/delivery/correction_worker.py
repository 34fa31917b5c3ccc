"""Copies that people have already, edited and deleted at the pace of bulk."""

import asyncio
import logging
from datetime import timedelta
from typing import Any

from telegram.error import TelegramError
from telegram.ext import ExtBot

from bot.api.limiter import Urgency
from bot.api.messages import edit
from bot.api.refusals import Refusal, understand
from bot.delivery.rendering import Renderer
from bot.process.clock import real_now
from bot.process.store_thread import StoreThread
from bot.use_cases.announcements import corrections
from bot.use_cases.library import Library
from bot.views import lesson as lesson_views
from lessons.delivery.correction import Amendment, AmendmentOutcome, AmendmentStatus, CorrectionKind
from lessons.delivery.delivery import retry_delay
from lessons.delivery.reasons import Reason

logger = logging.getLogger(__name__)

_BATCH = 20
_MOST_ATTEMPTS = 6


class CorrectionWorker:
    """Works off amendments; only one turn runs at a time."""

    def __init__(self, store: StoreThread, library: Library, bot: ExtBot[Any]) -> None:
        self._store = store
        self._renderer = Renderer(store, library)
        self._bot = bot
        self._lock = asyncio.Lock()
        self._is_under_way = False

    async def work(self) -> None:
        """Change every copy that may be changed now."""
        async with self._lock:
            if self._is_under_way:
                # The turn before broke off, and changing a copy twice does no harm.
                await self._store.run(corrections.take_over)
            while batch := await self._store.run(corrections.claim, real_now(), _BATCH):
                self._is_under_way = True
                outcomes = await asyncio.gather(*(self._amend(item) for item in batch))
                await self._store.run(corrections.settle, outcomes)
                self._is_under_way = False
                if any(outcome.status is AmendmentStatus.PLANNED for outcome in outcomes):
                    # A later turn takes them up again.
                    return

    async def _amend(self, item: Amendment) -> AmendmentOutcome:
        def became(
            status: AmendmentStatus, error: Reason | None = None, wait: timedelta | None = None
        ) -> AmendmentOutcome:
            return AmendmentOutcome(
                item.correction.correction_id,
                item.delivery.delivery_id,
                status,
                real_now() + wait if wait is not None else None,
                error,
            )

        if not item.delivery.message_ids:
            return became(AmendmentStatus.FAILED, Reason.NOT_THERE)
        try:
            is_there = await self._call(item)
        except TelegramError as error:
            match understand(error):
                case Refusal.KEPT_BACK | Refusal.FLOOD:
                    # The limiter holds all bulk back; this is no fault of the copy's.
                    return became(AmendmentStatus.PLANNED)
                case Refusal.FORBIDDEN:
                    return became(AmendmentStatus.FAILED, Reason.FORBIDDEN)
                case Refusal.GONE_ALREADY:
                    return became(AmendmentStatus.DONE)
                case Refusal.TOO_OLD:
                    return became(AmendmentStatus.FAILED, Reason.TOO_OLD)
                case (
                    Refusal.REFUSED | Refusal.BAD_FORMATTING | Refusal.CHAT_GONE | Refusal.NO_RIGHTS
                ):
                    return became(AmendmentStatus.FAILED, Reason.REFUSED)
            if item.attempts + 1 >= _MOST_ATTEMPTS:
                return became(AmendmentStatus.FAILED, Reason.UNANSWERED)
            return became(AmendmentStatus.RETRY, Reason.UNANSWERED, retry_delay(item.attempts + 1))
        return became(AmendmentStatus.DONE if is_there else AmendmentStatus.FAILED)

    async def _call(self, item: Amendment) -> bool:
        chat_id, [message_id, *_] = item.delivery.chat_id, item.delivery.message_ids
        if item.correction.kind is CorrectionKind.RECALL:
            await self._bot.delete_message(chat_id, message_id, rate_limit_args=Urgency.BULK)
            return True
        drawing = await self._renderer.draw(item.delivery.content)
        if drawing is None:
            return False
        screen = lesson_views.corrected(drawing.screen)
        await edit(self._bot, chat_id, message_id, screen, Urgency.BULK)
        return True
