"""How a course stands: withdrawn from newcomers, hidden from lists, or what they begin."""

from telegram import Update

from bot.handlers.announcements import offering
from bot.handlers.context import Context, chat_of, show, timezone_of
from bot.handlers.courses import drafts
from bot.handlers.telling import bring_up_to_date, name_of, tell_author
from bot.use_cases.announcements import scheduling
from bot.use_cases.courses import courses as course_cases
from bot.use_cases.courses import standing as use_cases
from bot.use_cases.library import list_offered
from bot.use_cases.review_dates import list_open
from bot.views.announcements import scheduled as scheduled_views
from bot.views.courses import courses as course_views
from bot.views.courses import standing as views
from lessons.course.course import Course
from lessons.course.standing import Standing
from lessons.delivery.audit import AuditAction


async def ask_withdraw(update: Update, context: Context, course_id: str) -> None:
    """Ask what becomes of those in a course before it is withdrawn."""
    services = context.services
    found = await services.store.run(
        course_cases.find_state,
        services.library,
        services.policy,
        course_id,
        services.review_grace,
        context.now,
    )
    if found is None or found.published is None:
        await show(update, context, course_views.no_such_course())
        return
    await show(update, context, views.ask_withdraw(found, await timezone_of(update, context)))


async def withdraw(update: Update, context: Context, course_id: str, way: str) -> None:
    """Withdraw the course; what ends or moves people is shown and asked in turn."""
    called_off = await _change(update, context, course_id, Standing.WITHDRAWN)
    for number in called_off or ():
        await _tell_author(update, context, number)
    course = context.services.library.get(course_id)
    if called_off is None or course is None:
        return
    if way == views.END:
        await offering.end_course(update, context, course_id)
    elif way == views.MOVE:
        await show(update, context, views.choose_target(course, _list_targets(context)))
    else:
        await show(update, context, views.withdrawn(course, called_off))


async def _tell_author(update: Update, context: Context, number: int) -> None:
    """Tell whoever scheduled what is called off now, also in the message that follows it."""
    item = await context.services.store.run_aside(scheduling.find_announcement, number)
    if item is not None:
        screen = scheduled_views.called_off(item, had_begun=False)
        await bring_up_to_date(update, context, item, screen)
        told = scheduled_views.told_author(item, name_of(update), AuditAction.CANCELLED)
        await tell_author(update, context, item, told)


async def move_people(update: Update, context: Context, course_id: str, place: int) -> None:
    """Show the start of another course for those in this one."""
    others = _list_targets(context)
    if not 1 <= place <= len(others) or course_id not in context.services.library:
        await show(update, context, course_views.no_such_course())
        return
    await offering.move_people(update, context, course_id, others[place - 1].course_id)


def _list_targets(context: Context) -> list[Course]:
    services = context.services
    return list_open(list_offered(services.library), services.review_grace, context.now.date())


async def offer_again(update: Update, context: Context, course_id: str) -> None:
    """Let anybody get into the course again."""
    done = await _change(update, context, course_id, Standing.ON_OFFER)
    course = context.services.library.get(course_id)
    if done is not None and course is not None:
        await show(update, context, views.back_on_offer(course))


async def archive(update: Update, context: Context, course_id: str) -> None:
    """Take a withdrawn course out of the lists."""
    library = context.services.library
    if course_id in library and library.standing_of(course_id).is_on_offer:
        await drafts.open_course(update, context, course_id)
        return
    done = await _change(update, context, course_id, Standing.ARCHIVED)
    if done is not None:
        await show(update, context, views.archived(library[course_id]))


async def for_newcomers(update: Update, context: Context, course_id: str, is_theirs: bool) -> None:
    """Let newcomers begin the course without being asked, or be asked again."""
    library = context.services.library
    if course_id in library and not library.standing_of(course_id).is_on_offer:
        await drafts.open_course(update, context, course_id)
        return
    standing = Standing.DEFAULT if is_theirs else Standing.ON_OFFER
    done = await _change(update, context, course_id, standing)
    if done is not None:
        screen = views.chosen_for_newcomers if is_theirs else views.back_on_offer
        await show(update, context, screen(library[course_id]))


async def _change(
    update: Update, context: Context, course_id: str, standing: Standing
) -> list[int] | None:
    services = context.services
    done = await services.store.run_bare(
        use_cases.change,
        services.library,
        chat_of(update).id,
        course_id,
        standing,
        context.now,
    )
    if done is None:
        await show(update, context, course_views.no_such_course())
    return done
