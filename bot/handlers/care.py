"""Care comes first: what is answered before anything else, and without the store.

A store that is locked, slow, full or gone keeps nobody waiting here. The number of somebody's
country is an extra, looked up for a moment; the words go without it.
"""

import asyncio
import logging

from telegram import Update
from telegram.constants import ChatType

from bot.api.chat_line import insist
from bot.handlers.context import Context, chat_of, reply, show
from bot.use_cases import care
from bot.use_cases.care import Known
from bot.views import care as views
from bot.views.callback_data import Verb, parse
from bot.views.screen import Screen
from lessons.symptom_checks import urgent_answers as answers
from lessons.symptom_checks.calls_for_help import is_call_for_help
from lessons.symptom_checks.local_help import LocalHelp, find_local_help
from lessons.symptom_checks.urgent_answers import find_own_words
from lessons.symptom_checks.urgent_lexicon import UrgencyKind
from lessons.symptom_checks.urgent_words import BARE_CALL, Urgency, find_urgency

logger = logging.getLogger(__name__)

LOOK_UP_SECONDS = 0.3
COMMANDS = frozenset({"check", "urgent"})
_BUTTONS = frozenset(
    {Verb.CHECK, Verb.BEGIN_CHECK, Verb.CORRECT_CHECK, Verb.WHY_ASKED, Verb.URGENT}
)
_DEEP_LINK = "/start check"
# Who is in need writes little; what is longer waits for its turn in the chat.
_LONGEST = 300


def is_care(update: Update) -> bool:
    """Whether an update wants nothing but care, and so waits for nothing else of its chat."""
    if update.callback_query is not None:
        press = parse(update.callback_query.data or "")
        return press is not None and press.verb in _BUTTONS
    text = update.message.text if update.message else None
    if text is None or len(text) > _LONGEST:
        return False
    if text.startswith("/"):
        name = text[1:].split(maxsplit=1)[0].partition("@")[0] if text[1:].strip() else ""
        return name.casefold() in COMMANDS or text == _DEEP_LINK
    if find_care(text) is not None:
        return True
    return chat_of(update).type == ChatType.PRIVATE and names_emergency(text)


def find_care(text: str) -> str | None:
    """Return the command of care that a text names without a slash."""
    name = text.strip(" .!?").casefold()
    return name if name in COMMANDS else None


def names_emergency(text: str, operator_number: str | None = None) -> bool:
    """Whether a text that somebody typed is answered with the emergency words."""
    return is_call_for_help(text, operator_number) or find_urgency(text) is not None


async def answer_urgent_words(update: Update, context: Context, text: str) -> bool:
    """Answer a text to the bot that names an emergency, wherever; return whether it did."""
    if find_urgency(text) is None:
        return False
    await answer_emergency(update, context, text)
    return True


async def answer_emergency(update: Update, context: Context, text: str) -> Known:
    """Say whom to call to somebody whose text names an emergency; return what is known of them."""
    insist()
    known = await _look_up(update, context)
    local = find_local_help(known.timezone, context.services.emergency_number)
    urgency = find_urgency(text) or Urgency(UrgencyKind.EMERGENCY, BARE_CALL)
    own = find_own_words(urgency, local.number)
    screen = _say(urgency, local, own, context.services.check.crisis)
    await reply(update, context, screen)
    return known


def _say(urgency: Urgency, local: LocalHelp, own: str | None, crisis: str) -> Screen:
    """Return the card of what was named."""
    match urgency.entry_id:
        case answers.OVERDOSE:
            return views.words_of_overdose(local, own=own)
        case answers.CHILD_POISON:
            return views.words_of_overdose(local, own=own, is_small_child=True)
        case answers.DEEP_CUT:
            return views.words_of_deep_cut(local, own=own)
        case answers.SOMEBODY_ELSE:
            return views.words_for_a_helper(local, own=own)
        case answers.HARM_BABY:
            return views.words_for_a_baby(local, own=own)
        case answers.INTRUDER:
            return views.words_of_intruder(local, own=own)
    match urgency.kind:
        case UrgencyKind.CRISIS:
            return views.words_of_crisis(crisis, local, own=own)
        case UrgencyKind.VIOLENCE:
            return views.words_of_violence(local, own=own)
        case UrgencyKind.EMERGENCY:
            is_bare = urgency.entry_id == BARE_CALL
            return views.words_of_emergency(
                local, own=own, entry_id=urgency.entry_id, is_bare=is_bare
            )


async def find_known(update: Update, context: Context) -> Known:
    """Return what is known of a chat, as far as that is found within a moment."""
    return await _look_up(update, context)


async def find_help(update: Update, context: Context) -> LocalHelp:
    """Return whom to call in the subscriber's country, if that is known within a moment."""
    known = await _look_up(update, context)
    return find_local_help(known.timezone, context.services.emergency_number)


async def reply_with_care(update: Update, context: Context, screen: Screen) -> None:
    """Answer a text that was not understood: in a private chat the lines of care come first."""
    if chat_of(update).type == ChatType.PRIVATE:
        screen = views.with_care(screen, await find_help(update, context))
    await reply(update, context, screen)


async def show_with_care(update: Update, context: Context, screen: Screen) -> None:
    """Answer in place what a button asked for; a typed text that was not understood, with care."""
    if update.callback_query is None:
        await reply_with_care(update, context, screen)
    else:
        await show(update, context, screen)


async def show_before_care(update: Update, context: Context, screen: Screen) -> None:
    """Answer in place what a button asked for; what an admin typed into an admin's form, with the
    lines of care below the reason. Words that name an emergency were answered before."""
    if update.callback_query is None and chat_of(update).type == ChatType.PRIVATE:
        await reply(update, context, views.before_care(screen, await find_help(update, context)))
    else:
        await show(update, context, screen)


async def _look_up(update: Update, context: Context) -> Known:
    services, chat_id, user = context.services, chat_of(update).id, update.effective_user
    try:
        async with asyncio.timeout(LOOK_UP_SECONDS):
            known = await services.store.run(
                care.look_up, services.owner_ids, chat_id, user.id if user else None, context.now
            )
    except Exception as error:
        # Whatever is wrong with the store, the words must be said.
        logger.info("a chat was not looked up: %s", type(error).__name__)
        return Known(services.zones.find(chat_id), is_current=False)
    services.zones.keep(chat_id, known.timezone)
    return known
