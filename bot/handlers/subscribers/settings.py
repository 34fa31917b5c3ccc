"""/settings, /pause, /resume, /stop and their buttons."""

from datetime import date, timedelta

from telegram import Update
from telegram.constants import ChatType

from bot.handlers.care import reply_with_care
from bot.handlers.context import Context, chat_of, language_of, reply, show
from bot.handlers.subscribers import joining as joining_handlers
from bot.use_cases.delivery import closed_groups
from bot.use_cases.subscribers import breaks, joining, reading
from bot.use_cases.subscribers.breaks import Canceled
from bot.views.subscribers import finish as finish_views
from bot.views.subscribers import joining as joining_views
from bot.views.subscribers import settings as views
from lessons.delivery.enrollment import EnrollmentStatus
from lessons.delivery.subscriber import SubscriberStatus
from lessons.questions.open_question import SettingQuestion
from lessons.times.breaks import InvalidPause, parse_pause_end
from lessons.times.later_breaks import find_later_break
from lessons.times.schedule import local_date


async def settings(update: Update, context: Context) -> None:
    """Show what can be set."""
    services, chat_id = context.services, chat_of(update).id
    subscriber = await services.store.run(joining.await_answer, chat_id, None, context.now)
    if subscriber is None or subscriber.status is SubscriberStatus.JOINING:
        await joining_handlers.ask_to_begin(update, context)
        return
    place = await services.store.run(reading.find_place, services.library, chat_id)
    closed_at = await services.store.run(closed_groups.find_closed_at, chat_id)
    is_only = len(services.library) == 1
    await show(update, context, views.settings(subscriber, place, closed_at, is_only=is_only))


async def ask_days(update: Update, context: Context) -> None:
    """Ask for the days of the week."""
    subscriber = await context.services.store.run(
        joining.await_answer, chat_of(update).id, None, context.now
    )
    if subscriber is None:
        await joining_handlers.ask_to_begin(update, context)
        return
    await show(update, context, views.choose_days(frozenset(subscriber.schedule.weekdays)))


async def ask_course(update: Update, context: Context, page: int) -> None:
    """Ask for the course, at that page of them."""
    services = context.services
    courses = list(services.library.values())
    if not courses:
        await show(update, context, joining_views.no_course())
        return
    subscriber = await services.store.run(joining.find_subscriber, chat_of(update).id)
    if subscriber is None or subscriber.status is SubscriberStatus.JOINING:
        await show(update, context, joining_views.choose_course(courses, page))
        return
    place = await services.store.run(reading.find_place, services.library, chat_of(update).id)
    current_id = place.course.course_id if place else None
    await show(update, context, views.choose_course(courses, current_id, page))


async def pause(update: Update, context: Context) -> None:
    """/pause alone asks how long; with an end it begins at once."""
    if context.args:
        await pause_until(update, context, " ".join(context.args))
        return
    if await _tell_finished(update, context):
        return
    subscriber = await context.services.store.run(
        joining.await_answer, chat_of(update).id, SettingQuestion.PAUSE_END, context.now
    )
    if subscriber is None:
        await joining_handlers.ask_to_begin(update, context)
        return
    if subscriber.status is SubscriberStatus.STOPPED:
        await _begin_break(update, context, None)
        return
    is_private = chat_of(update).type == ChatType.PRIVATE
    await reply(update, context, views.ask_pause(is_private=is_private))


async def pause_until(update: Update, context: Context, typed: str) -> None:
    """Begin a break with an end as somebody typed it."""
    services = context.services
    subscriber = await services.store.run(joining.find_subscriber, chat_of(update).id)
    if subscriber is None:
        await joining_handlers.ask_to_begin(update, context)
        return
    if await _tell_finished(update, context):
        return
    today = local_date(subscriber.schedule.timezone, context.now)
    later = find_later_break(typed, today)
    if later is not None:
        if later.begin > today and subscriber.status is not SubscriberStatus.STOPPED:
            await reply(update, context, views.ask_later_break(later))
        else:
            await _begin_break(update, context, later.end)
        return
    try:
        resume_date = parse_pause_end(typed, today, language_of(update))
    except InvalidPause as error:
        if error.readings:
            await reply(update, context, views.which_break_end(error.readings))
            return
        is_private = chat_of(update).type == ChatType.PRIVATE
        screen = views.pause_not_understood(error.given, error.reason, is_private=is_private)
        await reply_with_care(update, context, screen)
        return
    await _begin_break(update, context, resume_date)


