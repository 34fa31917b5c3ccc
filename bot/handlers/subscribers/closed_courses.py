"""What is told to whoever would be new in a course that takes nobody new just now."""

from collections.abc import Sequence

from telegram import Update

from bot.handlers.context import Context, chat_of, show
from bot.use_cases import review_dates
from bot.views.subscribers import joining as views
from lessons.course.course import Course


async def is_closed(update: Update, context: Context, wanted: str | None) -> bool:
    """Tell whoever would begin that course, or the only one, that it takes nobody new; return
    whether it does so."""
    services = context.services
    closed = await services.store.run_aside(
        review_dates.find_closed,
        services.library,
        chat_of(update).id,
        wanted,
        services.review_grace,
        context.now,
    )
    if closed is not None:
        await show(update, context, views.closed_to_newcomers(closed.course, closed.others))
    return closed is not None


def list_open(context: Context, courses: Sequence[Course]) -> Sequence[Course]:
    """Return those of the courses that somebody new can begin; where there are none, all of them,
    as a tap on one tells why."""
    grace, today = context.services.review_grace, context.now.date()
    return review_dates.list_open(courses, grace, today) or courses
