"""One delivery sent once, and what became of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeGuard

from telegram.error import BadRequest, ChatMigrated, TelegramError
from telegram.ext import ExtBot

from bot.api.limiter import NotSentError, Urgency
from bot.api.refusals import Refusal, understand
from bot.delivery.payload import Payload
from bot.process.clock import real_now
from lessons.delivery.delivery import Delivery, DeliveryStatus, Outcome, retry_delay
from lessons.delivery.reasons import Reason


class _OddAnswerError(Exception):
    """The message has arrived, and the answer holds no number that one may have."""


# Numbers of supergroups are below this, those of groups above: https://core.telegram.org/api/bots/ids
_LOWEST_GROUP = -1_000_000_000_000

_BECAME: Mapping[Refusal, tuple[DeliveryStatus, Reason]] = {
    Refusal.KEPT_BACK: (DeliveryStatus.PLANNED, Reason.HELD),
    Refusal.FORBIDDEN: (DeliveryStatus.FAILED, Reason.FORBIDDEN),
    Refusal.CHAT_GONE: (DeliveryStatus.FAILED, Reason.CHAT_GONE),
    Refusal.NO_RIGHTS: (DeliveryStatus.FAILED, Reason.NO_RIGHTS),
    # General is closed as well, as it may not be tomorrow.
    Refusal.TOPIC_CLOSED: (DeliveryStatus.FAILED, Reason.NO_RIGHTS),
    # Where to is no number; once it is known, the next try finds out.
    Refusal.MIGRATED: (DeliveryStatus.UNKNOWN, Reason.ANSWER_UNREADABLE),
    Refusal.FLOOD: (DeliveryStatus.PLANNED, Reason.FLOOD),
    Refusal.SHUT_OUT: (DeliveryStatus.PLANNED, Reason.SHUT_OUT),
    Refusal.UNANSWERED: (DeliveryStatus.UNKNOWN, Reason.UNANSWERED),
    Refusal.CUT_OFF: (DeliveryStatus.UNKNOWN, Reason.ANSWER_ODD),
    Refusal.NOT_CONNECTED: (DeliveryStatus.RETRY, Reason.NOT_CONNECTED),
    Refusal.SERVER_ERROR: (DeliveryStatus.RETRY, Reason.SERVER_ERROR),
    # An answer that makes no sense came, so the request was read.
    Refusal.UNREADABLE: (DeliveryStatus.UNKNOWN, Reason.ANSWER_UNREADABLE),
}


@dataclass(frozen=True, slots=True)
class Attempt:
    """What became of a delivery: ``SENT``, ``PLANNED`` (it never left), ``RETRY``, ``FAILED`` or
    ``UNKNOWN``.

    ``is_gone`` says that the chat can no longer be written to, ``new_chat_id`` is where a group
    has moved, ``wait`` for how long the chat must not be written to. ``is_shut_out`` says that
    Telegram does not know the token any more, ``left_topic`` that General took what the topic did
    not.
    """

    status: DeliveryStatus
    error: Reason | None = None
    message_ids: tuple[int, ...] = ()
    is_gone: bool = False
    new_chat_id: int | None = None
    wait: timedelta | None = None
    lost_formatting: bool = False
    is_shut_out: bool = False
    left_topic: bool = False


async def attempt(
    bot: ExtBot[Any],
    chat_id: int,
    parts: Sequence[Payload],
    urgency: Urgency | None,
    had: tuple[int, ...] = (),
    thread_id: int | None = None,
) -> Attempt:
    """Send the parts that have not arrived yet, one after the other, and tell what became of it.

    ``had`` are the message ids of the parts that have; the ids returned begin with them. They go to
    the topic ``thread_id``, or to General if that takes nothing. Raises nothing of Telegram's.
    """
    message_ids = had
    where: dict[str, Any] = {"chat_id": chat_id}
    if thread_id is not None:
        where["message_thread_id"] = thread_id
    lost_formatting = False
    try:
        for part in parts[len(had) :]:
            try:
                sent = await _send(bot, where, part.method, part.parameters, urgency)
            except BadRequest as error:
                if understand(error) is not Refusal.BAD_FORMATTING:
                    raise
                lost_formatting = True
                sent = await _send(bot, where, part.method, part.plain, urgency)
            message_ids += (sent,)
    except _OddAnswerError:
        return Attempt(
            DeliveryStatus.UNKNOWN,
            Reason.ANSWER_ODD,
            message_ids,
            lost_formatting=lost_formatting,
        )
    except TelegramError as error:
        return _explain(error, chat_id, message_ids, lost_formatting=lost_formatting)
    return Attempt(
        DeliveryStatus.SENT,
        message_ids=message_ids,
        lost_formatting=lost_formatting,
        left_topic=thread_id is not None and "message_thread_id" not in where,
    )


def outcome_of(delivery: Delivery, tried: Attempt, revision: str | None, at: datetime) -> Outcome:
    """Return what to record of the attempt, and when to try again if so."""
    retry_at, now = None, real_now()
    if tried.status is DeliveryStatus.RETRY:
        if tried.wait is not None:
            retry_at = now + tried.wait
        elif tried.new_chat_id is not None and delivery.error != tried.error:
            retry_at = now
        else:
            retry_at = now + retry_delay(delivery.attempts + 1)
    return Outcome(
        delivery_id=delivery.delivery_id,
        status=tried.status,
        at=at,
        message_ids=tried.message_ids,
        content_revision=revision,
        retry_at=retry_at,
        error=tried.error,
    )


async def _send(
    bot: ExtBot[Any],
    where: dict[str, Any],
    method: str,
    parameters: Mapping[str, str],
    urgency: Urgency | None,
) -> int:
    try:
        return await _send_there(bot, where, method, parameters, urgency)
    except BadRequest as error:
        is_in_topic = "message_thread_id" in where
        if not is_in_topic or understand(error) is not Refusal.TOPIC_CLOSED:
            raise
    del where["message_thread_id"]
    return await _send_there(bot, where, method, parameters, urgency)


async def _send_there(
    bot: ExtBot[Any],
    where: Mapping[str, Any],
    method: str,
    parameters: Mapping[str, str],
    urgency: Urgency | None,
) -> int:
    # By this way the library neither encodes again what is encoded, nor takes the answer apart
    # of which only the id is wanted. Its methods' own names it would rather have called as such.
    answer = await bot.do_api_request(method, {**where, **parameters}, rate_limit_args=urgency)
    message_id = answer.get("message_id") if isinstance(answer, dict) else None
    if not _is_number(message_id):
        # Kept as it is, it would be in the way of everybody's outcomes.
        raise _OddAnswerError
    return message_id


def _is_number(given: object) -> TypeGuard[int]:
    """Whether it is one that Telegram gives: of at most 52 bits, and none is zero."""
    return type(given) is int and 0 < abs(given) < 2**52


def _is_move(old: int, new: object) -> TypeGuard[int]:
    """Whether a chat can have gone there: only groups move, and only to a number of a supergroup's
    kind. Whoever believed more would make one chat of many people."""
    return _LOWEST_GROUP < old < 0 and _is_number(new) and new < _LOWEST_GROUP


def _explain(
    error: TelegramError, chat_id: int, message_ids: tuple[int, ...], *, lost_formatting: bool
) -> Attempt:
    def became(status: DeliveryStatus, why: Reason, **more: Any) -> Attempt:
        return Attempt(status, why, message_ids, lost_formatting=lost_formatting, **more)

    refusal = understand(error)
    if chat_id > 0 and refusal in (Refusal.NO_RIGHTS, Refusal.TOPIC_CLOSED):
        # Nobody can take that right away from the bot in a private chat.
        refusal = Refusal.REFUSED
    match error:
        case NotSentError() if error.wait:
            return became(DeliveryStatus.RETRY, Reason.CHAT_PACE, wait=error.wait)
        case ChatMigrated() if _is_move(chat_id, error.new_chat_id):
            return became(DeliveryStatus.RETRY, Reason.MIGRATED, new_chat_id=error.new_chat_id)
        case _:
            status, why = _BECAME.get(refusal, (DeliveryStatus.FAILED, Reason.REFUSED))
            is_gone = refusal in (Refusal.FORBIDDEN, Refusal.CHAT_GONE)
            is_shut_out = refusal is Refusal.SHUT_OUT
            return became(status, why, is_gone=is_gone, is_shut_out=is_shut_out)