async def pause_to(update: Update, context: Context, resume_date: date) -> None:
    """Begin a break up to that day, from a button; one that is over by now is none."""
    await pause_until(update, context, resume_date.isoformat())


async def pause_for(update: Update, context: Context, days: int) -> None:
    """Begin a break of so many days, 0 for no end, from a button."""
    subscriber = await context.services.store.run(joining.find_subscriber, chat_of(update).id)
    if subscriber is None:
        await joining_handlers.ask_to_begin(update, context)
        return
    today = local_date(subscriber.schedule.timezone, context.now)
    resume_date = today + timedelta(days=days) if days else None
    await _begin_break(update, context, resume_date)


async def _begin_break(update: Update, context: Context, resume_date: date | None) -> None:
    standing = await context.services.store.run(
        breaks.pause, chat_of(update).id, resume_date, context.now
    )
    if standing is None:
        await joining_handlers.ask_to_begin(update, context)
        return
    if standing.subscriber.status is SubscriberStatus.STOPPED:
        await show(update, context, views.no_break_after_a_stop(resume_date))
        return
    slot = standing.enrollment.next_slot if standing.enrollment else None
    next_at = slot.due_at if slot else None
    await show(update, context, views.paused(resume_date, next_at, standing.subscriber))


async def resume(update: Update, context: Context) -> None:
    """End a break or a stop."""
    services, chat_id = context.services, chat_of(update).id
    standing = await services.store.run(breaks.resume, chat_id, context.now)
    if standing is None:
        await joining_handlers.ask_to_begin(update, context)
        return
    slot = standing.enrollment.next_slot if standing.enrollment else None
    has_one = await services.store.run(
        reading.has_lesson_now, services.library, chat_id, context.now
    )
    screen = views.resumed(
        slot.due_at if slot else None,
        standing.subscriber,
        was_going=standing.was_going,
        has_lesson_now=has_one,
    )
    await show(update, context, screen)


async def resume_on(update: Update, context: Context, resume_date: date) -> None:
    """End a stop as of that day, from a button."""
    subscriber = await context.services.store.run(joining.find_subscriber, chat_of(update).id)
    if subscriber is None or subscriber.status is not SubscriberStatus.STOPPED:
        await pause_to(update, context, resume_date)
        return
    if resume_date <= local_date(subscriber.schedule.timezone, context.now):
        await resume(update, context)
        return
    await context.services.store.run(breaks.resume_on, chat_of(update).id, resume_date, context.now)
    await _begin_break(update, context, resume_date)


async def stop(update: Update, context: Context) -> None:
    """End lessons, or a joining that is not through yet."""
    standing = await context.services.store.run(breaks.stop, chat_of(update).id, context.now)
    await show(update, context, views.stopped() if standing else views.nothing_will_come())


async def _tell_finished(update: Update, context: Context) -> bool:
    """Say that no lesson is left, if none is, to somebody who wants fewer; return whether."""
    services = context.services
    place = await services.store.run(reading.find_place, services.library, chat_of(update).id)
    is_stopped = place is not None and place.subscriber.status is SubscriberStatus.STOPPED
    if place is None or is_stopped or place.enrollment.status is not EnrollmentStatus.FINISHED:
        return False
    is_only = len(services.library) == 1
    screen = finish_views.finished(
        place.course, is_only=is_only, offers_check=services.offers_check
    )
    await reply(update, context, screen)
    return True


async def cancel(update: Update, context: Context) -> None:
    """Close what is open."""
    closed = await context.services.store.run(breaks.cancel, chat_of(update).id, context.now)
    if closed is Canceled.NOTHING and await _tell_finished(update, context):
        return
    match closed:
        case Canceled.JOINING | Canceled.NOTHING_JOINED:
            screen = views.nothing_will_come()
        case Canceled.QUESTION:
            screen = views.canceled()
        case _:
            is_stopped = closed is Canceled.NOTHING_STOPPED
            screen = views.nothing_to_cancel(is_stopped=is_stopped)
    await reply(update, context, screen)
