"""The way to Telegram: PTB's application on our transport, or a plain word why not."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from itertools import count
from typing import Any

from telegram.error import EndPointNotFound, InvalidToken, TelegramError
from telegram.ext import Application, ApplicationBuilder, ContextTypes

from bot.api.limiter import Limiter
from bot.api.transport import Transport
from bot.api.update_order import ChatOrder
from bot.handlers.care import is_care
from bot.handlers.context import Context
from lessons.errors import LessonADayError

logger = logging.getLogger(__name__)

PTB = Application[Any, Context, Any, Any, Any, Any]


# A machine starts its programs before its network; one that stays away is asked twice a minute.
_FIRST_WAIT_SECONDS = 1
_LONGEST_WAIT_SECONDS = 30
_PATIENCE_SECONDS = 5.0
"""An answer that takes longer than this at the start is asked for again."""
# What the library raises where an answer is well formed and makes no sense.
_NONSENSE = (TypeError, ValueError, KeyError, AttributeError)


class TokenRefusedError(LessonADayError):
    """Telegram does not know the token."""


@asynccontextmanager
async def connect(
    token: str, api_url: str | None, limiter: Limiter, stopping: asyncio.Event
) -> AsyncIterator[tuple[PTB, Transport] | None]:
    """Yield the application, its bot known to Telegram, and the connections for its long polls.

    ``api_url`` is ``None`` for the real Telegram.

    A network that is not there yet, or a server that does not answer, is waited for; ``None`` if
    this is to stop before. Raises ``TokenRefusedError``.
    """
    polls = Transport(api_url)
    builder = (
        ApplicationBuilder()
        .token(token)
        .context_types(ContextTypes(context=Context))
        .concurrent_updates(ChatOrder(is_care))
        .rate_limiter(limiter)
        .request(Transport(api_url))
        .get_updates_request(polls)
        # The library's way to receive ends for good at some answers: ours is bot/api/receiving.py.
        .updater(None)
    )
    if api_url is not None:
        builder = builder.base_url(f"{api_url}/bot").base_file_url(f"{api_url}/file/bot")
    application = builder.build()
    where = api_url or "api.telegram.org"
    try:
        is_reached = await _reach(application, where, stopping)
        yield (application, polls) if is_reached else None
    finally:
        # Both, because an application that was never reached has only its bot to put away.
        await application.shutdown()
        await application.bot.shutdown()


async def _ask(application: PTB, stopping: asyncio.Event) -> bool:
    """Ask who the bot is; ``False`` if this is to stop before it is answered.

    Raises one of ``_NONSENSE`` for an answer that is no bot's, and ``TimeoutError`` for none.
    """

    async def ask() -> None:
        await application.initialize()
        if not (application.bot.bot.is_bot and application.bot.username):
            # The application asks but once.
            found = await application.bot.get_me()
            if not (found.is_bot and found.username):
                raise ValueError("no bot")

    asking, stop = asyncio.create_task(ask()), asyncio.create_task(stopping.wait())
    try:
        await asyncio.wait(
            (asking, stop), timeout=_PATIENCE_SECONDS, return_when=asyncio.FIRST_COMPLETED
        )
        if asking.done():
            await asking
        elif not stop.done():
            raise TimeoutError
        return asking.done()
    finally:
        for task in (asking, stop):
            task.cancel()
        await asyncio.wait((asking, stop))


async def _reach(application: PTB, where: str, stopping: asyncio.Event) -> bool:
    """Return once Telegram has answered who the bot is, or ``False`` if this is to stop before."""
    for tries in count():
        try:
            if not await _ask(application, stopping):
                return False
        except (InvalidToken, EndPointNotFound):
            raise TokenRefusedError(
                f"BOT_TOKEN: {where} does not know this token. "
                "Give the one that @BotFather shows, such as 123456:ABC-DEF."
            ) from None
        except (TelegramError, TimeoutError, *_NONSENSE) as error:
            wait = min(_FIRST_WAIT_SECONDS * 2**tries, _LONGEST_WAIT_SECONDS)
            logger.warning(
                "Telegram, or the server in BOT_API_URL, cannot be reached (%s); trying again in "
                "%d s. Check the network, and that address if it is set",
                type(error).__name__,
                wait,
            )
        else:
            if tries:
                logger.info("Telegram is reached")
            return True
        with suppress(TimeoutError):
            async with asyncio.timeout(wait):
                await stopping.wait()
        if stopping.is_set():
            return False
    raise AssertionError("counting has no end")
