"""/pause, /resume and their buttons."""

from datetime import date, timedelta

from telegram import Update
from telegram.constants import ChatType

from bot.handlers.care import reply_with_care
from bot.handlers.context import Context, chat_of, language_of, reply, show
from bot.handlers.subscribers import consent
from bot.handlers.subscribers import joining as joining_handlers
from bot.use_cases.library import has_one_course
from bot.use_cases.subscribers import breaks, joining, reading
from bot.use_cases.subscribers.breaks import SubscriberState
from bot.views.moments import writes_month_first
from bot.views.subscribers import breaks as views
from bot.views.subscribers import finish as finish_views
from lessons.delivery.enrollment import EnrollmentStatus
from lessons.delivery.subscriber import Subscriber, SubscriberStatus
from lessons.questions.open_question import SettingQuestion
from lessons.times.break_ahead import BreakAhead
from lessons.times.breaks import LONGEST, InvalidPause, parse_pause_end
from lessons.times.later_breaks import find_break_begin, find_later_break
from lessons.times.schedule import local_date
from lessons.times.spans_within import list_spans_within


async def pause(update: Update, context: Context) -> None:
    """/pause alone asks how long; with an end it begins at once."""
    if context.args:
        await pause_until(update, context, " ".join(context.args))
    else:
        await ask_pause(update, context)


async def ask_pause(update: Update, context: Context) -> None:
    """Ask how long a break shall be."""
    if await tell_finished(update, context):
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
    ahead = subscriber.break_ahead
    await reply(update, context, views.ask_pause(is_private=is_private, ahead=ahead))


async def pause_until(update: Update, context: Context, typed: str) -> None:
    """Begin a break with an end as somebody typed it."""
    services = context.services
    subscriber = await services.store.run(joining.find_subscriber, chat_of(update).id)
    if subscriber is None or subscriber.status is SubscriberStatus.JOINING:
        await joining_handlers.ask_to_begin(update, context)
        return
    if await tell_finished(update, context):
        return
    today = local_date(subscriber.schedule.timezone, context.now)
    if await _ask_ahead(update, context, subscriber, typed, today):
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


async def _ask_ahead(
    update: Update, context: Context, subscriber: Subscriber, typed: str, today: date
) -> bool:
    """Ask about a break that the text lets begin on a later day; return whether it names one."""
    zone = subscriber.schedule.timezone
    spans = list_spans_within(
        typed, today, is_month_first=writes_month_first(language_of(update), zone)
    )
    if len(spans) > 1:
        await reply(update, context, views.which_days(spans))
        return True
    ahead = spans[0] if spans else find_later_break(typed, today)
    begin = find_break_begin(typed, today) if ahead is None else ahead.begin
    if begin is None:
        return False
    if ahead is None:
        screen = views.ask_length_ahead(begin)
        await reply(update, context, screen)
    elif begin <= today or subscriber.status is SubscriberStatus.STOPPED:
        await _begin_break(update, context, ahead.end)
    elif _reaches(subscriber, begin):
        await reply(update, context, views.paused_already(subscriber, ahead))
    else:
        await reply(update, context, views.ask_break_ahead(ahead))
    return True


def _reaches(subscriber: Subscriber, begin: date) -> bool:
    """Whether somebody is on a break that is not over by that day."""
    resume_date = subscriber.resume_date
    return subscriber.is_paused and (resume_date is None or resume_date >= begin)


async def pause_later(update: Update, context: Context, begin: date, end: date) -> None:
    """Set a break on those days, from a button; one that has begun by now is a break at once."""
    services, chat_id = context.services, chat_of(update).id
    subscriber = await services.store.run(joining.find_subscriber, chat_id)
    if subscriber is None or subscriber.status is SubscriberStatus.JOINING:
        await joining_handlers.ask_to_begin(update, context)
        return
    today, ahead = local_date(subscriber.schedule.timezone, context.now), BreakAhead(begin, end)
    if end <= max(begin, today) or end - today > LONGEST:
        await show(update, context, views.break_is_over())
        return
    standing = await services.store.run(breaks.pause_later, chat_id, ahead, context.now)
    assert standing is not None
    if standing.subscriber.break_ahead != ahead:
        await _tell_break(update, context, standing, end)
        return
    slot = standing.enrollment.next_slot if standing.enrollment else None
    next_at = slot.due_at if slot else None
    await show(update, context, views.break_set(ahead, next_at, standing.subscriber))


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
    await _tell_break(update, context, standing, resume_date)


async def _tell_break(
    update: Update, context: Context, standing: SubscriberState, resume_date: date | None
) -> None:
    if standing.subscriber.status is SubscriberStatus.STOPPED:
        await show(update, context, views.no_break_after_a_stop(resume_date))
        return
    slot = standing.enrollment.next_slot if standing.enrollment else None
    next_at = slot.due_at if slot else None
    await show(update, context, views.paused(standing.subscriber, next_at))


async def resume(update: Update, context: Context) -> None:
    """End a break or a stop."""
    if await consent.is_asked_after_no(update, context):
        return
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
        # A second tap finds that it is done, and leaves what stands there.
        was_going=standing.was_going and update.callback_query is None,
        called_off=standing.called_off,
        has_lesson_now=has_one,
    )
    await show(update, context, screen)


async def resume_on(update: Update, context: Context, resume_date: date) -> None:
    """End a stop as of that day, from a button."""
    if await consent.is_asked_after_no(update, context):
        return
    subscriber = await context.services.store.run(joining.find_subscriber, chat_of(update).id)
    if subscriber is None or subscriber.status is not SubscriberStatus.STOPPED:
        await pause_to(update, context, resume_date)
        return
    if resume_date <= local_date(subscriber.schedule.timezone, context.now):
        await resume(update, context)
        return
    await context.services.store.run(breaks.resume_on, chat_of(update).id, resume_date, context.now)
    await _begin_break(update, context, resume_date)


async def tell_finished(update: Update, context: Context) -> bool:
    """Say that no lesson is left, if none is, to somebody who wants fewer; return whether."""
    services = context.services
    place = await services.store.run(reading.find_place, services.library, chat_of(update).id)
    is_stopped = place is not None and place.subscriber.status is SubscriberStatus.STOPPED
    if place is None or is_stopped or place.enrollment.status is not EnrollmentStatus.FINISHED:
        return False
    is_only = has_one_course(services.library)
    screen = finish_views.finished(
        place.course, is_only=is_only, offers_check=services.offers_check
    )
    await reply(update, context, screen)
    return True
