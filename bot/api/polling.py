"""One asking for updates, and what is wrong with an answer that holds none."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from telegram import Bot
from telegram.error import TelegramError

from bot.api.transport import Transport

POLL_SECONDS = 30
"""How long Telegram keeps a poll open when there is nothing to tell."""
POLL_ANSWER_SECONDS = 10.0
"""How long an answer may take beyond the poll itself; a poll that stalls is cut then."""
LIMIT = 100
"""As many updates come in one answer at most: https://core.telegram.org/bots/api#getupdates"""

_LONGEST_FLOOD_SECONDS = 60.0
"""Whoever writes meanwhile may be in an emergency: however long Telegram wants not to be asked, it
is asked once a minute."""

_BAD_WEBHOOK = "Bad Request: bad webhook"
LONGEST_REASON = 200

RawUpdate = Mapping[str, Any]


class Trouble(StrEnum):
    """What keeps updates from coming."""

    UNREACHABLE = "no connection, or no answer"
    REFUSED = "Telegram refuses the token or does not know the method"
    CONFLICT = "another program receives this bot's updates"
    WEBHOOK = "a webhook receives this bot's updates"
    FLOOD = "Telegram asks to wait"
    SERVER = "Telegram, or something on the way, has trouble"
    NONSENSE = "an answer that makes no sense"
    UNREACHED = "Telegram cannot reach WEBHOOK_URL"
    ADDRESS_REFUSED = "Telegram does not take WEBHOOK_URL"


@dataclass(frozen=True, slots=True)
class Polled:
    """The updates of an answer, each with its number; ``odd`` counts what has none."""

    updates: tuple[tuple[int, RawUpdate], ...]
    odd: int


class PollError(Exception):
    """A poll that brought no answer of the right form; it says nothing of the answer's words.

    ``wait_seconds`` is how long to ask nothing because Telegram wants it so; ``reason`` is what
    Telegram says of a webhook's address, which are words about nobody.
    """

    def __init__(self, trouble: Trouble, wait_seconds: float = 0.0, reason: str = "") -> None:
        super().__init__(f"{trouble.value}: {reason}" if reason else trouble.value)
        self.trouble = trouble
        self.reason = reason
        self.wait_seconds = min(wait_seconds, _LONGEST_FLOOD_SECONDS)


class Polling:
    """Asks for updates by the transport alone: the library would read all of a batch or none."""

    def __init__(self, transport: Transport, bot: Bot, kinds: Sequence[str]) -> None:
        self._transport = transport
        self._bot = bot
        self._kinds = list(kinds)

    async def poll(self, offset: int | None, seconds: int, limit: int = LIMIT) -> Polled:
        """Confirm what is below ``offset``, and return what follows, the earliest first.

        Waits so many seconds for a first update. Raises ``PollError``.
        """
        parameters: dict[str, Any] = {
            "timeout": seconds,
            "limit": limit,
            "allowed_updates": self._kinds,
        }
        if offset is not None:
            parameters["offset"] = offset
        return _sort(await self.ask("getUpdates", parameters, seconds))

    async def remove_webhook(self) -> None:
        """Let updates be asked for; those that wait are kept. Raises ``PollError``."""
        await self.ask("deleteWebhook", {})

    async def ask(self, method: str, parameters: dict[str, Any], seconds: int = 0) -> Any:
        """Return the result of a method about updates, for which Telegram may take so many seconds
        and some more. Raises ``PollError``."""
        url = f"{self._bot.base_url}/{method}"
        try:
            status, body = await self._transport.ask(url, parameters, seconds + POLL_ANSWER_SECONDS)
        except TelegramError:
            raise PollError(Trouble.UNREACHABLE) from None
        answer = self._read(body)
        if status < 300 and answer.get("ok") is True and "result" in answer:
            return answer["result"]
        raise _explain(status, answer)

    def _read(self, body: bytes) -> dict[str, Any]:
        try:
            answer: object = self._transport.parse_json_payload(body)
        except (TelegramError, ValueError, RecursionError):
            return {}
        return answer if isinstance(answer, dict) else {}


def _explain(status: int, answer: dict[str, Any]) -> PollError:
    code = answer["error_code"] if type(answer.get("error_code")) is int else status
    match code:
        case 401 | 403 | 404:
            return PollError(Trouble.REFUSED)
        case 409:
            is_webhook = "webhook" in str(answer.get("description")).lower()
            return PollError(Trouble.WEBHOOK if is_webhook else Trouble.CONFLICT)
        case 429:
            return PollError(Trouble.FLOOD, _wait_of(answer))
        case 400 if str(answer.get("description")).startswith(_BAD_WEBHOOK):
            return PollError(
                Trouble.ADDRESS_REFUSED, reason=str(answer["description"])[:LONGEST_REASON]
            )
        case _ if code >= 500:
            return PollError(Trouble.SERVER)
        case _:
            return PollError(Trouble.NONSENSE)


def _wait_of(answer: dict[str, Any]) -> float:
    parameters = answer.get("parameters")
    wait = parameters.get("retry_after") if isinstance(parameters, dict) else None
    if isinstance(wait, bool) or not isinstance(wait, int | float) or not wait > 0:
        return 0.0
    # An endless one is no float.
    return float(min(wait, 10**9))


def _sort(result: object) -> Polled:
    if not isinstance(result, list):
        raise PollError(Trouble.NONSENSE)
    updates = [
        (item["update_id"], item)
        for item in result
        if isinstance(item, dict)
        and type(item.get("update_id")) is int
        and 0 <= item["update_id"] < 2**53
    ]
    if result and not updates:
        # Nothing in it can ever be confirmed.
        raise PollError(Trouble.NONSENSE)
    return Polled(tuple(sorted(updates, key=lambda item: item[0])), len(result) - len(updates))
