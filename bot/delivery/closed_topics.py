"""What becomes of a group whose topic for lessons is closed or gone."""

from contextlib import suppress
from typing import Any

from telegram.error import TelegramError
from telegram.ext import ExtBot

from bot.api.messages import send
from bot.delivery.known_topics import KnownTopics
from bot.views import groups as views
from storage.errors import StoreError


async def move_to_general(bot: ExtBot[Any], topics: KnownTopics, chat_id: int) -> None:
    """Let the group read in General from now on, and say so there once; its admins, where Telegram
    names them, are called to it. Raises nothing: the lesson has arrived."""
    # What the store cannot keep now is tried with the next lesson.
    with suppress(TelegramError, StoreError):
        await topics.keep(chat_id, None)
        await send(bot, chat_id, views.topic_closed(await _list_admins(bot, chat_id)))


async def _list_admins(bot: ExtBot[Any], chat_id: int) -> list[tuple[str, int]]:
    try:
        admins = await bot.get_chat_administrators(chat_id)
    except TelegramError:
        return []
    named = (one for one in admins if not (one.user.is_bot or getattr(one, "is_anonymous", False)))
    return [(one.user.first_name, one.user.id) for one in named]
