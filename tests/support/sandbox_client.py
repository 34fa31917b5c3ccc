"""A bare HTTP client for both doors of the sandbox, and Telegram's types to hold answers against.

It knows nothing of the application: it is the bot on one side and the people on the other.
"""

import json
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from importlib.resources import files
from typing import Any

import aiohttp

from bot.sandbox.server import RunningSandbox, start_sandbox

ADA, BEN, ROOT = 1001, 1002, 9001

_BOT_API = json.loads(files("bot.sandbox").joinpath("bot_api.json").read_text(encoding="utf-8"))
_SCALARS: dict[str, type | tuple[type, ...]] = {
    "Integer": int,
    "Float": (int, float),
    "String": str,
    "Boolean": bool,
}


@dataclass(frozen=True, slots=True)
class Refusal:
    """What the Bot API said instead of a result."""

    code: int
    description: str
    parameters: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class SandboxClient:
    """The bot and the people of one running sandbox."""

    sandbox: RunningSandbox
    http: aiohttp.ClientSession

    def method_url(self, method: str) -> str:
        """Return the address of a Bot API method."""
        return f"{self.sandbox.url}/bot{self.sandbox.token}/{method}"

    async def call(self, method: str, /, **params: Any) -> Any:
        """Return the result of a Bot API call, or its Refusal."""
        async with self.http.post(self.method_url(method), json=params) as response:
            return unwrap(await response.json(), response.status)

    async def ask(self, path: str) -> Any:
        """Return what the people's side answers to a GET."""
        async with self.http.get(f"{self.sandbox.url}/sandbox/{path}") as response:
            assert response.status == 200, await response.text()
            return await response.json()

    async def tell(self, path: str, /, **body: Any) -> Any:
        """Return what the people's side answers to a POST."""
        status, answer = await self.try_to_tell(path, **body)
        assert status == 200, answer
        return answer

    async def try_to_tell(self, path: str, /, **body: Any) -> tuple[int, Any]:
        """Return the status and the answer of a POST to the people's side."""
        async with self.http.post(f"{self.sandbox.url}/sandbox/{path}", json=body) as response:
            return response.status, await response.json()

    async def write(self, person: str, text: str, chat: int | str | None = None) -> Any:
        """Return the message that a person wrote, in the private chat if no other is named."""
        return await self.tell(f"chats/{chat or person}/messages", **{"from": person, "text": text})

    async def updates(self, **params: Any) -> list[Any]:
        """Return the pending updates without their numbers, and confirm them."""
        found = await self.call("getUpdates", **params)
        if found:
            await self.call("getUpdates", offset=found[-1]["update_id"] + 1)
        return [{key: one[key] for key in one if key != "update_id"} for one in found]

    async def add_group(self, *members: str, admins: tuple[str, ...] = (), **more: Any) -> int:
        """Return the id of a new group whose beginning the bot has already heard of."""
        body = {"type": "group", "title": "Back class", "members": members, "admins": admins}
        group = await self.tell("chats", **{**body, **more})
        await self.updates()
        return int(group["id"])


@asynccontextmanager
async def running_sandbox(start_at: datetime | None = None) -> AsyncIterator[SandboxClient]:
    """Run a sandbox on a free port for as long as the context lasts."""
    sandbox = await start_sandbox(0, start_at=start_at)
    try:
        async with aiohttp.ClientSession() as http:
            yield SandboxClient(sandbox, http)
    finally:
        await sandbox.stop()


def unwrap(answer: dict[str, Any], status: int) -> Any:
    """Return the result inside Telegram's payload, or the Refusal that it holds."""
    if answer["ok"]:
        assert status == 200
        assert answer.keys() == {"ok", "result"}
        return answer["result"]
    assert status == answer["error_code"]
    assert not answer.keys() - {"ok", "error_code", "description", "parameters"}
    return Refusal(answer["error_code"], answer["description"], answer.get("parameters"))


def inline(**button: Any) -> dict[str, Any]:
    """Return a keyboard of one button."""
    return {"inline_keyboard": [[button]]}


def bad_request(text: str) -> Refusal:
    """Return the Refusal with code 400 and this text."""
    return Refusal(400, f"Bad Request: {text}")


def mismatches_of_result(method: str, result: Any) -> list[str]:
    """Return where a result is not what the Bot API says that the method returns."""
    return list(_mismatches(_BOT_API["methods"][method]["returns"], result, method))


def mismatches_of_type(kind: str, value: Any) -> list[str]:
    """Return where a value is not what the Bot API says of its type."""
    return list(_mismatches(kind, value, kind))


def _mismatches(kind: str, value: Any, path: str) -> Iterator[str]:
    alternatives = [one for part in kind.split("|") for one in _leaves(part)]
    found = [list(_mismatches_of_one(one, value, path)) for one in alternatives]
    if not any(mismatches == [] for mismatches in found):
        yield from min(found, key=len)


def _leaves(kind: str) -> list[str]:
    """Return the types that may stand in place of this one."""
    subtypes = _BOT_API["types"].get(kind, {}).get("subtypes")
    return [leaf for one in subtypes for leaf in _leaves(one)] if subtypes else [kind]


def _mismatches_of_one(kind: str, value: Any, path: str) -> Iterator[str]:
    if kind.startswith("Array of "):
        if not isinstance(value, list):
            yield f"{path} is no list"
            return
        for position, item in enumerate(value):
            yield from _mismatches(kind.removeprefix("Array of "), item, f"{path}[{position}]")
    elif kind in _SCALARS:
        is_boolean = isinstance(value, bool)
        if not isinstance(value, _SCALARS[kind]) or is_boolean != (kind == "Boolean"):
            yield f"{path} is {type(value).__name__}, not {kind}"
    elif not isinstance(value, dict):
        yield f"{path} is {type(value).__name__}, not {kind}"
    else:
        shape = _BOT_API["types"][kind]
        yield from (f"{path} lacks {one}" for one in shape["required"] if one not in value)
        for name, item in value.items():
            if name in shape["fields"]:
                yield from _mismatches(shape["fields"][name], item, f"{path}.{name}")
            else:
                yield f"{path}.{name} is no field of {kind}"
