"""/wrong: somebody thinks that the advice of their check is wrong, and may tell the admins so."""

from telegram import Update
from telegram.constants import ChatType

from bot.handlers.context import Context, chat_of, is_group, reply, show
from bot.handlers.subscribers import groups
from bot.views import wrong_advice as views
from bot.views.check_off import switched_off
from lessons.symptom_checks.engine import Outcome, next_step


async def ask(update: Update, context: Context) -> None:
    """Say what would be sent, and ask; only what is still remembered can be."""
    if not context.services.offers_check:
        await reply(update, context, switched_off())
        return
    if is_group(update):
        await groups.refer(update, context)
        return
    is_there = _find_outcome(update, context) is not None
    await reply(update, context, views.ask() if is_there else views.no_check())


async def answered(update: Update, context: Context, is_agreed: bool) -> None:
    """Send it once, if the person agreed."""
    services, outcome = context.services, _find_outcome(update, context)
    if not is_agreed:
        await show(update, context, views.nothing_sent())
        return
    if outcome is None:
        await show(update, context, views.no_check())
        return
    has_reached = await services.notify_admins(views.notice(services.check, outcome))
    if has_reached:
        # Pressed twice, it is sent once.
        services.open_checks.forget(chat_of(update).id)
    await show(update, context, views.sent(has_reached=has_reached))


def _find_outcome(update: Update, context: Context) -> Outcome | None:
    """Return how the last check of a private chat ended, if that is still remembered."""
    if chat_of(update).type != ChatType.PRIVATE:
        return None
    services = context.services
    ended = services.open_checks.find_ended(chat_of(update).id, context.now)
    step = next_step(services.check, ended.state) if ended else None
    return step if isinstance(step, Outcome) else None
