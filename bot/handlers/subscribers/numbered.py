"""A lesson by its number, or by what it is about: opened if it has come, offered if it has not."""

from collections.abc import Awaitable, Callable

from telegram import Update

from bot.handlers.context import Context, chat_of, reply
from bot.handlers.subscribers import joining as joining_handlers
from bot.use_cases.subscribers import asking, reading
from bot.views import lesson as lesson_views
from bot.views.screen import Screen
from bot.views.subscribers import numbered as views


async def open_named(
    update: Update,
    context: Context,
    said: str,
    say: Callable[[Update, Context, Screen], Awaitable[object]] = reply,
) -> None:
    """Show the lesson that is meant, offer it out of its turn, or say which ones there are."""
    services, chat_id = context.services, chat_of(update).id
    place = await services.store.run_aside(reading.find_place, services.library, chat_id)
    if place is None:
        await joining_handlers.ask_to_begin(update, context)
        return
    found = await services.store.run_aside(asking.find_named, services.library, chat_id, said)
    if found is None:
        await say(update, context, views.no_such_lesson(place.course))
    elif found.was_had:
        await reply(update, context, lesson_views.lesson(found.course, found.lesson))
    else:
        await say(update, context, views.still_to_come(found.course, found.lesson))
