"""The last look before an announcement: the very message, to whom, and when."""

from telegram import Update

from bot.handlers.context import Context, chat_of, reply, timezone_of
from bot.use_cases import announcing
from bot.views import announcing as views
from bot.views import lesson as lesson_views
from lessons import limits
from lessons.audience import Audience
from lessons.limits import utf16_length
from lessons.when import When


async def preview(
    update: Update, context: Context, what: str, when: When, audience: Audience
) -> None:
    """Show the very message that people will get, and below it to whom and when."""
    services = context.services
    length = utf16_length(what)
    if not what or length > limits.MESSAGE:
        screen = views.too_long(length, limits.MESSAGE) if what else views.nothing_to_send()
        await reply(update, context, screen)
        return
    named = announcing.find_named_lesson(services.library, what)
    draft = await services.store.run(
        announcing.draft,
        services.library,
        services.owner_ids,
        chat_of(update).id,
        named or what,
        when,
        audience,
        context.now,
    )
    message = lesson_views.lesson(*named) if named else lesson_views.announcement(what)
    await reply(update, context, message)
    await reply(update, context, views.check(draft, await timezone_of(update, context)))
