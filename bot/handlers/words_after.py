"""Words after a command that needs none: they are used where they say something, or named."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from telegram import Update

from bot.handlers.context import Context, Handler, chat_of, language_of, reply
from bot.handlers.subscribers import breaks, numbered
from bot.handlers.subscribers import joining as joining_handlers
from bot.use_cases.subscribers import joining
from bot.views import general as views
from bot.views.callback_data import Verb, pack
from bot.views.subscribers import changes as change_views
from lessons.delivery.subscriber import SubscriberStatus
from lessons.language.answers import bare_words, without_politeness
from lessons.times.breaks import InvalidPause, parse_pause_end
from lessons.times.said_time import find_said_time
from lessons.times.schedule import local_date

# What adds nothing to any command.
_SAYS_NOTHING = frozenset({"", "now", "again", "next", "today", "it", "them", "me"})

Taker = Callable[[Update, Context, str], Awaitable[bool]]


def _words(context: Context) -> str:
    said = " ".join(context.args or [])
    return "" if without_politeness(bare_words(said)) in _SAYS_NOTHING else said


def using(name: str, handler: Handler, take: Taker | None = None) -> Handler:
    """Let ``take`` have the words after the command of that name; where it returns that they say
    nothing to it, the command is done as if alone, and they are said not to count."""

    async def reading(update: Update, context: Context) -> None:
        said = _words(context)
        if said and take is not None and await take(update, context, said):
            return
        await handler(update, context)
        if said:
            await reply(update, context, views.words_not_used(name))

    return reading


def with_time(start: Handler) -> Handler:
    """Let a time of day after /start be the answer on the time: asked back where lessons come
    already, taken where somebody is joining."""

    async def reading(update: Update, context: Context) -> None:
        said = find_said_time(" ".join(context.args or []), language_of(update))
        if said is None:
            await start(update, context)
            return
        typed, context.args = " ".join(context.args or []), []
        if await take_time(update, context, typed):
            return
        await start(update, context)
        subscriber = await context.services.store.run_aside(
            joining.find_subscriber, chat_of(update).id
        )
        if subscriber is not None and subscriber.status is SubscriberStatus.JOINING:
            await joining_handlers.take_time(update, context, typed)

    return reading


async def take_lesson(update: Update, context: Context, said: str) -> bool:
    """Open or offer the lesson of that number or about that."""
    await numbered.open_named(update, context, said)
    return True


async def take_resume_date(update: Update, context: Context, said: str) -> bool:
    """Let lessons go on from that day."""
    subscriber = await context.services.store.run_aside(joining.find_subscriber, chat_of(update).id)
    if subscriber is None:
        return False
    today = local_date(subscriber.schedule.timezone, context.now)
    try:
        day = parse_pause_end(said, today, language_of(update))
    except InvalidPause:
        return False
    if day is not None:
        await breaks.resume_on(update, context, day)
    return day is not None


async def take_time(update: Update, context: Context, said: str) -> bool:
    """Ask whether lessons shall come at that time from now on."""
    subscriber = await context.services.store.run_aside(joining.find_subscriber, chat_of(update).id)
    time = find_said_time(said, language_of(update))
    if subscriber is None or subscriber.status is SubscriberStatus.JOINING:
        return False
    if time is None or time.is_asked or time.weekdays or not time.times:
        return False
    wanted = replace(subscriber.schedule, send_time=time.times[0])
    if wanted == subscriber.schedule:
        return False
    data = pack(Verb.SET_TIME, f"{time.times[0]:%H%M}")
    await reply(update, context, change_views.ask_change(subscriber, wanted, data, is_old=False))
    return True
