"""A lesson's question: sent once for a lesson, with buttons where polls are forbidden."""

from telegram import Update
from telegram.error import BadRequest, TelegramError

from bot.api.messages import send_quiz
from bot.api.refusals import Refusal, understand
from bot.handlers.context import Context, answer, chat_of, is_group, reply, thread_of
from bot.use_cases.library import find_lesson
from bot.views import lesson as lesson_views
from bot.views.subscribers import reading as views


async def ask(update: Update, context: Context, course_id: str, lesson_id: str) -> None:
    """Send a lesson's question, as an answer to the lesson, unless it is there already."""
    found = find_lesson(context.services.library, course_id, lesson_id)
    quiz = lesson_views.quiz(found[1]) if found else None
    if found is None or quiz is None:
        await answer(update)
        await reply(update, context, views.question_gone() if found else views.lesson_gone())
        return
    message, chat_id, asked = update.effective_message, chat_of(update).id, context.services.asked
    reply_to = message.message_id if message else None
    among_many = is_group(update)
    key = (chat_id, 0 if among_many else reply_to or 0, course_id, lesson_id)
    if not asked.note(key, context.now, is_group=among_many):
        await answer(update, views.question_is_here())
        return
    await answer(update)
    try:
        await send_quiz(context.bot, chat_id, quiz, reply_to, thread_of(update))
    except BadRequest as error:
        if understand(error) is not Refusal.NO_RIGHTS:
            asked.forget(key)
            raise
        await reply(update, context, lesson_views.quiz_with_buttons(*found))
    except TelegramError:
        asked.forget(key)
        raise


async def answered(
    update: Update, context: Context, course_id: str, lesson_id: str, number: int
) -> None:
    """Tell whoever pressed whether it is right, and nobody else; the answer is not kept."""
    found = find_lesson(context.services.library, course_id, lesson_id)
    quiz = lesson_views.quiz(found[1]) if found else None
    if quiz is None or number >= len(quiz.options):
        await answer(update, views.button_is_old())
        return
    await answer(update, lesson_views.quiz_verdict(quiz, number), is_alert=True)
