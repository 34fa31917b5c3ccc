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

# How long an answer to a long poll may take beyond the poll itself.
POLL_ANSWER_SECONDS = 10.0

PTB = Application[Any, Context, Any, Any, Any, Any]


class TelegramUnreachableError(LessonADayError):
    """The Bot API does not answer, or refuses the token."""


@asynccontextmanager
async def connect(token: str, api_url: str | None, limiter: Limiter) -> AsyncIterator[PTB]:
    """Yield the application, its bot known to Telegram; ``api_url`` is ``None`` for the real one.

    Raises ``TelegramUnreachableError``.
    """
    builder = (
        ApplicationBuilder()
        .token(token)
        .context_types(ContextTypes(context=Context))
        .concurrent_updates(ChatOrder())
        .rate_limiter(limiter)
        .request(Transport(api_url))
        # The long poll has connections of its own.
        .get_updates_request(Transport(api_url, POLL_ANSWER_SECONDS))
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
        yield application
    finally:
        await application.shutdown()
