"""One delivery sent once, and what became of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from telegram.error import BadRequest, ChatMigrated, TelegramError
from telegram.ext import ExtBot

from bot.api.limiter import NotSentError, Urgency
from bot.api.refusals import Refusal, understand
from bot.delivery.payload import Payload
from lessons.delivery.delivery import DeliveryStatus
from lessons.delivery.reasons import Reason


@dataclass(frozen=True, slots=True)
class Attempt:
    """What became of a delivery: ``SENT``, ``PLANNED`` (it never left), ``RETRY``, ``FAILED`` or
    ``UNKNOWN``.

    ``is_gone`` says that the chat can no longer be written to, ``new_chat_id`` is where a group
    has moved, ``wait`` for how long the chat must not be written to. ``is_shut_out`` says that
    Telegram does not know the token any more.
    """

    status: DeliveryStatus
    error: Reason | None = None
    message_ids: tuple[int, ...] = ()
    is_gone: bool = False
    new_chat_id: int | None = None
    wait: timedelta | None = None
    lost_formatting: bool = False
    is_shut_out: bool = False


async def attempt(
    bot: ExtBot[Any],
    chat_id: int,
    parts: Sequence[Payload],
    urgency: Urgency | None,
    had: tuple[int, ...] = (),
) -> Attempt:
    """Send the parts that have not arrived yet, one after the other, and tell what became of it.

    ``had`` are the message ids of the parts that have; the ids returned begin with them. Raises
    nothing of Telegram's.
    """
    message_ids = had
    lost_formatting = False
    try:
        for part in parts[len(had) :]:
            try:
                sent = await _send(bot, chat_id, part.parameters, urgency)
            except BadRequest as error:
                if understand(error) is not Refusal.BAD_FORMATTING:
                    raise
                lost_formatting = True
                sent = await _send(bot, chat_id, part.plain, urgency)
            message_ids += (sent,)
    except TelegramError as error:
        return _explain(error, message_ids, lost_formatting=lost_formatting)
    return Attempt(DeliveryStatus.SENT, message_ids=message_ids, lost_formatting=lost_formatting)


async def _send(
    bot: ExtBot[Any], chat_id: int, parameters: Mapping[str, str], urgency: Urgency | None
) -> int:
    # By this way the library neither encodes again what is encoded, nor takes the answer apart
    # of which only the id is wanted. Its methods' own names it would rather have called as such.
    answer = await bot.do_api_request(
        "SendMessage", {"chat_id": chat_id, **parameters}, rate_limit_args=urgency
    )
    message_id: int = answer["message_id"]
    return message_id


def _explain(
    error: TelegramError, message_ids: tuple[int, ...], *, lost_formatting: bool
) -> Attempt:
    def became(status: DeliveryStatus, why: Reason, **more: Any) -> Attempt:
        return Attempt(status, why, message_ids, lost_formatting=lost_formatting, **more)

    match understand(error):
        case Refusal.KEPT_BACK:
            assert isinstance(error, NotSentError)
            if error.wait:
                return became(DeliveryStatus.RETRY, Reason.CHAT_PACE, wait=error.wait)
            return became(DeliveryStatus.PLANNED, Reason.HELD)
        case Refusal.FORBIDDEN:
            return became(DeliveryStatus.FAILED, Reason.FORBIDDEN, is_gone=True)
        case Refusal.CHAT_GONE:
            return became(DeliveryStatus.FAILED, Reason.CHAT_GONE, is_gone=True)
        case Refusal.MIGRATED:
            assert isinstance(error, ChatMigrated)
            return became(DeliveryStatus.RETRY, Reason.MIGRATED, new_chat_id=error.new_chat_id)
        case Refusal.FLOOD:
            return became(DeliveryStatus.PLANNED, Reason.FLOOD)
        case Refusal.SHUT_OUT:
            return became(DeliveryStatus.PLANNED, Reason.SHUT_OUT, is_shut_out=True)
        case Refusal.UNANSWERED:
            return became(DeliveryStatus.UNKNOWN, Reason.UNANSWERED)
        case Refusal.NOT_CONNECTED:
            return became(DeliveryStatus.RETRY, Reason.NOT_CONNECTED)
        case Refusal.SERVER_ERROR:
            return became(DeliveryStatus.RETRY, Reason.SERVER_ERROR)
        case Refusal.UNREADABLE:
            # An answer that makes no sense came, so the request was read.
            return became(DeliveryStatus.UNKNOWN, Reason.ANSWER_UNREADABLE)
        case _:
            return became(DeliveryStatus.FAILED, Reason.REFUSED)
