"""What an admin types into an open question, and whether it is meant for that question.

A few words that name an emergency may be said by somebody in need: they are answered with care
alone, and the question stays open. Nothing of them is kept here: the button that takes them all the
same reads them anew from the message to which our word replies.
"""

from telegram import Message, Update

from bot.handlers.announcements import schedule_form
from bot.handlers.context import Context, answer_to, chat_of, find_lack, reply, show
from bot.handlers.courses import course_link, draft_parts, pasting, signing
from bot.use_cases import questions
from bot.use_cases.courses.linking import LinkProblem
from bot.use_cases.courses.typed_parts import mark_of
from bot.views import meant_answers as views
from bot.views.courses import links as link_views
from lessons.questions.draft_question import (
    DraftQuestion,
    FileQuestion,
    LinkQuestion,
    SignQuestion,
)
from lessons.questions.open_question import Question
from lessons.questions.schedule_form import FormStep, ScheduleForm


async def take(update: Update, context: Context, question: Question, text: str) -> None:
    """Take the text as the answer to a question that only admins are asked."""
    match question:
        case ScheduleForm():
            await schedule_form.answer_typed(update, context, question, text)
        case DraftQuestion():
            await draft_parts.take_typed(update, context, question, text)
        case LinkQuestion():
            await course_link.take_typed(update, context, question, text)
        case SignQuestion():
            await signing.take_typed(update, context, question, text)
        case FileQuestion():
            await pasting.take_typed(update, context, question, text)


async def take_after_care(
    update: Update, context: Context, question: Question, text: str, *, is_call: bool
) -> None:
    """Take a text that was answered with the emergency words where it is so long that it is an
    answer; else ask whether it was meant, where it could be."""
    message = update.effective_message
    assert message is not None, "its text was typed"
    if isinstance(question, LinkQuestion):
        await reply(update, context, link_views.not_added(LinkProblem.EMERGENCY, text))
    elif isinstance(question, FileQuestion) and pasting.may_be_meant(text):
        await pasting.leave_out(update, context)
    elif is_call and not _takes_any_words(question):
        await reply(update, context, views.not_taken())
    elif pasting.may_be_meant(text):
        await answer_to(message, context, views.ask_whether_meant(_mark_of(question)))
    else:
        await take(update, context, question, text)


def _takes_any_words(question: Question) -> bool:
    """Whether a call for help could be an answer: it is no time, no audience and no name."""
    match question:
        case ScheduleForm(step=FormStep.WHEN | FormStep.WHO | FormStep.LINK) | SignQuestion():
            return False
    return not isinstance(question, FileQuestion)


async def take_meant(update: Update, context: Context, mark: int) -> None:
    """Take the words that were asked about after all, if that question is still open."""
    query = update.callback_query
    asking = query.message if query else None
    typed = asking.reply_to_message if isinstance(asking, Message) else None
    question = await context.services.store.run_aside(
        questions.find_open, chat_of(update).id, context.now
    )
    if (
        question is None
        or _mark_of(question) != mark
        or typed is None
        or not typed.text
        or typed.from_user != update.effective_user
        or await find_lack(update, context, questions.capability_for(question)) is not None
    ):
        await show(update, context, views.is_over())
        return
    # It is taken as if it had come just now, with its formatting.
    await take(Update(update.update_id, message=typed), context, question, typed.text)


def _mark_of(question: Question) -> int:
    return mark_of(repr(question))
