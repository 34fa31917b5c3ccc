"""/calendar, and what its buttons open."""

from telegram import Update

from bot.handlers.announcements import schedule_form
from bot.handlers.context import Context, show, timezone_of
from bot.process.clock import real_now
from bot.use_cases.announcements import calendar as use_cases
from bot.use_cases.announcements import progress
from bot.use_cases.delivery import holding
from bot.views.announcements import calendar as views
from bot.views.announcements import progress as progress_views
from lessons.delivery.audience import Audience, AudienceKind


async def calendar(update: Update, context: Context) -> None:
    """/calendar: what goes out from today on, by day."""
    await show_week(update, context, 1)


async def show_week(update: Update, context: Context, number: int) -> None:
    """Show that week, counted from today on."""
    services = context.services
    timezone = await timezone_of(update, context)
    week, services.kept_readers.latest = await services.store.run_aside(
        use_cases.find_week,
        services.library,
        services.policy,
        min(number, views.MOST_WEEKS),
        timezone,
        services.kept_readers.latest,
        context.now,
    )
    held = await services.store.run_aside(holding.list_held, real_now())
    await show(update, context, views.week(week, services.library, timezone, held))


async def list_past(update: Update, context: Context, number: int) -> None:
    """List a page of what has gone out, with what became of each."""
    items = await context.services.store.run_aside(progress.list_past)
    await show(update, context, views.past(items, await timezone_of(update, context), number))


async def open_announcement(update: Update, context: Context, number: int) -> None:
    """Show how an announcement stands, with its words and what can be done about it."""
    services = context.services
    found = await services.store.run_aside(
        progress.find_following, services.library, services.policy, number, context.now
    )
    if found is None or not found.announcement.is_confirmed:
        await show(update, context, progress_views.gone(number))
        return
    timezone = await timezone_of(update, context)
    await show(update, context, views.opened(found, timezone))


async def send_again(update: Update, context: Context, number: int) -> None:
    """Ask when its words shall go to those whom it did not reach."""
    audience = Audience(AudienceKind.MISSED, str(number))
    await schedule_form.begin_again(update, context, number, str(audience))
