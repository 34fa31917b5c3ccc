"""What an admin types for many, with its formatting; what of it cannot be sent is named before."""

from telegram import Message, MessageEntity, Update

from bot.handlers.context import Context, reply
from bot.views import clinic as clinic_views
from bot.views.announcements import lost_formatting as views
from bot.views.screen import Screen
from lessons.clinic.placeholders import find_unknown, find_unset
from lessons.course.markdown import is_web_link
from lessons.delivery.wording import Mark, MarkKind, Wording
from lessons.text import utf16_length


def read_wording(message: Message) -> Wording:
    """Return the whole text or caption of a message with what can be kept of its formatting."""
    text = message.text or message.caption or ""
    entities = message.entities or message.caption_entities
    marks = [_read_mark(entity, utf16_length(text)) for entity in entities]
    return Wording(text, tuple(mark for mark in marks if mark))


def _read_mark(entity: MessageEntity, length: int) -> Mark | None:
    is_kept = entity.type in list(MarkKind)
    is_there = 0 <= entity.offset < entity.offset + entity.length <= length
    if not is_kept or not is_there or _is_lost_link(entity):
        return None
    is_link, is_block = entity.type == MarkKind.LINK, entity.type == MarkKind.PRE
    return Mark(
        MarkKind(entity.type),
        entity.offset,
        entity.length,
        entity.url if is_link else None,
        entity.language if is_block else None,
    )


def _is_lost_link(entity: MessageEntity) -> bool:
    return entity.type == MarkKind.LINK and not is_web_link(entity.url or "")


def find_unfilled(context: Context, wording: Wording) -> Screen | None:
    """Return why a text cannot be sent as it stands: something in braces that is not known, or not
    set; ``None`` if it can."""
    unknown = find_unknown(wording.text)
    unset = find_unset(wording.text, context.services.library.clinic)
    return clinic_views.not_filled(unknown, unset) if unknown or unset else None


async def tell_what_is_lost(update: Update, context: Context) -> None:
    """Say what of the text's formatting reaches nobody, if anything does not."""
    message = update.effective_message
    if message is None or not (message.text or message.caption):
        return
    parse = message.parse_entities if message.text else message.parse_caption_entities
    hidden = parse([MessageEntity.TEXT_LINK])
    links = [(words, entity.url or "") for entity, words in hidden.items() if _is_lost_link(entity)]
    emoji = parse([MessageEntity.CUSTOM_EMOJI])
    mentions = list(parse([MessageEntity.TEXT_MENTION]).values())
    if links or emoji or mentions:
        await reply(update, context, views.lost(links, mentions, has_emoji=bool(emoji)))


async def refuse(update: Update, context: Context) -> None:
    """Say how files are sent to many."""
    await reply(update, context, views.not_like_this())
