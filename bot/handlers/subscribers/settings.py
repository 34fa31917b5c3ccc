"""/settings, /stop and their buttons."""

from telegram import Update

from bot.handlers.context import Context, chat_of, reply, show
from bot.handlers.subscribers import joining as joining_handlers
from bot.handlers.subscribers.breaks import tell_finished
from bot.use_cases.delivery import closed_groups
from bot.use_cases.library import has_one_course, list_offered
from bot.use_cases.subscribers import breaks, joining, reading
from bot.use_cases.subscribers.breaks import Canceled
from bot.views.subscribers import joining as joining_views
from bot.views.subscribers import settings as views
from lessons.delivery.subscriber import SubscriberStatus


async def settings(update: Update, context: Context) -> None:
    """Show what can be set."""
    services, chat_id = context.services, chat_of(update).id
    subscriber = await services.store.run(joining.await_answer, chat_id, None, context.now)
    if subscriber is None or subscriber.status is SubscriberStatus.JOINING:
        await joining_handlers.ask_to_begin(update, context)
        return
    place = await services.store.run(reading.find_place, services.library, chat_id)
    closed_at = await services.store.run(closed_groups.find_closed_at, chat_id)
    is_only = has_one_course(services.library)
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
    courses = list_offered(services.library)
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


async def stop(update: Update, context: Context) -> None:
    """End lessons, or a joining that is not through yet."""
    standing = await context.services.store.run(breaks.stop, chat_of(update).id, context.now)
    await show(update, context, views.stopped() if standing else views.nothing_will_come())


async def cancel(update: Update, context: Context) -> None:
    """Close what is open."""
    closed = await context.services.store.run(breaks.cancel, chat_of(update).id, context.now)
    if closed is Canceled.NOTHING and await tell_finished(update, context):
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
