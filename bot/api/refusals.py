"""What an error of Telegram's means: the one place that knows the words it comes in.

The Bot API has no codes finer than HTTP's; its sentences are what there is to go by
(https://core.telegram.org/bots/api#making-requests).
"""

from collections.abc import Mapping
from enum import Enum, auto

from telegram.error import (
    BadRequest,
    ChatMigrated,
    EndPointNotFound,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.api.limiter import NotSentError
from bot.api.transport import CutOffError, GatewayError, NotConnectedError, NotWrittenError


class Refusal(Enum):
    """What became of a call that raised."""

    KEPT_BACK = auto()
    """It never left: our own limiter kept it back."""
    FLOOD = auto()
    """Too much at once; the same call may be made later."""
    FORBIDDEN = auto()
    """The chat does not want to be written to."""
    CHAT_GONE = auto()
    """The chat is not there any more."""
    NO_RIGHTS = auto()
    """The group does not let the bot write, as it may again tomorrow."""
    TOPIC_CLOSED = auto()
    """The topic takes nothing, or is not there any more; another of the group may."""
    MIGRATED = auto()
    """The group has a new number."""
    SHUT_OUT = auto()
    """The token is not known any more."""
    BAD_FORMATTING = auto()
    """The same text without its entities may go through."""
    SHOWN_ALREADY = auto()
    """The message already says what it was to say."""
    GONE_ALREADY = auto()
    """The message to be deleted is not there."""
    TOO_OLD = auto()
    """The message cannot be deleted; as a rule it is too old."""
    REFUSED = auto()
    """Anything else that is wrong with the call itself: it would be refused again."""
    UNANSWERED = auto()
    """It left, and nobody knows what became of it."""
    CUT_OFF = auto()
    """It has done its work, and the answer that says so was cut off."""
    NOT_CONNECTED = auto()
    """It never left: the way to Telegram is broken."""
    SERVER_ERROR = auto()
    """It left, and met an error on Telegram's side."""
    UNREADABLE = auto()
    """It left, and an answer came that makes no sense."""


_NO_RIGHTS: Mapping[str, Refusal] = {
    "not enough rights": Refusal.NO_RIGHTS,
    "have no rights to send": Refusal.NO_RIGHTS,
    "chat_write_forbidden": Refusal.NO_RIGHTS,
    "chat_send_plain_forbidden": Refusal.NO_RIGHTS,
    "chat_restricted": Refusal.NO_RIGHTS,
    "chat_send_poll_forbidden": Refusal.NO_RIGHTS,
}
# What a 403 says, whichever chat it is about.
_FORBIDDEN: Mapping[str, Refusal] = {
    **_NO_RIGHTS,
    "bot was blocked by the user": Refusal.FORBIDDEN,
    "user is deactivated": Refusal.FORBIDDEN,
    "bot was kicked": Refusal.FORBIDDEN,
    "bot is not a member": Refusal.FORBIDDEN,
    "bot can't initiate conversation": Refusal.FORBIDDEN,
    "bot can't send messages": Refusal.FORBIDDEN,
    "chat was deleted": Refusal.FORBIDDEN,
    "chat is deactivated": Refusal.FORBIDDEN,
    "user_is_blocked": Refusal.FORBIDDEN,
}
_WORDS: Mapping[str, Refusal] = {
    **_NO_RIGHTS,
    "topic_closed": Refusal.TOPIC_CLOSED,
    "topic_deleted": Refusal.TOPIC_CLOSED,
    "message thread not found": Refusal.TOPIC_CLOSED,
    "chat not found": Refusal.CHAT_GONE,
    "user is deactivated": Refusal.CHAT_GONE,
    "group chat was deactivated": Refusal.CHAT_GONE,
    "peer_id_invalid": Refusal.CHAT_GONE,
    "entit": Refusal.BAD_FORMATTING,
    "message is not modified": Refusal.SHOWN_ALREADY,
    "message to delete not found": Refusal.GONE_ALREADY,
    "can't be deleted": Refusal.TOO_OLD,
}


def understand(error: TelegramError) -> Refusal:
    """Return what the error means."""
    # BadRequest and TimedOut are both NetworkErrors, so the order decides.
    match error:
        case NotSentError():
            return Refusal.KEPT_BACK
        case Forbidden():
            # Without words that we know it says nothing about the chat.
            return _find(error, _FORBIDDEN, Refusal.SERVER_ERROR)
        case ChatMigrated():
            return Refusal.MIGRATED
        case RetryAfter():
            return Refusal.FLOOD
        case InvalidToken() | EndPointNotFound():
            return Refusal.SHUT_OUT
        case BadRequest():
            return _find(error, _WORDS, Refusal.REFUSED)
        case CutOffError():
            return Refusal.CUT_OFF
        case TimedOut() | GatewayError():
            return Refusal.UNANSWERED
        case NotConnectedError() | NotWrittenError():
            return Refusal.NOT_CONNECTED
        case NetworkError():
            return Refusal.SERVER_ERROR
        case _:
            return Refusal.UNREADABLE


def _find(error: TelegramError, known: Mapping[str, Refusal], otherwise: Refusal) -> Refusal:
    said = error.message.lower()
    return next((refusal for words, refusal in known.items() if words in said), otherwise)
