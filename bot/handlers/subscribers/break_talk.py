"""What is said about a break that is set, or asked about just now."""

from contextlib import suppress
from datetime import date

from telegram import Update

from bot.handlers.context import Context, chat_of, language_of, reply
from bot.handlers.subscribers import breaks
from bot.handlers.subscribers import reading as reading_handlers
from bot.handlers.subscribers import settings as settings_handlers
from bot.views.callback_data import Verb, parse
from bot.views.subscribers import breaks as views
from bot.views.subscribers import settings as settings_views
from lessons.delivery.subscriber import Subscriber, SubscriberStatus
from lessons.language.answers import Answer
from lessons.questions.break_talk import BreakTalkKind, find_break_talk
from lessons.questions.open_question import SettingQuestion
from lessons.times.break_ahead import BreakAhead
from lessons.times.breaks import InvalidPause, parse_pause_end


async def take(
    update: Update, context: Context, subscriber: Subscriber, question: object, text: str
) -> bool:
    """Take what is said about the break that is set, or asked about just now; return whether the
    text says such a thing."""
    talk = find_break_talk(text)
    if talk is None or subscriber.status is SubscriberStatus.STOPPED:
        return False
    proposed = _find_proposed(context, chat_of(update).id)
    match talk.kind:
        case BreakTalkKind.ASKS:
            await reading_handlers.progress(update, context)
        case BreakTalkKind.CALL_OFF if question is SettingQuestion.PAUSE_END:
            await settings_handlers.cancel(update, context)
        case BreakTalkKind.CALL_OFF if proposed:
            await reply(update, context, settings_views.canceled())
        case BreakTalkKind.CALL_OFF:
            await breaks.resume(update, context)
        case BreakTalkKind.CHANGE:
            return await _change(update, context, subscriber, proposed, talk.told)
    return True


def _find_proposed(context: Context, chat_id: int) -> BreakAhead | None:
    """Return the break about which the chat is asked, if nothing else has been shown since."""
    data = context.services.open_buttons.find(chat_id, Answer.YES.value, context.now)
    press = parse(data) if data else None
    if press is None or press.verb is not Verb.PAUSE_LATER:
        return None
    begin, end = press.arguments
    return BreakAhead(date.fromisoformat(begin), date.fromisoformat(end))


async def _change(
    update: Update,
    context: Context,
    subscriber: Subscriber,
    proposed: BreakAhead | None,
    told: str,
) -> bool:
    """Give the break another end, asking again where it lies ahead; return whether there is one."""
    ahead = proposed or (None if subscriber.is_paused else subscriber.break_ahead)
    if ahead is None and not subscriber.is_paused:
        return False
    if ahead is None:
        await breaks.pause_until(update, context, told)
        return True
    with suppress(InvalidPause):
        end = parse_pause_end(told, ahead.begin, language_of(update))
        if end is not None:
            await reply(update, context, views.ask_break_ahead(BreakAhead(ahead.begin, end)))
            return True
    return False
