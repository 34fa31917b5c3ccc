"""What is confirmed to go out to many, called off and brought back; others hear of it."""

from aiohttp import web

from bot.delivery import offer_tallies
from bot.desk.visits import Visit
from bot.use_cases.admin import authority
from bot.use_cases.announcements import beginnings, latest_change, progress, scheduling
from bot.use_cases.announcements.progress import Following
from bot.use_cases.announcements.scheduling import ManyWanted
from bot.use_cases.review_dates import find_closed_by
from bot.use_cases.subscribers import reading
from bot.views.announcements import calendar as calendar_views
from bot.views.announcements import preview as views
from bot.views.announcements import progress as running_views
from bot.views.announcements import scheduled as scheduled_views
from bot.views.announcements import stale as stale_views
from bot.views.courses import courses as course_views
from bot.views.screen import Screen
from lessons.delivery.announcement import Announcement
from lessons.delivery.audit import AuditAction


async def open_announcement(visit: Visit) -> web.Response:
    """Show how an announcement stands, with the beginning of its words."""
    found = await _find(visit)
    return visit.tell(calendar_views.opened(found, await visit.timezone()))


async def confirm(visit: Visit) -> web.Response:
    """Schedule a draft; where many would get it, or more than were shown, ask once more."""
    return await _confirm(visit, is_second_tap=False)


async def confirm_many(visit: Visit) -> web.Response:
    """Schedule a draft for many; where these are more than were shown, ask again."""
    return await _confirm(visit, is_second_tap=True)


async def _confirm(visit: Visit, *, is_second_tap: bool) -> web.Response:
    hand, number, shown = visit.hand, visit.number("number"), visit.count("shown")
    item = await hand.store.run_aside(scheduling.find_announcement, number)
    today = visit.now.date()
    if item and (closed := find_closed_by(hand.library, item, hand.review_grace, today)):
        return visit.tell(course_views.takes_nobody_new(closed), 409)
    reach = (
        await offer_tallies.count_reach(hand.store, hand.library, hand.policy, item, hand.now)
        if item and item.offer
        else None
    )
    confirmed = await hand.store.run(
        scheduling.confirm,
        hand.library,
        hand.policy,
        visit.person_id,
        number,
        visit.count("version"),
        shown,
        None,
        visit.now,
        is_second_tap=is_second_tap,
        reach=reach,
    )
    match confirmed:
        case None:
            return await _tell_stale(visit, views.not_confirmed())
        case ManyWanted(draft):
            return visit.tell(views.ask_again(draft, shown, await visit.timezone()))
        case _:
            return visit.go(f"/announcements/{number}")


async def ask_call_off(visit: Visit) -> web.Response:
    """Ask before anything is called off, with the words and how many would not get it."""
    found = await _find(visit)
    return visit.tell(scheduled_views.ask_call_off(found, await visit.timezone()))


async def call_off(visit: Visit) -> web.Response:
    """Cancel what is scheduled, or the rest of what is on its way."""
    hand, number = visit.hand, visit.number("number")
    before = await hand.store.run_aside(scheduling.find_announcement, number)
    item = await hand.store.run(
        scheduling.cancel, visit.person_id, number, visit.now, visit.count("version")
    )
    if item is None:
        return await _tell_stale(visit, scheduled_views.not_cancelled(str(number)))
    # The first ones at once, the rest with the ticks.
    await hand.store.run(beginnings.take_back, hand.library, visit.now)
    found = await hand.store.run(progress.follow, hand.library, hand.policy, item, visit.now)
    can_be_undone = await hand.store.run(scheduling.can_be_brought_back, item, visit.now)
    had_begun = found.progress.total > 0
    screen = scheduled_views.called_off(item, had_begun, can_be_undone=can_be_undone)
    if before is not None and before.is_confirmed:
        await _tell_author(visit, item, screen, AuditAction.CANCELLED)
    return visit.tell(screen)


async def bring_back(visit: Visit) -> web.Response:
    """Undo that something was called off, for a minute."""
    hand, number = visit.hand, visit.number("number")
    before = await hand.store.run_aside(scheduling.find_announcement, number)
    item = await hand.store.run(
        scheduling.bring_back, visit.person_id, number, visit.count("version"), visit.now
    )
    if item is None:
        return visit.tell(scheduled_views.not_brought_back(number), 409)
    if before is not None and not before.is_confirmed:
        found = await hand.store.run(progress.follow, hand.library, hand.policy, item, visit.now)
        timezone = await hand.store.run_aside(
            reading.get_timezone, item.created_by, hand.default_timezone
        )
        screen = running_views.follow(found, timezone)
        await _tell_author(visit, item, screen, AuditAction.SCHEDULED)
    return visit.go(f"/announcements/{number}")


async def _find(visit: Visit) -> Following:
    hand = visit.hand
    found = await hand.store.run_aside(
        progress.find_following, hand.library, hand.policy, visit.number("number"), visit.now
    )
    if found is None or not found.announcement.is_confirmed:
        raise web.HTTPNotFound
    return found


async def _tell_stale(visit: Visit, otherwise: Screen) -> web.Response:
    """Answer a form that fits no more: with the latest change, if there is one to tell."""
    number = visit.number("number")
    change = await visit.hand.store.run_aside(latest_change.find, number, visit.person_id)
    if change is not None:
        timezone = await visit.timezone()
        otherwise = stale_views.changed_since(number, change, timezone, otherwise)
    return visit.tell(otherwise, 409)


async def _tell_author(visit: Visit, item: Announcement, screen: Screen, did: AuditAction) -> None:
    """Show in the message of the chat that follows the announcement what became of it, and tell
    whoever scheduled it, if that is another admin."""
    hand = visit.hand
    admin_ids = await hand.store.run_aside(authority.list_admin_ids, hand.owner_ids)
    if item.created_by not in admin_ids:
        return
    if item.screen_message_id is not None:
        await hand.redraw(item.created_by, item.screen_message_id, screen)
    if item.created_by != visit.person_id:
        told = scheduled_views.told_author(item, visit.name, did)
        await hand.write_to(item.created_by, Screen(told))
