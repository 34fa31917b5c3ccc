"""Back to an earlier revision of a course."""

from telegram import Update

from bot.handlers.context import Context, chat_of, show, timezone_of
from bot.handlers.courses.publishing import show_published
from bot.use_cases.courses import rolling_back as use_cases
from bot.use_cases.courses.publishing import Published
from bot.views.courses import courses as course_views
from bot.views.courses import rolling_back as views


async def list_earlier(update: Update, context: Context, course_id: str) -> None:
    """List the earlier revisions of a course."""
    entries = await context.services.store.run(use_cases.list_earlier, course_id)
    timezone = await timezone_of(update, context)
    await show(update, context, views.earlier(course_id, entries, timezone))


async def ask(update: Update, context: Context, course_id: str, revision: int) -> None:
    """Say what going back to that revision would change, and ask."""
    services = context.services
    way = await services.store.run(
        use_cases.find_way_back, services.library, course_id, revision, context.now
    )
    if way is None:
        await show(update, context, course_views.no_such_course())
        return
    await show(update, context, views.ask(way, await timezone_of(update, context)))


async def roll_back(
    update: Update, context: Context, course_id: str, revision: int, current: int
) -> None:
    """Make that revision what people get, if ``current`` is still the newest."""
    services = context.services
    done = await services.store.run_bare(
        use_cases.roll_back,
        services.library,
        chat_of(update).id,
        course_id,
        revision,
        current,
        context.now,
    )
    if isinstance(done, Published):
        await show_published(update, context, done, views.undo(course_id, current))
    else:
        await show(update, context, views.not_done(course_id))
