"""Whoever wrote a draft asks somebody else to approve it, and hears when that is done."""

from contextlib import suppress

from telegram import Update
from telegram.error import TelegramError

from bot.api.messages import send
from bot.handlers.context import Context, show
from bot.handlers.courses.acting import actor_of
from bot.handlers.telling import name_of
from bot.use_cases.courses import drafting, second_person
from bot.use_cases.courses.drafting import Note
from bot.views import capabilities
from bot.views.courses import drafts as draft_views
from bot.views.courses import second_person as views
from lessons.draft.review import DraftReview


async def ask(update: Update, context: Context, course_id: str) -> None:
    """Tell everybody who may approve what this person wrote that it waits for them."""
    services, actor = context.services, actor_of(update, context)
    found = await services.store.run(drafting.find_review, course_id, actor)
    if found is None:
        await show(update, context, draft_views.no_such_draft())
        return
    asked = await services.store.run(second_person.list_reviewers, found.draft, actor)
    for person_id in asked:
        # Whoever cannot be reached finds it under Courses.
        with suppress(TelegramError):
            await send(context.bot, person_id, views.asked_to_approve(found, name_of(update)))
    await show(update, context, draft_views.overview(found, Note.ASKED if asked else None))


async def tell_author(
    update: Update, context: Context, found: DraftReview, *, is_signed: bool = False
) -> None:
    """Tell whoever began the draft that everything in it is approved, or signed, if it is."""
    services, actor = context.services, actor_of(update, context)
    told = await services.store.run(second_person.find_author_to_tell, found, actor)
    if told is not None:
        author_id, roles = told
        screen = views.all_approved(found, name_of(update), is_signed=is_signed)
        with suppress(TelegramError):
            await send(context.bot, author_id, capabilities.without_refused(screen, roles))
