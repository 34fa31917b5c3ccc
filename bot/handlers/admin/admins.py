"""/admins and /log: who may administer, and what was done."""

from telegram import Update

from bot.api.menus import clear_admin_menu, set_admin_menu
from bot.handlers.context import Context, chat_of, read_number, reply, show, timezone_of
from bot.use_cases import authority
from bot.views.admin import admins as views


async def admins(update: Update, context: Context) -> None:
    """/admins, /admins add <number>, /admins remove <number>."""
    match context.args or []:
        case []:
            await list_seats(update, context)
        case ["add", number] if _is_chat(number):
            await _add(update, context, int(number))
        case ["remove", number] if _is_chat(number):
            await remove(update, context, number)
        case given:
            await reply(update, context, views.how_to_change_admins(" ".join(given)))


async def remove(update: Update, context: Context, number: str) -> None:
    """Take a seat away, its menu too."""
    services = context.services
    is_removed = _is_chat(number) and await services.store.run(
        authority.remove_admin, services.owner_ids, chat_of(update).id, int(number), context.now
    )
    if not is_removed and update.callback_query:
        # A second tap on the same button, or an old one: show how things are.
        await list_seats(update, context)
        return
    if not is_removed:
        await show(update, context, views.how_to_change_admins(number))
        return
    await clear_admin_menu(context.bot, int(number))
    await show(update, context, views.admin_removed(int(number)))


async def log(update: Update, context: Context, before: str = "") -> None:
    """/log: what was done, the newest first."""
    before_id = (
        int(before) if before.isascii() and before.isdecimal() and len(before) < 16 else None
    )
    page = await context.services.store.run(authority.read_log, before_id)
    await show(update, context, views.log(page, await timezone_of(update, context)))


async def list_seats(update: Update, context: Context, page: str = "") -> None:
    """Show who may administer."""
    services = context.services
    seats = await services.store.run(authority.list_seats, services.owner_ids, chat_of(update).id)
    timezone = await timezone_of(update, context)
    await show(update, context, views.admins(seats, timezone, read_number(page) or 1))


async def _add(update: Update, context: Context, chat_id: int) -> None:
    services = context.services
    is_added = await services.store.run(
        authority.add_admin, services.owner_ids, chat_of(update).id, chat_id, context.now
    )
    if not is_added:
        await reply(update, context, views.how_to_change_admins(f"add {chat_id}"))
        return
    await set_admin_menu(context.bot, chat_id)
    await reply(update, context, views.admin_added(chat_id))


def _is_chat(number: str) -> bool:
    return number.isascii() and number.isdecimal() and len(number) < 17 and 0 < int(number) < 2**52
