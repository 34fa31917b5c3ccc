"""/start, and the answers on time, zone, days and course."""

from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import time

import tzfpy
from telegram import Update
from telegram.constants import ChatType

from bot.api.menus import set_admin_menu
from bot.handlers import symptom_check
from bot.handlers.care import reply_with_care
from bot.handlers.context import Context, chat_of, is_admin, reply, show
from bot.process.aside import aside
from bot.process.clock import real_now
from bot.use_cases import questions
from bot.use_cases.subscribers import joining, reading
from bot.use_cases.subscribers.joining import (
    AlreadyHere,
    Changed,
    CourseMissing,
    CourseWanted,
    Joined,
    NoCourse,
    TimeWanted,
    Unchanged,
    UnknownCourse,
    ZoneWanted,
)
from bot.views.screen import Screen
from bot.views.subscribers import joining as views
from bot.views.subscribers import reading as reading_views
from bot.views.subscribers import settings as settings_views
from lessons.delivery.enrollment import Enrollment, EnrollmentStatus
from lessons.delivery.subscriber import ChatKind, SubscriberStatus
from lessons.places.search import find_places
from lessons.questions.open_question import SettingQuestion
from lessons.times.schedule import is_timezone
from lessons.times.wall_time import InvalidTime, parse_time

Answer = NoCourse | UnknownCourse | CourseMissing | CourseWanted | TimeWanted | ZoneWanted | Changed


def _is_private(update: Update) -> bool:
    return chat_of(update).type == ChatType.PRIVATE


def _screen(update: Update, context: Context, answer: Answer) -> Screen:
    match answer:
        case NoCourse():
            return views.no_course()
        case UnknownCourse(course_id):
            return views.unknown_course(course_id)
        case CourseMissing():
            return reading_views.being_repaired()
        case CourseWanted(courses):
            return views.choose_course(courses)
        case TimeWanted(course):
            return views.welcome(course, is_private=_is_private(update))
        case ZoneWanted(subscriber):
            return views.check_zone(subscriber, context.now)
        case Changed(subscriber, enrollment):
            return settings_views.saved(subscriber, enrollment)


async def start(update: Update, context: Context) -> None:
    """Begin, or greet who is here."""
    services, chat, user = context.services, chat_of(update), update.effective_user
    newcomer = joining.Newcomer(chat.id, ChatKind(chat.type), user.language_code if user else None)
    payload = context.args[0] if context.args else None
    if payload == symptom_check.DEEP_LINK:
        await symptom_check.begin(update, context)
        return
    answer = await services.store.run(
        joining.start, services.library, newcomer, payload, services.default_timezone, context.now
    )
    match answer:
        case AlreadyHere(_, course, Enrollment(status=EnrollmentStatus.FINISHED)):
            screen = reading_views.finished(
                course,
                is_only=len(services.library) == 1,
                offers_check=services.offers_check,
            )
        case AlreadyHere(subscriber, course, enrollment):
            has_one = await services.store.run(
                reading.has_lesson_now, services.library, chat.id, context.now
            )
            screen = reading_views.welcome_back(
                subscriber, course, enrollment, has_lesson_now=has_one
            )
        case _:
            screen = _screen(update, context, answer)
    await reply(update, context, screen)
    if await is_admin(update, context):
        await set_admin_menu(context.bot, chat.id, offers_check=context.services.offers_check)


async def ask_to_begin(update: Update, context: Context) -> None:
    """Tell somebody who has not begun how to; ask whoever is joining the open question again.

    Whose course is missing has begun, and hears so.
    """
    services, chat_id = context.services, chat_of(update).id
    if await services.store.run_aside(reading.is_course_missing, services.library, chat_id):
        await reply(update, context, reading_views.being_repaired())
        return
    if not await ask_again(update, context, views.first_of_all):
        await reply(update, context, reading_views.not_joined())


async def ask_again(
    update: Update,
    context: Context,
    introduce: Callable[[Screen], Screen],
    say: Callable[[Update, Context, Screen], Awaitable[object]] = reply,
) -> bool:
    """Ask whoever is joining what is still to be known; return whether somebody is."""
    services = context.services
    question = await services.store.run(
        joining.find_open_question, services.library, chat_of(update).id, context.now
    )
    if question:
        await say(update, context, introduce(_screen(update, context, question)))
    return question is not None


async def choose_course(update: Update, context: Context, course_id: str) -> None:
    """Take that course."""
    services, chat = context.services, chat_of(update)
    answer = await services.store.run(
        joining.choose_course, services.library, chat.id, course_id, context.now
    )
    match answer:
        case None:
            screen = views.unknown_course(course_id)
        case AlreadyHere(subscriber, course, enrollment):
            screen = settings_views.course_chosen(course, subscriber, enrollment)
        case TimeWanted():
            screen = _screen(update, context, answer)
    await show(update, context, screen)


