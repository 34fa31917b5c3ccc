"""A text that an admin pastes or forwards after /import, or the address of its page."""

from telegram import Update
from telegram.constants import ChatType

from bot.documents.isolation import Document, read_pasted
from bot.handlers.care import reply_with_care
from bot.handlers.context import Context, chat_of, find_lack, reply, show
from bot.handlers.courses import importing, posts
from bot.use_cases import questions
from bot.use_cases.courses import pasting
from bot.views.courses import importing as views
from lessons.article.importer import ImportResult
from lessons.article.pasting import join_parts
from lessons.questions.draft_question import FileQuestion

_NAME = "pasted-text"
_FEW_WORDS = 40


def may_be_meant(text: str) -> bool:
    """Whether a text is so short that somebody may mean the words, not paste them."""
    return len(text.split()) <= _FEW_WORDS and not importing.is_one_address(text)


async def take_typed(update: Update, context: Context, question: FileQuestion, text: str) -> None:
    """Take the message as the next of a text; a web address that comes first is fetched."""
    message = update.effective_message
    assert message is not None, "its text was typed"
    store, chat_id = context.services.store, chat_of(update).id
    if importing.is_one_address(text) and not await store.run(pasting.find, chat_id):
        await importing.take_address(update, context, text.strip(), question.course_id)
        return
    parts = await store.run(pasting.add, chat_id, posts.read_part(message), context.now)
    if parts is None:
        await reply(update, context, views.too_much_pasted(pasting.MOST_CHARACTERS))
        return
    say = reply_with_care if may_be_meant(text) else reply
    await say(update, context, views.pasted(parts))


async def waits_for_caption(update: Update, context: Context) -> bool:
    """Whether what stands below a picture that an admin sends is part of a text that is pasted."""
    message = update.effective_message
    if message is None or not message.caption or chat_of(update).type != ChatType.PRIVATE:
        return False
    question = await context.services.store.run_aside(
        questions.find_open, chat_of(update).id, context.now
    )
    if not isinstance(question, FileQuestion):
        return False
    return await find_lack(update, context, questions.capability_for(question)) is None


async def take_caption(update: Update, context: Context, caption: str) -> None:
    """Take what stands below a picture as the next message of the text."""
    await take_typed(update, context, FileQuestion(""), caption)


async def leave_out(update: Update, context: Context) -> None:
    """Say that a few words that name an emergency are no part of the text."""
    await reply(update, context, views.not_pasted())


async def take_all(update: Update, context: Context) -> None:
    """Show what a draft of the text would be; one that is refused can be gone on with."""
    store, chat_id = context.services.store, chat_of(update).id
    parts = await store.run(pasting.find, chat_id)
    if not parts:
        await show(update, context, views.nothing_pasted())
        return
    wanted_id = await store.run(pasting.get_wanted_id, chat_id, parts, context.now)
    pieces = join_parts([part.pieces for part in parts])

    async def read() -> tuple[Document, ImportResult]:
        return await read_pasted(pieces, wanted_id or _NAME)

    sources = dict.fromkeys(part.source for part in parts if part.source)
    if await importing.read_and_show(
        update, context, views.pasted_text(), read, wanted_id, "; ".join(sources)
    ):
        await store.run(pasting.forget, chat_id, parts)


async def discard(update: Update, context: Context) -> None:
    """Forget what was pasted."""
    store, chat_id = context.services.store, chat_of(update).id
    parts = await store.run(pasting.find, chat_id)
    await store.run(pasting.forget, chat_id, parts)
    await show(update, context, views.discarded(parts))
