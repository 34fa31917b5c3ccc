"""What people get and what is worked on, and the way to more of it."""

from aiohttp import web

from bot.desk.pages.importing import list_waiting
from bot.desk.visits import Visit
from bot.documents.kinds import LARGEST_FILE_MEGABYTES
from bot.use_cases.courses import courses as use_cases
from bot.views.capabilities import COMMANDS
from bot.views.courses import courses as views
from bot.views.courses.importing import what_is_taken


async def list_courses(visit: Visit) -> web.Response:
    """Show every course and draft; whoever may write can bring an article there."""
    found = await visit.hand.store.run_aside(use_cases.list_states, visit.hand.library)
    listed = [(item, [fact for fact in views.facts(item) if fact]) for item in found]
    may_import = visit.may(COMMANDS["import"])
    return visit.render(
        "courses.html",
        courses=listed,
        may_import=may_import,
        what=what_is_taken(LARGEST_FILE_MEGABYTES),
        waiting=await list_waiting(visit) if may_import else [],
    )
