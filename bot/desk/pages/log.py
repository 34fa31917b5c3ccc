"""The log of what admins did."""

from aiohttp import web

from bot.desk.visits import Visit
from bot.use_cases.admin import authority, log_table
from bot.views.admin import admins as views


async def show_newest(visit: Visit) -> web.Response:
    """Show what was done last."""
    return await _show(visit, None)


async def show_older(visit: Visit) -> web.Response:
    """Show what was done before an entry; the newest for 0."""
    return await _show(visit, visit.number("before_id") or None)


async def _show(visit: Visit, before_id: int | None) -> web.Response:
    found = await visit.hand.store.run_aside(authority.read_log, before_id)
    timezone = await visit.timezone()
    return visit.render(
        "log.html",
        entries=[views.in_words(entry, found.names, timezone) for entry in found.entries],
        those=visit.offered(views.log(found, timezone)),
    )


async def export(visit: Visit) -> web.Response:
    """Hand over the log as a table."""
    return visit.hand_over(await visit.hand.store.run_aside(log_table.write_log), "log.csv")
