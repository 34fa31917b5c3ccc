"""Telegram is told where to bring updates, and asked now and then how it fares."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from bot.api.hearing import Hearing
from bot.api.polling import LONGEST_REASON, PollError, Polling, Trouble
from bot.process.logs import describe
from bot.process.vitals import Vitals

logger = logging.getLogger(__name__)

CONNECTIONS = 100
"""As many updates at once as Telegram brings: https://core.telegram.org/bots/api#setwebhook"""
FIRST_LOOK_SECONDS = 5.0
LOOK_SECONDS = 60.0
_RECENT_SECONDS = 2 * LOOK_SECONDS


class Registration:
    """Keeps the webhook set while this runs; ``now`` is the clock by which Telegram dates errors.

    It is never taken back: what people write while nothing of ours runs waits at Telegram, which
    tries again by itself. ``on_conflict`` is called where somebody else has changed it.
    """

    def __init__(
        self,
        polling: Polling,
        url: str,
        secret: str,
        kinds: Sequence[str],
        hearing: Hearing,
        now: Callable[[], datetime],
        on_conflict: Callable[[], None],
        vitals: Vitals,
    ) -> None:
        self._vitals = vitals
        self._polling = polling
        self._url = url
        self._secret = secret
        self._kinds = list(kinds)
        self._hearing = hearing
        self._now = now
        self._on_conflict = on_conflict
        self.is_set = asyncio.Event()

    async def keep(self) -> None:
        """Set the webhook, and again whenever it is found changed, until cancelled."""
        wait = FIRST_LOOK_SECONDS
        while True:
            try:
                if not self.is_set.is_set():
                    await self._set()
                await asyncio.sleep(wait)
                await self._look()
                wait = LOOK_SECONDS
            except PollError as error:
                await asyncio.sleep(self._hearing.fail(error))
            except Exception as error:
                # A mistake of ours must not end the looking.
                logger.error("looking after the webhook broke off:\n%s", describe(error))
                await asyncio.sleep(self._hearing.fail(PollError(Trouble.NONSENSE)))

    async def _set(self) -> None:
        parameters: dict[str, Any] = {
            "url": self._url,
            "secret_token": self._secret,
            "allowed_updates": self._kinds,
            "max_connections": CONNECTIONS,
            # What was written while nothing of ours ran is answered now.
            "drop_pending_updates": False,
        }
        await self._polling.ask("setWebhook", parameters)
        self.is_set.set()
        self._hearing.succeed()
        logger.info("Telegram brings updates to WEBHOOK_URL")

    async def _look(self) -> None:
        info = await self._polling.ask("getWebhookInfo", {})
        if not isinstance(info, dict):
            raise PollError(Trouble.NONSENSE)
        if info.get("url") != self._url:
            logger.error("somebody else has changed the webhook of this bot; it is set again")
            self._on_conflict()
            self.is_set.clear()
            return
        count, failed_at = info.get("pending_update_count"), info.get("last_error_date")
        is_failing = (
            isinstance(count, int)
            and count > 0
            and isinstance(failed_at, int)
            and self._now().timestamp() - failed_at < _RECENT_SECONDS
            and (self._vitals.heard_seconds or LOOK_SECONDS) >= LOOK_SECONDS
        )
        if is_failing:
            reason = str(info.get("last_error_message", ""))[:LONGEST_REASON]
            logger.info("%d updates wait at Telegram: %s", count, reason)
            self._hearing.fail(PollError(Trouble.UNREACHED, reason=reason))
        else:
            self._hearing.succeed()
