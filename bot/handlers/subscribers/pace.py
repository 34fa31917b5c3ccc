"""The list of what comes, and its buttons: more now, later today, from a date, from the start."""

from datetime import date, time, timedelta

from telegram import Update

from bot.handlers.context import Context, chat_of, reply, show
from bot.handlers.subscribers import joining as joining_handlers
from bot.process.clock import real_now
from bot.use_cases.library import has_one_course
from bot.use_cases.subscribers import breaks, joining, pace, reading
from bot.use_cases.subscribers.pace import ComeAlready, ExtraOwed
from bot.use_cases.subscribers.reading import CourseFinished, LessonOwed, LessonsHeld
from bot.use_cases.subscribers.waiting import OnItsWay
from bot.views.subscribers import finish as finish_views
from bot.views.subscribers import joining as joining_views
from bot.views.subscribers import pace as views
from bot.views.subscribers import reading as reading_views
from lessons.delivery.subscriber import SubscriberStatus
from lessons.times.schedule import local_date

_LONGEST_WAIT = timedelta(days=366)


async def coming(update: Update, context: Context, page: int = 1) -> None:
    """Show what comes, with its dates."""
    services = context.services
    found = await services.store.run(
        pace.find_coming, services.library, chat_of(update).id, context.now
    )
    if found is None:
        await joining_handlers.ask_to_begin(update, context)
        return
    await show(update, context, views.coming(found, context.now, page))


async def another(update: Update, context: Context) -> None:
    """Send one more lesson today."""
    services = context.services
    answer = await services.store.run(
        pace.ask_another, services.library, chat_of(update).id, context.now, real_now()
    )
    if answer is None:
        await joining_handlers.ask_to_begin(update, context)
        return
    await _send_extra(update, context, answer)


async def jump(update: Update, context: Context, course_id: str, lesson_id: str) -> None:
    """Send that lesson out of its turn."""
    services = context.services
    answer = await services.store.run(
        pace.jump,
        services.library,
        chat_of(update).id,
        course_id,
        lesson_id,
        context.now,
        real_now(),
    )
    if answer is None:
        await reply(update, context, reading_views.lesson_gone())
        return
    await _send_extra(update, context, answer)


async def _send_extra(
    update: Update,
    context: Context,
    answer: ExtraOwed | LessonOwed | OnItsWay | ComeAlready | LessonsHeld | CourseFinished,
) -> None:
    services = context.services
    match answer:
        case ExtraOwed(place, delivery, following):
            await services.dispatcher.deliver([delivery])
            if following is not None:
                await reply(update, context, views.after_extra(place, following))
        case LessonOwed(delivery):
            await services.dispatcher.deliver([delivery])
        case OnItsWay(lesson):
            await reply(update, context, reading_views.on_its_way(lesson))
        case ComeAlready(course, lesson):
            await reply(update, context, views.come_already(course, lesson))
        case LessonsHeld(place):
            await reply(update, context, reading_views.lessons_held(place.course))
        case CourseFinished(course):
            screen = finish_views.finished(
                course,
                is_only=has_one_course(services.library),
                offers_check=services.offers_check,
            )
            await reply(update, context, screen)


async def wait_for_evening(update: Update, context: Context) -> None:
    """Let the next lesson come in the evening."""
    services = context.services
    moved = await services.store.run(
        pace.wait_for_evening, services.library, chat_of(update).id, context.now
    )
    if moved is None:
        await coming(update, context)
        return
    await show(update, context, views.moved(moved))


async def come_once_at(update: Update, context: Context, at: time) -> None:
    """Let the next lesson come at that time, once."""
    services = context.services
    moved = await services.store.run(
        pace.come_once_at, services.library, chat_of(update).id, at, context.now
    )
    if moved is None:
        await coming(update, context)
        return
    await show(update, context, views.moved_once(moved))


async def begin_on(update: Update, context: Context, day: date) -> None:
    """Let lessons go on from that date."""
    store, chat_id = context.services.store, chat_of(update).id
    subscriber = await store.run(joining.find_subscriber, chat_id)
    today = local_date(subscriber.schedule.timezone, context.now) if subscriber else day
    if not today < day < today + _LONGEST_WAIT:
        # The button is an old one.
        await coming(update, context)
        return
    if subscriber and subscriber.status is SubscriberStatus.JOINING:
        await store.run(breaks.join_on, chat_id, day)
        await joining_handlers.ask_again(
            update,
            context,
            lambda asked: joining_views.starts_on(day, asked),
        )
        return
    standing = await store.run(breaks.pause, chat_id, day, context.now)
    if standing is None:
        await joining_handlers.ask_to_begin(update, context)
        return
    await show(update, context, views.begins_on(day, standing.subscriber, standing.enrollment))


async def ask_again(update: Update, context: Context) -> None:
    """Ask whether to begin the course again."""
    services = context.services
    place = await services.store.run(reading.find_place, services.library, chat_of(update).id)
    if place is None:
        await joining_handlers.ask_to_begin(update, context)
        return
    await reply(update, context, views.ask_again(place.course))


async def begin_again(update: Update, context: Context) -> None:
    """Begin the course again."""
    services = context.services
    begun = await services.store.run(
        pace.begin_again, services.library, chat_of(update).id, context.now
    )
    # A second press of the button changes nothing; what the first one brought stays.
    if begun is not None:
        await show(update, context, views.begun_again(begun))


async def undo_begin_again(
    update: Update, context: Context, course_id: str, last_lesson_id: str
) -> None:
    """Return to the place of before."""
    services = context.services
    place = await services.store.run(
        pace.undo_begin_again,
        services.library,
        chat_of(update).id,
        course_id,
        last_lesson_id or None,
        context.now,
    )
    await show(update, context, views.back_at(place) if place else views.gone_on())
