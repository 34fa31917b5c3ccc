"""Methods by which the bot gets its updates."""

import re
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from bot.sandbox.errors import bad_request
from bot.sandbox.methods.table import Params, method
from bot.sandbox.world.webhook import DEFAULT_CONNECTIONS
from bot.sandbox.world.world import World

_SECRET = re.compile(r"[A-Za-z0-9_-]+")
_LONGEST_SECRET = 256


@method("getUpdates")
async def get_updates(world: World, params: Params) -> list[dict[str, Any]]:
    """Return the next updates, waiting for a first one if asked.

    https://core.telegram.org/bots/api#getupdates
    """
    allowed = params.get("allowed_updates")
    if allowed is not None:
        world.updates.allow([one for one in allowed if isinstance(one, str)])
    limit = min(max(params.integer("limit", 100), 1), 100)
    return await world.updates.get(params.integer("offset"), limit, params.integer("timeout"))


@method("deleteWebhook")
def delete_webhook(world: World, params: Params) -> bool:
    """Let updates be fetched; drop the pending ones if asked.

    https://core.telegram.org/bots/api#deletewebhook
    """
    world.webhook.remove()
    if params.is_true("drop_pending_updates"):
        world.updates.clear()
    return True


@method("setWebhook")
def set_webhook(world: World, params: Params) -> bool:
    """Have updates brought to the address, or do as deleteWebhook does where that is empty.

    https://core.telegram.org/bots/api#setwebhook
    The sandbox reaches no other machine, so only an http address on this one is taken.
    """
    url, secret = params.text("url"), params.get("secret_token")
    if not url:
        return delete_webhook(world, params)
    if not _is_on_this_machine(url):
        raise bad_request(
            "bad webhook: the sandbox brings updates only to this machine, as in"
            " http://127.0.0.1:8080/telegram"
        )
    if secret is not None and not 1 <= len(secret) <= _LONGEST_SECRET:
        raise bad_request("secret token is too long" if secret else "secret token is empty")
    if secret is not None and not _SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")
    allowed = params.get("allowed_updates")
    if allowed is not None:
        world.updates.allow([one for one in allowed if isinstance(one, str)])
    if params.is_true("drop_pending_updates"):
        world.updates.clear()
    connections = params.integer("max_connections", DEFAULT_CONNECTIONS)
    world.webhook.set(url, secret, connections)
    return True


def _is_on_this_machine(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme == "http" and ip_address(parts.hostname or "").is_loopback
    except ValueError:
        return False


@method("getWebhookInfo")
def get_webhook_info(world: World, _params: Params) -> dict[str, Any]:
    """Return where updates are brought, how many are pending, and what went wrong last.

    https://core.telegram.org/bots/api#getwebhookinfo
    """
    webhook = world.webhook
    info: dict[str, Any] = {
        "url": webhook.url,
        "has_custom_certificate": False,
        "pending_update_count": world.updates.pending_count,
    }
    if webhook.url:
        info["max_connections"] = webhook.max_connections
        info["ip_address"] = urlsplit(webhook.url).hostname
    if webhook.last_error is not None:
        info["last_error_date"] = webhook.last_error.at
        info["last_error_message"] = webhook.last_error.words
    if world.updates.allowed is not None:
        info["allowed_updates"] = world.updates.allowed
    return info
