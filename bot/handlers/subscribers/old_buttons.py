"""Buttons of an earlier day that would change a setting: they ask first."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from telegram import CallbackQuery, Update

from bot.handlers.context import Context, answer, chat_of, reply
from bot.use_cases.subscribers import joining
from bot.views.callback_data import Verb
from bot.views.subscribers import changes as views
from lessons.delivery.subscriber import SubscriberStatus
from lessons.times.schedule import Schedule

_OLD_AFTER = timedelta(days=1)


async def ask_first(update: Update, context: Context, verb: Verb, values: list[Any]) -> bool:
    """Ask whether a schedule shall change by a button that was shown more than a day ago; return
    whether that was asked. Whoever is joining has no schedule yet, and answers as late as it may
    be."""
    query = update.callback_query
    if query is None or not _is_old(query, context):
        return False
    subscriber = await context.services.store.run_aside(joining.find_subscriber, chat_of(update).id)
    if subscriber is None or subscriber.status is SubscriberStatus.JOINING:
        return False
    wanted = _after(subscriber.schedule, verb, values)
    if wanted == subscriber.schedule:
        return False
    await answer(update)
    await reply(update, context, views.ask_change(subscriber, wanted, query.data or ""))
    return True


def _is_old(query: CallbackQuery, context: Context) -> bool:
    message = query.message
    if message is None:
        return False
    # What Telegram tells only the number of is older still, and dated so.
    shown_at = getattr(message, "edit_date", None) or message.date
    return context.now - shown_at > _OLD_AFTER


def _after(schedule: Schedule, verb: Verb, values: list[Any]) -> Schedule:
    """Return the schedule as the button would leave it."""
    match verb, values:
        case Verb.SET_TIME, [send_time]:
            return replace(schedule, send_time=send_time)
        case Verb.SET_TIME_AND_DAYS, [send_time, days]:
            return replace(schedule, send_time=send_time, weekdays=days or schedule.weekdays)
        case Verb.SET_TIME_AND_ZONE, [send_time, timezone]:
            return replace(schedule, send_time=send_time, timezone=timezone)
        case Verb.SET_ZONE, [timezone]:
            return replace(schedule, timezone=timezone)
        case Verb.SET_DAYS, [days]:
            return replace(schedule, weekdays=days or schedule.weekdays)
    return schedule
