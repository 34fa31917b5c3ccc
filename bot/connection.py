"""The way to Telegram: PTB's application on our transport, or a plain word why not."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from telegram.error import InvalidToken, NetworkError
from telegram.ext import Application, ApplicationBuilder, ContextTypes

from bot.api.limiter import Limiter
from bot.api.transport import Transport
from bot.api.update_order import ChatOrder
from bot.handlers.context import Context
from lessons.errors import LessonADayError

PTB = Application[Any, Context, Any, Any, Any, Any]


class TelegramUnreachableError(LessonADayError):
    """The Bot API does not answer, or refuses the token."""


@asynccontextmanager
async def connect(
    token: str, api_url: str | None, limiter: Limiter
) -> AsyncIterator[tuple[PTB, Transport]]:
    """Yield the application, its bot known to Telegram, and the connections for its long polls.

    ``api_url`` is ``None`` for the real Telegram.

    Raises ``TelegramUnreachableError``.
    """
    polls = Transport(api_url)
    builder = (
        ApplicationBuilder()
        .token(token)
        .context_types(ContextTypes(context=Context))
        .concurrent_updates(ChatOrder())
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
        await application.initialize()
    except InvalidToken:
        raise TelegramUnreachableError(
            f"BOT_TOKEN: {where} does not know this token. "
            "Give the one that @BotFather shows, such as 123456:ABC-DEF."
        ) from None
    except NetworkError as error:
        raise TelegramUnreachableError(
            f"{where} cannot be reached ({type(error).__name__}). Check the network, "
            "or BOT_API_URL if it is set, such as http://127.0.0.1:8765."
        ) from None
    try:
        yield application, polls
    finally:
        await application.shutdown()
