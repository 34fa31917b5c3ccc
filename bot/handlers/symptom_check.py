"""/check and /urgent: the conversation of the symptom check. Nothing of it is kept or logged."""

from telegram import Update
from telegram.constants import ChatType
from telegram.helpers import create_deep_linked_url

from bot.api.chat_line import insist
from bot.handlers.care import find_help
from bot.handlers.context import Context, answer, chat_of, reply, show
from bot.views import symptom_check as views
from bot.views.check_off import switched_off
from lessons.symptom_checks.engine import Outcome, apply, next_step, take_back
from lessons.symptom_checks.state import StaleButton, State, TapKind, unpack

DEEP_LINK = "check"

_STILL_COUNTS = {TapKind.TICK, TapKind.VERY_WRONG}
"""Taps that reach a check after its end: more worrying news, never the taking back of any."""


async def begin(update: Update, context: Context, state: State | None = None) -> None:
    """Show the first screen; in a group only the way to the private chat. ``state`` holds what is
    known already."""
    if not context.services.offers_check:
        await reply(update, context, switched_off())
        return
    if chat_of(update).type != ChatType.PRIVATE:
        link = create_deep_linked_url(context.bot.username, DEEP_LINK)
        await reply(update, context, views.only_in_private(link))
        return
    await _show(update, context, state or State(), is_new=True)


async def tapped(update: Update, context: Context, packed: str) -> None:
    """Take a tap as a change to the answers so far, and show what follows."""
    services, query = context.services, update.callback_query
    if query is None or query.message is None or chat_of(update).type != ChatType.PRIVATE:
        return
    if not services.offers_check:
        await answer(update)
        await show(update, context, switched_off())
        return
    try:
        drawn, tap = unpack(services.check, packed)
    except StaleButton:
        await answer(update)
        await show(update, context, views.begin_again())
        return
    chat_id, message_id = chat_of(update).id, query.message.message_id
    remembered = services.open_checks.find(chat_id, message_id, context.now)
    is_forgotten = remembered is None and tap.leaves_screen
    await answer(update, views.tap_again() if is_forgotten else None)
    if is_forgotten:
        # After a restart a tick may have been lost with the memory: show once what is known.
        state = drawn
    elif remembered is None:
        state = apply(services.check, drawn, tap)
    elif remembered.has_ended and tap.kind not in _STILL_COUNTS:
        state = remembered.state
    else:
        state = apply(services.check, remembered.state, tap)
    await _show(update, context, state)


async def correct(update: Update, context: Context) -> None:
    """Open the last question of an ended check again, while its answers are remembered.

    The card itself carries none of them, so that none stays in the chat.
    """
    services, query = context.services, update.callback_query
    if query is None or query.message is None:
        return
    chat_id, message_id = chat_of(update).id, query.message.message_id
    remembered = services.open_checks.find(chat_id, message_id, context.now)
    if remembered is None or not services.offers_check:
        await show(update, context, views.begin_again())
    else:
        await _show(update, context, take_back(services.check, remembered.state))


async def _show(update: Update, context: Context, state: State, *, is_new: bool = False) -> None:
    services, chat_id = context.services, chat_of(update).id
    step = next_step(services.check, state)
    if isinstance(step, Outcome):
        screen = views.card(
            services.check, step, await find_help(update, context), context.now.date()
        )
    else:
        screen = views.question(services.check, state, step)
    query = update.callback_query
    if not is_new and query is not None and query.message is not None:
        # Before the edit leaves: the next tap may come while it is under way.
        _keep(context, chat_id, query.message.message_id, state, step)
    message = await (reply if is_new else show)(update, context, screen)
    if message is not None:
        _keep(context, chat_id, message.message_id, state, step)


def _keep(context: Context, chat_id: int, message_id: int, state: State, step: object) -> None:
    context.services.open_checks.keep(
        chat_id, message_id, state, context.now, has_ended=isinstance(step, Outcome)
    )


async def urgent(update: Update, context: Context) -> None:
    """Show the urgent signs and whom to call."""
    insist()
    screen = views.urgent_signs(context.services.check, await find_help(update, context))
    await reply(update, context, screen)
