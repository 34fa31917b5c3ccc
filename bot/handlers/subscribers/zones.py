"""The answers on the time zone: a clock, a place, a location."""

from collections.abc import Sequence
from datetime import time

import tzfpy
from telegram import Update

from bot.handlers.care import reply_with_care
from bot.handlers.context import Context, chat_of, reply, show
from bot.handlers.subscribers import joining as joining_handlers
from bot.process.aside import aside
from bot.process.clock import real_now
from bot.use_cases import questions
from bot.use_cases.subscribers import both_at_once, joining
from bot.use_cases.subscribers.joining import Joined, Unchanged
from bot.views.subscribers import joining as joining_views
from bot.views.subscribers import reading as reading_views
from bot.views.subscribers import zones as views
from lessons.delivery.subscriber import Subscriber, SubscriberStatus
from lessons.language.answers import find_answer
from lessons.places.likely import find_told_zone, list_likely_zones
from lessons.places.offsets import list_showing, shows
from lessons.places.said_place import find_said_places
from lessons.questions.open_question import SettingQuestion
from lessons.times.said_time import find_said_time
from lessons.times.schedule import is_timezone

_MOST_PLACES = 6


async def ask_zone(update: Update, context: Context) -> None:
    """Show the present zone, to be checked by eye."""
    subscriber = await context.services.store.run(
        joining.await_answer, chat_of(update).id, SettingQuestion.PLACE, context.now
    )
    screen = views.check_zone(subscriber, context.now) if subscriber else reading_views.not_joined()
    await show(update, context, screen)


async def ask_place(update: Update, context: Context) -> None:
    """Ask for a city or country."""
    await context.services.store.run(
        joining.await_answer, chat_of(update).id, SettingQuestion.PLACE, context.now
    )
    await show(
        update, context, views.ask_place(is_private=joining_handlers.is_private_chat(update))
    )


async def ask_location(update: Update, context: Context) -> None:
    """Ask for a location; in a group, where none can be shared, for a city."""
    if not joining_handlers.is_private_chat(update):
        await ask_place(update, context)
        return
    await context.services.store.run(
        joining.await_answer, chat_of(update).id, SettingQuestion.LOCATION, context.now
    )
    await reply(update, context, views.ask_location())


async def look_up_place(update: Update, context: Context, typed: str) -> None:
    """Take what somebody typed who was asked where they are: what their clock shows, or a place."""
    subscriber = await context.services.store.run_aside(joining.find_subscriber, chat_of(update).id)
    if subscriber is None:
        await reply(update, context, reading_views.not_joined())
        return
    said = find_said_time(typed, subscriber.language_code)
    if said and said.times and find_answer(typed) is None:
        await _look_up_clock(update, context, subscriber, typed, said.times)
        return
    found = await aside(find_said_places, typed, context.now)
    likely = list_likely_zones(subscriber.language_code, (), context.now)
    if only := found.find_only(likely):
        # To tap the one place there is would be a question more for many, and a miss is said.
        await reply(update, context, views.place_taken(only, subscriber, context.now))
        await choose_zone(update, context, only.timezone)
    elif found.places:
        screen = views.choose_place(found.places, subscriber, context.now, is_guess=found.is_guess)
        await reply(update, context, screen)
    elif find_answer(typed) is not None:
        await reply(update, context, views.answered_nothing(subscriber, context.now))
    else:
        screen = views.place_not_found(typed, subscriber, context.now)
        await reply_with_care(update, context, screen)


async def move_to(update: Update, context: Context, place: str) -> None:
    """Take the place that somebody says they are in now; who has joined was not asked."""
    found = await aside(find_said_places, place, context.now)
    if not found.places or found.is_guess:
        await ask_zone(update, context)
        return
    await _note_place_awaited(update, context)
    await look_up_place(update, context, place)


