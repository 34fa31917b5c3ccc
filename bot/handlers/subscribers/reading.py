"""/lesson, /repeat, /lessons, /progress, and the buttons of a lesson."""

from collections.abc import Callable

from telegram import Update

from bot.handlers.context import Context, chat_of, reply, show
from bot.handlers.subscribers import joining as joining_handlers
from bot.process.clock import real_now
from bot.use_cases.library import find_lesson, has_one_course
from bot.use_cases.subscribers import reading
from bot.use_cases.subscribers.reading import CourseFinished, Had, HadToday, LessonOwed, LessonsHeld
from bot.use_cases.subscribers.waiting import OnItsWay
from bot.views import lesson as lesson_views
from bot.views.screen import Screen
from bot.views.subscribers import finish as finish_views
from bot.views.subscribers import reading as views


async def lesson_now(update: Update, context: Context) -> None:
    """Send the next lesson now."""
    services = context.services
    answer = await services.store.run(
        reading.ask_lesson_now, services.library, chat_of(update).id, context.now, real_now()
    )
    match answer:
        case None:
            if not await joining_handlers.bring_first(update, context):
                await joining_handlers.ask_to_begin(update, context)
        case LessonOwed(delivery):
            await services.dispatcher.deliver([delivery])
        case OnItsWay(lesson):
            await reply(update, context, views.on_its_way(lesson))
        case LessonsHeld(place):
            await reply(update, context, views.lessons_held(place.course))
        case CourseFinished(course):
            is_only = has_one_course(services.library)
            screen = finish_views.finished(
                course, is_only=is_only, offers_check=services.offers_check
            )
            await reply(update, context, screen)
        case HadToday(place, lesson):
            slot = place.enrollment.next_slot
            screen = views.had_today(
                lesson.title if lesson else None,
                slot.due_at if slot else None,
                place.subscriber,
            )
            await reply(update, context, screen)


async def repeat(update: Update, context: Context) -> None:
    """Show the last lesson again."""

    def last(had: Had) -> Screen:
        if had.is_last_gone:
            return views.lesson_gone()
        if not had.lessons:
            return views.nothing_yet(had.course, len(had.skipped), had.left)
        return lesson_views.lesson(had.course, had.lessons[-1])

    await _show_had(update, context, last)


async def before_last(update: Update, context: Context) -> None:
    """Show the lesson before the last one again, or that one where it was the first."""

    def before(had: Had) -> Screen:
        if not had.lessons:
            return views.nothing_yet(had.course, len(had.skipped), had.left)
        return lesson_views.lesson(had.course, had.lessons[-2:][0])

    await _show_had(update, context, before)


async def list_lessons(update: Update, context: Context) -> None:
    """List the lessons that have come, each to be read again; a long list shows the latest."""
    await _show_list(update, context)


async def turn_list(update: Update, context: Context, page: int) -> None:
    """Show another page of the lessons that have come."""
    await _show_list(update, context, page)


async def _show_list(update: Update, context: Context, page: int | None = None) -> None:
    await _show_had(
        update,
        context,
        lambda had: views.lesson_list(
            had.course, had.lessons, had.skipped, had.left, had.gone, page
        ),
    )


async def _show_had(update: Update, context: Context, view: Callable[[Had], Screen]) -> None:
    services = context.services
    found = await services.store.run(reading.find_had_lessons, services.library, chat_of(update).id)
    if found is None:
        await joining_handlers.ask_to_begin(update, context)
        return
    has_any = found.lessons or found.skipped or found.gone
    nothing = views.nothing_yet(found.course, len(found.skipped), found.left)
    await show(update, context, view(found) if has_any else nothing)


async def read_again(update: Update, context: Context, course_id: str, lesson_id: str) -> None:
    """Show one lesson that has come to this chat."""
    services = context.services
    found = await services.store.run(
        reading.find_had_lesson, services.library, chat_of(update).id, course_id, lesson_id
    )
    if found is None:
        is_there = find_lesson(services.library, course_id, lesson_id) is not None
        screen = views.not_delivered_yet() if is_there else views.lesson_gone()
        await reply(update, context, screen)
        return
    await reply(update, context, lesson_views.lesson(*found))


async def progress(update: Update, context: Context) -> None:
    """Show where the chat is."""
    services = context.services
    found = await services.store.run(reading.find_progress, services.library, chat_of(update).id)
    if found is None:
        await joining_handlers.ask_to_begin(update, context)
        return
    place = found.place
    screen = views.progress(
        place.course,
        place.subscriber,
        place.enrollment,
        found.skipped,
        found.left,
        is_held=found.is_held,
    )
    await reply(update, context, screen)
