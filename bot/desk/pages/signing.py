"""A reviewer's sign-off, question by question, as in the chat: begun in one, it goes on in the
other."""

from aiohttp import web

from bot.desk.pages import drafts
from bot.desk.visits import Visit
from bot.use_cases import questions
from bot.use_cases.courses import signing as cases
from bot.use_cases.courses.drafting import Handled
from bot.use_cases.courses.signing import Signing
from bot.views.courses import signing as views
from lessons.questions.draft_question import SignQuestion


async def ask(visit: Visit) -> web.Response:
    """Ask for name and role."""
    hand = visit.hand
    begun = await hand.store.run(
        cases.begin, hand.library, visit.actor, visit.named("course_id"), visit.now
    )
    return await _show(visit, begun)


async def take_typed(visit: Visit) -> web.Response:
    """Take what was typed for what was asked."""
    store, typed = visit.hand.store, visit.text("typed")
    question = await store.run_aside(questions.find_open, visit.person_id, visit.now)
    if not isinstance(question, SignQuestion) or question.course_id != visit.named("course_id"):
        return await ask(visit)
    return await _show(
        visit, await store.run(cases.take_typed, visit.actor, question, typed, visit.now)
    )


async def choose_next_review(visit: Visit) -> web.Response:
    """Take when it is to be reviewed again."""
    asked = await visit.hand.store.run(
        cases.choose_next_review,
        visit.actor,
        visit.named("course_id"),
        visit.count("months"),
        visit.now,
    )
    return await _show(visit, asked)


async def sign(visit: Visit) -> web.Response:
    """Put the name below the lessons."""
    handled = await visit.hand.store.run(
        cases.sign, visit.actor, visit.named("course_id"), visit.count("version"), visit.now
    )
    return await drafts.show_handled(visit, handled)


async def close(visit: Visit) -> web.Response:
    """Sign nothing."""
    await visit.hand.store.run(cases.close, visit.actor)
    return visit.go(f"/drafts/{visit.named('course_id')}")


async def _show(visit: Visit, asked: Signing | Handled | None) -> web.Response:
    match asked:
        case Signing():
            screen = views.ask(asked, visit.now.date())
            question = asked.question
            return visit.render(
                "sign.html",
                told=screen.text,
                those=visit.offered(screen),
                course_id=question.course_id,
                asks=not question.name or question.next_review is None,
            )
        case Handled():
            return await drafts.show_handled(visit, asked)
    raise web.HTTPNotFound
