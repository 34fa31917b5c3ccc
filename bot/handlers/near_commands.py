"""A command with a slip in it: the right one is offered, with a button."""

from telegram import Update

from bot.handlers import care
from bot.handlers.context import Context, reply
from bot.views import near_commands as views
from lessons.places.search import find_spelled_places
from lessons.questions.near_commands import find_near_command
from lessons.symptom_checks.complaints import names_complaint


async def offer(update: Update, context: Context, text: str) -> bool:
    """Ask whether the command was meant that the text nearly is; return whether there is one. A
    word without a slash may be anything else, so the lines of care come first."""
    name = find_near_command(text, [*views.DOES, *views.ALSO_CALLED])
    if name is None or names_complaint(text):
        return False
    screen = views.did_you_mean(views.ALSO_CALLED.get(name, name))
    if text.lstrip().startswith("/"):
        await reply(update, context, screen)
        return True
    if find_spelled_places(text.strip()):
        return False
    await care.reply_with_care(update, context, screen)
    return True
