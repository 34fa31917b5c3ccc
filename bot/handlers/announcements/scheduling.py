"""The admins' commands on what goes to many. Who acts was checked before."""

from telegram import Update

from bot.handlers.announcements import offering, schedule_form
from bot.handlers.announcements.preview import ask_about_behind, preview
from bot.handlers.announcements.stale import show_stale
from bot.handlers.announcements.wording import read_wording, tell_what_is_lost
from bot.handlers.arguments import number as read_number
from bot.handlers.care import show_before_care
from bot.handlers.context import Context, chat_of, reply, show, timezone_of
from bot.handlers.telling import bring_up_to_date, name_of, tell_author, timezone_of_author
from bot.process.clock import real_now
from bot.use_cases.announcements import asked_times, beginnings, progress, scheduling
from bot.use_cases.announcements.asked_times import Refused, Request
from bot.use_cases.announcements.scheduling import ChoiceWanted, ManyWanted
from bot.use_cases.delivery import holding
from bot.use_cases.delivery.dry_run import foresee
from bot.views.announcements import preview as views
from bot.views.announcements import progress as running_views
from bot.views.announcements import scheduled as scheduled_views
from bot.views.announcements import times
from bot.views.courses import courses as course_views
from bot.views.screen import Screen
from lessons.delivery.announcement import Announcement
from lessons.delivery.audience import InvalidAudience
from lessons.delivery.audit import AuditAction
from lessons.questions.schedule_form import ScheduleForm
from lessons.send_times.when import InvalidWhen


async def schedule(update: Update, context: Context) -> None:
    """/schedule alone asks step by step; with everything after it, it shows what people will
    get and asks."""
    services, message = context.services, update.effective_message
    assert message is not None
    assert message.text is not None
    # The text keeps its line feeds, so it is not taken from the words.
    _command, *rest = message.text.split(maxsplit=1)
    text = "".join(rest)
    if not text.strip():
        await schedule_form.begin(update, context)
        return
    said = read_wording(message).part(len(message.text) - len(text), len(text.rstrip()))
    timezone = await timezone_of(update, context)
    request = await services.store.run(
        asked_times.read_request, services.library, said, context.now, timezone
    )
    match request:
        case Request():
            await tell_what_is_lost(update, context)
            await preview(
                update,
                context,
                request.wording,
                request.when,
                request.audience,
                typed_when=request.typed_when,
            )
        case Refused(InvalidWhen() as reason, None):
            screen = times.when_refused(reason, context.now, timezone)
            await show_before_care(update, context, screen)
        case Refused(InvalidWhen() as reason, ScheduleForm() as form):
            await tell_what_is_lost(update, context)
            await schedule_form.ask_time_again(update, context, form, reason, is_kept=True)
        case Refused(InvalidAudience() as reason, form):
            if form is not None:
                await schedule_form.keep_refused(update, context, form)
            screen = views.audience_refused(
                reason.given, services.library.values(), is_kept=form is not None
            )
            await show_before_care(update, context, screen)


async def scheduled(update: Update, context: Context) -> None:
    """/scheduled lists what is to come; with a number and a time it moves one."""
    if context.args and len(context.args) > 1:
        number = read_number(context.args[0])
        if number is None:
            await reply(update, context, scheduled_views.not_moved(context.args[0]))
        else:
            await schedule_form.move(update, context, number, " ".join(context.args[1:]))
        return
    await list_scheduled(update, context)


async def list_scheduled(update: Update, context: Context, page: int = 1) -> None:
    """List what is to come."""
    items = await context.services.store.run(scheduling.list_scheduled)
    held = await context.services.store.run(holding.list_held, real_now())
    timezone = await timezone_of(update, context)
    await show(update, context, scheduled_views.scheduled(items, timezone, page, held))


async def cancel(update: Update, context: Context) -> None:
    """/cancel <number>: take one back, or stop the rest of it; alone it lists them."""
    given = " ".join(context.args or [])
    number = read_number(given)
    if not given:
        await list_scheduled(update, context)
    elif number is None:
        await reply(update, context, scheduled_views.not_cancelled(given))
    else:
        await call_off(update, context, number)


async def call_off(
    update: Update, context: Context, number: int, version: int | None = None
) -> None:
    """Cancel a draft, what is scheduled, or the rest of what is on its way."""
    before = await context.services.store.run_aside(scheduling.find_announcement, number)
    item = await context.services.store.run(
        scheduling.cancel, chat_of(update).id, number, context.now, version
    )
    if item is None:
        await show_stale(update, context, number, scheduled_views.not_cancelled(str(number)))
        return
    services = context.services
    # The first ones at once, the rest with the ticks.
    await services.store.run(beginnings.take_back, services.library, context.now)
    found = await services.store.run(
        progress.follow, services.library, services.policy, item, context.now
    )
    can_be_undone = await services.store.run(scheduling.can_be_brought_back, item, context.now)
    screen = scheduled_views.called_off(item, found.progress.total > 0, can_be_undone=can_be_undone)
    await _show_or_list(update, context, item, screen)
    if before is not None and before.is_confirmed:
        told = scheduled_views.told_author(item, name_of(update), AuditAction.CANCELLED)
        await bring_up_to_date(update, context, item, screen)
        await tell_author(update, context, item, told)


