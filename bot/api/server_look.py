"""One look at a Bot API server: whether it knows the token, what it does about updates, and what
its clock says."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

from telegram.error import NetworkError, TelegramError

from bot.api.transport import Transport, find_server_time

_PATIENCE_SECONDS = 10.0
_REFUSED = (401, 404)


class Answered(StrEnum):
    """What became of a token that was shown to the server."""

    KNOWN = "known"
    REFUSED = "refused"
    ODDLY = "oddly"
    """What answered is no Bot API."""
    NOT = "not"


@dataclass(frozen=True, slots=True)
class ServerLook:
    """What a server says; ``bot`` and ``webhook`` are the fields of its answers, and
    ``ahead`` is how far its clock is ahead of this machine's, to a second."""

    answered: Answered
    why: str = ""
    bot: Mapping[str, Any] = field(default_factory=dict)
    webhook: Mapping[str, Any] = field(default_factory=dict)
    ahead: timedelta | None = None


async def look_at_server(token: str, api_url: str | None) -> ServerLook:
    """Ask the server (Telegram's own for ``None``) who the bot is and whether it has a webhook;
    nothing is changed, and no update is taken."""
    transport = Transport(api_url)
    await transport.initialize()
    try:
        bot = await _ask(transport, token, api_url, "getMe")
        webhook = await _ask(transport, token, api_url, "getWebhookInfo")
    except NetworkError as error:
        # The error's words are the transport's own and hold no address.
        return ServerLook(Answered.NOT, why=str(error), ahead=_find_ahead(transport))
    except TelegramError:
        return ServerLook(Answered.ODDLY, ahead=_find_ahead(transport))
    finally:
        await transport.shutdown()
    ahead = _find_ahead(transport)
    if bot.get("error_code") in _REFUSED:
        return ServerLook(Answered.REFUSED, ahead=ahead)
    found, hook = bot.get("result"), webhook.get("result")
    if not isinstance(found, dict) or not isinstance(found.get("id"), int):
        return ServerLook(Answered.ODDLY, ahead=ahead)
    return ServerLook(
        Answered.KNOWN, bot=found, webhook=hook if isinstance(hook, dict) else {}, ahead=ahead
    )


async def _ask(
    transport: Transport, token: str, api_url: str | None, method: str
) -> dict[str, Any]:
    url = f"{api_url or 'https://api.telegram.org'}/bot{token}/{method}"
    _, answer = await transport.ask(url, {}, _PATIENCE_SECONDS)
    return transport.parse_json_payload(answer)


def _find_ahead(transport: Transport) -> timedelta | None:
    told_at = find_server_time(transport)
    return None if told_at is None else told_at - datetime.now(UTC)
