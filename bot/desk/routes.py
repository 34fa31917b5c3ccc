"""Every page and every form of the desk, each with what it takes: what the same thing takes in the
chat."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from aiohttp import web

from bot.desk.pages import courses, drafts
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
)
"""All that there is behind a session; a test goes through each of them as everybody who may not."""
