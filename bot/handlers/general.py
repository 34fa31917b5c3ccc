"""/help, /privacy, and text that no command explains."""

from collections.abc import Callable

from telegram import Update
from telegram.constants import ChatType

from bot.api.menus import clear_admin_menu
from bot.handlers import draft_parts, schedule_form
from bot.handlers import joining as joining_handlers
from bot.handlers import settings as settings_handlers
from bot.handlers.checking import answer_urgent_words
from bot.handlers.context import Context, Handler, chat_of, is_admin, may_change, reply, show
from bot.use_cases import joining, privacy
from bot.views import general as views
from bot.views import joining as joining_views
from bot.views.commands import admin_commands, subscriber_commands
from lessons.delivery.subscriber import Awaiting


async def help_text(update: Update, context: Context) -> None:
    """Show what the bot can do."""
    admin = admin_commands() if await is_admin(update, context) else ()
    await reply(update, context, views.help_text(subscriber_commands(), admin))


async def show_privacy(update: Update, context: Context) -> None:
    """Show what is kept about this chat."""
    subscriber, rows = await context.services.store.run(privacy.list_kept, chat_of(update).id)
    await show(update, context, views.privacy(subscriber, rows))


async def ask_erase(update: Update, context: Context) -> None:
    """Ask once more before everything goes."""
    await show(update, context, views.ask_erase())


async def erase(update: Update, context: Context) -> None:
    """Delete everything kept about this chat."""
    was_admin = await is_admin(update, context)
    await context.services.store.run_bare(privacy.erase, chat_of(update).id)
    await show(update, context, views.erased())
    if was_admin and not await is_admin(update, context):
        await clear_admin_menu(context.bot, chat_of(update).id)


async def typed(
    update: Update, context: Context, find_command: Callable[[str], Handler | None]
) -> None:
    """Take a typed text for the answer that this chat was asked for, if it was.

    A command's name without its slash is the command: who types "stop" wants nothing else.
    """
    message = update.effective_message
    if message is None or message.text is None:
        return
    if await schedule_form.answer_typed(update, context, message.text):
        return
    if await draft_parts.answer_typed(update, context, message.text):
        return
    if await answer_urgent_words(update, context, message.text):
        return
    command = find_command(message.text)
    if command is not None and chat_of(update).type == ChatType.PRIVATE:
        await command(update, context)
        return
    subscriber = await context.services.store.run(joining.find_subscriber, chat_of(update).id)
    awaiting = subscriber.awaiting if subscriber else None
    if awaiting is not None and not (
        _is_for_us(update, context) and await may_change(update, context)
    ):
        return
    match awaiting:
        case Awaiting.TIME:
            await joining_handlers.choose_time(update, context, message.text)
        case Awaiting.PLACE:
            await joining_handlers.look_up_place(update, context, message.text)
        case Awaiting.LOCATION:
            await reply(update, context, joining_views.place_typed())
            await joining_handlers.look_up_place(update, context, message.text)
        case Awaiting.PAUSE_END:
            await settings_handlers.pause_until(update, context, message.text)
        case None:
            await not_understood(update, context)


def _is_for_us(update: Update, context: Context) -> bool:
    """Whether a text is an answer to the bot: in a group only if it replies to it."""
    message = update.effective_message
    if message is None or chat_of(update).type == ChatType.PRIVATE:
        return message is not None
    asked = message.reply_to_message
    return (
        asked is not None and asked.from_user is not None and asked.from_user.id == context.bot.id
    )


async def anything_else(update: Update, context: Context) -> None:
    """Take what no other handler took: unknown commands, pictures, documents."""
    message = update.effective_message
    text = (message.text or message.caption or "") if message else ""
    if not await answer_urgent_words(update, context, text):
        await not_understood(update, context)


async def not_understood(update: Update, context: Context) -> None:
    """Say so, briefly; in groups say nothing."""
    if chat_of(update).type == ChatType.PRIVATE:
        await reply(update, context, views.not_understood())
