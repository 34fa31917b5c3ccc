"""/check and /urgent: the conversation of the symptom check. Nothing of it is kept or logged."""

from collections.abc import Callable
from functools import partial

from telegram import Update
from telegram.constants import ChatType
from telegram.helpers import create_deep_linked_url

from bot.api.chat_line import insist
from bot.delivery.open_checks import OpenCheck
from bot.handlers.care import find_help
from bot.handlers.context import Context, answer, chat_of, reply, show
from bot.views import check_typed as typed_views
from bot.views import symptom_check as views
from bot.views.callback_data import Verb
from bot.views.check_off import switched_off
from bot.views.screen import Screen
from lessons.symptom_checks.engine import Asking, Outcome, apply, next_step, take_back
from lessons.symptom_checks.leaving import may_mean_lessons, wants_to_leave
from lessons.symptom_checks.local_help import LocalHelp
from lessons.symptom_checks.state import StaleButton, State, TapKind, unpack
from lessons.symptom_checks.typed_answers import find_tap, names_other_area, note_ahead
from lessons.symptom_checks.voices import in_words_of

DEEP_LINK = "check"

_STILL_COUNTS = {TapKind.TICK, TapKind.VERY_WRONG}
"""Taps that reach a check after its end: more worrying news, never the taking back of any."""


ANSWERED_THERE = frozenset({Verb.CHECK, Verb.BEGIN_CHECK, Verb.CORRECT_CHECK, Verb.WHY_ASKED})
"""Buttons whose presses are answered here, each with a word of its own."""


async def begin(update: Update, context: Context, state: State | None = None) -> None:
    """Show the first screen; in a group only the way to the private chat. ``state`` holds what is
    known already from a typed text: such a card says whom to call, as the text may have meant
    worse."""
    services = context.services
    if update.callback_query is not None:
        latest = services.open_checks.find_latest(chat_of(update).id, context.now)
        if latest is not None and latest.is_new(context.now):
            await answer(update, views.look_again())
            return
        await answer(update)
    if not services.offers_check:
        await reply(update, context, switched_off())
        return
    if chat_of(update).type != ChatType.PRIVATE:
        link = create_deep_linked_url(context.bot.username, DEEP_LINK)
        await reply(update, context, views.only_in_private(link))
        return
    told = typed_views.opened_by_text if state else None
    await _show(update, context, state or State(), is_new=True, below=told)


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
    remembered = _find_open(update, context)
    if remembered and remembered.screen_id == tap.screen_id and remembered.is_new(context.now):
        await answer(update, views.look_again())
        return
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
    services, remembered = context.services, _find_open(update, context)
    if remembered is not None and remembered.is_new(context.now):
        await answer(update, views.look_again())
        return
    await answer(update)
    if remembered is None or not services.offers_check:
        await show(update, context, views.begin_again())
    else:
        await _show(update, context, take_back(services.check, remembered.state))


async def tell_why(update: Update, context: Context, screen_id: str) -> None:
    """Say what a question is for, above its screen, which stays as it is."""
    open_check = _find_open(update, context)
    check = in_words_of(context.services.check, open_check.state if open_check else State())
    why = next((item.why for item in check.screens if item.screen_id == screen_id), "")
    await answer(update, why or None, is_alert=bool(why))


async def take_typed(update: Update, context: Context, text: str) -> bool:
    """Take a typed text for the tap that it names, or for what it says to a question that is still
    to come, if a check is open here; return whether it was."""
    if (asked := _find_asked(update, context)) is None:
        return False
    check, (state, asking) = context.services.check, asked
    if tap := find_tap(check, asking, text, state.ticked):
        await _show(update, context, apply(check, state, tap), is_new=True)
    elif noted := note_ahead(check, state, text):
        await _show(update, context, noted, is_new=True, below=typed_views.noted_ahead)
    elif names_other_area(check, state, text):
        await _show(update, context, state, is_new=True, below=typed_views.one_at_a_time)
    else:
        return False
    return True


async def take_leave(update: Update, context: Context, text: str) -> bool:
    """Close the check that is open here if the text says no more than that; return whether it
    was. Lessons are none of its business."""
    if _find_asked(update, context) is None or not wants_to_leave(text):
        return False
    context.services.open_checks.forget(chat_of(update).id)
    await reply(update, context, views.closed(offers_stop=may_mean_lessons(text)))
    return True


def is_asking(update: Update, context: Context) -> bool:
    """Whether a question of the check is open here."""
    return _find_asked(update, context) is not None


def set_aside(update: Update, context: Context) -> None:
    """Forget the check whose question is open here, so that no text answers it any more; its
    buttons carry the answers on."""
    if _find_asked(update, context) is not None:
        context.services.open_checks.forget(chat_of(update).id)


async def ask_again(update: Update, context: Context) -> bool:
    """Show the open question once more below a text that does not answer it; return whether there
    is one."""
    if (asked := _find_asked(update, context)) is None:
        return False
    await _show(update, context, asked[0], is_new=True, below=typed_views.asked_again)
    return True


def _find_open(update: Update, context: Context) -> OpenCheck | None:
    query, chat = update.callback_query, chat_of(update)
    if query is None or query.message is None:
        return None
    return context.services.open_checks.find(chat.id, query.message.message_id, context.now)


def _find_asked(update: Update, context: Context) -> tuple[State, Asking] | None:
    services, chat = context.services, chat_of(update)
    latest = services.open_checks.find_latest(chat.id, context.now)
    if latest is None or not services.offers_check or chat.type != ChatType.PRIVATE:
        return None
    step = next_step(services.check, latest.state)
    return (latest.state, step) if isinstance(step, Asking) else None


async def _show(
    update: Update,
    context: Context,
    state: State,
    *,
    is_new: bool = False,
    below: Callable[[Screen, LocalHelp], Screen] | None = None,
) -> None:
    """Show what comes next, as a new message or in place of the one that was pressed; ``below``
    sets a question below what is said to a typed text."""
    services, chat_id = context.services, chat_of(update).id
    step = next_step(services.check, state)
    if isinstance(step, Outcome):
        local = await find_help(update, context)
        screen = views.card(services.check, step, local, context.now.date())
    else:
        screen = views.question(services.check, state, step, counts_checks=services.counts_checks)
        if below is not None:
            screen = below(screen, await find_help(update, context))
    screen_id = step.screen.screen_id if isinstance(step, Asking) else None
    keep = partial(services.open_checks.keep, chat_id, state=state, screen_id=screen_id)
    query = update.callback_query
    message_id = query.message.message_id if query and query.message and not is_new else None
    if message_id is not None:
        # Before the edit leaves: the next tap may come while it is under way.
        keep(message_id, now=context.now)
    message = await (reply if is_new else show)(update, context, screen)
    if message is not None:
        message_id = message.message_id
        keep(message_id, now=context.now)
    if message_id is not None:
        services.open_checks.note_shown(chat_id, message_id, context.now)


async def urgent(update: Update, context: Context) -> None:
    """Show the urgent signs and whom to call."""
    insist()
    screen = views.urgent_signs(context.services.check, await find_help(update, context))
    await reply(update, context, screen)
