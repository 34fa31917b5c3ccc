"""The quick question of a lesson, step by step."""

from telegram import Update

from bot.handlers.context import Context, reply, show
from bot.handlers.courses import drafts
from bot.handlers.courses.acting import actor_of
from bot.handlers.courses.moving_down import move_down
from bot.use_cases.courses import drafting
from bot.use_cases.courses import quiz_questions as cases
from bot.use_cases.courses.draft_questions import Answered
from bot.use_cases.courses.quiz_questions import Asking
from bot.views.courses import draft_questions as typed_views
from bot.views.courses import drafts as draft_views
from bot.views.courses import quiz_questions as views
from lessons.course.quiz_text import InvalidQuiz
from lessons.draft.quiz_steps import QuizStep
from lessons.questions.draft_question import DraftQuestion


async def open_quiz(update: Update, context: Context, course_id: str, number: int) -> None:
    """Show what can be mended in a quick question, or ask for one that is not there."""
    found = await drafts.find(update, context, course_id)
    if found is None:
        return
    item = drafting.find_lesson(found, number)
    if item is not None and item.lesson.quiz is not None:
        await show(update, context, views.choose_step(found, number))
    else:
        await mend(update, context, course_id, number, QuizStep.QUESTION)


async def mend(
    update: Update, context: Context, course_id: str, number: int, step: QuizStep
) -> None:
    """Ask for that part of a quick question."""
    query = update.callback_query
    asking = await context.services.store.run(
        cases.begin,
        actor_of(update, context),
        course_id,
        number,
        step,
        query.message.message_id if query and query.message else None,
        context.now,
    )
    await show(update, context, views.ask(asking) if asking else draft_views.no_such_draft())


async def take_typed(update: Update, context: Context, question: DraftQuestion, text: str) -> None:
    """Take what was typed for the step that is asked for."""
    try:
        answered = await context.services.store.run(
            cases.take_typed, actor_of(update, context), question, text, context.now
        )
    except InvalidQuiz as error:
        await reply(update, context, typed_views.no_quiz(error))
        return
    await _tell(update, context, answered)


async def choose_right(update: Update, context: Context, course_id: str, index: int) -> None:
    """Take the answer that is right."""
    answered = await context.services.store.run(
        cases.choose_right, actor_of(update, context), course_id, index, context.now
    )
    if answered is None:
        await drafts.overview(update, context, course_id)
    else:
        await _tell(update, context, answered)


async def drop(update: Update, context: Context, course_id: str, number: int, version: int) -> None:
    """Leave a lesson without a quick question."""
    handled = await context.services.store.run(
        cases.drop, actor_of(update, context), course_id, number, version, context.now
    )
    await drafts.show_handled(update, context, handled, number, has_changed=True)


async def _tell(update: Update, context: Context, answered: Answered | Asking | None) -> None:
    match answered:
        case None:
            await reply(update, context, draft_views.no_such_draft())
        case Asking():
            await show(update, context, views.ask(answered))
        case _:
            await drafts.show_lesson(
                update, context, answered.review, answered.number, has_changed=True
            )
            await move_down(update, context, answered)
