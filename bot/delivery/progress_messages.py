"""The messages that follow announcements, edited in place while these are on their way."""

import logging
import time
from collections.abc import Awaitable, Callable
from typing import Any

from telegram.error import TelegramError
from telegram.ext import ExtBot

from bot.api.messages import edit
from bot.delivery.hold_reminders import HoldReminders
from bot.process.clock import Clock
from bot.process.store_thread import StoreThread
from bot.use_cases.announcements import corrections, progress
from bot.use_cases.announcements.audiences import AnnouncementPolicy
from bot.use_cases.announcements.progress import Phase, RunningState
from bot.use_cases.library import Library
from bot.use_cases.subscribers import reading
from bot.views.announcements import corrections as correcting_views
from bot.views.announcements import progress as views
from bot.views.rich_text import RichText
from bot.views.screen import Screen
from lessons.delivery.announcement import Announcement
from lessons.delivery.reasons import HoldReason

logger = logging.getLogger(__name__)

# A message takes a round trip to Telegram, and every look takes its turn at the store.
_REST = 10


class ProgressMessages:
    """Keeps each admin's message about an announcement as that announcement stands."""

    def __init__(
        self,
        store: StoreThread,
        library: Library,
        bot: ExtBot[Any],
        clock: Clock,
        policy: AnnouncementPolicy,
        default_timezone: str,
        notify_admins: Callable[[RichText], Awaitable[bool]],
    ) -> None:
        self._store = store
        self._library = library
        self._bot = bot
        self._clock = clock
        self._policy = policy
        self._default_timezone = default_timezone
        self._notify_admins = notify_admins
        self._shown: dict[int, RunningState] = {}
        self._untold: dict[int, Announcement] = {}
        self._reminders = HoldReminders(store, notify_admins)
        self._rest_until = 0.0

    async def refresh_at_leisure(self) -> None:
        """Refresh, unless that would take more than a small share of the store's time."""
        began = time.monotonic()
        if began < self._rest_until:
            return
        await self.refresh()
        ended = time.monotonic()
        self._rest_until = ended + _REST * (ended - began)

    async def refresh(self) -> None:
        """Edit what has changed since it was shown."""
        now = self._clock.now()
        found = await self._store.run(progress.check_all, now)
        for state in found:
            await self._refresh(state)
        gone = self._shown.keys() - {item.announcement.announcement_id for item in found}
        for number in gone:
            del self._shown[number]
        # What makes messages fail may have kept the notice back as well.
        for number, item in sorted(self._untold.items()):
            if await self._notify_admins(views.held_by_itself(item)):
                del self._untold[number]
        await self._reminders.remind(now)
        for amended in await self._store.run(corrections.follow_all):
            correction = amended.correction
            if correction.screen_message_id is not None and correction.created_by:
                screen = correcting_views.follow(amended)
                await self._edit(correction.created_by, correction.screen_message_id, screen)

    async def _edit(self, chat_id: int, message_id: int, screen: Screen) -> None:
        try:
            await edit(self._bot, chat_id, message_id, screen)
        except TelegramError as error:
            # It is edited again when the next count differs.
            logger.info("a message that follows something stays: %s", type(error).__name__)

    async def _refresh(self, state: RunningState) -> None:
        item, number = state.announcement, state.announcement.announcement_id
        was = self._shown.get(number)
        self._shown[number] = state
        if was == state:
            return
        _log_change(was, state)
        is_held_anew = was is None or was.phase is not Phase.ON_HOLD
        if (
            state.phase is Phase.ON_HOLD
            and is_held_anew
            and item.on_hold_because is not HoldReason.BY_ADMIN
        ):
            self._untold[number] = item
        if item.screen_message_id is None or not item.created_by:
            return
        found = await self._store.run(
            progress.find_following, self._library, self._policy, number, self._clock.now()
        )
        if found is not None:
            timezone = await self._store.run(
                reading.get_timezone, item.created_by, self._default_timezone
            )
            await self._edit(item.created_by, item.screen_message_id, views.follow(found, timezone))


def _log_change(was: RunningState | None, state: RunningState) -> None:
    """Write a line where an announcement has begun, stands still, or has ended."""
    number, progress = state.announcement.announcement_id, state.progress
    told = ", ".join(
        f"{count} {kind}"
        for kind in ("waiting", "held", "sent", "blocked", "failed", "unknown", "skipped")
        if (count := getattr(progress, kind))
    )
    had_begun = was is not None and was.phase in (Phase.RUNNING, Phase.ON_HOLD, Phase.DONE)
    if not had_begun and state.phase in (Phase.RUNNING, Phase.DONE):
        logger.info("announcement %d is on its way to %d", number, progress.total)
    if state.phase in (Phase.ON_HOLD, Phase.DONE) and (was is None or was.phase != state.phase):
        what = "has ended" if state.phase is Phase.DONE else "is on hold"
        logger.info("announcement %d %s: %s", number, what, told)
