"""/admin, /preview and /stats, and what their buttons bring."""

import asyncio

from telegram import InputFile, Update

from bot.handlers.admin import admins
from bot.handlers.announcements import calendar, schedule_form, scheduling
from bot.handlers.arguments import number as read_number
from bot.handlers.context import Context, Handler, chat_of, reply, show, timezone_of
from bot.handlers.courses import drafts
from bot.process.clock import real_now
from bot.use_cases.admin import check_counts, statistics
from bot.use_cases.library import find_named_lesson
from bot.views import lesson as lesson_views
from bot.views.admin import alerts as admin_views
from bot.views.admin import charts as chart_views
from bot.views.admin import check_counts as check_count_views
from bot.views.admin import health as health_views
from bot.views.admin import panel as views
from bot.views.admin.chart_picture import PALETTES, draw_chart
from bot.views.rich_text import paragraphs
from bot.views.screen import Screen


async def admin(update: Update, context: Context) -> None:
    """/admin: everything at a glance."""
    found = await context.services.store.run(statistics.find_panel, context.now, real_now())
    timezone = await timezone_of(update, context)
    broken_seconds = context.services.hearing.broken_seconds
    await show(update, context, views.panel(found, timezone, broken_seconds))


async def open_page(update: Update, context: Context, page: str) -> None:
    """Show what is behind a button of the panel."""
    await PAGES[page](update, context)


async def preview_courses(update: Update, context: Context, page: int = 1) -> None:
    """List a page of the courses."""
    courses = list(context.services.library.values())
    await show(update, context, views.choose_course(courses, page))


async def health(update: Update, context: Context) -> None:
    """Show how the outbox stands, and whether everybody is heard."""
    services = context.services
    timezone = services.default_timezone
    found = await services.store.run_if_it_can(statistics.find_panel, context.now, real_now())
    if found is not None:
        timezone = await timezone_of(update, context)
    trouble = services.store.watch.trouble
    around = health_views.Surroundings(
        services.hearing.broken_seconds,
        found.held if found else (),
        services.set_aside.updates,
        trouble.operator if trouble else None,
        services.dispatcher.bulk_waits,
        services.leavers.crowd,
    )
    await show(
        update, context, health_views.health(found.health if found else None, around, timezone)
    )


async def preview(update: Update, context: Context) -> None:
    """/preview <lesson>: the very message that people get; alone it lists them.

    Where there is one course, the number of a lesson names it too.
    """
    name = " ".join(context.args or [])
    courses = list(context.services.library.values())
    number = read_number(name)
    if not name:
        await preview_courses(update, context)
    elif number and len(courses) == 1 and number <= len(courses[0].lessons):
        lesson = courses[0].lessons[number - 1]
        await preview_lesson(update, context, courses[0].course_id, lesson.lesson_id)
    else:
        await _show_lesson(update, context, name)


async def preview_course(update: Update, context: Context, course_id: str, page: int) -> None:
    """List a page of the lessons of a course."""
    course = context.services.library.get(course_id)
    screen = (
        views.choose_lesson(course, page)
        if course
        else views.no_such_lesson(course_id, context.services.library.values())
    )
    await show(update, context, screen)


async def preview_lesson(update: Update, context: Context, course_id: str, lesson_id: str) -> None:
    """Show one lesson."""
    await _show_lesson(update, context, f"{course_id}/{lesson_id}")


async def _show_lesson(update: Update, context: Context, name: str) -> None:
    named = find_named_lesson(context.services.library, name)
    screen = (
        lesson_views.preview(*named)
        if named
        else views.no_such_lesson(name, context.services.library.values())
    )
    await reply(update, context, screen)


async def stats(update: Update, context: Context) -> None:
    """/stats: counts and bars, never names."""
    services = context.services
    people, next_at = await services.store.run(statistics.count_people)
    words = await services.store.run(statistics.list_start_words)
    links = await services.store.run_aside(statistics.list_links)
    found = await services.store.run(statistics.compute, context.now)
    if found is None:
        await show(update, context, views.being_counted())
        return
    timezone = await timezone_of(update, context)
    ended = await services.store.run(check_counts.list_recent, context.now)
    text = paragraphs(
        admin_views.stats(people, found, next_at, timezone),
        views.statistics(found, services.library, timezone),
        check_count_views.weeks(ended),
        views.named_links(links, services.library),
        views.start_words(words),
    )
    await show(update, context, Screen(text, views.statistics_buttons()))


async def chart(update: Update, context: Context, palette: str) -> None:
    """Send the statistics as a picture."""
    services = context.services
    found = await services.store.run(statistics.compute, context.now)
    if found is None:
        await show(update, context, views.being_counted())
        return
    parts = chart_views.parts(found, services.library)
    colors = PALETTES[palette]
    # Drawing takes a tenth of a second, in which nobody's chat should stall.
    png = await asyncio.to_thread(draw_chart, parts, colors)
    await context.bot.send_photo(
        chat_of(update).id, InputFile(png, "statistics.png"), chart_views.caption()
    )


async def export(update: Update, context: Context) -> None:
    """Send the statistics as a table."""
    services = context.services
    found = await services.store.run(statistics.compute, context.now)
    if found is None:
        await show(update, context, views.being_counted())
        return
    ended = await services.store.run(check_counts.list_recent, context.now)
    links = await services.store.run_aside(statistics.list_links)
    table = statistics.write_csv(found, services.library, ended, links).encode()
    await context.bot.send_document(chat_of(update).id, InputFile(table, "statistics.csv"))


PAGES: dict[str, Handler] = {
    "admin": admin,
    "schedule": schedule_form.begin,
    "scheduled": scheduling.list_scheduled,
    "calendar": calendar.calendar,
    "courses": drafts.list_courses,
    "stats": stats,
    "health": health,
    "log": admins.log,
    "admins": admins.list_seats,
}
"""What is behind the buttons of the panel."""
