"""What an admin does with a database that was put back from a backup."""

from telegram import Update

from bot.handlers.context import Context, chat_of, show, timezone_of
from bot.use_cases.delivery import restoring
from bot.use_cases.delivery.restoring import Overdue
from bot.views.admin import restoring as views

WAYS = frozenset({views.SHOW, *Overdue})
"""What a button may bring."""


async def show_if_held(update: Update, context: Context) -> bool:
    """Show what is held because of a restore; whether anything is."""
    held = await context.services.store.run(restoring.find_held, context.now)
    if held is not None:
        await show(update, context, views.held(held, await timezone_of(update, context)))
    return held is not None


async def pressed(update: Update, context: Context, what: str) -> None:
    """Show what is held, or let it go as the button says."""
    if what == views.SHOW:
        if not await show_if_held(update, context):
            await show(update, context, views.nothing_is_restored())
        return
    overdue, store = Overdue(what), context.services.store
    if await store.run(restoring.let_go, chat_of(update).id, overdue, context.now):
        await show(update, context, views.let_go(overdue))
    else:
        await show(update, context, views.nothing_is_restored())
