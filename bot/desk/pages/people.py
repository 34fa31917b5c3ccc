"""The people who get lessons, as counts: never a name, never what a check was told."""

from aiohttp import web

from bot.desk.visits import Visit
from bot.process.clock import real_now
from bot.use_cases.admin import statistics
from bot.views.admin import charts
from bot.views.admin import panel as views


async def show_counts(visit: Visit) -> web.Response:
    """Show how everything stands, and charts of the statistics."""
    hand, timezone = visit.hand, await visit.timezone()
    panel = await hand.store.run_aside(statistics.find_panel, visit.now, real_now())
    found = await hand.store.run_aside(statistics.compute, visit.now)
    words = await hand.store.run_aside(statistics.list_start_words)
    return visit.render(
        "people.html",
        panel=views.panel(panel, timezone, hand.find_deaf_seconds()).text,
        bars=charts.parts(found, hand.library) if found else (),
        caption=charts.caption(),
        counted=views.counted(found, timezone) if found else views.being_counted().text,
        words=views.start_words(words),
    )


async def export_counts(visit: Visit) -> web.Response:
    """Hand over the statistics as a table."""
    found = await visit.hand.store.run_aside(statistics.compute, visit.now)
    if found is None:
        return visit.tell(views.being_counted())
    return visit.hand_over(statistics.write_csv(found, visit.hand.library), "statistics.csv")
