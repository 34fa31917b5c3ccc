"""A draft: what there is to say about it, and its lessons beside the very message."""

from typing import Any

from aiohttp import web

from bot.desk.pages.courses import tell_parts
from bot.desk.visits import Visit
from bot.process.aside import aside
from bot.use_cases.courses import drafting
from bot.views.courses import draft_lessons
from bot.views.courses import drafts as views
from lessons.draft.review import DraftReview


async def open_draft(visit: Visit) -> web.Response:
    """Show the draft at a glance."""
    found = await find(visit)
    overview = await aside(views.overview, found)
    return visit.render("draft.html", **tell(found), overview=overview.text)


async def open_lesson(visit: Visit) -> web.Response:
    """Show one lesson of the draft."""
    found, number = await find(visit), visit.number("number")
    item = drafting.find_lesson(found, number)
    if item is None:
        raise web.HTTPNotFound
    course = found.draft.course
    return visit.render(
        "draft_lesson.html",
        **tell(found),
        number=number,
        item=item,
        parts=tell_parts(course, item.lesson),
        message=draft_lessons.preview(course, item.lesson),
        remarks=draft_lessons.remarks(found, item, number),
    )


async def find(visit: Visit) -> DraftReview:
    """Return the draft of the address; raises ``HTTPNotFound`` where it is gone."""
    course_id = visit.named("course_id")
    found = await visit.hand.store.run_aside(drafting.find_review, course_id, visit.actor)
    if found is None:
        raise web.HTTPNotFound
    return found


def tell(found: DraftReview) -> dict[str, Any]:
    """Return what every page of a draft shows."""
    lessons = [(item.lesson.title, views.state(item)) for item in found.lessons]
    return {"draft": found.draft, "course": found.draft.course, "lessons": lessons}
