"""What goes out, by day, and what has gone out."""

from aiohttp import web

from bot.desk.visits import Visit
from bot.process.clock import real_now
from bot.use_cases.announcements import calendar as use_cases
from bot.use_cases.announcements import progress
from bot.use_cases.announcements.calendar import Readers
from bot.use_cases.delivery import holding
from bot.views import holds
from bot.views.announcements import calendar as views


class LatestReaders:
    """The readers as they were counted last, so that no page goes through a crowd of them."""

    def __init__(self) -> None:
        self.found: Readers | None = None


async def show_this_week(visit: Visit) -> web.Response:
    """Show what goes out from today on."""
    return await _show_week(visit, 1)


async def show_week(visit: Visit) -> web.Response:
    """Show one week, counted from today on."""
    return await _show_week(visit, visit.number("number"))


async def _show_week(visit: Visit, number: int) -> web.Response:
    hand, timezone = visit.hand, await visit.timezone()
    latest = hand.keeping(LatestReaders)
    week, latest.found = await hand.store.run_aside(
        use_cases.find_week,
        hand.library,
        hand.policy,
        max(1, min(number, views.MOST_WEEKS)),
        timezone,
        latest.found,
        visit.now,
    )
    held = await hand.store.run_aside(holding.list_held, real_now())
    screen = views.week(week, hand.library, timezone, held)
    return visit.render(
        "calendar.html",
        days=[views.in_words(day, hand.library, timezone) for day in week.days],
        held=[line for line in holds.on_hold(held) if line],
        how=views.how_it_counts(week, timezone),
        those=visit.offered(screen),
    )


async def list_past(visit: Visit) -> web.Response:
    """Show a page of what has gone out, with what became of each."""
    items = await visit.hand.store.run_aside(progress.list_past)
    screen = views.past(items, await visit.timezone(), visit.number("number"))
    return visit.tell(screen)
