"""Another process with the same token: the sender stops, and goes on when it is gone."""

import asyncio
import logging
from datetime import timedelta

from bot.api.limiter import Limiter

logger = logging.getLogger(__name__)

QUIET = timedelta(seconds=45)
"""How long nothing must be heard of another process: updates are asked for every thirty seconds at
least, and each asking while another one polls ends in a conflict."""


class ConflictWatch:
    """Holds bulk back while somebody else receives the bot's updates.

    That process has a database of its own, or it would stand by: two of them would send every
    lesson twice.
    """

    def __init__(self, limiter: Limiter) -> None:
        self._limiter = limiter
        self._end: asyncio.TimerHandle | None = None

    @property
    def is_on(self) -> bool:
        """Whether somebody else was heard of lately."""
        return self._end is not None

    def note(self) -> None:
        """Telegram answered 409: another process polls."""
        self._limiter.wait(QUIET)
        if self._end is None:
            logger.error("another process receives this bot's updates; nothing is sent meanwhile")
        else:
            self._end.cancel()
        loop = asyncio.get_running_loop()
        self._end = loop.call_later(QUIET.total_seconds(), self._go_on)

    def close(self) -> None:
        """Wait for nothing any more."""
        if self._end is not None:
            self._end.cancel()

    def _go_on(self) -> None:
        self._end = None
        logger.warning("the other process is gone; sending goes on")
