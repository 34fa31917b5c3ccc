"""/import, and the files and web addresses that admins send."""

import logging
from collections.abc import Awaitable, Callable

from telegram import Document, Message, Update
from telegram.error import TelegramError

from bot.api.messages import edit
from bot.documents.isolation import Document as Read
from bot.documents.isolation import check_size, read_article
from bot.documents.kinds import LARGEST_FILE_MEGABYTES
from bot.documents.web_address import fetch_article_aside, is_web_address
from bot.handlers.care import answer_urgent_words
from bot.handlers.context import (
    Context,
    Handler,
    answer_to,
    chat_of,
    find_lack,
    note_refusal,
    offered,
    reply,
    show,
)
from bot.handlers.courses import posts
from bot.use_cases.courses import importing, pasting, read_articles
from bot.views.admin import admins as admin_views
from bot.views.courses import importing as views
from bot.views.courses import read_articles as read_views
from lessons.article.importer import ImportResult
from lessons.course.ids import make_course_id
from lessons.draft.read_article import ReadArticle
from lessons.errors import InvalidInput
from lessons.roles import Capability

logger = logging.getLogger(__name__)

_COMMAND = "/import"

Reading = Callable[[], Awaitable[tuple[Read, ImportResult]]]
"""Reads what was sent, block by block and as the draft that it would be."""


async def import_command(update: Update, context: Context) -> None:
    """/import [id]: take the file or text that it answers, or wait for one; with a web
    address in the place of an id, take what stands there."""
    wanted_id = " ".join(context.args or [])
    if is_one_address(wanted_id):
        await take_address(update, context, wanted_id, "")
        return
    if wanted_id and not importing.is_course_id(wanted_id):
        await reply(update, context, views.no_id(wanted_id))
        return
    message = update.effective_message
    asked = message.reply_to_message if message else None
    if asked and asked.document:
        await _take(update, context, asked.document, wanted_id)
        return
    if asked and posts.is_part(asked):
        await posts.begin_with(update, context, asked, wanted_id)
        return
    store, chat_id = context.services.store, chat_of(update).id
    await store.run(importing.begin, chat_id, wanted_id, context.now)
    waiting = await store.run(read_articles.list_waiting, chat_id)
    parts = await store.run(pasting.find, chat_id)
    screen = views.ask_file(wanted_id, LARGEST_FILE_MEGABYTES, waiting, parts)
    await reply(update, context, screen)


async def received(update: Update, context: Context, otherwise: Handler) -> None:
    """Take a file that was asked for, or that /import stands below; offer to take another.

    ``otherwise`` is what becomes of a file of somebody who is no admin.
    """
    message = update.effective_message
    assert message is not None
    assert message.document is not None
    command, _, wanted_id = (message.caption or "").partition(" ")
    is_command = command.partition("@")[0] == _COMMAND
    if await answer_urgent_words(update, context, message.caption or ""):
        return
    if lack := await find_lack(update, context, Capability.EDIT):
        if is_command:
            await note_refusal(update, context, _COMMAND)
        if is_command and lack.has_seat:
            await reply(update, context, admin_views.refused(lack))
            return
        await otherwise(update, context)
        return
    if is_command:
        await _take_captioned(update, context, message.document, wanted_id.strip())
        return
    waiting_id = await context.services.store.run(
        importing.find_wanted_id, chat_of(update).id, context.now
    )
    if waiting_id is not None:
        await _take(update, context, message.document, waiting_id)
        return
    try:
        check_size(message.document.file_name or "", message.document.file_size or 1)
    except InvalidInput as error:
        await reply(update, context, views.refused(str(error), is_waiting=False))
        return
    await answer_to(message, context, views.offer(message.document.file_name or ""))


def is_one_address(text: str) -> bool:
    """Whether the text is nothing but the address of a page."""
    return len(text.split()) == 1 and is_web_address(text)


async def _take_captioned(
    update: Update, context: Context, document: Document, wanted_id: str
) -> None:
    if wanted_id and not importing.is_course_id(wanted_id):
        await reply(update, context, views.no_id(wanted_id))
        return
    await _take(update, context, document, wanted_id)


