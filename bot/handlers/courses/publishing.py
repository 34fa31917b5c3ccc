"""From a draft to what people get: the last look, and after it."""

from dataclasses import replace

from telegram import Update

from bot.handlers.context import Context, chat_of, reply, show, timezone_of
from bot.handlers.courses import drafts
from bot.handlers.courses.acting import actor_of
from bot.use_cases.courses import courses as course_cases
from bot.use_cases.courses import drafting, publishing
from bot.use_cases.courses.drafting import Note
from bot.use_cases.courses.publishing import Published, Refusal
from bot.views.courses import drafts as draft_views
from bot.views.courses import publishing as views
from bot.views.courses.rolling_back import undo_publishing
from bot.views.screen import Keyboard
from lessons.course.filling import find_unset_in


async def ask_publish(update: Update, context: Context, course_id: str, version: int) -> None:
    """Say who would get what, and ask."""
    services = context.services
    found = await services.store.run(
        course_cases.find_impact,
        services.library,
        actor_of(update, context),
        course_id,
        context.now,
    )
    if found is None:
        await show(update, context, draft_views.no_such_draft())
    elif found.review.draft.version != version:
        await show(update, context, draft_views.overview(found.review, Note.CHANGED_SINCE))
    elif unset := find_unset_in(found.review.draft.course, services.library.clinic):
        await show(update, context, views.refused(Refusal.CLINIC_UNSET, course_id, unset))
    elif refusal := publishing.find_refusal(found.review):
        await show(update, context, views.refused(refusal, course_id))
    else:
        await show(update, context, views.ask_publish(found, await timezone_of(update, context)))


async def publish(update: Update, context: Context, course_id: str, version: int) -> None:
    """Make the draft what people get, and offer what is likely next."""
    services = context.services
    done = await services.store.run_bare(
        publishing.publish,
        services.library,
        actor_of(update, context),
        course_id,
        version,
        context.now,
    )
    if done is Refusal.NO_DRAFT:
        # After a second tap, what the first one brought stays in sight.
        is_there = course_id in services.library
        screen = views.published_already() if is_there else views.refused(done, course_id)
        await reply(update, context, screen)
        return
    if not isinstance(done, Published):
        is_unset = done is Refusal.CLINIC_UNSET
        found = await drafts.find(update, context, course_id) if is_unset else None
        unset = find_unset_in(found.draft.course, services.library.clinic) if found else ()
        await show(update, context, views.refused(done, course_id, unset))
        return
    await show_published(update, context, done, undo_publishing(done))


async def show_published(
    update: Update, context: Context, done: Published, undo: Keyboard = ()
) -> None:
    """Tell that a course was published, and offer what is likely next."""
    services, course_id = context.services, done.course.course_id
    services.dispatcher.invalidate_contents()
    sent = (
        await services.store.run(course_cases.list_sent, course_id, done.changes, context.now)
        if done.changes
        else []
    )
    screen = views.published(done, sent)
    await show(update, context, replace(screen, keyboard=(*undo, *screen.keyboard)))


async def ask_discard(update: Update, context: Context, course_id: str, version: int) -> None:
    """Ask before a draft is thrown away."""
    found = await drafts.find(update, context, course_id)
    if found is None:
        return
    if found.draft.version != version:
        await show(update, context, draft_views.overview(found, Note.CHANGED_SINCE))
    else:
        await show(update, context, draft_views.ask_discard(found))


async def discard(update: Update, context: Context, course_id: str, version: int) -> None:
    """Throw a draft away."""
    is_gone = await context.services.store.run(
        drafting.throw_away,
        chat_of(update).id,
        course_id,
        version,
        context.now,
    )
    if is_gone:
        await show(update, context, draft_views.discarded())
    elif found := await drafts.find(update, context, course_id):
        await show(update, context, draft_views.overview(found, Note.CHANGED_SINCE))
