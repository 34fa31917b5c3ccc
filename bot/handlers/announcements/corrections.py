"""/correct and /recall: change or delete what people have already."""

from dataclasses import replace

from telegram import Update

from bot.handlers.announcements.wording import find_unfilled, read_wording, tell_what_is_lost
from bot.handlers.arguments import number as read_number
from bot.handlers.context import Context, chat_of, reply, show, timezone_of
from bot.handlers.telling import bring_up_to_date, name_of, tell_author
from bot.use_cases.announcements import corrections, schedule_form
from bot.use_cases.announcements.scheduling import find_announcement
from bot.use_cases.library import find_named_lesson
from bot.views import lesson as lesson_views
from bot.views.announcements import corrections as views
from bot.views.announcements import preview as announcing_views
from bot.views.announcements import scheduled as scheduled_views
from bot.views.screen import Screen
from lessons.course import limits
from lessons.delivery.audit import AuditAction
from lessons.delivery.correction import CorrectionKind
from lessons.delivery.wording import Wording
from lessons.text import is_blank, utf16_length

# What the mark of a correction adds.
_MARK = 40


async def correct(update: Update, context: Context) -> None:
    """/correct <number> <new text>, /correct <lesson>, or alone to choose."""
    message = update.effective_message
    assert message is not None
    assert message.text is not None
    # The text keeps its line feeds, so it is not taken from the words.
    _command, *rest = message.text.split(maxsplit=2)
    if not rest:
        await _choose(update, context, CorrectionKind.EDIT)
        return
    number = read_number(rest[0])
    if number is None:
        await _correct_lesson(update, context, " ".join(rest))
    elif len(rest) == 1:
        await ask_wording(update, context, number)
    else:
        await tell_what_is_lost(update, context)
        start = len(message.text) - len(rest[1])
        await take_wording(update, context, number, read_wording(message).part(start, len(rest[1])))


async def correct_lesson(update: Update, context: Context, course_id: str, lesson_id: str) -> None:
    """Show how the copies of a lesson will read, and ask."""
    await _correct_lesson(update, context, f"{course_id}/{lesson_id}")


async def ask_wording(update: Update, context: Context, number: int) -> None:
    """Ask for the new text."""
    store = context.services.store
    if await store.run(corrections.find_text, number) is None:
        await show(update, context, await _tell_why_not(context, number))
        return
    if await store.run(corrections.changes_nothing, number):
        await show(update, context, views.nobody_has_number(number))
        return
    await store.run(schedule_form.begin_wording, chat_of(update).id, number, context.now)
    await show(update, context, views.ask_wording(number))


async def take_wording(update: Update, context: Context, number: int, wording: Wording) -> None:
    """Show how the copies will read, and ask."""
    if is_blank(wording.text):
        await reply(update, context, views.ask_wording(number))
        return
    if screen := find_unfilled(context, wording):
        await reply(update, context, screen)
        return
    wording = wording.fill(context.services.library.clinic)
    item = await context.services.store.run(find_announcement, number)
    if item is not None:
        wording = replace(wording, attachment=item.attachment, link=item.link)
    length = utf16_length(wording.text)
    most = (limits.CAPTION if wording.attachment else limits.MESSAGE) - _MARK
    if length > most:
        await reply(update, context, announcing_views.too_long(length, most))
        return
    intent = await context.services.store.run(
        corrections.draft_edit, chat_of(update).id, number, wording, context.now
    )
    if intent is None:
        await reply(update, context, await _tell_why_not(context, number))
        return
    await context.services.store.run(schedule_form.close, chat_of(update).id)
    if not intent.changes_nothing:
        await reply(update, context, lesson_views.corrected(lesson_views.announcement(wording)))
    await reply(update, context, views.check(intent, await timezone_of(update, context)))


async def recall(update: Update, context: Context) -> None:
    """/recall <number>, /recall <lesson>, or alone to choose."""
    given = " ".join(context.args or [])
    number = read_number(given)
    if not given:
        await _choose(update, context, CorrectionKind.RECALL)
    elif number is None:
        await _recall_lesson(update, context, given)
    else:
        await ask_recall(update, context, number)


async def _recall_lesson(update: Update, context: Context, name: str) -> None:
    services = context.services
    intent = await services.store.run(
        corrections.draft_lesson_recall, services.library, chat_of(update).id, name, context.now
    )
    if intent is None:
        await reply(update, context, views.no_such(name))
        return
    await reply(update, context, views.check(intent, await timezone_of(update, context)))


async def ask_recall(update: Update, context: Context, number: int) -> None:
    """Say how many copies there are, and ask."""
    intent = await context.services.store.run(
        corrections.draft_recall, chat_of(update).id, number, context.now
    )
    if intent is None:
        await show(update, context, views.no_such(str(number)))
    else:
        await show(update, context, views.check(intent, await timezone_of(update, context)))


async def apply(update: Update, context: Context, number: int) -> None:
    """Begin a correction or a recall."""
    query = update.callback_query
    begun = await context.services.store.run(
        corrections.apply,
        chat_of(update).id,
        number,
        query.message.message_id if query and query.message else None,
        context.now,
    )
    context.services.dispatcher.invalidate_contents()
    await show(update, context, views.follow(begun) if begun else views.not_applied())
    if begun is None or begun.is_repeated or begun.correction.announcement_id is None:
        return
    item = await context.services.store.run(find_announcement, begun.correction.announcement_id)
    if item is None:
        return
    is_recall = begun.correction.kind is CorrectionKind.RECALL
    did = AuditAction.RECALLED if is_recall else AuditAction.CORRECTED
    if is_recall:
        screen = scheduled_views.called_off(item, had_begun=begun.had_begun)
        await bring_up_to_date(update, context, item, screen)
    told = scheduled_views.told_author(item, name_of(update), did)
    await tell_author(update, context, item, told)


async def _tell_why_not(context: Context, number: int) -> Screen:
    item = await context.services.store.run(find_announcement, number)
    if item is not None and item.is_confirmed and item.lesson_id:
        return views.is_lesson(number, item.lesson_id)
    return views.no_such(str(number))


async def _choose(update: Update, context: Context, kind: CorrectionKind) -> None:
    items = await context.services.store.run(corrections.list_correctable, kind)
    await reply(update, context, views.choose(items, kind))


async def _correct_lesson(update: Update, context: Context, name: str) -> None:
    services = context.services
    named = find_named_lesson(services.library, name)
    intent = await services.store.run(
        corrections.draft_lesson_edit, services.library, chat_of(update).id, name, context.now
    )
    if intent is None or named is None:
        await reply(update, context, views.no_such(name))
        return
    if not intent.changes_nothing:
        await reply(update, context, lesson_views.corrected(lesson_views.lesson(*named)))
    await reply(update, context, views.check(intent, await timezone_of(update, context)))
