"""Who works on a draft, as the use cases take it."""

from telegram import Update

from bot.handlers.context import Context, chat_of
from bot.use_cases.courses.second_person import Actor


def actor_of(update: Update, context: Context) -> Actor:
    """Return who acts here, in a private chat."""
    services = context.services
    return Actor(chat_of(update).id, services.owner_ids, services.needs_second_person)
