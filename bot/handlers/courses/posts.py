"""Messages that are part of an article: in which faces their words are, and from which channel."""

from collections.abc import Iterator

from telegram import Message, MessageOriginChannel, Update
from telegram.constants import ChatType

from bot.handlers.context import Context, answer_to, chat_of, find_lack, show
from bot.use_cases import questions
from bot.use_cases.courses import importing, pasting
from bot.views.courses import importing as views
from lessons.article.pasting import Face, FaceMark, PastedPart, make_pieces
from lessons.roles import Capability


def read_part(message: Message) -> PastedPart:
    """Return what a message says, in the faces that it has, and the channel that it is from."""
    text = message.text or message.caption or ""
    pieces = make_pieces(text, list(_read_marks(message)))
    return PastedPart(message.message_id, pieces, source=_find_channel(message))


def _read_marks(message: Message) -> Iterator[FaceMark]:
    for entity in message.entities if message.text else message.caption_entities:
        if entity.type in list(Face):
            yield FaceMark(Face(entity.type), entity.offset, entity.length, entity.url or "")


def _find_channel(message: Message) -> str:
    """Return the channel whose post this is, with the post's address where everybody can open it;
    empty for what people wrote, who are named nowhere."""
    origin = message.forward_origin
    if not isinstance(origin, MessageOriginChannel):
        return ""
    title = " ".join((origin.chat.title or "").split())
    if origin.chat.username is None:
        return title
    return f"{title}, https://t.me/{origin.chat.username}/{origin.message_id}"


async def offer(update: Update, context: Context) -> bool:
    """Offer to import a channel's post that an editor forwards unasked, while nothing is asked;
    return whether it is one."""
    message = update.effective_message
    if message is None or chat_of(update).type != ChatType.PRIVATE:
        return False
    channel = _find_channel(message) if message.text or message.caption else ""
    if not channel or await find_lack(update, context, Capability.EDIT):
        return False
    store, chat_id = context.services.store, chat_of(update).id
    if await store.run_aside(questions.find_open, chat_id, context.now) is not None:
        return False
    await answer_to(message, context, views.offer(channel))
    return True


def is_part(message: Message) -> bool:
    """Whether somebody wrote or forwarded the message, and it has words."""
    is_ours = message.from_user is not None and message.from_user.is_bot
    return bool(message.text or message.caption) and not is_ours


async def begin_with(update: Update, context: Context, message: Message, wanted_id: str) -> None:
    """Begin a text that is pasted with that message, or go on with one."""
    store, chat_id = context.services.store, chat_of(update).id
    await store.run(importing.begin, chat_id, wanted_id, context.now)
    parts = await store.run(pasting.add, chat_id, read_part(message), context.now)
    if parts is None:
        await show(update, context, views.too_much_pasted(pasting.MOST_CHARACTERS))
    else:
        await show(update, context, views.pasted(parts))
