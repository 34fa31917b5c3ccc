"""The text to which people agree: asked before anything else at /start, and after a no."""

from telegram import Update

from bot.handlers.context import Context, chat_of, is_group, reply
from bot.use_cases.subscribers import consents
from bot.views.subscribers import consent as views


async def is_asked_first(update: Update, context: Context) -> bool:
    """Ask whoever has not agreed to the present text, if there is one; return whether they were
    asked. A group is no person."""
    services = context.services
    if services.consent is None or is_group(update):
        return False
    has_agreed = await services.store.run(consents.has_agreed, chat_of(update).id, services.consent)
    if has_agreed:
        return False
    word = context.args[0] if context.args else ""
    if len(word) > views.LONGEST_WORD or not word.replace("-", "").replace("_", "").isalnum():
        word = ""
    word = word if word.isascii() else ""
    screen = views.ask(services.consent, word, offers_check=services.offers_check)
    await reply(update, context, screen)
    return True


async def is_asked_after_no(update: Update, context: Context) -> bool:
    """Ask whoever has said no and wants lessons all the same; return whether they were asked."""
    services = context.services
    if services.consent is None or not await services.store.run(
        consents.has_declined, chat_of(update).id, services.consent
    ):
        return False
    screen = views.ask(services.consent, offers_check=services.offers_check)
    await reply(update, context, screen)
    return True
