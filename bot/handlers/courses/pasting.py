"""A text that an admin pastes after /import, message by message, or the address of its page."""

from telegram import Update

from bot.handlers.care import reply_with_care
from bot.handlers.context import Context, chat_of, reply, show
from bot.handlers.courses import importing
from bot.use_cases.courses import pasting
from bot.views.courses import importing as views
from lessons.article.pasting import join_parts
from lessons.questions.draft_question import FileQuestion, PasteQuestion

_NAME = "pasted-text.txt"
_FEW_WORDS = 40


def may_be_meant(text: str) -> bool:
    """Whether a text is so short that somebody may mean the words, not paste them."""
    return len(text.split()) <= _FEW_WORDS and not importing.is_one_address(text)


async def take_typed(
    update: Update, context: Context, question: FileQuestion | PasteQuestion, text: str
) -> None:
    """Take the message as the next of a text; a web address that comes first is fetched."""
    if isinstance(question, FileQuestion) and importing.is_one_address(text):
        await importing.take_address(update, context, text.strip(), question.course_id)
        return
    message = update.effective_message
    assert message is not None, "its text was typed"
    gathered = await context.services.store.run(
        pasting.add, chat_of(update).id, message.message_id, text, context.now
    )
    if gathered is None:
        await reply(update, context, views.too_much_pasted(pasting.MOST_CHARACTERS))
        return
    words = sum(len(part.text.split()) for part in gathered.parts)
    say = reply_with_care if may_be_meant(text) else reply
    await say(update, context, views.pasted(len(gathered.parts), words))


async def leave_out(update: Update, context: Context) -> None:
    """Say that a few words that name an emergency are no part of the text."""
    await reply(update, context, views.not_pasted())


async def take_all(update: Update, context: Context) -> None:
    """Make the draft of what was pasted; a text that is refused can be gone on with."""
    store, chat_id = context.services.store, chat_of(update).id
    gathered = await store.run(pasting.find, chat_id, context.now)
    if gathered is None:
        await show(update, context, views.nothing_pasted())
        return
    text = join_parts([part.text for part in gathered.parts])

    async def bring() -> tuple[bytes, str]:
        return text.encode(), _NAME

    if await importing.read_and_show(update, context, _NAME, bring, gathered.course_id):
        await store.run(pasting.close, chat_id)


async def discard(update: Update, context: Context) -> None:
    """Forget what was pasted."""
    await context.services.store.run(pasting.close, chat_of(update).id)
    await show(update, context, views.discarded())
