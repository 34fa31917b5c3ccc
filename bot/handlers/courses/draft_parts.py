"""Parts of a draft that are typed."""

from telegram import Update

from bot.handlers.announcements.wording import read_wording
from bot.handlers.context import Context, chat_of, reply, show
from bot.handlers.courses import drafts, quiz_questions
from bot.handlers.courses.acting import actor_of
from bot.handlers.courses.moving_down import move_down
from bot.use_cases.courses import draft_questions as questions
from bot.use_cases.courses.draft_questions import Answered, Asked, Doubted, DraftQuestion
from bot.views.courses import draft_questions as views
from bot.views.courses import drafts as draft_views
from lessons.course.quiz_text import InvalidQuiz
from lessons.delivery.wording import Wording
from lessons.draft.formatting import list_lost, write_markdown
from lessons.draft.parts import Part, PartMissing


async def ask(update: Update, context: Context, course_id: str, number: int, part: Part) -> None:
    """Ask for a part of a lesson, or (0) of the course itself."""
    if part is Part.QUIZ:
        await quiz_questions.open_quiz(update, context, course_id, number)
        return
    query = update.callback_query
    asked = await context.services.store.run(
        questions.ask,
        actor_of(update, context),
        course_id,
        number,
        part,
        query.message.message_id if query and query.message else None,
        context.now,
    )
    await show(update, context, views.ask(asked) if asked else draft_views.no_such_draft())


async def close(update: Update, context: Context, course_id: str, number: int) -> None:
    """Change nothing, and go back to where the question came from."""
    await context.services.store.run(questions.close, chat_of(update).id)
    if number == 0:
        await drafts.overview(update, context, course_id)
    else:
        await drafts.open_lesson(update, context, course_id, number)


async def take_typed(update: Update, context: Context, question: DraftQuestion, text: str) -> None:
    """Take a typed text as that part."""
    if question.quiz is not None:
        await quiz_questions.take_typed(update, context, question, text)
        return
    text = await _with_formatting(update, context, question.part, text)
    try:
        answered = await context.services.store.run(
            questions.answer, actor_of(update, context), question, text, context.now
        )
    except InvalidQuiz as error:
        await reply(update, context, views.no_quiz(error))
        return
    except PartMissing:
        await reply(update, context, views.no_new_lesson())
        return
    if answered is None:
        await reply(update, context, draft_views.no_such_draft())
    else:
        await _tell(update, context, answered)


async def _with_formatting(update: Update, context: Context, part: Part, text: str) -> str:
    """Return the text with what was formatted in Telegram as Markdown, where the part shows it, and
    say what is lost."""
    message = update.effective_message
    wording = read_wording(message) if message is not None else Wording(text)
    if part is Part.TEXT:
        text, lost = write_markdown(wording), list_lost(wording)
    elif part is Part.NEW_LESSON:
        title, below, body = text.partition("\n")
        rest = wording.part(len(title) + len(below), len(body))
        text, lost = f"{title}{below}{write_markdown(rest)}", list_lost(rest)
    else:
        lost = [mark.kind for mark in wording.marks]
    if lost:
        await reply(
            update, context, views.formatting_lost(shows_some=part in (Part.TEXT, Part.NEW_LESSON))
        )
    return text


async def take_doubted(update: Update, context: Context, course_id: str, mark: int) -> None:
    """Take a text that was asked about as the part after all."""
    answered = await context.services.store.run(
        questions.take_doubted, actor_of(update, context), course_id, mark, context.now
    )
    if answered is None:
        await drafts.overview(update, context, course_id)
    else:
        await _tell(update, context, answered)


async def _tell(update: Update, context: Context, answered: Answered | Asked | Doubted) -> None:
    match answered:
        case Asked():
            await reply(update, context, views.ask(answered))
        case Doubted():
            await reply(update, context, views.ask_whether_meant(answered))
        case _:
            if answered.number:
                await drafts.show_lesson(
                    update, context, answered.review, answered.number, has_changed=True
                )
            else:
                screen = draft_views.overview(answered.review, has_changed=True)
                await show(update, context, screen)
            await move_down(update, context, answered)
