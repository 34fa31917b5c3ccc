"""Owes lessons to people of a sandbox, makes trouble there, and looks at what came of it."""

import asyncio
import sqlite3
import time
from pathlib import Path
from typing import Any

from tests.support.conversation import ID_OF, World
from tests.support.crowd import count_by_status, enroll, query


async def fault(world: World, kind: str, **more: Any) -> None:
    await world.post("faults", method="sendMessage", kind=kind, **more)


async def open_chat(world: World, name: str) -> int:
    """Let somebody write to the bot, without which it may not write to them."""
    await world.post(f"chats/{name}/messages", **{"from": name, "text": "/help"})
    return ID_OF[name]


async def make_people(world: World, count: int) -> list[int]:
    return [person["id"] for person in await world.post("people", count=count)]


async def owe(world: World, database: Path, *chat_ids: int) -> None:
    """Let their first lesson be due now, and start the application."""
    enroll(database, chat_ids, await world.now())
    await world.start()


async def settles(database: Path, seconds: float = 15.0, **wanted: int) -> None:
    """Wait until there are so many deliveries of each status and no others."""
    deadline = time.monotonic() + seconds
    while (found := dict(count_by_status(database))) != wanted:
        assert time.monotonic() < deadline, f"{found}, not {wanted}"
        await asyncio.sleep(0.05)


async def texts(world: World, chat: str | int) -> list[str]:
    found = await world.get(f"chats/{chat}/messages", after=0, wait=0)
    return [message.get("text", "") for message in found if message["from"]["is_bot"]]


async def lessons(world: World, chat: str | int) -> int:
    return sum("\nLesson 1 of" in text for text in await texts(world, chat))


async def count_calls(world: World, method: str = "sendMessage") -> int:
    return sum(call["method"] == method for call in await world.get("log", after=0))


def subscriber(database: Path, chat_id: int) -> Any:
    [[status]] = query(database, "SELECT status FROM subscribers WHERE chat_id = ?", chat_id)
    return status


def errors(database: Path) -> list[Any]:
    return [error for (error,) in query(database, "SELECT error FROM deliveries ORDER BY chat_id")]


async def say(world: World, name: str, text: str) -> str:
    """Say it and return the bot's latest words, without waiting for what bulk owes."""
    await world.post(f"chats/{name}/messages", **{"from": name, "text": text})
    for _ in range(100):
        if found := await texts(world, name):
            return found[-1]
        await asyncio.sleep(0.05)
    raise AssertionError("the bot did not answer")


async def heard_by_admin(world: World, words: str) -> None:
    deadline = time.monotonic() + 20
    while not any(words in text for text in await texts(world, "root")):
        assert time.monotonic() < deadline, words
        await asyncio.sleep(0.05)


def change(database: Path, sql: str, *parameters: object) -> None:
    with sqlite3.connect(database) as connection:
        connection.execute(sql, parameters)
    connection.close()
