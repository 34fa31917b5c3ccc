"""Text that no command explains: an answer, an emergency, or not understood."""

from collections.abc import Callable

from telegram import Update
from telegram.constants import ChatType

from bot.handlers.announcements import schedule_form
from bot.handlers.context import Context, Handler, chat_of, is_admin, may_change, reply
from bot.handlers.courses import draft_parts
from bot.handlers.subscribers import joining as joining_handlers
from bot.handlers.subscribers import settings as settings_handlers
from bot.handlers.symptom_check import answer_urgent_words
from bot.use_cases import questions
from bot.views import general as views
from bot.views.courses import importing as import_views
from bot.views.subscribers import joining as joining_views
from lessons.questions.draft_question import DraftQuestion, FileQuestion
from lessons.questions.open_question import Question, SettingQuestion
from lessons.questions.schedule_form import ScheduleForm


async def typed(
    update: Update, context: Context, find_command: Callable[[str], Handler | None]
) -> None:
    """Take a typed text for the answer that this chat was asked for, if it was.

    A command's name without its slash is the command: who types "stop" wants nothing else.
    """
    message = update.effective_message
    if message is None or message.text is None:
        return
    question = await context.services.store.run_aside(
        questions.find_open, chat_of(update).id, context.now
    )
    if await _answered_as_admin(update, context, question, message.text):
        return
    if await answer_urgent_words(update, context, message.text):
        return
    command = find_command(message.text)
    if command is not None and chat_of(update).type == ChatType.PRIVATE:
        await command(update, context)
        return
    if isinstance(question, SettingQuestion) and not (
        _is_for_us(update, context) and await may_change(update, context)
    ):
        return
    match question:
        case SettingQuestion.TIME:
            await joining_handlers.take_time(update, context, message.text)
        case SettingQuestion.PLACE:
            await joining_handlers.look_up_place(update, context, message.text)
        case SettingQuestion.LOCATION:
            await reply(update, context, joining_views.place_typed())
            await joining_handlers.look_up_place(update, context, message.text)
        case SettingQuestion.PAUSE_END:
            await settings_handlers.pause_until(update, context, message.text)
        case _:
            await _answers_nothing(update, context)


async def _answered_as_admin(
    update: Update, context: Context, question: Question | None, text: str
) -> bool:
    """Take the text as the answer to a question that only admins are asked, if that is open."""
    if question is None or isinstance(question, SettingQuestion):
        return False
    if not await is_admin(update, context):
        return False
    match question:
        case ScheduleForm():
            await schedule_form.answer_typed(update, context, question, text)
        case DraftQuestion():
            await draft_parts.take_typed(update, context, question, text)
        case FileQuestion():
            if not await answer_urgent_words(update, context, text):
                await reply(update, context, import_views.still_waiting())
    return True


async def _answers_nothing(update: Update, context: Context) -> None:
    if chat_of(update).type != ChatType.PRIVATE:
        return
    # Whoever is joining is asked again: another question has been open, or this one too long.
    if not await joining_handlers.ask_again(update, context, joining_views.where_we_were):
        await not_understood(update, context)


def _is_for_us(update: Update, context: Context) -> bool:
    """Whether a text is an answer to the bot: in a group only if it replies to it."""
    message = update.effective_message
    if message is None or chat_of(update).type == ChatType.PRIVATE:
        return message is not None
    asked = message.reply_to_message
    return (
        asked is not None and asked.from_user is not None and asked.from_user.id == context.bot.id
    )


async def anything_else(update: Update, context: Context) -> None:
    """Take what no other handler took: unknown commands, pictures, documents."""
    message = update.effective_message
    text = (message.text or message.caption or "") if message else ""
    if not await answer_urgent_words(update, context, text):
        await not_understood(update, context)


async def not_understood(update: Update, context: Context) -> None:
    """Say so, briefly; in groups say nothing."""
    if chat_of(update).type == ChatType.PRIVATE:
        await reply(update, context, views.not_understood())
