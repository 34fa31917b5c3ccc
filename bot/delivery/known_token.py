"""Whether a 401 or 404 is about the token: one for a single message may be a server's own."""

import asyncio
import time
from dataclasses import replace
from typing import Any

from telegram.error import TelegramError
from telegram.ext import ExtBot

from bot.api.refusals import Refusal, understand
from bot.delivery.attempt import Attempt
from lessons.delivery.delivery import DeliveryStatus
from lessons.delivery.reasons import Reason

# A token that is known is known to all answers of so long.
_KNOWN_SECONDS = 5.0


class KnownToken:
    """Asks Telegram whose the token is, once for many answers."""

    def __init__(self, bot: ExtBot[Any]) -> None:
        self._bot = bot
        self._asking = asyncio.Lock()
        self._known_at = -_KNOWN_SECONDS

    async def weigh(self, tried: Attempt) -> Attempt:
        """Return what became of it, where the token is known after all: something on the way says
        so of this message."""
        if not tried.is_shut_out or not await self._is_known():
            return tried
        return replace(
            tried, status=DeliveryStatus.RETRY, error=Reason.SERVER_ERROR, is_shut_out=False
        )

    async def _is_known(self) -> bool:
        """Whether Telegram does not say that it knows no such token."""
        async with self._asking:
            if time.monotonic() - self._known_at < _KNOWN_SECONDS:
                return True
            try:
                await self._bot.get_me()
            except TelegramError as error:
                if understand(error) is Refusal.SHUT_OUT:
                    return False
            self._known_at = time.monotonic()
            return True
