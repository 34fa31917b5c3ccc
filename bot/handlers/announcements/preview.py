"""The last look before an announcement: the very message, to whom, and when."""

from telegram import Update
from telegram.error import BadRequest

from bot.handlers.announcements.stale import show_stale
from bot.handlers.announcements.wording import find_unfilled
from bot.handlers.context import Context, chat_of, reply, show, timezone_of
from bot.use_cases.announcements import choices, lesson_names, scheduling
from bot.use_cases.announcements.scheduling import AnnouncementDraft
from bot.use_cases.library import find_named_lesson
from bot.views import lesson as lesson_views
from bot.views.announcements import attachments as file_views
from bot.views.announcements import preview as views
from bot.views.screen import Screen
from lessons.course import limits
from lessons.delivery.announcement import Behind
from lessons.delivery.audience import Audience
from lessons.delivery.wording import Wording
from lessons.send_times.when import When
from lessons.text import is_blank, utf16_length


async def preview(
    update: Update,
    context: Context,
    wording: Wording,
    when: When,
    audience: Audience,
    *,
    typed_when: str = "",
) -> None:
    """Show the very message that people will get, and below it to whom and when, and from which
    words of a whole line that was read."""
    services = context.services
    if screen := find_unfilled(context, wording):
        await reply(update, context, screen)
        return
    wording = wording.fill(services.library.clinic)
    what, length = wording.text, utf16_length(wording.text)
    if wording.attachment is not None and length > limits.CAPTION:
        await reply(update, context, file_views.caption_too_long(length, limits.CAPTION))
        return
    if is_blank(what) or length > limits.MESSAGE:
        screen = (
            views.nothing_to_send() if is_blank(what) else views.too_long(length, limits.MESSAGE)
        )
        await reply(update, context, screen)
        return
    named = None if wording.attachment else find_named_lesson(services.library, what)
    draft = await services.store.run(
        scheduling.draft,
        services.library,
        services.policy,
        chat_of(update).id,
        named or wording,
        when,
        audience,
        context.now,
    )
    timezone = await timezone_of(update, context)
    if named:
        await reply(update, context, lesson_views.preview(*named))
    elif not await _show_message(update, context, wording):
        return
    await reply(update, context, _check(context, draft, timezone, typed_when))


async def look_again(update: Update, context: Context, draft: AnnouncementDraft) -> None:
    """Show a draft of a text that has changed, and its check anew."""
    wording = draft.announcement.wording
    if wording is not None and await _show_message(update, context, wording):
        await reply(update, context, _check(context, draft, await timezone_of(update, context)))


async def _show_message(update: Update, context: Context, wording: Wording) -> bool:
    """Show the very message; return whether Telegram takes its file, if it has one."""
    try:
        await reply(update, context, lesson_views.announcement(wording))
    except BadRequest:
        if wording.attachment is None:
            raise
        await reply(update, context, file_views.file_refused())
        return False
    return True


def _check(
    context: Context, draft: AnnouncementDraft, timezone: str, typed_when: str = ""
) -> Screen:
    text = draft.announcement.text
    if text is None or draft.announcement.attachment is not None:
        return views.check(draft, timezone, typed_when=typed_when)
    meant = lesson_names.find_meant(context.services.library, text)
    return views.check(
        draft,
        timezone,
        [f"{course.course_id}/{lesson.lesson_id}" for course, lesson in meant],
        looks_like_a_name=lesson_names.looks_like_a_name(text),
        typed_when=typed_when,
    )


async def choose_replacing(
    update: Update, context: Context, number: int, version: int, replaces_lesson: bool
) -> None:
    """Let a draft take the place of the day's lesson or not, and show its check anew."""
    change = choices.to_replace(replaces_lesson=replaces_lesson)
    await _choose(update, context, number, version, change)


async def choose_behind(
    update: Update, context: Context, number: int, version: int, choice: str
) -> None:
    """Take what becomes of those whose hour has passed, and show the check anew."""
    await _choose(update, context, number, version, choices.to_behind(Behind(choice)))


async def choose_sparing(
    update: Update, context: Context, number: int, version: int, spares_next: bool
) -> None:
    """Leave out those who have the lesson next in their course or not, and show the check anew."""
    await _choose(update, context, number, version, choices.to_spare(spares_next=spares_next))


async def _choose(
    update: Update, context: Context, number: int, version: int, change: choices.Change
) -> None:
    services = context.services
    draft = await services.store.run(
        choices.choose,
        services.library,
        services.policy,
        chat_of(update).id,
        number,
        version,
        change,
        context.now,
    )
    if draft is None:
        await show_stale(update, context, number, views.not_confirmed())
        return
    await show(update, context, _check(context, draft, await timezone_of(update, context)))


async def ask_about_behind(
    update: Update, context: Context, draft: AnnouncementDraft, timezone: str
) -> None:
    """Show the check anew, as the hour has passed for somebody since."""
    await show(update, context, _check(context, draft, timezone))


async def take_for_lesson(update: Update, context: Context, number: int, choice: int) -> None:
    """Make a lesson of a draft whose text was like the lesson's name, and show that."""
    services = context.services
    changed = await services.store.run(
        lesson_names.take_for_lesson,
        services.library,
        services.policy,
        chat_of(update).id,
        number,
        choice,
        context.now,
    )
    if changed is None:
        await show_stale(update, context, number, views.not_confirmed())
        return
    named, draft = changed
    await show(update, context, views.taken_for_lesson())
    await reply(update, context, lesson_views.preview(*named))
    await reply(update, context, views.check(draft, await timezone_of(update, context)))