async def take_time(update: Update, context: Context, typed: str) -> None:
    """Take a time of day as somebody typed it."""
    try:
        send_time = parse_time(typed)
    except InvalidTime as error:
        if not await _asked_for_course(update, context):
            await reply_with_care(update, context, views.time_not_understood(error.given))
        return
    await choose_time(update, context, send_time)


async def choose_time(update: Update, context: Context, send_time: time) -> None:
    """Take a time of day; the course is asked for first."""
    if await _asked_for_course(update, context):
        return
    answer = await context.services.store.run(
        joining.choose_time, chat_of(update).id, send_time, context.now
    )
    screen = _screen(update, context, answer) if answer else reading_views.not_joined()
    await show(update, context, screen)


async def _asked_for_course(update: Update, context: Context) -> bool:
    services = context.services
    question = await services.store.run_aside(
        joining.find_open_question, services.library, chat_of(update).id, context.now
    )
    if not isinstance(question, CourseWanted):
        return False
    await reply(update, context, _screen(update, context, question))
    return True


async def ask_time(update: Update, context: Context) -> None:
    """Ask for a time of day."""
    chat_id = chat_of(update).id
    subscriber = await context.services.store.run(
        joining.await_answer, chat_id, SettingQuestion.TIME, context.now
    )
    if subscriber is None:
        await show(update, context, reading_views.not_joined())
        return
    is_joining = subscriber.status is SubscriberStatus.JOINING
    await show(
        update, context, views.ask_time(is_joining=is_joining, is_private=_is_private(update))
    )


async def ask_zone(update: Update, context: Context) -> None:
    """Show the present zone, to be checked by eye."""
    subscriber = await context.services.store.run(
        joining.await_answer, chat_of(update).id, SettingQuestion.PLACE, context.now
    )
    screen = (
        _screen(update, context, ZoneWanted(subscriber))
        if subscriber
        else reading_views.not_joined()
    )
    await show(update, context, screen)


async def ask_place(update: Update, context: Context) -> None:
    """Ask for a city or country."""
    await context.services.store.run(
        joining.await_answer, chat_of(update).id, SettingQuestion.PLACE, context.now
    )
    await show(update, context, views.ask_place(is_private=_is_private(update)))


async def ask_location(update: Update, context: Context) -> None:
    """Ask for a location; in a group, where none can be shared, for a city."""
    if not _is_private(update):
        await ask_place(update, context)
        return
    await context.services.store.run(
        joining.await_answer, chat_of(update).id, SettingQuestion.LOCATION, context.now
    )
    await reply(update, context, views.ask_location())


async def look_up_place(update: Update, context: Context, typed: str) -> None:
    """Offer the places that the typed text may mean."""
    places = await aside(find_places, typed)
    if places:
        await reply(update, context, views.choose_place(places, context.now))
        return
    with suppress(InvalidTime):
        # Second thoughts about the time, where the zone was asked for.
        await choose_time(update, context, parse_time(typed))
        return
    await reply_with_care(update, context, views.place_not_found(typed))


async def look_up_location(update: Update, context: Context) -> None:
    """Take the zone of a shared location; the location itself goes no further than here."""
    message = update.effective_message
    if message is None or message.location is None:
        return
    timezone = tzfpy.get_tz(message.location.longitude, message.location.latitude)
    if not is_timezone(timezone):
        await reply(update, context, views.ask_place(is_private=_is_private(update)))
        return
    question = await context.services.store.run_aside(
        questions.find_open, chat_of(update).id, context.now
    )
    if question not in joining.ZONE_QUESTIONS:
        await reply(update, context, views.location_not_asked())
        return
    await reply(update, context, views.location_received(timezone))
    await choose_zone(update, context, timezone)


async def choose_zone(update: Update, context: Context, timezone: str) -> None:
    """Take a time zone; whoever was joining gets the first lesson now."""
    services = context.services
    answer = await services.store.run(
        joining.choose_zone,
        services.library,
        chat_of(update).id,
        timezone,
        context.now,
        real_now(),
    )
    match answer:
        case Unchanged():
            # A second press of the button; what the first one brought stays.
            pass
        case None:
            await show(update, context, reading_views.not_joined())
        case Joined(subscriber, enrollment, delivery):
            slot = enrollment.next_slot
            next_at = slot.due_at if slot else None
            await show(
                update,
                context,
                views.all_set(subscriber.schedule, next_at, has_lesson=delivery is not None),
            )
            if delivery:
                await services.dispatcher.deliver([delivery])
        case _:
            await show(update, context, _screen(update, context, answer))


async def choose_weekdays(update: Update, context: Context, days: frozenset[int]) -> None:
    """Take the days of the week, 0 for Monday."""
    if not days:
        await show(update, context, settings_views.one_day_at_least())
        return
    answer = await context.services.store.run(
        joining.choose_weekdays, chat_of(update).id, days, context.now
    )
    screen = settings_views.choose_days(days) if answer else reading_views.not_joined()
    await show(update, context, screen)
