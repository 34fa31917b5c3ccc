"""Another time for what is scheduled: asked with words, count and instants, and undone."""

from datetime import datetime

from telegram import Update

from bot.handlers.announcements import offering
from bot.handlers.announcements.stale import show_stale
from bot.handlers.context import Context, chat_of, show, timezone_of
from bot.handlers.telling import bring_up_to_date, name_of, tell_author, timezone_of_author
from bot.use_cases.announcements import beginnings, moving, progress
from bot.use_cases.announcements.audiences import Reach, count_reach
from bot.use_cases.announcements.moving import NewTime
from bot.use_cases.announcements.offers import FIRST_HOUR
from bot.use_cases.announcements.scheduling import AnnouncementDraft, ManyWanted
from bot.views import course_offers as words
from bot.views.announcements import moving as views
from bot.views.announcements import progress as running_views
from bot.views.announcements import scheduled as scheduled_views
from lessons.delivery.announcement import Announcement
from lessons.delivery.audit import AuditAction
from lessons.send_times.when import When


async def ask(update: Update, context: Context, number: int, when: When) -> None:
    """Show what would go at another time, to how many, and ask."""
    services = context.services
    new = await _new_time(update, context, when.wall_time or when.first_at)
    found = await services.store.run_aside(moving.look, services.library, number, new, context.now)
    if found is None:
        await show(update, context, scheduled_views.not_moved(str(number)))
        return
    before, after = found
    draft = AnnouncementDraft(after, await _count(context, after))
    await show(update, context, views.ask(before, draft, new.at, new.timezone))


async def _new_time(update: Update, context: Context, at: datetime) -> NewTime:
    return NewTime(at, await timezone_of(update, context), words.words)


async def _count(context: Context, item: Announcement) -> Reach:
    if item.offer is not None:
        return await offering.count_reach(context, item)
    services = context.services
    return await services.store.run(
        count_reach, services.library, services.policy, item, context.now
    )


async def confirm(
    update: Update, context: Context, number: int, version: int, shown: int, at: datetime
) -> None:
    """Move it; where many would get it, or more than were ``shown``, ask once more."""
    await _confirm(update, context, number, version, shown, at, is_second_tap=False)


async def confirm_many(
    update: Update, context: Context, number: int, version: int, shown: int, at: datetime
) -> None:
    """Move what goes to many; where these are more than were ``shown``, ask again."""
    await _confirm(update, context, number, version, shown, at, is_second_tap=True)


async def _confirm(
    update: Update,
    context: Context,
    number: int,
    version: int,
    shown: int,
    at: datetime,
    *,
    is_second_tap: bool,
) -> None:
    services, new = context.services, await _new_time(update, context, at)
    found = await services.store.run_aside(moving.look, services.library, number, new, context.now)
    reach = await _count(context, found[1]) if found else None
    done = await services.store.run(
        moving.move,
        services.library,
        services.policy,
        chat_of(update).id,
        number,
        version,
        new,
        shown,
        context.now,
        is_second_tap=is_second_tap,
        reach=reach,
    )
    match done:
        case None:
            await show_stale(update, context, number, scheduled_views.not_moved(str(number)))
        case ManyWanted(draft) if found:
            screen = views.ask(found[0], draft, at, new.timezone, shown=shown)
            await show(update, context, screen)
        case moving.Move(before, after):
            screen = views.moved(_time_of(before), after, new.timezone)
            await show(update, context, screen)
            await _tell(update, context, after.announcement)


async def undo(
    update: Update, context: Context, number: int, version: int, former_at: datetime
) -> None:
    """Give it back the time that it had, for a minute after it was moved."""
    services, former = context.services, await _new_time(update, context, former_at)
    item = await services.store.run(
        moving.undo,
        services.library,
        chat_of(update).id,
        number,
        version,
        former,
        context.now,
    )
    if item is None:
        await show(update, context, views.not_moved_back(number))
        return
    await show(update, context, views.moved_back(item, former.timezone))
    await _tell(update, context, item)


def _time_of(item: Announcement) -> datetime:
    """Return the time that it has, as a button can give it back."""
    if beginnings.begins(item) and item.offer is not None and item.offer.begins_on is not None:
        return datetime.combine(item.offer.begins_on, item.offer.at or FIRST_HOUR)
    return item.wall_time or item.first_at or item.at


async def _tell(update: Update, context: Context, item: Announcement) -> None:
    """Let whoever scheduled it know, and bring the message up to date that follows it."""
    services = context.services
    found = await services.store.run(
        progress.follow, services.library, services.policy, item, context.now
    )
    timezone = await timezone_of_author(context, item)
    await bring_up_to_date(update, context, item, running_views.follow(found, timezone))
    told = scheduled_views.told_author(item, name_of(update), AuditAction.MOVED)
    await tell_author(update, context, item, told)
