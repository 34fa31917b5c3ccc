"""Updates of one chat are handled one at a time, in order; chats do not wait for each other."""

import asyncio
import logging
import sys
from collections.abc import Awaitable, Callable
from typing import Any

from telegram import Update
from telegram.error import TelegramError
from telegram.ext import BaseUpdateProcessor

from bot.api.chat_line import ChatLine
from bot.api.messages import send
from bot.views import general as views

logger = logging.getLogger(__name__)

AT_ONCE = 256


class ChatOrder(BaseUpdateProcessor):
    """Lets updates of different chats run beside each other, ``AT_ONCE`` chats at a time.

    A chat stands in line outside these seats, so that whatever one chat sends takes one of them.
    What ``is_care`` has a line and seats of its own: it needs no store, and must not wait behind
    what does.
    """

    def __init__(self, is_care: Callable[[Update], bool] = lambda _update: False) -> None:
        # The library counts updates; here chats are counted.
        super().__init__(sys.maxsize)
        self._is_care = is_care
        self._seats = {False: asyncio.Semaphore(AT_ONCE), True: asyncio.Semaphore(AT_ONCE)}
        self._lines: dict[tuple[int, bool], ChatLine] = {}

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """Await the update's turn in its chat, then its handling."""
        try:
            await self._handle_in_turn(update, coroutine)
        finally:
            # What was left out, or broken off in its line by a stop, is never begun.
            if asyncio.iscoroutine(coroutine):
                coroutine.close()

    async def _handle_in_turn(self, update: object, coroutine: Awaitable[Any]) -> None:
        chat = update.effective_chat if isinstance(update, Update) else None
        if not isinstance(update, Update) or chat is None:
            async with self._seats[False]:
                await coroutine
            return
        key = chat.id, self._is_care(update)
        line = self._lines.setdefault(key, ChatLine(chat.id, self._seats[key[1]]))
        text = update.message.text if update.message else None
        if not await line.take_turn(is_command=text is not None and text.startswith("/")):
            return
        try:
            async with line.serving():
                await coroutine
                if not line.is_waited_for:
                    await _tell_what_was_left_out(update, line)
        finally:
            if not line.pass_on():
                del self._lines[key]

    async def initialize(self) -> None:
        """Nothing has to be made ready."""

    async def shutdown(self) -> None:
        """Nothing has to be put away."""


async def _tell_what_was_left_out(update: Update, line: ChatLine) -> None:
    if not line.left_out and not line.dropped:
        return
    logger.info("%d answers left out, %d updates dropped", line.left_out, line.dropped)
    screen = views.left_out(line.dropped)
    line.left_out = line.dropped = 0
    try:
        await send(update.get_bot(), line.chat_id, screen)
    except TelegramError as error:
        logger.info("a chat was not told so: %s", type(error).__name__)
