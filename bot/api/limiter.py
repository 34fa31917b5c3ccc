"""Telegram's limits, kept on the way out: the library asks here before each call."""

import asyncio
import time
from collections.abc import Callable, Coroutine
from contextlib import AbstractContextManager, nullcontext
from datetime import timedelta
from enum import Enum, auto
from typing import Any

from telegram.error import BadRequest, NetworkError, RetryAfter, TelegramError, TimedOut
from telegram.ext import BaseRateLimiter

from bot.api.chat_line import ChatLine, find_line
from bot.api.chat_pace import CHAT_SECONDS, AnswerShares, ChatPace
from bot.api.departures import telling
from bot.api.pacer import BulkDroppedError, Pacer, Turn
from bot.api.transport import GatewayError
from bot.process.vitals import Vitals

FREE_PER_SECOND = 30
PAID_PER_SECOND = 1000
"""With ``allow_paid_broadcast``: https://core.telegram.org/bots/api#paid-broadcasts"""

LONGEST_WAIT = timedelta(minutes=15)
"""A flood wait that is told longer than this is asked about again after it: one absurd figure must
not silence the bot for years."""

_REPLY_PATIENCE = timedelta(seconds=30)
_REPLY_TRIES = 3
_REPLY_RETRY = timedelta(seconds=0.3)
# So often a reply that pauses looks whether it has to hurry meanwhile.
_LOOK_SECONDS = 0.1
# One chat's answers take no more than this part of the ceiling.
_CHATS_PART = 4
# Where others answer as well, this part of the ceiling is theirs: what they send is not seen here.
_ANSWERS_PART = 10
# After closing, so long there are answers to what is still handled.
_LAST_ANSWERS_SECONDS = 10.0

Answer = bool | dict[str, Any] | list[dict[str, Any]]


class Urgency(Enum):
    """What a call is part of; without one it is a reply to somebody who waits."""

    BULK = auto()


class NotSentError(TelegramError):
    """The limiter kept a message back: nothing was asked of Telegram.

    ``wait`` says for how long the chat of a bulk message must not be written to, zero if that is
    not the reason.
    """

    def __init__(self, wait: timedelta = timedelta(0)) -> None:
        super().__init__("kept back")
        self.wait = wait