async def ask_call_off(update: Update, context: Context, number: int, version: int) -> None:
    """Ask before anything is called off, with the words and how many would not get it."""
    services = context.services
    found = await services.store.run(
        progress.find_following, services.library, services.policy, number, context.now
    )
    if (
        found is None
        or found.announcement.version != version
        or not found.announcement.is_confirmed
    ):
        await show_stale(update, context, number, scheduled_views.not_cancelled(str(number)))
        return
    screen = scheduled_views.ask_call_off(found, await timezone_of(update, context))
    # The message that follows an announcement is drawn anew as it runs, so the question would go.
    say = reply if _follows(update, found.announcement) else show
    await say(update, context, screen)


async def bring_back(update: Update, context: Context, number: int, version: int) -> None:
    """Undo that something was called off, for a minute."""
    services = context.services
    before = await services.store.run_aside(scheduling.find_announcement, number)
    item = await services.store.run(
        scheduling.bring_back, chat_of(update).id, number, version, context.now
    )
    if item is None:
        await show(update, context, scheduled_views.not_brought_back(number))
        return
    found = await services.store.run(
        progress.follow, services.library, services.policy, item, context.now
    )
    follow = running_views.follow(found, await timezone_of(update, context))
    if _follows(update, item):
        await show(update, context, follow)
    else:
        await _show_or_list(update, context, item, scheduled_views.brought_back(item))
    if before is not None and not before.is_confirmed:
        told = scheduled_views.told_author(item, name_of(update), AuditAction.SCHEDULED)
        follow = running_views.follow(found, await timezone_of_author(context, item))
        await bring_up_to_date(update, context, item, follow)
        await tell_author(update, context, item, told)


def _follows(update: Update, item: Announcement) -> bool:
    query = update.callback_query
    pressed = query.message.message_id if query and query.message else None
    return (chat_of(update).id, pressed) == (item.created_by, item.screen_message_id)


async def _show_or_list(
    update: Update, context: Context, item: Announcement, screen: Screen
) -> None:
    """Show it alone in the message that follows the announcement, below a command and for a draft;
    anywhere else with the list of what is to come."""
    is_draft = item.screen_message_id is None
    if update.callback_query is None or is_draft or _follows(update, item):
        await show(update, context, screen)
        return
    items = await context.services.store.run(scheduling.list_scheduled)
    held = await context.services.store.run(holding.list_held, real_now())
    listed = scheduled_views.scheduled(items, await timezone_of(update, context), 1, held)
    await show(update, context, scheduled_views.in_list(screen, listed))


async def confirm(update: Update, context: Context, number: int, version: int, shown: int) -> None:
    """Schedule a draft; where many would get it, or more than were ``shown``, ask once more."""
    await _confirm(update, context, number, version, shown, is_second_tap=False)


async def confirm_many(
    update: Update, context: Context, number: int, version: int, shown: int
) -> None:
    """Schedule a draft for many; where these are more than were ``shown``, ask again."""
    await _confirm(update, context, number, version, shown, is_second_tap=True)


async def _confirm(
    update: Update,
    context: Context,
    number: int,
    version: int,
    shown: int,
    *,
    is_second_tap: bool,
) -> None:
    services, query = context.services, update.callback_query
    item = await services.store.run(scheduling.find_announcement, number)
    if item and (closed := offering.find_closed(context, item)):
        await show(update, context, course_views.takes_nobody_new(closed))
        return
    reach = await offering.count_reach(context, item) if item and item.offer else None
    confirmed = await services.store.run(
        scheduling.confirm,
        services.library,
        services.policy,
        chat_of(update).id,
        number,
        version,
        shown,
        query.message.message_id if query and query.message else None,
        context.now,
        is_second_tap=is_second_tap,
        reach=reach,
    )
    timezone = await timezone_of(update, context)
    match confirmed:
        case None:
            await show_stale(update, context, number, views.not_confirmed())
        case ChoiceWanted(draft):
            await ask_about_behind(update, context, draft, timezone)
        case ManyWanted(draft):
            await show(update, context, views.ask_again(draft, shown, timezone))
        case _:
            found = await services.store.run(
                progress.follow,
                services.library,
                services.policy,
                confirmed.announcement,
                context.now,
                confirmed.reach,
            )
            await show(update, context, running_views.follow(found, timezone))


async def dry_run(update: Update, context: Context, number: int) -> None:
    """Tell when it will leave and for how many, as far as that can be known."""
    services = context.services
    found = await services.store.run(
        foresee, services.library, services.policy, number, context.now
    )
    await reply(update, context, views.foreseen(found, await timezone_of(update, context)))
