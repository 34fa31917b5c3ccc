"""A time or a place that somebody says unasked, or both at once: offered, never silently done."""

from telegram import Update

from bot.handlers import symptom_check
from bot.handlers.context import Context, chat_of, language_of, reply
from bot.process.aside import aside
from bot.use_cases.subscribers import joining
from bot.views.subscribers import joining as joining_views
from bot.views.subscribers import offers as views
from bot.views.subscribers import zones as zone_views
from lessons.delivery.subscriber import Subscriber, SubscriberStatus
from lessons.places.offsets import shows
from lessons.places.place_within import find_lone_place
from lessons.questions.time_and_place import find_time_and_place
from lessons.symptom_checks.complaints import names_complaint
from lessons.times.said_time import find_said_time
from lessons.times.time_shift import find_time_shift, shift


async def take_both(update: Update, context: Context, question: object, text: str) -> bool:
    """Offer the time and the place that were said in one breath; return whether both were. What
    somebody who is asked for the place adds to it may be what their clock shows."""
    said = await aside(find_time_and_place, text, language_of(update))
    if said is None:
        return False
    store, chat_id = context.services.store, chat_of(update).id
    subscriber = await store.run_aside(joining.find_subscriber, chat_id)
    if subscriber is None:
        return False
    asks_place = question in joining.ZONE_QUESTIONS
    if asks_place and any(shows(said.places[0].timezone, at, context.now) for at in said.times):
        await reply(update, context, zone_views.choose_place(said.places, subscriber, context.now))
        return True
    is_joining = subscriber.status is SubscriberStatus.JOINING
    if is_joining and len(said.times) == 1:
        answer = await store.run(joining.choose_time, chat_id, said.times[0], context.now)
        if isinstance(answer, joining.ZoneWanted):
            subscriber = answer.subscriber
    await reply(update, context, views.ask_time_and_place(said, subscriber))
    return True


async def take_shift(update: Update, context: Context, subscriber: Subscriber, text: str) -> bool:
    """Offer an earlier or a later time; return whether one was wished."""
    wished = find_time_shift(text)
    if wished is None:
        return False
    times = [shift(subscriber.schedule.send_time, minutes) for minutes in wished.minutes]
    await reply(update, context, views.ask_time(times, subscriber))
    return True


async def take_bare(update: Update, context: Context, text: str) -> bool:
    """Offer the time or the place that is all that somebody says who has joined; return whether
    it is either."""
    if names_complaint(text) or symptom_check.is_asking(update, context):
        return False
    subscriber = await context.services.store.run_aside(joining.find_subscriber, chat_of(update).id)
    if subscriber is None or subscriber.status is SubscriberStatus.JOINING:
        return False
    said = find_said_time(text, language_of(update))
    if said is not None and said.times and said.weekdays:
        code, zone = language_of(update), subscriber.schedule.timezone
        await reply(update, context, joining_views.which_time(said, code, zone))
        return True
    if said is not None and said.times:
        await reply(update, context, views.ask_time(said.times, subscriber))
        return True
    places = await aside(find_lone_place, text)
    if places:
        await reply(update, context, views.ask_place(places, subscriber, context.now))
    return bool(places)


async def take_unasked(update: Update, context: Context, subscriber: Subscriber, text: str) -> bool:
    """Offer what changes the time by itself; return whether the text says such a thing."""
    if names_complaint(text) or symptom_check.is_asking(update, context):
        return False
    if await take_shift(update, context, subscriber, text):
        return True
    return await take_both(update, context, None, text)
