"""What an admin sends that an announcement cannot keep is named, before anybody gets the rest."""

from telegram import MessageEntity, Update

from bot.handlers.context import Context, reply
from bot.views.announcements import plain_text as views

_LOST = (
    MessageEntity.BOLD,
    MessageEntity.ITALIC,
    MessageEntity.UNDERLINE,
    MessageEntity.STRIKETHROUGH,
    MessageEntity.SPOILER,
    MessageEntity.CODE,
    MessageEntity.PRE,
    MessageEntity.BLOCKQUOTE,
    MessageEntity.EXPANDABLE_BLOCKQUOTE,
    MessageEntity.CUSTOM_EMOJI,
    MessageEntity.TEXT_MENTION,
)


async def tell_what_is_lost(update: Update, context: Context) -> None:
    """Say which formatting and which links of the text do not reach anybody, if there are any."""
    message = update.effective_message
    if message is None or message.text is None:
        return
    hidden = message.parse_entities([MessageEntity.TEXT_LINK])
    links = [(words, entity.url or "") for entity, words in hidden.items()]
    is_formatted = any(entity.type in _LOST for entity in message.entities)
    if links or is_formatted:
        await reply(update, context, views.lost(links, is_formatted=is_formatted))


async def refuse(update: Update, context: Context) -> None:
    """Say that only text can be sent to many."""
    await reply(update, context, views.text_only())
