"""What Telegram's errors mean is known in one place."""

from datetime import timedelta
from pathlib import Path

from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.api.limiter import NotSentError
from bot.api.refusals import Refusal, understand
from bot.api.transport import (
    CutOffError,
    GatewayError,
    NotConnectedError,
    NotWrittenError,
    UnansweredError,
)

ROOT = Path(__file__).parent.parent.parent

# As they are worded by the Bot API or on the way to it.
MEANINGS: list[tuple[TelegramError, Refusal]] = [
    (NotSentError(), Refusal.KEPT_BACK),
    (RetryAfter(timedelta(seconds=3)), Refusal.FLOOD),
    (Forbidden("Forbidden: bot was blocked by the user"), Refusal.FORBIDDEN),
    (Forbidden("Forbidden: user is deactivated"), Refusal.FORBIDDEN),
    (BadRequest("Chat not found"), Refusal.CHAT_GONE),
    (BadRequest("Not enough rights to send text messages to the chat"), Refusal.NO_RIGHTS),
    (BadRequest("Have no rights to send a message"), Refusal.NO_RIGHTS),
    (BadRequest("CHAT_SEND_POLL_FORBIDDEN"), Refusal.NO_RIGHTS),
    (BadRequest("TOPIC_CLOSED"), Refusal.TOPIC_CLOSED),
    (BadRequest("Message thread not found"), Refusal.TOPIC_CLOSED),
    (BadRequest("Group chat was deactivated"), Refusal.CHAT_GONE),
    (BadRequest("PEER_ID_INVALID"), Refusal.CHAT_GONE),
    (BadRequest("CHAT_WRITE_FORBIDDEN"), Refusal.NO_RIGHTS),
    (Forbidden("Forbidden: CHAT_WRITE_FORBIDDEN"), Refusal.NO_RIGHTS),
    (Forbidden("Forbidden"), Refusal.SERVER_ERROR),
    (Forbidden("Forbidden: bot was kicked from the supergroup chat"), Refusal.FORBIDDEN),
    (ChatMigrated(-1001), Refusal.MIGRATED),
    (InvalidToken(), Refusal.SHUT_OUT),
    (BadRequest("Can't parse entities: unclosed at byte offset 3"), Refusal.BAD_FORMATTING),
    (BadRequest("Entity_bounds_invalid"), Refusal.BAD_FORMATTING),
    (
        BadRequest("Message is not modified: specified new message content is the same"),
        Refusal.SHOWN_ALREADY,
    ),
    (BadRequest("Message to delete not found"), Refusal.GONE_ALREADY),
    (BadRequest("Message can't be deleted for everyone"), Refusal.TOO_OLD),
    (BadRequest("Message text is empty"), Refusal.REFUSED),
    (BadRequest("Query is too old and response timeout expired"), Refusal.REFUSED),
    (TimedOut(), Refusal.UNANSWERED),
    (UnansweredError("not answered"), Refusal.UNANSWERED),
    (CutOffError("not answered"), Refusal.CUT_OFF),
    (NotConnectedError("not connected"), Refusal.NOT_CONNECTED),
    (NotWrittenError("not written"), Refusal.NOT_CONNECTED),
    (GatewayError("504 from something on the way"), Refusal.UNANSWERED),
    (NetworkError("Internal Server Error (500)"), Refusal.SERVER_ERROR),
    (TelegramError("Invalid server response"), Refusal.UNREADABLE),
]


def test_every_error_is_understood() -> None:
    wrong = [
        (error, meant, found)
        for error, meant in MEANINGS
        if (found := understand(error)) is not meant
    ]
    assert wrong == []
    assert {meant for _, meant in MEANINGS} == set(Refusal)


def test_nobody_else_reads_telegrams_words() -> None:
    readers = [
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "bot").rglob("*.py")
        if "error.message" in path.read_text(encoding="utf-8") and "sandbox" not in path.parts
    ]
    assert readers == ["bot/api/refusals.py"]
