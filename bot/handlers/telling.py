"""What one admin does, another one hears of."""

from contextlib import suppress

from telegram import Update
from telegram.error import TelegramError

from bot.api.messages import edit, send
from bot.handlers.context import Context, chat_of
from bot.use_cases.admin import authority
from bot.use_cases.subscribers import reading
from bot.views.rich_text import RichText
from bot.views.screen import Screen
from lessons.delivery.announcement import Announcement


def name_of(update: Update) -> str:
    """Return how the others know this admin."""
    user = update.effective_user
    return user.full_name if user else ""


async def tell_others(update: Update, context: Context, text: RichText) -> None:
    """Write to every other admin."""
    for admin_id in await _list_admin_ids(context):
        if admin_id != chat_of(update).id:
            # Who cannot be reached finds it in the log.
            with suppress(TelegramError):
                await send(context.bot, admin_id, Screen(text))


async def tell_author(update: Update, context: Context, item: Announcement, text: RichText) -> None:
    """Write to whoever scheduled it, if that is another admin."""
    if item.created_by != chat_of(update).id and item.created_by in await _list_admin_ids(context):
        with suppress(TelegramError):
            await send(context.bot, item.created_by, Screen(text))


async def bring_up_to_date(
    update: Update, context: Context, item: Announcement, screen: Screen
) -> None:
    """Show in the message that follows an announcement what became of it, unless that message's own
    button was pressed."""
    query = update.callback_query
    pressed = query.message.message_id if query and query.message else None
    is_pressed_one = (chat_of(update).id, pressed) == (item.created_by, item.screen_message_id)
    if item.screen_message_id is None or is_pressed_one:
        return
    if item.created_by in await _list_admin_ids(context):
        with suppress(TelegramError):
            await edit(context.bot, item.created_by, item.screen_message_id, screen)


async def timezone_of_author(context: Context, item: Announcement) -> str:
    """Return the zone in which times are told to whoever scheduled it."""
    services = context.services
    return await services.store.run_aside(
        reading.get_timezone, item.created_by, services.default_timezone
    )


async def _list_admin_ids(context: Context) -> list[int]:
    services = context.services
    return await services.store.run_aside(authority.list_admin_ids, services.owner_ids)
