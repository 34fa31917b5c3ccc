"""How a course is handed on: its links, as words and as QR codes."""

import asyncio

from telegram import InputFile, Update

from bot.handlers import symptom_check
from bot.handlers.context import Context, chat_of, reply, show
from bot.use_cases.courses import linking
from bot.use_cases.courses.linking import NamedLink
from bot.views.courses import course_link as views
from bot.views.courses import courses as course_views
from bot.views.courses import links as link_views
from lessons.course.course import Course
from lessons.questions.draft_question import LinkQuestion


async def send_link(update: Update, context: Context, course_id: str) -> None:
    """Send the QR code of a course that people get, with the link below it."""
    course = context.services.library.get(course_id)
    if course is None:
        await show(update, context, course_views.no_such_course())
        return
    await _send(update, context, course, course_id)


async def send_named(update: Update, context: Context, word: str) -> None:
    """Send the QR code of a link that has a name."""
    services = context.services
    found = await services.store.run(linking.find, services.library, word)
    if found is None:
        await show(update, context, link_views.gone())
        return
    await _send(update, context, found.course, word)


async def _send(update: Update, context: Context, course: Course, word: str) -> None:
    url = views.course_link(context.bot.username, word)
    # Drawing takes some milliseconds, in which nobody's chat should stall.
    png = await asyncio.to_thread(views.draw_code, url)
    await context.bot.send_photo(
        chat_of(update).id, InputFile(png, f"{word}.png"), views.caption(url, course)
    )


async def list_links(update: Update, context: Context, course_id: str) -> None:
    """List the links of a course that have a name, with who came by each."""
    course = context.services.library.get(course_id)
    if course is None:
        await show(update, context, course_views.no_such_course())
        return
    counted = await context.services.store.run(linking.list_links, course_id)
    await show(update, context, link_views.links(course, counted))


async def ask_name(update: Update, context: Context, course_id: str) -> None:
    """Ask for the name of a new link."""
    services = context.services
    course = await services.store.run(
        linking.ask, services.library, chat_of(update).id, course_id, context.now
    )
    screen = link_views.ask_name(course) if course else course_views.no_such_course()
    await show(update, context, screen)


async def take_typed(update: Update, context: Context, question: LinkQuestion, text: str) -> None:
    """Make a link of that name and send its QR code."""
    services = context.services
    made = await services.store.run(
        linking.add,
        services.library,
        chat_of(update).id,
        question.linked_course_id,
        text,
        frozenset({symptom_check.DEEP_LINK}),
        context.now,
    )
    if isinstance(made, NamedLink):
        await _send(update, context, made.course, made.word)
    else:
        await reply(update, context, link_views.not_added(made, text))
