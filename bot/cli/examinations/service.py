"""How it stands with Telegram: the token, the webhook, and the clock beside its own."""

import ctypes
import sys
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from bot.api.server_look import Answered, ServerLook
from bot.settings import Settings
from bot.use_cases.ownership import bot_id_of, name_bot
from storage.interface.examination import Finding, Mark

# The header that tells the time has whole seconds, and the answer was on its way.
_SKEW = timedelta(seconds=3)
# From here on lessons come at another minute than was asked for.
_MUCH_SKEW = timedelta(seconds=30)
_NOT_KEPT = 5
_RECENT = timedelta(days=1)


def examine_service(
    settings: Settings, look: ServerLook | None, owner_id: int | None
) -> Iterator[Finding]:
    """Yield what the server's answers tell; ``look`` is ``None`` where there was no token to ask
    with, or nobody was to be asked. ``owner_id`` is the bot that the database belongs to."""
    token = settings.bot_token
    if token is None:
        yield Finding(
            "token",
            Mark.LOOK,
            "BOT_TOKEN is not set, so that python -m bot starts the sandbox",
            "to serve Telegram set BOT_TOKEN to what @BotFather shows",
        )
    else:
        bot_id = bot_id_of(token.get_secret_value())
        if look is not None:
            yield _judge_answer(look, bot_id, settings.bot_api_url or "api.telegram.org")
        if owner_id not in (None, bot_id):
            yield Finding(
                "owner",
                Mark.WRONG,
                f"the database belongs to {name_bot(owner_id or 0)}, and the token to "
                f"{name_bot(bot_id)}",
                "give the token of its bot, or hand it over: python -m bot db adopt",
            )
    if look is not None and look.answered is Answered.KNOWN:
        yield _judge_webhook(look.webhook, settings.webhook_url)
    yield from _judge_desk(settings)
    yield _judge_clock(look.ahead if look else None)


def _judge_answer(look: ServerLook, bot_id: int, where: str) -> Finding:
    if look.answered is Answered.REFUSED:
        return Finding(
            "token",
            Mark.WRONG,
            f"{where} does not know the token of {name_bot(bot_id)}",
            "set BOT_TOKEN to what @BotFather shows; /revoke there gives a new one",
        )
    if look.answered is Answered.NOT:
        return Finding(
            "token",
            Mark.WRONG,
            f"{where} cannot be reached: {look.why}",
            "check the network, its proxy (HTTPS_PROXY) and BOT_API_URL",
        )
    if look.answered is Answered.ODDLY:
        return Finding(
            "token",
            Mark.WRONG,
            f"what answers at {where} is no Bot API",
            "check BOT_API_URL, and the proxy on the way",
        )
    if look.bot["id"] != bot_id:
        return Finding(
            "token",
            Mark.WRONG,
            f"the token is of {name_bot(bot_id)}, and {where} answers as "
            f"{name_bot(look.bot['id'])}",
            "check BOT_API_URL",
        )
    return Finding(
        "token", Mark.OK, f"{where} knows it: @{look.bot.get('username')}, {name_bot(bot_id)}"
    )


def _judge_webhook(webhook: Mapping[str, Any], wished: str | None) -> Finding:
    # Of an address only the host is told: many have the token in their path.
    host, wished_host = (urlsplit(str(url or "")).hostname for url in (webhook.get("url"), wished))
    waiting = f"{webhook.get('pending_update_count', 0)} updates waiting"
    if host is None and wished_host is None:
        return Finding("webhook", Mark.OK, "none is set, and the bot asks for updates itself")
    if wished_host is None:
        return Finding(
            "webhook",
            Mark.LOOK,
            f"one is set, to {host}, with {waiting}, and WEBHOOK_URL is not",
            "start the bot, which takes it away; or stop the other program that serves this bot",
        )
    if host != wished_host:
        return Finding(
            "webhook",
            Mark.LOOK,
            f"WEBHOOK_URL leads to {wished_host}, and {host or 'none'} is set",
            "start the bot, which sets it; or stop the other program that serves this bot",
        )
    failed_at = _find_failure(webhook)
    if failed_at is None:
        return Finding("webhook", Mark.OK, f"it leads to {host}, with {waiting}")
    return Finding(
        "webhook",
        Mark.LOOK,
        f"it leads to {host}, with {waiting}; Telegram could not bring one at "
        f"{failed_at:%Y-%m-%d %H:%M} UTC: {webhook.get('last_error_message', 'no word why')}",
        "let the proxy pass WEBHOOK_URL on to WEBHOOK_LISTEN, with a certificate that is valid",
    )


def _judge_desk(settings: Settings) -> Iterator[Finding]:
    url, webhook_url = settings.desk_url, settings.webhook_url
    if url is None:
        return
    if not url.startswith("https:"):
        yield Finding(
            "desk",
            Mark.LOOK,
            "DESK_URL begins with http:, and Telegram opens only https:",
            "put a reverse proxy with a certificate before DESK_LISTEN",
        )
    elif webhook_url is not None and settings.desk_listen == settings.webhook_listen:
        yield Finding(
            "desk",
            Mark.WRONG,
            "DESK_LISTEN and WEBHOOK_LISTEN are the same address",
            "give the desk another one, such as DESK_LISTEN=127.0.0.1:8081",
        )
    else:
        yield Finding("desk", Mark.OK, f"admins open it at {urlsplit(url).hostname}")


def _find_failure(webhook: Mapping[str, Any]) -> datetime | None:
    """Return when Telegram failed last, if it told so within the last day."""
    at = webhook.get("last_error_date")
    if not isinstance(at, int):
        return None
    failed_at = datetime.fromtimestamp(at, UTC)
    return failed_at if datetime.now(UTC) - failed_at < _RECENT else None


def _judge_clock(ahead: timedelta | None) -> Finding:
    kept = {True: ", and the system keeps it", False: ", and no NTP keeps it", None: ""}[is_kept()]
    remedy = "let NTP keep the clock: timedatectl set-ntp true"
    if ahead is None:
        mark = Mark.LOOK if is_kept() is False else Mark.OK
        found = f"nobody was asked what time it is{kept}"
        return Finding("clock", mark, found, remedy if mark is Mark.LOOK else "")
    off = f"{abs(ahead).total_seconds():.0f} s {'behind' if ahead > timedelta() else 'ahead of'}"
    if abs(ahead) > _SKEW:
        mark = Mark.WRONG if abs(ahead) > _MUCH_SKEW else Mark.LOOK
        return Finding("clock", mark, f"it is {off} the server's{kept}", remedy)
    if is_kept() is False:
        return Finding("clock", Mark.LOOK, f"it is right{kept}", remedy)
    return Finding("clock", Mark.OK, f"it is the server's, to {_SKEW.seconds} s{kept}")


def is_kept() -> bool | None:
    """Whether something keeps the machine's clock, where the kernel tells (``adjtimex(2)``)."""
    if sys.platform != "linux":
        return None
    try:
        # Nothing is set where the first field, what to set, is empty.
        state: int = ctypes.CDLL(None).adjtimex(ctypes.create_string_buffer(512))
    except (OSError, AttributeError):
        return None
    return None if state < 0 else state != _NOT_KEPT
