"""The last look before an announcement: the very message, to whom, and when."""

from telegram import Update

from bot.handlers.context import Context, chat_of, read_number, reply, show, timezone_of
from bot.use_cases import announcing, mistaking
from bot.views import announcing as views
from bot.views import lesson as lesson_views
from lessons import limits
from lessons.audience import Audience
from lessons.limits import is_blank, utf16_length
from lessons.when import When


async def preview(
    update: Update, context: Context, what: str, when: When, audience: Audience
) -> None:
    """Show the very message that people will get, and below it to whom and when."""
    services = context.services
    length = utf16_length(what)
    if is_blank(what) or length > limits.MESSAGE:
        screen = (
            views.nothing_to_send() if is_blank(what) else views.too_long(length, limits.MESSAGE)
        )
        await reply(update, context, screen)
        return
    named = announcing.find_named_lesson(services.library, what)
    draft = await services.store.run(
        announcing.draft,
        services.library,
        services.terms,
        chat_of(update).id,
        named or what,
        when,
        audience,
        context.now,
    )
    timezone = await timezone_of(update, context)
    if named:
        await reply(update, context, lesson_views.lesson(*named))
        await reply(update, context, views.check(draft, timezone))
        return
    meant = mistaking.find_meant(services.library, what)
    check = views.check(
        draft,
        timezone,
        [f"{course.course_id}/{lesson.lesson_id}" for course, lesson in meant],
        looks_like_a_name=mistaking.looks_like_a_name(what),
    )
    await reply(update, context, lesson_views.announcement(what))
    await reply(update, context, check)


async def take_for_lesson(update: Update, context: Context, number: str, choice: str) -> None:
    """Make a lesson of a draft whose text was like the lesson's name, and show that."""
    services, wanted = context.services, read_number(choice)
    changed = await services.store.run(
        mistaking.take_for_lesson,
        services.library,
        services.terms,
        chat_of(update).id,
        read_number(number) or 0,
        wanted if wanted is not None else mistaking.MOST,
        context.now,
    )
    if changed is None:
        await show(update, context, views.not_confirmed())
        return
    named, draft = changed
    await show(update, context, views.taken_for_lesson())
    await reply(update, context, lesson_views.lesson(*named))
    await reply(update, context, views.check(draft, await timezone_of(update, context)))
