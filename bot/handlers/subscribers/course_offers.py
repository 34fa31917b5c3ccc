"""The buttons below a course that is offered, or that begins by itself."""

from telegram import Update

from bot.handlers.context import Context, chat_of, reply
from bot.use_cases import review_dates
from bot.use_cases.subscribers import course_offers
from bot.views.subscribers import course_offers as views
from bot.views.subscribers import joining as joining_views
from bot.views.subscribers import settings as settings_views
from lessons.delivery.course_offer import Answer


async def take(update: Update, context: Context, number: int) -> None:
    """Begin the course that was offered; the offer stays above."""
    services = context.services
    closed = await services.store.run_aside(
        review_dates.find_closed_offer,
        services.library,
        chat_of(update).id,
        number,
        services.review_grace,
        context.now,
    )
    if closed is not None:
        screen = joining_views.closed_to_newcomers(closed.course, closed.others)
        await reply(update, context, screen)
        return
    taken = await services.store.run(
        course_offers.take, services.library, chat_of(update).id, number, context.now
    )
    screen = (
        settings_views.course_chosen(taken.course, taken.subscriber, taken.enrollment)
        if taken
        else views.not_in_it()
    )
    await reply(update, context, screen)


async def leave_offer(update: Update, context: Context, _number: int) -> None:
    """Leave the offer; it can still be taken later."""
    await reply(update, context, views.not_now())


async def decline(update: Update, context: Context, number: int) -> None:
    """Let the course not begin, ever, by itself."""
    await _leave(update, context, number, Answer.DECLINED)


async def put_off(update: Update, context: Context, number: int) -> None:
    """Let the course not begin now."""
    await _leave(update, context, number, Answer.LATER)


async def _leave(update: Update, context: Context, number: int, answer: Answer) -> None:
    services = context.services
    left = await services.store.run(
        course_offers.leave, services.library, chat_of(update).id, number, answer, context.now
    )
    screen = views.left(left, answer) if left else views.not_in_it()
    await reply(update, context, screen)
