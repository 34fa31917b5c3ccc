"""Joining, parting and moving the lessons of a draft, and taking a change back."""

from telegram import Update

from bot.handlers.context import Context, show
from bot.handlers.courses import drafts
from bot.handlers.courses.acting import actor_of
from bot.use_cases.courses import drafting
from bot.use_cases.courses import reshaping as cases
from bot.use_cases.courses.drafting import Note
from bot.use_cases.courses.reshaping import Reshaped
from bot.views.courses import drafts as draft_views
from bot.views.courses import reshaping as views


async def arrange(update: Update, context: Context, course_id: str, number: int) -> None:
    """Show a lesson among its neighbors."""
    found = await drafts.find(update, context, course_id)
    if found is not None and found.lessons:
        await show(update, context, views.arrange(found, number))
    elif found is not None:
        await show(update, context, draft_views.overview(found))


async def join(update: Update, context: Context, course_id: str, number: int, version: int) -> None:
    """Join a lesson with the next."""
    done = await context.services.store.run(
        cases.join,
        actor_of(update, context),
        course_id,
        number,
        version,
        context.now,
    )
    await _show(update, context, done)


async def ask_place(
    update: Update, context: Context, course_id: str, number: int, version: int
) -> None:
    """Ask where a new lesson shall begin."""
    found = await drafts.find(update, context, course_id)
    if found is None:
        return
    if found.draft.version == version and drafting.find_lesson(found, number):
        await show(update, context, views.ask_place(found, number))
    elif found.lessons:
        await show(update, context, views.arrange(found, number, Note.CHANGED_SINCE))
    else:
        await show(update, context, draft_views.overview(found, Note.CHANGED_SINCE))


async def part(
    update: Update, context: Context, course_id: str, number: int, version: int, at: int
) -> None:
    """Let a new lesson begin there."""
    done = await context.services.store.run(
        cases.part,
        actor_of(update, context),
        course_id,
        number,
        version,
        at,
        context.now,
    )
    await _show(update, context, done)


async def move(
    update: Update, context: Context, course_id: str, number: int, version: int, is_earlier: bool
) -> None:
    """Move a lesson by one place."""
    done = await context.services.store.run(
        cases.move,
        actor_of(update, context),
        course_id,
        number,
        version,
        is_earlier,
        context.now,
    )
    await _show(update, context, done)


async def undo(update: Update, context: Context, course_id: str, number: int, version: int) -> None:
    """Take the latest change back."""
    done = await context.services.store.run(
        cases.undo,
        actor_of(update, context),
        course_id,
        number,
        version,
        context.now,
    )
    await _show(update, context, done)


async def _show(update: Update, context: Context, done: Reshaped | None) -> None:
    if done is None:
        await show(update, context, draft_views.no_such_draft())
        return
    found = done.handled.review
    if found.lessons:
        await show(update, context, views.arrange(found, done.number, done.handled.note))
    else:
        await show(update, context, draft_views.overview(found, done.handled.note))
