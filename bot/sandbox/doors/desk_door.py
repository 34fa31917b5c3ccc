"""Door 2, the application's page for admins: opened as Telegram opens a Mini App, with its word on
who it is.

https://core.telegram.org/bots/webapps#validating-data-received-via-the-mini-app
"""

import hashlib
import hmac
import json
import time
from typing import Any
from urllib.parse import urlencode

from aiohttp import web

from bot.sandbox.doors.answers import answering
from bot.sandbox.doors.control import ControlChannel
from bot.sandbox.errors import DoorError
from bot.sandbox.world.people import Person
from bot.sandbox.world.world import World


class DeskDoor:
    """Signs for the people of the sandbox, with the token of its bot."""

    def __init__(self, world: World, control: ControlChannel, token: str) -> None:
        self._world = world
        self._control = control
        self._token = token

    def add_routes(self, app: web.Application) -> None:
        """Put this address into ``app``."""
        app.router.add_get("/sandbox/desk", answering(self.open))

    async def open(self, request: web.Request) -> dict[str, Any]:
        """Answer with the address at which that person opens the page, signed this moment."""
        person = self._world.people.get(request.query.get("from"))
        url = self._control.desk_url
        if url is None:
            raise DoorError("the application has no desk, or is not here: start it first", 409)
        init_data = sign(person, self._token, int(time.time()))
        return {"url": f"{url}/#{urlencode({'tgWebAppData': init_data})}", "init_data": init_data}


def sign(person: Person, token: str, at: int) -> str:
    """Return what Telegram hands to a page that this person opens at that Unix time."""
    user = {key: value for key, value in person.user().items() if key != "is_bot"}
    fields = {
        "auth_date": str(at),
        "query_id": f"AAF{person.id}",
        "user": json.dumps(user, separators=(",", ":"), ensure_ascii=False),
    }
    told = "\n".join(f"{name}={value}" for name, value in sorted(fields.items()))
    key = hmac.digest(b"WebAppData", token.encode(), hashlib.sha256)
    return urlencode({**fields, "hash": hmac.digest(key, told.encode(), hashlib.sha256).hex()})
