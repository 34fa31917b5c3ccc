"""The admins' commands on what goes to many. Who acts was checked before."""

from telegram import Update

from bot.handlers.context import Context, chat_of, reply, show, timezone_of
from bot.use_cases import announcing
from bot.views import admin as views
from bot.views import lesson as lesson_views
from lessons.when import InvalidWhen, split_when


async def schedule(update: Update, context: Context) -> None:
    """/schedule <lesson or text> <when>: show the real message, then ask."""
    services, message = context.services, update.effective_message
    assert message is not None
    assert message.text is not None
    _command, _space, text = message.text.partition(" ")
    if not text.strip():
        await reply(update, context, views.how_to_schedule(list(services.library.values())))
        return
    timezone = await timezone_of(update, context)
    try:
        what, at = split_when(text.strip(), context.now, timezone)
    except InvalidWhen as error:
        await reply(update, context, views.when_refused(error.given, error.reason))
        return
    if not what:
        await reply(update, context, views.nothing_to_send())
        return
    named = announcing.find_named_lesson(services.library, what)
    draft = await services.store.run(
        announcing.draft, chat_of(update).id, at, named or what, context.now
    )
    preview = lesson_views.lesson(*named) if named else lesson_views.announcement(what)
    await reply(update, context, preview)
    await reply(
        update, context, views.confirm_announcement(draft.announcement, draft.recipients, timezone)
    )


async def scheduled(update: Update, context: Context) -> None:
    """/scheduled: list what is to come."""
    items = await context.services.store.run(announcing.list_scheduled)
    await reply(update, context, views.scheduled(items, await timezone_of(update, context)))


async def cancel(update: Update, context: Context) -> None:
    """/cancel <number>: take one back."""
    given = " ".join(context.args or [])
    await _cancel(update, context, given)


async def stats(update: Update, context: Context) -> None:
    """/stats: counts, never names."""
    services = context.services
    counts, next_at = await services.store.run(announcing.count_everything)
    await reply(update, context, views.stats(counts, next_at, await timezone_of(update, context)))


async def confirm(update: Update, context: Context, number: str) -> None:
    """Schedule a draft; the press was authorised before."""
    is_number = number.isascii() and number.isdecimal() and len(number) < 16
    confirmed = (
        await context.services.store.run(
            announcing.confirm, chat_of(update).id, int(number), context.now
        )
        if is_number
        else None
    )
    if confirmed is None:
        await show(update, context, views.not_confirmed())
        return
    timezone = await timezone_of(update, context)
    screen = views.confirmed(confirmed.announcement, confirmed.recipients, timezone)
    await show(update, context, screen)


async def cancel_draft(update: Update, context: Context, number: str) -> None:
    """Drop a draft; the press was authorised before."""
    await _cancel(update, context, number)


async def _cancel(update: Update, context: Context, given: str) -> None:
    is_number = given.isascii() and given.isdecimal() and len(given) < 16
    is_cancelled = is_number and await context.services.store.run(
        announcing.cancel, chat_of(update).id, int(given), context.now
    )
    await show(update, context, views.cancelled() if is_cancelled else views.not_cancelled(given))
