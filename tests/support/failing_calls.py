"""A bot on our transport, and the error that a call of it ends with."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from telegram import Bot
from telegram.error import TelegramError

from bot.api.transport import Transport

TOKEN = "123456:a-secret-that-nobody-may-see"


@asynccontextmanager
async def open_bot(url: str, answer_seconds: float = 5.0) -> AsyncIterator[Bot]:
    bot = Bot(TOKEN, f"{url}/bot", request=Transport(url, answer_seconds))
    transport = bot.request
    await transport.initialize()
    try:
        yield bot
    finally:
        await transport.shutdown()


async def fail(url: str, answer_seconds: float = 5.0) -> TelegramError:
    """Return the error of a message sent there, once it is sure not to show the token."""
    async with open_bot(url, answer_seconds) as bot:
        with pytest.raises(TelegramError) as raised:
            await bot.send_message(7, "hello")
    error: BaseException | None = raised.value
    while error is not None:
        assert "secret" not in repr(error)
        error = error.__cause__ or error.__context__
    return raised.value
