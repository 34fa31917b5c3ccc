"""Copies that people have already, edited and deleted at the pace of bulk."""

import asyncio
import logging
from datetime import timedelta
from typing import Any

from telegram.error import BadRequest, Forbidden, RetryAfter, TelegramError
from telegram.ext import ExtBot

from bot.api.limiter import NotSentError, Urgency
from bot.api.messages import entities_of, inline_markup
from bot.process.clock import real_now
from bot.process.store_thread import StoreThread
from bot.use_cases.announcements import corrections, scheduling
from bot.use_cases.library import Library, find_lesson
from bot.views import lesson as lesson_views
from bot.views.screen import Screen
from lessons.delivery.correction import Amendment, AmendmentOutcome, AmendmentStatus, CorrectionKind
from lessons.delivery.delivery import AnnouncementContent, LessonContent, retry_delay

logger = logging.getLogger(__name__)

_BATCH = 20
_MOST_ATTEMPTS = 6
_DONE_ALREADY = ("message is not modified", "message to delete not found")


class CorrectionWorker:
    """Works off amendments; only one turn runs at a time."""

    def __init__(self, store: StoreThread, library: Library, bot: ExtBot[Any]) -> None:
        self._store = store
        self._library = library
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
            status: AmendmentStatus, error: str | None = None, wait: timedelta | None = None
        ) -> AmendmentOutcome:
            return AmendmentOutcome(
                item.correction.correction_id,
                item.delivery.delivery_id,
                status,
                real_now() + wait if wait is not None else None,
                error,
            )

        if not item.delivery.message_ids:
            return became(AmendmentStatus.FAILED, "not_there")
        try:
            is_there = await self._call(item)
        except (NotSentError, RetryAfter):
            # The limiter holds all bulk back; this is no fault of the copy's.
            return became(AmendmentStatus.PLANNED)
        except Forbidden:
            return became(AmendmentStatus.FAILED, "forbidden")
        except BadRequest as error:
            words = error.message.lower()
            if any(done in words for done in _DONE_ALREADY):
                return became(AmendmentStatus.DONE)
            is_late = "can't be deleted" in words
            return became(AmendmentStatus.FAILED, "too_old" if is_late else "refused")
        except TelegramError as error:
            if item.attempts + 1 >= _MOST_ATTEMPTS:
                return became(AmendmentStatus.FAILED, type(error).__name__.lower())
            return became(AmendmentStatus.RETRY, "unanswered", retry_delay(item.attempts + 1))
        return became(AmendmentStatus.DONE if is_there else AmendmentStatus.FAILED)

    async def _call(self, item: Amendment) -> bool:
        chat_id, [message_id, *_] = item.delivery.chat_id, item.delivery.message_ids
        if item.correction.kind is CorrectionKind.RECALL:
            await self._bot.delete_message(chat_id, message_id, rate_limit_args=Urgency.BULK)
            return True
        screen = await self._render(item)
        if screen is None:
            return False
        await self._bot.edit_message_text(
            screen.text.text,
            chat_id,
            message_id,
            entities=entities_of(screen.text),
            reply_markup=inline_markup(screen.keyboard),
            rate_limit_args=Urgency.BULK,
        )
        return True

    async def _render(self, item: Amendment) -> Screen | None:
        match item.delivery.content:
            case LessonContent(course_id, lesson_id):
                named = find_lesson(self._library, course_id, lesson_id)
            case AnnouncementContent(announcement_id):
                kept = await self._store.run(scheduling.find_announcement, announcement_id)
                if kept and kept.text:
                    return lesson_views.corrected(lesson_views.announcement(kept.text))
                named = (
                    find_lesson(self._library, kept.course_id, kept.lesson_id)
                    if kept and kept.course_id and kept.lesson_id
                    else None
                )
        return lesson_views.corrected(lesson_views.lesson(*named)) if named else None