async def take_offered(update: Update, context: Context) -> None:
    """Take the file or the post that the offer answers."""
    message = update.callback_query.message if update.callback_query else None
    asked = message.reply_to_message if isinstance(message, Message) else None
    if asked is not None and asked.document is not None:
        await _take(update, context, asked.document, "")
    elif asked is not None and posts.is_part(asked):
        await posts.begin_with(update, context, asked, "")
    else:
        await show(update, context, views.refused(views.file_gone(), is_waiting=False))


async def close(update: Update, context: Context) -> None:
    """Wait for no file any more."""
    store, chat_id = context.services.store, chat_of(update).id
    await store.run(importing.close, chat_id)
    await show(update, context, views.closed(await store.run(pasting.find, chat_id)))


async def _take(update: Update, context: Context, document: Document, wanted_id: str) -> None:
    """Read the file and show what it would be; refuse a large one before anything is fetched."""
    name = document.file_name or ""
    try:
        check_size(name, document.file_size or 1)
    except InvalidInput as error:
        is_waiting = await _is_waiting(update, context)
        await reply(update, context, views.refused(str(error), is_waiting=is_waiting))
        return

    async def read() -> tuple[Read, ImportResult]:
        return await _read_file(await _fetch(context, document, name), name, wanted_id)

    await read_and_show(update, context, name, read, wanted_id)
    if parts := await context.services.store.run(pasting.find, chat_of(update).id):
        await reply(update, context, views.still_pasted(parts))


async def take_address(update: Update, context: Context, address: str, wanted_id: str) -> None:
    """Fetch what stands at the address as the command line does, and show what it would be."""

    async def read() -> tuple[Read, ImportResult]:
        content, name = await fetch_article_aside(address)
        return await _read_file(content, name, wanted_id)

    await read_and_show(update, context, address, read, wanted_id, address)


async def _read_file(content: bytes, name: str, wanted_id: str) -> tuple[Read, ImportResult]:
    return await read_article(
        content, name, wanted_id or make_course_id(name.rpartition(".")[0], ())
    )


async def _is_waiting(update: Update, context: Context) -> bool:
    chat_id = chat_of(update).id
    waiting_id = await context.services.store.run(importing.find_wanted_id, chat_id, context.now)
    return waiting_id is not None


async def read_and_show(
    update: Update,
    context: Context,
    shown: str,
    read: Reading,
    wanted_id: str,
    source: str = "",
) -> bool:
    """Say that it is read, and put in the place of that what a draft of it would be, or why there
    can be none; return whether it was read."""
    services, chat_id = context.services, chat_of(update).id
    is_waiting = await _is_waiting(update, context)
    progress = await show(update, context, views.reading(shown))
    if progress is None and update.callback_query:
        pressed = update.callback_query.message
        progress = pressed if isinstance(pressed, Message) else None
    assert progress is not None, "it was sent just now, or its button was pressed"
    try:
        document, result = await read()
    except InvalidInput as error:
        logger.info("a file was not imported: %s", error.operator)
        await edit(
            context.bot,
            chat_id,
            progress.message_id,
            views.refused(str(error), is_waiting=is_waiting),
        )
        return False
    except TelegramError as error:
        logger.warning("a file was not fetched: %s", type(error).__name__)
        await edit(
            context.bot,
            chat_id,
            progress.message_id,
            views.refused(views.not_fetched(), is_waiting=is_waiting),
        )
        return False
    article = ReadArticle(wanted_id, document, result, source)
    gone = await services.store.run(read_articles.hold, chat_id, article, context.now)
    screen = await offered(update, context, read_views.first_screen(article, gone=gone))
    await edit(context.bot, chat_id, progress.message_id, screen)
    return True


async def _fetch(context: Context, document: Document, name: str) -> bytes:
    file = await context.bot.get_file(document.file_id)
    if file.file_size is not None:
        check_size(name, file.file_size)
    return bytes(await file.download_as_bytearray())
