"""/hold and /go, and the buttons of the message that follows an announcement."""

from telegram import Update

from bot.handlers.announcements import holding, offering, restoring
from bot.handlers.arguments import number as read_number
from bot.handlers.context import Context, chat_of, show, timezone_of
from bot.handlers.telling import name_of, tell_author
from bot.use_cases.announcements import progress, scheduling
from bot.views.announcements import progress as views
from bot.views.announcements import scheduled as scheduled_views
from bot.views.courses import courses as course_views
from lessons.delivery.audit import AuditAction


async def hold(update: Update, context: Context) -> None:
    """/hold <number>, /hold lessons, /hold course <id>; alone it holds the latest announcement that
    is on its way."""
    if (course_id := _read_lessons(context)) is not None:
        await holding.hold(update, context, course_id or None)
        return
    await _choose(update, context, is_on_hold=False)


async def go_on(update: Update, context: Context) -> None:
    """/go <number>, /go lessons, /go course <id>; alone it lets the latest that is on hold go on.

    Where the database was restored, nothing goes on before that is decided.
    """
    if await restoring.show_if_held(update, context):
        return
    if (course_id := _read_lessons(context)) is not None:
        await holding.ask_go(update, context, course_id)
        return
    await _choose(update, context, is_on_hold=True)


def _read_lessons(context: Context) -> str | None:
    """Return the course whose lessons are meant, empty for those of all; ``None`` if none are."""
    match [word.casefold() for word in context.args or []]:
        case ["lessons"]:
            return ""
        case ["course", *words]:
            return " ".join(words) or "?"
    return None


async def _choose(update: Update, context: Context, *, is_on_hold: bool) -> None:
    given = " ".join(context.args or [])
    number = read_number(given)
    if not given:
        found = await context.services.store.run(progress.find_running, on_hold=is_on_hold)
        if not found:
            if not await holding.show_held(update, context, may_ask=is_on_hold):
                await show(update, context, views.nothing_runs())
            return
        number = found[0].announcement_id
    if number is None:
        await show(update, context, views.no_such_run(given))
    else:
        await (go_on_one if is_on_hold else hold_one)(update, context, number)


async def hold_one(update: Update, context: Context, number: int) -> None:
    """Let nothing more of it leave."""
    item = await context.services.store.run(progress.hold, chat_of(update).id, number, context.now)
    await _show(update, context, number, item is not None)
    if item is not None:
        told = scheduled_views.told_author(item, name_of(update), AuditAction.HELD)
        await tell_author(update, context, item, told)


async def go_on_one(update: Update, context: Context, number: int) -> None:
    """Send what was held; what brings people into a course that takes nobody new stays there."""
    held = await context.services.store.run(scheduling.find_announcement, number)
    if held and held.on_hold_because and (closed := offering.find_closed(context, held)):
        await show(update, context, course_views.takes_nobody_new(closed))
        return
    item = await context.services.store.run(progress.go_on, chat_of(update).id, number, context.now)
    await _show(update, context, number, item is not None)
    if item is not None:
        told = scheduled_views.told_author(item, name_of(update), AuditAction.WENT_ON)
        await tell_author(update, context, item, told)


async def _show(update: Update, context: Context, number: int, is_changed: bool) -> None:
    services = context.services
    found = await services.store.run(
        progress.find_following,
        services.library,
        services.policy,
        number,
        context.now,
    )
    # A second tap on the same button wants what is so already.
    is_so = found is not None and update.callback_query and found.announcement.is_confirmed
    if found is None or not (is_changed or is_so):
        await show(update, context, views.no_such_run(str(number)))
        return
    await show(update, context, views.follow(found, await timezone_of(update, context)))
