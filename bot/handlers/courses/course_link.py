"""How a course is handed on: its link, as words and as a QR code."""

import asyncio

from telegram import InputFile, Update

from bot.handlers.context import Context, chat_of, show
from bot.views.courses import course_link as views
from bot.views.courses import courses as course_views


async def send_link(update: Update, context: Context, course_id: str) -> None:
    """Send the QR code of a course that people get, with the link below it."""
    course, bot_name = context.services.library.get(course_id), context.bot.username
    if course is None:
        await show(update, context, course_views.no_such_course())
        return
    url = views.course_link(bot_name, course_id)
    # Drawing takes some milliseconds, in which nobody's chat should stall.
    png = await asyncio.to_thread(views.draw_code, url)
    await context.bot.send_photo(
        chat_of(update).id,
        InputFile(png, f"{course_id}.png"),
        views.caption(bot_name, course),
    )