class Limiter(BaseRateLimiter[Urgency]):
    """Paces messages, and holds bulk back for as long as Telegram asks.

    ``per_second`` is the ceiling for all messages together. Replies go ahead of bulk and wait
    only for that ceiling, of which one chat takes a part; edits, callback answers and all else
    are not paced. Each obeys its own 429, but what answers one update of a chat is left out
    (``NotSentError``) where it would make the next one wait. ``chat_now`` is the clock of the
    pace in each chat: where a sandbox skips a day, a chat need not rest for a second of the
    machine's.
    """

    def __init__(
        self,
        per_second: int = FREE_PER_SECOND,
        *,
        is_paid: bool = False,
        chat_now: Callable[[], float] | None = None,
        vitals: Vitals | None = None,
    ) -> None:
        self.per_second = per_second
        self._is_paid = is_paid
        self._pacer = Pacer(per_second)
        self._chats = ChatPace()
        self._shares = AnswerShares(max(1, per_second // _CHATS_PART))
        self._chat_now = chat_now or time.monotonic
        self._vitals = vitals or Vitals()
        self._held_until = 0.0
        self._closed_at: float | None = None

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

    def share_with(self, others: int) -> None:
        """So many other processes answer people by the same token: bulk leaves them a tenth."""
        self._pacer.keep_free(-(-self.per_second // _ANSWERS_PART) if others else 0)

    def drop_bulk(self) -> None:
        """Keep back what waits for its turn in bulk."""
        self._pacer.drop_bulk()

    def close(self) -> None:
        """Let no bulk message leave any more, and no reply pause; after some seconds no reply
        leaves either. What has left is still to be answered."""
        self._closed_at = time.monotonic()
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

        Raises ``NotSentError`` for a message that is kept back, and what the call raises.
        """
        if _is_message(endpoint) and self._is_paid:
            data["allow_paid_broadcast"] = True
        if rate_limit_args is Urgency.BULK:
            began = time.monotonic()
            turn = await self._wait_for_bulk_turn(data["chat_id"])
            self._vitals.limiter_waits["bulk"].note(time.monotonic() - began)
            try:
                with telling(turn.leave):
                    return await callback(*args, **kwargs)
            except RetryAfter as error:
                wait = _wait_of(error)
                # Of several that tell of the same wait only what is longer is counted.
                longer = wait - self.flood_wait_left
                self._vitals.flood_seconds += max(0.0, longer.total_seconds())
                self.wait(wait)
                raise
        chat_id = data.get("chat_id")
        line = find_line(chat_id) if _is_answer(endpoint) else None
        for tries_left in reversed(range(_REPLY_TRIES)):
            if line is not None and chat_id is not None:
                await self._pause(line.silent_until - time.monotonic(), line)
            departing: AbstractContextManager[None] = nullcontext()
            if _is_message(endpoint):
                began = time.monotonic()
                turn = await self._wait_for_reply_turn(chat_id, line)
                self._vitals.limiter_waits["reply"].note(time.monotonic() - began)
                departing = telling(turn.leave)
            try:
                with departing:
                    return await callback(*args, **kwargs)
            except RetryAfter as error:
                wait = _wait_of(error)
                if line is not None and chat_id is not None:
                    line.silent_until = time.monotonic() + wait.total_seconds()
                if not tries_left or wait > _REPLY_PATIENCE:
                    raise
            except NetworkError as error:
                # What is neither refused nor unanswered never left, or met an error of theirs.
                if not tries_left or isinstance(error, BadRequest | TimedOut | GatewayError):
                    raise
                wait = _REPLY_RETRY
            await self._pause(wait.total_seconds(), line)
        raise AssertionError("the last try returns or raises")

    async def _wait_for_reply_turn(self, chat_id: object, line: ChatLine | None) -> Turn:
        if self._closed_at and time.monotonic() > self._closed_at + _LAST_ANSWERS_SECONDS:
            raise NotSentError
        if not isinstance(chat_id, int):
            return await self._pacer.reply_turn()
        await self._pause(self._shares.find_wait_seconds(chat_id, time.monotonic()), line)
        turn = await self._pacer.reply_turn()
        self._shares.note(chat_id, time.monotonic())
        self._chats.note(chat_id, self._chat_now())
        return turn

    async def _pause(self, seconds: float, line: ChatLine | None) -> None:
        """Return after so long; raises ``NotSentError`` if that must not be waited for."""
        if seconds <= 0:
            return
        until = time.monotonic() + seconds
        async with line.away() if line is not None else nullcontext():
            while (left := until - time.monotonic()) > 0:
                if self._closed_at or seconds > _REPLY_PATIENCE.total_seconds():
                    raise NotSentError
                if line is not None and line.must_hurry:
                    line.left_out += 1
                    raise NotSentError
                await asyncio.sleep(min(left, _LOOK_SECONDS))

    async def _wait_for_bulk_turn(self, chat_id: int) -> Turn:
        while True:
            wait = self._chats.find_wait_seconds(chat_id, self._chat_now())
            if wait > CHAT_SECONDS:
                raise NotSentError(timedelta(seconds=wait))
            if wait > 0:
                await asyncio.sleep(wait)
            if self._closed_at or self.flood_wait_left:
                raise NotSentError
            try:
                turn = await self._pacer.bulk_turn()
            except BulkDroppedError:
                raise NotSentError from None
            now = self._chat_now()
            # Something else may have gone to this chat while this message waited.
            if self._chats.find_wait_seconds(chat_id, now) <= 0:
                self._chats.note(chat_id, now)
                return turn
            turn.leave()


def _is_message(endpoint: str) -> bool:
    name = endpoint.lower()
    return name.startswith(("send", "copy", "forward")) and name != "sendchataction"


def _is_answer(endpoint: str) -> bool:
    return _is_message(endpoint) or endpoint.lower().startswith(("edit", "answer"))


def _wait_of(error: RetryAfter) -> timedelta:
    wait = error.retry_after
    given = wait if isinstance(wait, timedelta) else timedelta(seconds=min(wait, 10**9))
    return min(given, LONGEST_WAIT)
