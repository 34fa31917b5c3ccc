"""Methods by which the bot gets its updates."""

from typing import Any

from bot.sandbox.errors import ApiError
from bot.sandbox.methods.table import Params, method
from bot.sandbox.world.world import World


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
    """Drop the pending updates if asked; there is never a webhook.

    https://core.telegram.org/bots/api#deletewebhook
    """
    if params.is_true("drop_pending_updates"):
        world.updates.clear()
    return True


@method("setWebhook")
def set_webhook(world: World, params: Params) -> bool:
    """Do as deleteWebhook does, or refuse a URL.

    https://core.telegram.org/bots/api#setwebhook
    The sandbox reaches no other machine, so only the empty URL that removes a webhook is taken.
    """
    if "url" in params:
        raise ApiError(501, "Not Implemented: the sandbox does not have webhooks, use getUpdates")
    return delete_webhook(world, params)


@method("getWebhookInfo")
def get_webhook_info(world: World, _params: Params) -> dict[str, Any]:
    """Return how many updates are pending.

    https://core.telegram.org/bots/api#getwebhookinfo
    """
    info: dict[str, Any] = {
        "url": "",
        "has_custom_certificate": False,
        "pending_update_count": world.updates.pending_count,
    }
    if world.updates.allowed is not None:
        info["allowed_updates"] = world.updates.allowed
    return info
