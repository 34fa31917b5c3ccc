"""Whether the bot hears: told to the log when that changes. What lasts is an alarm's to tell."""

import asyncio
import logging
import random
import time
from collections.abc import Awaitable, Callable
from typing import Any

from bot.api.polling import PollError, Trouble
from bot.views.admin import alerts as admin_views
from bot.views.rich_text import RichText

logger = logging.getLogger(__name__)

TELL_AFTER_SECONDS = 120.0
"""Trouble that lasts so long is told to the admins."""
CALM_SECONDS = 5.0
"""So long nothing may fail before the trouble is over."""

_FIRST_WAIT_SECONDS = 0.5
_LONGEST_WAIT_SECONDS = 30.0
# Whoever else receives is noticed by conflicts that follow each other: see ``ConflictWatch``.
_LONGEST_CONFLICT_WAIT_SECONDS = 5.0


class Hearing:
    """Follows the polls: how long to wait after one that failed, and whom to tell."""

    def __init__(self, notify_admins: Callable[[RichText], Awaitable[bool]]) -> None:
        self._notify_admins = notify_admins
        self._failures = 0
        self._broken_since: float | None = None
        self._trouble = Trouble.UNREACHABLE
        self._calm: asyncio.TimerHandle | None = None
        self._notices: set[asyncio.Future[Any]] = set()
        self._reason = ""

    @property
    def broken_seconds(self) -> float | None:
        """For how long nothing has been heard, ``None`` while all is well."""
        return None if self._broken_since is None else time.monotonic() - self._broken_since

    @property
    def must_be_told(self) -> bool:
        """Whether the admins should hear that nothing is heard."""
        seconds = self.broken_seconds
        # Of a conflict they are told by its own watch.
        is_long = seconds is not None and seconds >= TELL_AFTER_SECONDS
        return is_long and self._trouble is not Trouble.CONFLICT

    def find_words(self) -> RichText:
        """Return what they should hear."""
        if self._trouble in (Trouble.UNREACHED, Trouble.ADDRESS_REFUSED):
            return admin_views.unreached(self._reason)
        return admin_views.deaf(must_wait=self._trouble is Trouble.FLOOD)

    def fail(self, error: PollError, took_seconds: float = 0.0) -> float:
        """Note a poll that failed, and return after how many seconds to ask again. Nothing has been
        heard for as long as the poll took."""
        self._trouble, self._reason = error.trouble, error.reason
        if self._calm is not None:
            self._calm.cancel()
            self._calm = None
        if self._broken_since is None:
            logger.warning("updates do not come: %s", error.trouble.value)
            self._broken_since = time.monotonic() - took_seconds
        self._failures += 1
        longest = (
            _LONGEST_CONFLICT_WAIT_SECONDS
            if error.trouble is Trouble.CONFLICT
            else _LONGEST_WAIT_SECONDS
        )
        if error.trouble is Trouble.FLOOD:
            seconds = error.wait_seconds
            logger.info("Telegram asks to wait: it is asked again in %.0f s", seconds)
        wait = min(longest, _FIRST_WAIT_SECONDS * 2.0 ** min(self._failures - 1, 10))
        # Many that were cut off together do not come back together.
        jitter = random.uniform(0.5, 1.0)  # noqa: S311 - no secret
        return max(wait * jitter, error.wait_seconds)

    def succeed(self) -> None:
        """Note a poll that was answered, or whatever else shows that updates can come."""
        self._failures = 0
        if self._broken_since is not None and self._calm is None:
            self._calm = asyncio.get_running_loop().call_later(CALM_SECONDS, self._end)

    def close(self) -> None:
        """Wait for nothing any more."""
        if self._calm is not None:
            self._calm.cancel()
        for notice in self._notices:
            notice.cancel()

    def tell(self, text: RichText) -> None:
        """Tell the admins, beside all other work."""
        notice = asyncio.ensure_future(self._notify(text))
        self._notices.add(notice)
        notice.add_done_callback(self._notices.discard)

    async def _notify(self, text: RichText) -> None:
        try:
            await self._notify_admins(text)
        except Exception as error:
            logger.error("the admins were not told: %s", type(error).__name__)

    def _end(self) -> None:
        assert self._broken_since is not None
        seconds = round(time.monotonic() - self._broken_since)
        logger.warning("updates come again after %d s", seconds)
        self._broken_since, self._calm, self._failures = None, None, 0
