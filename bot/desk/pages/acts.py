"""What is decided about a draft with one press of a button."""

from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

from aiohttp import web

from bot.desk.pages import drafts
from bot.desk.visits import Visit
from bot.use_cases.courses import approving, drafting, reshaping, second_person
from bot.use_cases.courses.drafting import Handled, Note
from bot.views import capabilities
from bot.views.courses import draft_lessons
from bot.views.courses import drafts as draft_views
from bot.views.courses import reshaping as reshaping_views
from bot.views.courses import second_person as second_person_views
from lessons.course.course import Evidence
from lessons.draft.review import DraftReview

Answer = Callable[[Visit], Awaitable[web.StreamResponse]]


async def edit_course(visit: Visit) -> web.Response:
    """Begin a draft of what people get, or go on with the one there is."""
    hand, course_id = visit.hand, visit.named("course_id")
    draft = await hand.store.run(
        drafting.start_draft, hand.library, visit.person_id, course_id, visit.now
    )
    if draft is None:
        raise web.HTTPNotFound
    return visit.go(f"/drafts/{course_id}")


async def approve(visit: Visit) -> web.Response:
    """Approve a lesson, and show the next one that is not approved yet."""
    number = visit.number("number")
    handled = await visit.hand.store.run(
        approving.approve,
        visit.actor,
        visit.named("course_id"),
        number,
        visit.count("version"),
        visit.now,
    )
    if handled is not None and handled.note is None:
        await _tell_author(visit, handled.review)
        number = handled.review.find_next_to_approve(number) or 0
    return await drafts.show_handled(visit, handled, number)


async def approve_all(visit: Visit) -> web.Response:
    """Approve everything; many remarks ask for a second press."""
    return await _approve_all(visit, is_second_tap=False)


async def approve_many(visit: Visit) -> web.Response:
    """Approve everything, whatever the remarks."""
    return await _approve_all(visit, is_second_tap=True)


async def _approve_all(visit: Visit, *, is_second_tap: bool) -> web.Response:
    handled = await visit.hand.store.run(
        approving.approve_all,
        visit.actor,
        visit.named("course_id"),
        visit.count("version"),
        visit.now,
        is_second_tap=is_second_tap,
    )
    if handled is not None and handled.note is None:
        await _tell_author(visit, handled.review)
    return await drafts.show_handled(visit, handled)


async def _tell_author(visit: Visit, found: DraftReview) -> None:
    told = await visit.hand.store.run(second_person.find_author_to_tell, found, visit.actor)
    if told is not None:
        author_id, roles = told
        screen = second_person_views.all_approved(found, visit.name)
        await visit.hand.write_to(author_id, capabilities.without_refused(screen, roles))


async def ask_approval(visit: Visit) -> web.Response:
    """Tell everybody who may approve what this person wrote that it waits for them."""
    found = await drafts.find(visit)
    asked = await visit.hand.store.run(second_person.list_reviewers, found.draft, visit.actor)
    for person_id in asked:
        await visit.hand.write_to(
            person_id, second_person_views.asked_to_approve(found, visit.name)
        )
    return await drafts.show_handled(visit, Handled(found, Note.ASKED if asked else None))


def _of_lesson(use_case: Callable[..., Handled | None], *, can_undo: bool = False) -> Answer:
    """Return what answers a button of a lesson, which carries the version that was seen."""

    async def answer(visit: Visit) -> web.Response:
        number = visit.number("number")
        handled = await visit.hand.store.run(
            use_case,
            visit.actor,
            visit.named("course_id"),
            number,
            visit.count("version"),
            now=visit.now,
        )
        return await drafts.show_handled(visit, handled, number, can_undo=can_undo)

    return answer


keep_wording = _of_lesson(drafting.keep_wording)
confirm_table = _of_lesson(drafting.confirm_table)
remove = _of_lesson(drafting.remove)


async def rate(visit: Visit) -> web.StreamResponse:
    """Take how sure science is."""
    given = visit.text("evidence")
    if given not in set(Evidence):
        raise web.HTTPNotFound
    return await _of_lesson(partial(drafting.rate, evidence=Evidence(given)), can_undo=True)(visit)


async def ask_remove(visit: Visit) -> web.Response:
    """Ask before a lesson is taken out."""
    found, number = await drafts.find(visit), visit.number("number")
    if drafting.find_lesson(found, number) is None:
        raise web.HTTPNotFound
    return visit.tell(draft_lessons.ask_remove(found, number))


def _reshape(use_case: Callable[..., reshaping.Reshaped | None], *fields: str) -> Answer:
    """Return what answers a button that changes the order or the bounds of lessons."""

    async def answer(visit: Visit) -> web.Response:
        more: list[Any] = [visit.count(name) for name in fields]
        done = await visit.hand.store.run(
            use_case,
            visit.actor,
            visit.named("course_id"),
            visit.number("number"),
            visit.count("version"),
            *more,
            visit.now,
        )
        if done is None:
            raise web.HTTPNotFound
        return await drafts.show_handled(visit, done.handled, done.number, can_undo=True)

    return answer


join = _reshape(reshaping.join)
part = _reshape(reshaping.part, "at")
move = _reshape(reshaping.move, "is_earlier")


async def ask_place(visit: Visit) -> web.Response:
    """Ask where a new lesson shall begin."""
    found, number = await drafts.find(visit), visit.number("number")
    if drafting.find_lesson(found, number) is None:
        raise web.HTTPNotFound
    return visit.tell(reshaping_views.ask_place(found, number))


async def undo(visit: Visit) -> web.Response:
    """Take the latest change back."""
    done = await visit.hand.store.run(
        reshaping.undo,
        visit.actor,
        visit.named("course_id"),
        visit.count("number"),
        visit.count("version"),
        visit.now,
    )
    if done is None:
        raise web.HTTPNotFound
    return await drafts.show_handled(visit, done.handled, done.number)


async def ask_discard(visit: Visit) -> web.Response:
    """Ask before the draft is thrown away."""
    return visit.tell(draft_views.ask_discard(await drafts.find(visit)))


async def discard(visit: Visit) -> web.Response:
    """Throw the draft away."""
    is_gone = await visit.hand.store.run(
        drafting.throw_away,
        visit.person_id,
        visit.named("course_id"),
        visit.count("version"),
        visit.now,
    )
    if is_gone:
        return visit.tell(draft_views.discarded())
    return await drafts.show_handled(visit, Handled(await drafts.find(visit), Note.CHANGED_SINCE))
