"""Every page and every form of the desk, each with what it takes: what the same thing takes in the
chat."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from aiohttp import web

from bot.desk.pages import calendar, courses, drafts, log, people
from bot.desk.visits import Visit
from bot.views.callback_data import Verb
from bot.views.capabilities import BUTTONS
from lessons.roles import Capability

Answer = Callable[[Visit], Awaitable[web.StreamResponse]]


@dataclass(frozen=True, slots=True)
class Route:
    """One address, and who answers there to whom."""

    method: str
    path: str
    capability: Capability
    answer: Answer


def _look(path: str, verb: Verb, answer: Answer) -> Route:
    return Route("GET", path, BUTTONS[verb], answer)


ROUTES = (
    _look("/", Verb.COURSES, courses.list_courses),
    _look("/courses/{course_id}", Verb.COURSE, courses.open_course),
    _look("/courses/{course_id}/{lesson_id}", Verb.PREVIEW, courses.open_lesson),
    _look("/drafts/{course_id}", Verb.DRAFT, drafts.open_draft),
    _look(r"/drafts/{course_id}/{number:\d{1,5}}", Verb.DRAFT_LESSON, drafts.open_lesson),
    _look("/calendar", Verb.CALENDAR, calendar.show_this_week),
    _look(r"/calendar/{number:\d{1,3}}", Verb.CALENDAR, calendar.show_week),
    _look(r"/past/{number:\d{1,6}}", Verb.PAST, calendar.list_past),
    _look(r"/announcements/{number:\d{1,15}}", Verb.OPEN_ANNOUNCEMENT, calendar.open_announcement),
    _look("/people", Verb.CHART, people.show_counts),
    _look("/people.csv", Verb.CSV, people.export_counts),
    _look("/log", Verb.LOG, log.show_newest),
    _look(r"/log/{before_id:\d{1,15}}", Verb.LOG, log.show_older),
    _look("/log.csv", Verb.LOG_CSV, log.export),
)
"""All that there is behind a session; a test goes through each of them as everybody who may not."""
