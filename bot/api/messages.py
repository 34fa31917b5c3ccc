"""Screens as the library's messages, and their sending to somebody who waits."""

from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

from telegram import (
    Bot,
    ForceReply,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    LinkPreviewOptions,
    Message,
    MessageEntity,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
    WebAppInfo,
)
from telegram.error import BadRequest, TelegramError
from telegram.ext import ExtBot

from bot.api.limiter import Urgency
from bot.api.refusals import Refusal, understand
from bot.views.lesson import QuizScreen
from bot.views.rich_text import RichText
from bot.views.screen import Button, Keyboard, Screen
from lessons.delivery.attachment import Attachment, AttachmentKind

# Telegram leaves out what is above; a text of nothing but marks has thousands.
_MOST_ENTITIES = 100


def entities_of(text: RichText) -> list[MessageEntity]:
    """Return the entities as the library wants them, no more than Telegram takes."""
    return [
        MessageEntity(
            item.type,
            item.offset,
            item.length,
            url=item.url,
            unix_time=datetime.fromtimestamp(item.unix_time, UTC)
            if item.unix_time is not None
            else None,
            date_time_format=item.date_time_format,
            language=item.language,
        )
        for item in text.entities[:_MOST_ENTITIES]
    ]


def link_preview_of(text: RichText) -> LinkPreviewOptions | None:
    """Return that no page is shown below the text, where words of it are links.

    Of six sources Telegram would show the first one's page, larger than the lesson. An address
    that somebody wrote out is shown as Telegram does.
    """
    has_links = any(item.url for item in text.entities)
    return LinkPreviewOptions(is_disabled=True) if has_links else None


def _inline_button(button: Button) -> InlineKeyboardButton:
    if button.url:
        return InlineKeyboardButton(button.label, url=button.url)
    if button.page_url:
        return InlineKeyboardButton(button.label, web_app=WebAppInfo(button.page_url))
    return InlineKeyboardButton(button.label, callback_data=button.data)


def inline_markup(keyboard: Keyboard) -> InlineKeyboardMarkup | None:
    """Return the inline keyboard, if there is one."""
    if not keyboard:
        return None
    return InlineKeyboardMarkup([[_inline_button(item) for item in row] for row in keyboard])


def _markup(screen: Screen) -> Any:
    if screen.location_label:
        button = KeyboardButton(screen.location_label, request_location=True)
        return ReplyKeyboardMarkup([[button]], resize_keyboard=True, one_time_keyboard=True)
    if screen.asks_to_type:
        return ForceReply(selective=True, input_field_placeholder=screen.asks_to_type)
    if screen.removes_location_button:
        return ReplyKeyboardRemove()
    return inline_markup(screen.keyboard)


async def send(
    bot: Bot,
    chat_id: int,
    screen: Screen,
    reply_to: int | None = None,
    thread_id: int | None = None,
) -> Message:
    """Send one message, into that topic if there is one; raises what the library raises."""
    if screen.attachment is not None:
        return await _send_file(bot, chat_id, screen, screen.attachment, reply_to, thread_id)
    return await bot.send_message(
        chat_id,
        screen.text.text,
        entities=entities_of(screen.text),
        link_preview_options=link_preview_of(screen.text),
        reply_markup=_markup(screen),
        reply_to_message_id=reply_to,
        allow_sending_without_reply=True if reply_to else None,
        message_thread_id=thread_id,
    )


async def _send_file(
    bot: Bot,
    chat_id: int,
    screen: Screen,
    attachment: Attachment,
    reply_to: int | None,
    thread_id: int | None,
) -> Message:
    sending: Mapping[AttachmentKind, Callable[..., Awaitable[Message]]] = {
        AttachmentKind.PHOTO: bot.send_photo,
        AttachmentKind.VIDEO: bot.send_video,
        AttachmentKind.VOICE: bot.send_voice,
        AttachmentKind.DOCUMENT: bot.send_document,
    }
    return await sending[attachment.kind](
        chat_id,
        attachment.file_id,
        caption=screen.text.text,
        caption_entities=entities_of(screen.text),
        reply_markup=_markup(screen),
        reply_to_message_id=reply_to,
        allow_sending_without_reply=True if reply_to else None,
        message_thread_id=thread_id,
    )


async def send_in_bulk(
    bot: ExtBot[Any], chat_id: int, screen: Screen, thread_id: int | None = None
) -> None:
    """Send one message that nobody waits for; raises what the library raises."""
    await bot.send_message(
        chat_id,
        screen.text.text,
        entities=entities_of(screen.text),
        link_preview_options=link_preview_of(screen.text),
        reply_markup=_markup(screen),
        message_thread_id=thread_id,
        rate_limit_args=Urgency.BULK,
    )


async def edit(
    bot: ExtBot[Any],
    chat_id: int,
    message_id: int,
    screen: Screen,
    urgency: Urgency | None = None,
) -> None:
    """Let that message of ours show this, as it may do already; raises what the library raises."""
    try:
        if screen.attachment is not None:
            await bot.edit_message_caption(
                chat_id,
                message_id,
                caption=screen.text.text,
                caption_entities=entities_of(screen.text),
                reply_markup=inline_markup(screen.keyboard),
                rate_limit_args=urgency,
            )
            return
        await bot.edit_message_text(
            screen.text.text,
            chat_id,
            message_id,
            entities=entities_of(screen.text),
            link_preview_options=link_preview_of(screen.text),
            reply_markup=inline_markup(screen.keyboard),
            rate_limit_args=urgency,
        )
    except BadRequest as error:
        if understand(error) is not Refusal.SHOWN_ALREADY:
            raise


async def send_quiz(
    bot: Bot, chat_id: int, quiz: QuizScreen, reply_to: int | None, thread_id: int | None = None
) -> Message:
    """Send a quiz; it is anonymous, so that nobody's answer ever reaches the bot."""
    return await bot.send_poll(
        chat_id,
        quiz.question,
        list(quiz.options),
        type="quiz",
        correct_option_ids=[quiz.answer],  # type: ignore[list-item]  # a literal in the stubs
        explanation=quiz.explanation,
        is_anonymous=True,
        reply_to_message_id=reply_to,
        allow_sending_without_reply=True,
        message_thread_id=thread_id,
    )


async def send_if_it_can(bot: ExtBot[None], chat_id: int, screen: Screen) -> None:
    """Send the screen to somebody who did not ask for it; who cannot be reached is not."""
    with suppress(TelegramError):
        await send(bot, chat_id, screen)


async def edit_if_it_can(bot: ExtBot[None], chat_id: int, message_id: int, screen: Screen) -> None:
    """Show the screen in the place of that message; one that cannot be changed stays."""
    with suppress(TelegramError):
        await edit(bot, chat_id, message_id, screen)
