"""From a draft to what people get: the last look, and after it."""

from aiohttp import web

from bot.desk.pages import drafts
from bot.desk.visits import Visit
from bot.use_cases.courses import courses as course_cases
from bot.use_cases.courses import publishing
from bot.use_cases.courses.publishing import Published, Refusal
from bot.views.courses import publishing as views
from lessons.course.filling import find_unset_in


async def ask(visit: Visit) -> web.Response:
    """Say who would get what, and ask."""
    hand, course_id = visit.hand, visit.named("course_id")
    found = await hand.store.run_aside(
        course_cases.find_impact, hand.library, visit.actor, course_id, visit.now
    )
    if found is None:
        raise web.HTTPNotFound
    if unset := find_unset_in(found.review.draft.course, hand.library.clinic):
        return visit.tell(views.refused(Refusal.CLINIC_UNSET, course_id, unset), 409)
    if refusal := publishing.find_refusal(found.review):
        return visit.tell(views.refused(refusal, course_id), 409)
    return visit.tell(views.ask_publish(found, await visit.timezone()))


async def publish(visit: Visit) -> web.Response:
    """Make the draft what people get, and say what it did."""
    hand, course_id = visit.hand, visit.named("course_id")
    done = await hand.store.run_bare(
        publishing.publish,
        hand.library,
        visit.actor,
        course_id,
        visit.count("version"),
        visit.now,
    )
    if not isinstance(done, Published):
        is_unset = done is Refusal.CLINIC_UNSET
        found = await drafts.find(visit) if is_unset else None
        unset = find_unset_in(found.draft.course, hand.library.clinic) if found else ()
        return visit.tell(views.refused(done, course_id, unset), 409)
    hand.forget_contents()
    sent = (
        await hand.store.run_aside(course_cases.list_sent, course_id, done.changes, visit.now)
        if done.changes
        else []
    )
    return visit.tell(views.published(done, sent))
