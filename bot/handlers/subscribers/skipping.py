"""/skip, and the button that takes it back."""

from telegram import Update

from bot.handlers.context import Context, chat_of, reply, show
from bot.handlers.subscribers import joining as joining_handlers
from bot.use_cases.library import has_one_course
from bot.use_cases.subscribers import skipping
from bot.use_cases.subscribers.reading import CourseFinished, LessonsHeld
from bot.use_cases.subscribers.skipping import (
    BroughtBack,
    NothingToSkip,
    OnItsWay,
    Skipped,
    StaysSkipped,
    StillToCome,
)
from bot.views.subscribers import finish as finish_views
from bot.views.subscribers import reading as reading_views
from bot.views.subscribers import skipping as views


async def skip(update: Update, context: Context) -> None:
    """Pass over the next lesson."""
    services = context.services
    answer = await services.store.run(
        skipping.skip_next, services.library, chat_of(update).id, context.now
    )
    match answer:
        case None:
            await joining_handlers.ask_to_begin(update, context)
            return
        case Skipped(place, lesson, following):
            screen = views.skipped(
                place.course, lesson, following, place.subscriber, place.enrollment
            )
        case OnItsWay(lesson):
            screen = views.on_its_way(lesson)
        case LessonsHeld(place):
            screen = reading_views.lessons_held(place.course)
        case NothingToSkip(place):
            screen = views.nothing_to_skip(place.subscriber, place.enrollment)
        case CourseFinished(course):
            screen = finish_views.finished(
                course,
                is_only=has_one_course(services.library),
                offers_check=services.offers_check,
            )
    await reply(update, context, screen)


async def bring_back(update: Update, context: Context, course_id: str, lesson_id: str) -> None:
    """Make a skipped lesson the next one again."""
    services = context.services
    answer = await services.store.run(
        skipping.bring_back,
        services.library,
        chat_of(update).id,
        course_id,
        lesson_id,
        context.now,
    )
    match answer:
        case None:
            screen = reading_views.lesson_gone()
        case BroughtBack(place, lesson, are_more_back):
            screen = views.brought_back(
                lesson, place.subscriber, place.enrollment, are_more_back=are_more_back
            )
        case StillToCome(place, lesson):
            screen = views.still_to_come(lesson, place.subscriber, place.enrollment)
        case StaysSkipped(course, lesson, is_elsewhere):
            screen = views.stays_skipped(course, lesson, is_elsewhere=is_elsewhere)
    await show(update, context, screen)
