"""The tick's second half: claimed deliveries leave, and their outcomes are recorded."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime

from telegram import Bot

from bot.clock import Clock, real_now
from bot.open_checks import OpenChecks
from bot.pacer import Pacer
from bot.sender import Attempt, attempt
from bot.store_thread import StoreThread
from bot.use_cases import announcing, outbox, privacy
from bot.use_cases.library import Library, find_lesson
from bot.views import admin as admin_views
from bot.views import lesson as lesson_views
from bot.views.rich_text import RichText
from bot.views.screen import Screen
from lessons.delivery import (
    AnnouncementContent,
    Delivery,
    DeliveryStatus,
    LessonContent,
    Outcome,
    retry_delay,
)

logger = logging.getLogger(__name__)

CLAIM_BATCH = 100
IN_FLIGHT = 20

Notify = Callable[[RichText], Awaitable[None]]


class Dispatcher:
    """Sends what is owed, by the delivery contract: nothing is lost silently."""

    def __init__(
        self,
        store: StoreThread,
        library: Library,
        bot: Bot,
        clock: Clock,
        pacer: Pacer,
        open_checks: OpenChecks,
        notify_admins: Notify,
    ) -> None:
        self._store = store
        self._library = library
        self._bot = bot
        self._clock = clock
        self._pacer = pacer
        self._open_checks = open_checks
        self._notify_admins = notify_admins

    async def dispatch(self) -> int:
        """Send all that is due and may go now; return how many deliveries were attempted."""
        given_up = await self._store.run(outbox.recover, real_now())
        if given_up:
            await self._notify_admins(admin_views.fate_unknown(len(given_up)))
        attempted = 0
        while not self._pacer.is_held():
            now = self._clock.now()
            held = self._open_checks.list_held_chats(now)
            claimed = await self._store.run(outbox.claim, now, real_now(), CLAIM_BATCH, held)
            for start in range(0, len(claimed), IN_FLIGHT):
                if self._pacer.is_held():
                    # The claims lapse, and a later tick takes them up again.
                    break
                await self.deliver(claimed[start : start + IN_FLIGHT])
            attempted += len(claimed)
            if len(claimed) < CLAIM_BATCH:
                break
        return attempted

    async def deliver(self, deliveries: Sequence[Delivery]) -> None:
        """Send claimed deliveries, at most as many as may be in flight, and settle them."""
        deliveries = await self._store.run(outbox.begin_sending, deliveries, real_now())
        pairs = await asyncio.gather(*(self._attempt(delivery) for delivery in deliveries))
        outcomes = [
            self._outcome(delivery, tried, revision)
            for delivery, (tried, revision) in zip(deliveries, pairs, strict=True)
        ]
        now = self._clock.now()
        await self._store.run(outbox.settle, self._library, deliveries, outcomes, now)
        await self._follow_up(deliveries, [tried for tried, _ in pairs], now)
        for outcome in outcomes:
            if outcome.status is not DeliveryStatus.SENT:
                logger.info(
                    "delivery %d: %s (%s)", outcome.delivery_id, outcome.status, outcome.error
                )

    async def _attempt(self, delivery: Delivery) -> tuple[Attempt, str | None]:
        screen, revision = await self._render(delivery)
        if screen is None:
            return Attempt(DeliveryStatus.SKIPPED, "content_gone"), None
        await self._pacer.wait()
        return await attempt(self._bot, delivery.chat_id, screen), revision

    async def _render(self, delivery: Delivery) -> tuple[Screen | None, str | None]:
        match delivery.content:
            case LessonContent(course_id, lesson_id):
                return self._render_lesson(course_id, lesson_id)
            case AnnouncementContent(announcement_id):
                item = await self._store.run(announcing.find_announcement, announcement_id)
                if item and item.course_id and item.lesson_id:
                    return self._render_lesson(item.course_id, item.lesson_id)
                if item and item.text:
                    return lesson_views.announcement(item.text), None
        return None, None

    def _render_lesson(self, course_id: str, lesson_id: str) -> tuple[Screen | None, str | None]:
        found = find_lesson(self._library, course_id, lesson_id)
        if found is None:
            return None, None
        course, lesson = found
        return lesson_views.lesson(course, lesson), lesson.revision

    @staticmethod
    def _outcome(delivery: Delivery, tried: Attempt, revision: str | None) -> Outcome:
        now = real_now()
        retry_at: datetime | None = None
        if tried.new_chat_id is not None:
            retry_at = now
        elif tried.status is DeliveryStatus.RETRY:
            retry_at = now + (tried.retry_after or retry_delay(delivery.attempts + 1))
        return Outcome(
            delivery_id=delivery.delivery_id,
            status=tried.status,
            at=now,
            message_ids=tried.message_ids,
            content_revision=revision,
            retry_at=retry_at,
            error=tried.error,
        )

    async def _follow_up(
        self, deliveries: Sequence[Delivery], attempts: Sequence[Attempt], now: datetime
    ) -> None:
        gone = [
            delivery.chat_id
            for delivery, tried in zip(deliveries, attempts, strict=True)
            if tried.is_gone
        ]
        if gone:
            await self._store.run(outbox.note_gone, gone, now)
        for delivery, tried in zip(deliveries, attempts, strict=True):
            if tried.new_chat_id is not None:
                await self._store.run(privacy.rekey, delivery.chat_id, tried.new_chat_id)
            if tried.retry_after is not None:
                self._pacer.hold(tried.retry_after)
        broken = {
            str(delivery.content)
            for delivery, tried in zip(deliveries, attempts, strict=True)
            if tried.lost_formatting
        }
        for what in sorted(broken):
            await self._notify_admins(admin_views.lesson_could_not_be_formatted(what))
