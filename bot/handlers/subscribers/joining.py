"""/start, and the answers on time, zone, days and course."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import time

from telegram import Update
from telegram.constants import ChatType

from bot.api.menus import set_admin_menu
from bot.handlers import symptom_check
from bot.handlers.care import reply_with_care
from bot.handlers.context import (
    Context,
    chat_of,
    find_roles,
    is_group,
    language_of,
    reply,
    show,
)
from bot.handlers.subscribers import consent
from bot.handlers.subscribers.closed_courses import is_closed, list_open
from bot.process.clock import real_now
from bot.use_cases.library import has_one_course
from bot.use_cases.subscribers import course_links, joining, reading, welcome
from bot.use_cases.subscribers.joining import (
    AlreadyHere,
    Changed,
    CourseMissing,
    CourseWanted,
    NoCourse,
    TimeWanted,
    ZoneWanted,
)
from bot.views import groups as group_views
from bot.views.screen import Screen
from bot.views.subscribers import finish as finish_views
from bot.views.subscribers import joining as views
from bot.views.subscribers import reading as reading_views
from bot.views.subscribers import settings as settings_views
from bot.views.subscribers import zones as zone_views
from lessons.delivery.enrollment import Enrollment, EnrollmentStatus
from lessons.delivery.subscriber import ChatKind, SubscriberStatus
from lessons.questions.open_question import SettingQuestion
from lessons.times.said_time import find_said_time

Answer = NoCourse | CourseMissing | CourseWanted | TimeWanted | ZoneWanted | Changed


def is_private_chat(update: Update) -> bool:
    return chat_of(update).type == ChatType.PRIVATE


def screen_of(update: Update, context: Context, answer: Answer) -> Screen:
    match answer:
        case NoCourse():
            return views.no_course()
        case CourseMissing():
            return reading_views.being_repaired()
        case CourseWanted(courses):
            return views.choose_course(list_open(context, courses))
        case TimeWanted(course, is_new=True):
            return views.welcome(course, language_of(update))
        case TimeWanted():
            return views.ask_time(
                is_joining=True,
                is_private=is_private_chat(update),
                language_code=language_of(update),
            )
        case ZoneWanted(subscriber):
            return zone_views.check_zone(subscriber, context.now)
        case Changed(subscriber, enrollment, before):
            return settings_views.saved(subscriber, enrollment, before=before)


async def start(update: Update, context: Context) -> None:
    """Begin, or greet who is here."""
    services, chat, user = context.services, chat_of(update), update.effective_user
    newcomer = joining.Newcomer(chat.id, ChatKind(chat.type), user.language_code if user else None)
    payload = context.args[0] if context.args else None
    if payload == symptom_check.DEEP_LINK:
        await symptom_check.begin(update, context)
        return
    if await consent.is_asked_first(update, context):
        return
    wanted = payload and await services.store.run(
        course_links.take_word, services.library, chat.id, payload
    )
    if await is_closed(update, context, wanted):
        return
    answer = await services.store.run(
        joining.start,
        services.library,
        newcomer,
        wanted,
        services.default_timezone,
        context.now,
        came_by=payload,
    )
    match answer:
        case AlreadyHere(_, course, Enrollment(status=EnrollmentStatus.FINISHED)):
            screen = finish_views.finished(
                course,
                is_only=has_one_course(services.library),
                offers_check=services.offers_check,
            )
        case AlreadyHere(subscriber, course, enrollment):
            has_one = await services.store.run(
                reading.has_lesson_now, services.library, chat.id, context.now
            )
            standing = await services.store.run(reading.find_progress, services.library, chat.id)
            left = standing.left if standing else []
            screen = reading_views.welcome_back(
                subscriber, course, enrollment, left, has_lesson_now=has_one
            )
        case TimeWanted(course) if not is_private_chat(update):
            screen = views.welcome_group(course)
        case _:
            screen = screen_of(update, context, answer)
    # Where a link comes from says nothing to a newcomer who follows it; a course that is gone does.
    is_here = isinstance(answer, AlreadyHere)
    if payload and wanted is None and ("-" in payload or is_here):
        screen = views.without_that_course(payload, screen)
    await reply(update, context, screen)
    if roles := await find_roles(update, context):
        await set_admin_menu(
            context.bot,
            chat.id,
            roles,
            offers_check=context.services.offers_check,
            takes_questions=services.takes_questions,
        )


async def ask_to_begin(update: Update, context: Context) -> None:
    """Tell somebody who has not begun how to; ask whoever is joining the open question again.

    Whose course is missing has begun, and hears so.
    """
    services, chat_id = context.services, chat_of(update).id
    if await services.store.run_aside(reading.is_course_missing, services.library, chat_id):
        await reply(update, context, reading_views.being_repaired())
        return
    if not await ask_again(update, context, views.first_of_all):
        screen = group_views.not_begun() if is_group(update) else reading_views.not_joined()
        await reply(update, context, screen)


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
        await say(update, context, introduce(screen_of(update, context, question)))
    return question is not None


async def choose_course(update: Update, context: Context, course_id: str) -> None:
    """Take that course."""
    services, chat = context.services, chat_of(update)
    if await is_closed(update, context, course_id):
        return
    answer = await services.store.run(
        joining.choose_course, services.library, chat.id, course_id, context.now
    )
    match answer:
        case None if course_id in services.library:
            # It was offered in the place of another one to somebody who has not begun.
            context.args = [course_id]
            await start(update, context)
            return
        case None:
            screen = views.unknown_course(course_id)
        case AlreadyHere(subscriber, course, enrollment):
            screen = settings_views.course_chosen(course, subscriber, enrollment)
        case TimeWanted():
            screen = screen_of(update, context, answer)
    await show(update, context, screen)


async def show_first(update: Update, context: Context) -> None:
    """Send the first lesson, then ask when the next shall come, or what else is still open; greet
    who has joined meanwhile."""
    services, chat_id = context.services, chat_of(update).id
    first = await services.store.run(
        joining.show_first, services.library, chat_id, context.now, real_now()
    )
    if first is None:
        subscriber = await services.store.run_aside(joining.find_subscriber, chat_id)
        is_here = subscriber is not None and subscriber.status is not SubscriberStatus.JOINING
        await (start if is_here else ask_to_begin)(update, context)
        return
    if first.is_again:
        # Of another welcome, or a late press: what is still open stands far above by now.
        await show(update, context, views.welcomed(first.course))
        await ask_again(update, context, views.where_we_were)
        return
    if first.delivery is None:
        await show(
            update,
            context,
            views.ask_time(is_joining=True, is_private=True, language_code=language_of(update)),
        )
        return
    # Its button has done what it can.
    await show(update, context, views.welcomed(first.course))
    await services.dispatcher.deliver([first.delivery])
    open_question = await services.store.run(
        joining.find_open_question, services.library, chat_id, context.now
    )
    screen = (
        zone_views.after_first(open_question.subscriber, context.now)
        if isinstance(open_question, ZoneWanted)
        else views.ask_next_time(language_of(update))
    )
    await reply(update, context, screen)


async def bring_first(update: Update, context: Context) -> bool:
    """Bring the first lesson to whoever has the welcome before them; return whether they have."""
    if is_new := await is_at_welcome(update, context):
        await show_first(update, context)
    return is_new


async def has_first(update: Update, context: Context) -> bool:
    """Return whether the first lesson has come here, or is on its way."""
    services = context.services
    return await services.store.run_aside(welcome.has_first, services.library, chat_of(update).id)


async def is_at_welcome(update: Update, context: Context) -> bool:
    """Return whether the welcome is all that this chat was shown: nothing has been asked."""
    services = context.services
    return await services.store.run_aside(
        welcome.is_at_welcome, services.library, chat_of(update).id, context.now
    )


async def take_time(update: Update, context: Context, typed: str) -> None:
    """Take a time of day as somebody typed it; ask where it may be one of several."""
    if await _asked_for_course(update, context):
        return
    code, zone = language_of(update), await _find_zone(update, context)
    said = find_said_time(typed, code)
    if said is None:
        screen = views.time_not_understood(
            typed, is_joining=zone is None, language_code=code, timezone=zone
        )
        await reply_with_care(update, context, screen)
    elif said.is_now:
        screen = views.now_and_then(is_joining=zone is None, language_code=code, timezone=zone)
        await reply(update, context, screen)
    elif said.is_asked or said.weekdays:
        await reply(update, context, views.which_time(said, code, zone))
    else:
        await choose_time(update, context, said.times[0], other=said.times[1:2])


async def _find_zone(update: Update, context: Context) -> str | None:
    """Return the zone that somebody has chosen; ``None`` of whoever is still joining."""
    subscriber = await context.services.store.run_aside(joining.find_subscriber, chat_of(update).id)
    if subscriber is None or subscriber.status is SubscriberStatus.JOINING:
        return None
    return subscriber.schedule.timezone


async def choose_time_and_days(
    update: Update, context: Context, send_time: time, days: frozenset[int]
) -> None:
    """Take a time of day for those days of the week only."""
    await choose_time(update, context, send_time, days=days or None)


async def choose_time(
    update: Update,
    context: Context,
    send_time: time,
    days: frozenset[int] | None = None,
    other: Sequence[time] = (),
) -> None:
    """Take a time of day, and the days if they were named; the course is asked for first. The
    ``other`` one may have been meant."""
    if await _asked_for_course(update, context):
        return
    answer = await context.services.store.run(
        joining.choose_time, chat_of(update).id, send_time, context.now, days
    )
    other_time = other[0] if other else None
    match answer:
        case None:
            screen = reading_views.not_joined()
        case ZoneWanted(subscriber):
            screen = zone_views.check_zone(subscriber, context.now, other_time)
        case Changed(subscriber, enrollment, before):
            screen = settings_views.saved(subscriber, enrollment, other_time, before)
    await show(update, context, screen)


async def _asked_for_course(update: Update, context: Context) -> bool:
    services = context.services
    question = await services.store.run_aside(
        joining.find_open_question, services.library, chat_of(update).id, context.now
    )
    if not isinstance(question, CourseWanted):
        return False
    await reply(update, context, screen_of(update, context, question))
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
        update,
        context,
        views.ask_time(
            is_joining=is_joining,
            is_private=is_private_chat(update),
            language_code=language_of(update),
            timezone=None if is_joining else subscriber.schedule.timezone,
        ),
    )


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