async def _look_up_clock(
    update: Update,
    context: Context,
    subscriber: Subscriber,
    typed: str,
    times: Sequence[time],
) -> None:
    """Take the zone whose clocks show one of these times; ask where several do."""
    now, known = context.now, find_told_zone(subscriber.language_code)
    if subscriber.status is not SubscriberStatus.JOINING:
        known = subscriber.schedule.timezone
    if known and any(shows(known, at, now) for at in times):
        await choose_zone(update, context, known)
        return
    places = await aside(list_showing, times, now)
    likely = list_likely_zones(subscriber.language_code, (), now)
    places.sort(key=lambda place: place.timezone not in likely)
    screen = (
        views.choose_place(places[:_MOST_PLACES], subscriber, now, lesson_at=times[0])
        if places
        else views.clock_nowhere(typed, times[0], subscriber, now)
    )
    await reply(update, context, screen)


async def look_up_location(update: Update, context: Context) -> None:
    """Take the zone of a shared location; the location itself goes no further than here."""
    message = update.effective_message
    if message is None or message.location is None:
        return
    timezone = tzfpy.get_tz(message.location.longitude, message.location.latitude)
    if not is_timezone(timezone):
        await reply(
            update, context, views.ask_place(is_private=joining_handlers.is_private_chat(update))
        )
        return
    question = await context.services.store.run_aside(
        questions.find_open, chat_of(update).id, context.now
    )
    if question not in joining.ZONE_QUESTIONS:
        await reply(update, context, views.location_not_asked())
        return
    await reply(update, context, views.location_received(timezone))
    await _note_place_awaited(update, context)
    await choose_zone(update, context, timezone)


async def choose_zone(update: Update, context: Context, timezone: str) -> None:
    """Take a time zone; whoever was joining gets the first lesson now."""
    services = context.services
    await _put_location_button_away(update, context)
    answer = await services.store.run(
        joining.choose_zone,
        services.library,
        chat_of(update).id,
        timezone,
        context.now,
        real_now(),
    )
    await _show_chosen(update, context, answer)


async def choose_time_and_zone(
    update: Update, context: Context, send_time: time, timezone: str
) -> None:
    """Take a time of day and a time zone at once."""
    services = context.services
    await _put_location_button_away(update, context)
    answer = await services.store.run(
        both_at_once.choose_time_and_zone,
        services.library,
        chat_of(update).id,
        send_time,
        timezone,
        context.now,
        real_now(),
    )
    await _show_chosen(update, context, answer)


async def _show_chosen(
    update: Update, context: Context, answer: joining.Chosen | Unchanged | None
) -> None:
    match answer:
        case Unchanged():
            # A second press of the button; what the first one brought stays.
            pass
        case None:
            await show(update, context, reading_views.not_joined())
        case Joined(subscriber, enrollment, delivery, has_begun):
            slot = enrollment.next_slot
            next_at = slot.due_at if slot else None
            await show(
                update,
                context,
                joining_views.all_set(
                    subscriber.schedule,
                    next_at,
                    has_lesson=delivery is not None,
                    has_begun=has_begun,
                    starts_later=subscriber.is_paused,
                    language_code=subscriber.language_code,
                ),
            )
            if delivery:
                await context.services.dispatcher.deliver([delivery])
        case _:
            await show(update, context, joining_handlers.screen_of(update, context, answer))


async def type_instead(update: Update, context: Context, typed: str) -> None:
    """Take a place that is typed where a location could be shared."""
    await reply(update, context, views.place_typed())
    await _note_place_awaited(update, context)
    await look_up_place(update, context, typed)


async def _put_location_button_away(update: Update, context: Context) -> None:
    """Take away the button below the text field, if it is still there: no edit can."""
    question = await context.services.store.run_aside(
        questions.find_open, chat_of(update).id, context.now
    )
    if question is SettingQuestion.LOCATION:
        await reply(update, context, views.location_not_needed())


async def _note_place_awaited(update: Update, context: Context) -> None:
    await context.services.store.run(
        joining.await_answer, chat_of(update).id, SettingQuestion.PLACE, context.now
    )
