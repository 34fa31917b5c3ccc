"""A reviewer's sign-off, question by question."""

from telegram import Update

from bot.handlers.context import Context, reply, show
from bot.handlers.courses import asking_approval, drafts
from bot.handlers.courses.acting import actor_of
from bot.use_cases.courses import signing as cases
from bot.use_cases.courses.drafting import Note
from bot.use_cases.courses.signing import Signing
from bot.views.courses import courses as course_views
from bot.views.courses import drafts as draft_views
from bot.views.courses import signing as views
from lessons.questions.draft_question import SignQuestion


async def ask(update: Update, context: Context, course_id: str) -> None:
    """Ask for name and role."""
    services = context.services
    begun = await services.store.run(
        cases.begin, services.library, actor_of(update, context), course_id, context.now
    )
    match begun:
        case None:
            await show(update, context, course_views.no_such_course())
        case Signing():
            await show(update, context, views.ask(begun, context.now.date()))
        case _:
            await show(update, context, draft_views.overview(begun.review, begun.note))


async def take_typed(update: Update, context: Context, question: SignQuestion, text: str) -> None:
    """Take what was typed for what was asked."""
    asked = await context.services.store.run(
        cases.take_typed, actor_of(update, context), question, text, context.now
    )
    if asked is None:
        await reply(update, context, draft_views.no_such_draft())
    else:
        await reply(update, context, views.ask(asked, context.now.date()))


async def choose_next_review(update: Update, context: Context, course_id: str, months: int) -> None:
    """Take when it is to be reviewed again."""
    asked = await context.services.store.run(
        cases.choose_next_review, actor_of(update, context), course_id, months, context.now
    )
    if asked is None:
        await drafts.overview(update, context, course_id)
    else:
        await show(update, context, views.ask(asked, context.now.date()))


async def sign(update: Update, context: Context, course_id: str, version: int) -> None:
    """Put the name below the lessons."""
    handled = await context.services.store.run(
        cases.sign, actor_of(update, context), course_id, version, context.now
    )
    if handled is None:
        await show(update, context, draft_views.no_such_draft())
    else:
        await show(update, context, draft_views.overview(handled.review, handled.note))
        if handled.note is Note.SIGNED:
            await asking_approval.tell_author(update, context, handled.review, is_signed=True)


async def close(update: Update, context: Context, course_id: str) -> None:
    """Sign nothing."""
    await context.services.store.run(cases.close, actor_of(update, context))
    await drafts.overview(update, context, course_id)
