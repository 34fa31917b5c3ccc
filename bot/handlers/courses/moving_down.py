"""The review of a draft moves below what was typed for it."""

from contextlib import suppress

from telegram import Update
from telegram.error import TelegramError

from bot.handlers.context import Context, chat_of
from bot.use_cases.courses.draft_questions import Answered


async def move_down(update: Update, context: Context, answered: Answered) -> None:
    """Take away the screen above what was typed, from which it was asked for."""
    query = update.callback_query
    pressed = query.message.message_id if query and query.message else None
    if answered.screen_message_id not in (None, pressed):
        with suppress(TelegramError):
            await context.bot.delete_message(chat_of(update).id, answered.screen_message_id)
