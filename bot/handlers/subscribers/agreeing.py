"""[I agree] and [No thanks]."""

from telegram import Update

from bot.handlers.context import Context, chat_of, is_group, show
from bot.handlers.subscribers import joining
from bot.use_cases.subscribers import consents
from bot.views.subscribers import consent as views
from lessons.clinic.consent import Consent


async def agree(update: Update, context: Context, fingerprint: str, word: str) -> None:
    """Keep that somebody agrees to the words above the button, and begin where they have not."""
    services, chat_id, consent = context.services, chat_of(update).id, _find(update, context)
    if consent is not None and consent.fingerprint != fingerprint:
        asked = views.ask(consent, word, offers_check=services.offers_check)
        await show(update, context, views.has_changed(asked))
        return
    goes_on = False
    if consent is not None:
        goes_on = await services.store.run(consents.agree, chat_id, consent, context.now)
        await show(update, context, views.agreed(consent, context.now.date(), goes_on=goes_on))
    if not goes_on:
        context.args = [word] if word else []
        await joining.start(update, context)


async def decline(update: Update, context: Context, fingerprint: str) -> None:
    """Send and keep nothing for whoever does not agree to the words above the button."""
    services, consent = context.services, _find(update, context)
    if consent is None or consent.fingerprint != fingerprint:
        asked = consent and views.ask(consent, offers_check=services.offers_check)
        await show(update, context, views.has_changed(asked) if asked else views.not_asked())
        return
    had_joined = await services.store.run(
        consents.decline, chat_of(update).id, consent, context.now
    )
    screen = views.declined(had_joined=had_joined, offers_check=services.offers_check)
    await show(update, context, screen)


def _find(update: Update, context: Context) -> Consent | None:
    """Return the text that is asked about here; a group, which is no person, is asked nothing."""
    return None if is_group(update) else context.services.consent
