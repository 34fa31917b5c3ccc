"""The application behind a webhook, and whoever comes to its address."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from aiohttp import ClientSession

from bot.api.webhook.keys import HEADER, webhook_secret
from tests.support.conversation import World, open_world

PERSON = {"id": 1001, "is_bot": False, "first_name": "Ada", "language_code": "en"}


def free_port() -> int:
    """Return a port that is free now."""
    with socket.socket() as opened:
        opened.bind(("127.0.0.1", 0))
        port: int = opened.getsockname()[1]
        return port


def webhook_settings() -> dict[str, Any]:
    """Return the settings of an application behind a webhook of its own."""
    port = free_port()
    return {
        "webhook_url": f"http://127.0.0.1:{port}/telegram",
        "webhook_listen": ("127.0.0.1", port),
    }


def webhook_environment() -> dict[str, str]:
    """Return the same for a process."""
    settings = webhook_settings()
    host, port = settings["webhook_listen"]
    return {"WEBHOOK_URL": settings["webhook_url"], "WEBHOOK_LISTEN": f"{host}:{port}"}


@asynccontextmanager
async def open_webhook_world(database_url: str, **more: Any) -> AsyncIterator[World]:
    """A world whose application is brought its updates."""
    async with open_world(database_url, **webhook_settings(), **more) as world:
        yield world


@dataclass
class Caller:
    """Somebody who calls at a webhook, with the secret that they know."""

    url: str
    http: ClientSession
    secret: str | None
    next_id: int = field(default=500_000)

    async def send(self, body: bytes, **headers: str) -> int:
        """POST that, and return the status."""
        given = {"Content-Type": "application/json", **headers}
        if self.secret is not None:
            given = {HEADER: self.secret, **given}
        sent = BytesIO(body)
        async with self.http.post(self.url, data=sent, headers=given) as response:
            await response.read()
            return response.status

    async def bring(self, json: Any) -> int:
        """POST an update as Telegram does, and return the status."""
        headers = {} if self.secret is None else {HEADER: self.secret}
        async with self.http.post(self.url, json=json, headers=headers) as response:
            await response.read()
            return response.status

    def number(self, **update: Any) -> dict[str, Any]:
        """Return an update with the next number."""
        self.next_id += 1
        return {"update_id": self.next_id, **update}

    def message(self, text: str, **more: Any) -> dict[str, Any]:
        """Return a message of a person in a private chat."""
        chat = {"id": PERSON["id"], "type": "private", "first_name": "Ada"}
        message = {"message_id": self.next_id, "date": 1_795_000_000, "chat": chat, "from": PERSON}
        if text.startswith("/"):
            length = len(text.split(maxsplit=1)[0])
            message["entities"] = [{"type": "bot_command", "offset": 0, "length": length}]
        return self.number(message=message | {"text": text} | more)


def caller_of(world: World) -> Caller:
    """Return who knows the secret, as Telegram does."""
    token = world.settings.bot_token
    assert token is not None
    assert world.settings.webhook_url is not None
    return Caller(world.settings.webhook_url, world.http, webhook_secret(token.get_secret_value()))


async def until(is_so: Any) -> None:
    """Return once it is so; half a minute at most."""
    async with asyncio.timeout(30):
        while not await is_so():
            await asyncio.sleep(0.01)
