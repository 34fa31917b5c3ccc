"""One message to one chat, and what became of it."""

import logging
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    Message,
    MessageEntity,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.views.lesson import QuizScreen
from bot.views.rich_text import RichText
from bot.views.screen import Button, Keyboard, Screen
from lessons.delivery import DeliveryStatus

logger = logging.getLogger(__name__)

_NEVER_LEFT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)
_GONE = ("chat not found", "user is deactivated", "group chat was deactivated", "peer_id_invalid")


@dataclass(frozen=True, slots=True)
class Attempt:
    """What became of a request: ``SENT``, ``RETRY``, ``FAILED`` or ``UNKNOWN``.

    ``is_gone`` says that the chat can no longer be written to, ``retry_after`` is how long
    Telegram asks everybody to wait, ``new_chat_id`` is where a group has moved.
    """

    status: DeliveryStatus
    error: str | None = None
    message_ids: tuple[int, ...] = ()
    is_gone: bool = False
    retry_after: timedelta | None = None
    new_chat_id: int | None = None
    lost_formatting: bool = False


def entities_of(text: RichText) -> list[MessageEntity]:
    """Return the entities as the library wants them."""
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
        )
        for item in text.entities
    ]


def _inline_button(button: Button) -> InlineKeyboardButton:
    if button.url:
        return InlineKeyboardButton(button.label, url=button.url)
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
    if screen.removes_location_button:
        return ReplyKeyboardRemove()
    return inline_markup(screen.keyboard)


async def send(bot: Bot, chat_id: int, screen: Screen) -> Message:
    """Send one message; raises what the library raises."""
    return await bot.send_message(
        chat_id,
        screen.text.text,
        entities=entities_of(screen.text),
        reply_markup=_markup(screen),
    )


async def send_quiz(bot: Bot, chat_id: int, quiz: QuizScreen, reply_to: int | None) -> Message:
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
    )


async def attempt(bot: Bot, chat_id: int, screen: Screen) -> Attempt:
    """Send one message and tell what became of it; raises nothing of Telegram's."""
    try:
        try:
            message = await send(bot, chat_id, screen)
        except BadRequest as error:
            if "can't parse entities" not in error.message.lower():
                raise
            logger.warning("entities refused, sent as plain text")
            plain = Screen(RichText(screen.text.text), screen.keyboard)
            message = await send(bot, chat_id, plain)
            return Attempt(
                DeliveryStatus.SENT, message_ids=(message.message_id,), lost_formatting=True
            )
    except TelegramError as error:
        return _explain(error)
    return Attempt(DeliveryStatus.SENT, message_ids=(message.message_id,))


def _explain(error: TelegramError) -> Attempt:
    # BadRequest and TimedOut are both NetworkErrors, so the order decides.
    match error:
        case Forbidden():
            return Attempt(DeliveryStatus.FAILED, "forbidden", is_gone=True)
        case ChatMigrated():
            return Attempt(DeliveryStatus.RETRY, "migrated", new_chat_id=error.new_chat_id)
        case RetryAfter():
            wait = error.retry_after
            seconds = wait if isinstance(wait, timedelta) else timedelta(seconds=wait)
            return Attempt(DeliveryStatus.RETRY, "retry_after", retry_after=seconds)
        case BadRequest():
            is_gone = any(words in error.message.lower() for words in _GONE)
            return Attempt(
                DeliveryStatus.FAILED, "chat_gone" if is_gone else "bad_request", is_gone=is_gone
            )
        case TimedOut():
            if isinstance(error.__cause__, _NEVER_LEFT):
                return Attempt(DeliveryStatus.RETRY, "not_connected")
            return Attempt(DeliveryStatus.UNKNOWN, "timed_out")
        case NetworkError():
            if isinstance(error.__cause__, _NEVER_LEFT):
                return Attempt(DeliveryStatus.RETRY, "not_connected")
            if isinstance(error.__cause__, httpx.HTTPError):
                return Attempt(DeliveryStatus.UNKNOWN, "connection_lost")
            return Attempt(DeliveryStatus.RETRY, "server_error")
        case _:
            return Attempt(DeliveryStatus.RETRY, type(error).__name__.lower())
