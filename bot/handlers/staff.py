"""/ask: one question to people of the clinic, and their answer.

Until somebody says that it may be passed on, nothing of a question is kept: it is read anew from
the message to which our own one replies.
"""

from contextlib import suppress

from telegram import Message, Update
from telegram.constants import ChatType
from telegram.error import ChatMigrated, TelegramError

from bot.api.messages import send
from bot.handlers import care, symptom_check
from bot.handlers.context import Context, Handler, answer_to, chat_of, is_group, reply, show
from bot.handlers.subscribers import groups
from bot.use_cases import staff
from bot.views import staff as views
from bot.views.rich_text import rich
from bot.views.screen import Screen
from lessons.clinic.staff import LONGEST, Hindrance, StaffChat, StaffQuestion
from lessons.course import limits
from lessons.language.answers import Answer, find_answer
from lessons.text import is_blank, utf16_length

# The heading of an answer, and the quoted question's.
_FRAME = 200


async def ask(update: Update, context: Context) -> None:
    """/ask alone asks for the question; with one, it asks whether it may be passed on. Words that
    name an emergency are answered first."""
    services, message = context.services, update.effective_message
    typed = " ".join(context.args or [])
    if typed:
        await care.answer_urgent_words(update, context, typed)
    if is_group(update):
        await groups.refer(update, context)
    elif services.staff is None:
        await reply(update, context, views.switched_off(services.library.clinic))
    elif typed and message is not None:
        symptom_check.set_aside(update, context)
        await _ask_leave(update, context, message)
    else:
        symptom_check.set_aside(update, context)
        await _await_question(update, context)


async def _await_question(update: Update, context: Context) -> None:
    services = context.services
    hindrance = await services.store.run(staff.await_question, chat_of(update).id, context.now)
    clinic = services.library.clinic
    screen = (
        views.hindered(hindrance, clinic)
        if hindrance
        else views.ask(clinic, await care.find_help(update, context))
    )
    await reply(update, context, screen)


async def take_typed(update: Update, context: Context) -> None:
    """Take the text as the question that was asked for."""
    message = update.effective_message
    if message is None:
        return
    if find_answer(message.text or "") in (Answer.CANCEL, Answer.NO):
        await keep_silent(update, context)
        return
    await _ask_leave(update, context, message)


async def take_after_care(update: Update, context: Context) -> None:
    """Take a text that was answered with the emergency words as the question all the same, where
    that was asked for."""
    services = context.services
    if services.staff is None or chat_of(update).type != ChatType.PRIVATE:
        return
    if await services.store.run(staff.is_awaited, chat_of(update).id, context.now):
        await take_typed(update, context)


async def _ask_leave(update: Update, context: Context, message: Message) -> None:
    services, text = context.services, _question_in(message)
    if services.staff is None:
        await reply(update, context, views.switched_off(services.library.clinic))
        return
    length = utf16_length(text)
    if is_blank(text) or length > LONGEST:
        await reply(update, context, views.too_long(length))
        return
    hindrance = await services.store.run(staff.look_at_question, chat_of(update).id, context.now)
    clinic = services.library.clinic
    if hindrance:
        await reply(update, context, views.hindered(hindrance, clinic))
        return
    screen = views.may_i(
        clinic,
        await care.find_help(update, context),
        is_urgent=care.names_emergency(text, services.emergency_number),
    )
    await answer_to(message, context, screen)


def _question_in(message: Message) -> str:
    """Return what a message asks, without the command before it."""
    text = message.text or ""
    if text.startswith("/"):
        _command, *rest = text.split(maxsplit=1)
        text = "".join(rest)
    return text.strip()


async def pass_on(update: Update, context: Context) -> None:
    """Pass the words on to which our question replies."""
    services, query = context.services, update.callback_query
    asking = query.message if query else None
    asked = asking.reply_to_message if isinstance(asking, Message) else None
    if services.staff is None or is_group(update):
        await show(update, context, views.switched_off(services.library.clinic))
        return
    if asked is None or is_blank(_question_in(asked)) or asked.from_user != update.effective_user:
        await show(update, context, views.words_are_gone())
        return
    kept = await services.store.run(
        staff.keep_question,
        chat_of(update).id,
        asked.message_id,
        _question_in(asked)[:LONGEST],
        services.staff,
        context.now,
    )
    clinic = services.library.clinic
    if isinstance(kept, Hindrance):
        await show(update, context, views.hindered(kept, clinic))
        return
    if kept.staff_message_id is None:
        passed_on = await _send_to_staff(context, kept, services.staff)
        if passed_on is None:
            await services.store.run(staff.delete, kept, context.now)
            await show(update, context, views.not_reached(clinic))
            return
        kept = passed_on
    await show(update, context, views.passed_on(kept, clinic))


async def _send_to_staff(
    context: Context, question: StaffQuestion, at: StaffChat
) -> StaffQuestion | None:
    """Return the question with the copy that the staff has now, ``None`` if they have none."""
    services = context.services
    is_urgent = care.names_emergency(question.text, services.emergency_number)
    screen = views.for_staff(question, is_urgent=is_urgent)
    try:
        try:
            sent = await send(context.bot, at.chat_id, screen, thread_id=at.thread_id)
        except ChatMigrated as error:
            sent = await send(context.bot, error.new_chat_id, screen, thread_id=at.thread_id)
            topic = f"/{at.thread_id}" if at.thread_id else ""
            await services.notify_admins(rich(views.moved(f"{error.new_chat_id}{topic}")))
    except TelegramError:
        return None
    return await services.store.run(staff.note_passed_on, question, sent.chat_id, sent.message_id)


async def keep_silent(update: Update, context: Context) -> None:
    """Pass nothing on."""
    await context.services.store.run(staff.look_at_question, chat_of(update).id, context.now)
    await show(update, context, views.not_passed_on())


def or_answer(handler: Handler) -> Handler:
    """What is done with a text, unless it is the staff's answer to a question."""

    async def guarded(update: Update, context: Context) -> None:
        if not await _take_answer(update, context):
            await handler(update, context)

    return guarded


async def _take_answer(update: Update, context: Context) -> bool:
    """Send the staff's answer to whoever asked; return whether the message is one."""
    services, message = context.services, update.effective_message
    replied_to = message.reply_to_message if message else None
    if services.staff is None or message is None or replied_to is None or not is_group(update):
        return False
    question = await services.store.run_aside(
        staff.find_question, chat_of(update).id, replied_to.message_id
    )
    if question is None:
        return False
    told = await _send_answer(context, question, message.text or "")
    with suppress(TelegramError):
        await answer_to(message, context, told)
    return True


async def _send_answer(context: Context, question: StaffQuestion, text: str) -> Screen:
    """Return what the staff is told."""
    services, most = context.services, limits.MESSAGE - utf16_length(question.text) - _FRAME
    if not text:
        return views.answer_is_no_text()
    if (length := utf16_length(text)) > most:
        return views.answer_too_long(length, most)
    screen = views.answer(question, text, services.library.clinic)
    try:
        await send(context.bot, question.chat_id, screen, question.message_id)
    except TelegramError:
        return views.answer_not_sent()
    await services.store.run(staff.note_answered, question, context.now)
    return views.answer_sent()
