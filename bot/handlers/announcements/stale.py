"""A button of a screen that is out of date says so, and who has done what since."""

from telegram import Update

from bot.handlers.context import Context, chat_of, show, timezone_of
from bot.use_cases.announcements import latest_change
from bot.views.announcements import stale as views
from bot.views.screen import Screen


async def show_stale(update: Update, context: Context, number: int, otherwise: Screen) -> None:
    """Answer a button that fits no more: with the latest change, if there is one to tell."""
    change = await context.services.store.run_aside(latest_change.find, number, chat_of(update).id)
    if change is not None:
        timezone = await timezone_of(update, context)
        otherwise = views.changed_since(number, change, timezone, otherwise)
    await show(update, context, otherwise)
