"""Telegram's limits, kept on the way out: the library asks here before each call."""

import asyncio
import time
from collections.abc import Callable, Coroutine
from datetime import timedelta
from enum import Enum, auto
from typing import Any

from telegram.error import BadRequest, NetworkError, RetryAfter, TelegramError, TimedOut
from telegram.ext import BaseRateLimiter

from bot.api.chat_pace import CHAT_SECONDS, ChatPace
from bot.api.pacer import BulkDroppedError, Pacer

FREE_PER_SECOND = 30
PAID_PER_SECOND = 1000
"""With ``allow_paid_broadcast``: https://core.telegram.org/bots/api#paid-broadcasts"""

_REPLY_PATIENCE = timedelta(seconds=30)
_REPLY_TRIES = 3
_REPLY_RETRY = timedelta(seconds=0.3)

Answer = bool | dict[str, Any] | list[dict[str, Any]]


class Urgency(Enum):
    """What a call is part of; without one it is a reply to somebody who waits."""

    BULK = auto()


class NotSentError(TelegramError):
    """The limiter kept a bulk message back: nothing was asked of Telegram.

    ``wait`` says for how long its chat must not be written to, zero if that is not the reason.
    """

    def __init__(self, wait: timedelta = timedelta(0)) -> None:
        super().__init__("kept back")
        self.wait = wait


class Limiter(BaseRateLimiter[Urgency]):
    """Paces messages, and holds bulk back for as long as Telegram asks.

    ``per_second`` is the ceiling for all messages together. Replies go ahead of bulk and wait
    only for that ceiling; edits, callback answers and all else are not paced. Each obeys its own
    429. ``chat_now`` is the clock of the pace in each chat: where a sandbox skips a day, a chat
    need not rest for a second of the machine's.
    """

    def __init__(
        self,
        per_second: int = FREE_PER_SECOND,
        *,
        is_paid: bool = False,
        chat_now: Callable[[], float] | None = None,
    ) -> None:
        self.per_second = per_second
        self._is_paid = is_paid
        self._pacer = Pacer(per_second)
        self._chats = ChatPace()
        self._chat_now = chat_now or time.monotonic
        self._held_until = 0.0
        self._is_closed = False

    async def initialize(self) -> None:
        """Nothing has to be made ready."""

    async def shutdown(self) -> None:
        """Nothing has to be put away."""

    @property
    def waiting_bulk(self) -> int:
        """How many bulk messages wait for their turn."""
        return self._pacer.waiting_bulk

    @property
    def flood_wait_left(self) -> timedelta:
        """For how long bulk is still held back; zero if it is not."""
        return timedelta(seconds=max(0.0, self._held_until - time.monotonic()))

    def wait(self, duration: timedelta) -> None:
        """Let no bulk message leave for so long; of several holds the longest counts."""
        until = time.monotonic() + duration.total_seconds()
        self._held_until = max(self._held_until, until)
        self._pacer.drop_bulk()

    def close_bulk(self) -> None:
        """Let no bulk message leave any more; what has left is still to be answered."""
        self._is_closed = True
        self._pacer.drop_bulk()

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, Answer]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: Urgency | None,
    ) -> Answer:
        """Make the call when it may be made, and return its answer.

        Raises ``NotSentError`` for a bulk message that is kept back, and what the call raises.
        """
        is_message = _is_message(endpoint)
        if is_message and self._is_paid:
            data["allow_paid_broadcast"] = True
        if rate_limit_args is Urgency.BULK:
            await self._wait_for_bulk_turn(data["chat_id"])
            try:
                return await callback(*args, **kwargs)
            except RetryAfter as error:
                self.wait(_wait_of(error))
                raise
        for tries_left in reversed(range(_REPLY_TRIES)):
            if is_message:
                await self._pacer.reply_turn()
                self._note(data.get("chat_id"))
            try:
                return await callback(*args, **kwargs)
            except RetryAfter as error:
                wait = _wait_of(error)
                if not tries_left or wait > _REPLY_PATIENCE:
                    raise
            except NetworkError as error:
                # What is neither refused nor unanswered never left, or met an error of theirs.
                if not tries_left or isinstance(error, BadRequest | TimedOut):
                    raise
                wait = _REPLY_RETRY
            await asyncio.sleep(wait.total_seconds())
        raise AssertionError("the last try returns or raises")

    async def _wait_for_bulk_turn(self, chat_id: int) -> None:
        while True:
            wait = self._chats.find_wait_seconds(chat_id, self._chat_now())
            if wait > CHAT_SECONDS:
                raise NotSentError(timedelta(seconds=wait))
            if wait > 0:
                await asyncio.sleep(wait)
            if self._is_closed or self.flood_wait_left:
                raise NotSentError
            try:
                await self._pacer.bulk_turn()
            except BulkDroppedError:
                raise NotSentError from None
            now = self._chat_now()
            # Something else may have gone to this chat while this message waited.
            if self._chats.find_wait_seconds(chat_id, now) <= 0:
                self._chats.note(chat_id, now)
                return

    def _note(self, chat_id: object) -> None:
        if isinstance(chat_id, int):
            self._chats.note(chat_id, self._chat_now())


def _is_message(endpoint: str) -> bool:
    name = endpoint.lower()
    return name.startswith(("send", "copy", "forward")) and name != "sendchataction"


def _wait_of(error: RetryAfter) -> timedelta:
    wait = error.retry_after
    return wait if isinstance(wait, timedelta) else timedelta(seconds=wait)
