"""Conversations with the real application, through the sandbox's people's side.

The application, PTB and the sandbox run as they are; nothing is patched. What people would see
comes back as text: ``BOT`` for a new message, ``EDIT`` for a changed one, ``GONE`` for a deleted
one, buttons in brackets below.
"""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from io import BytesIO
from typing import Any
from zoneinfo import ZoneInfo

from aiohttp import ClientSession, FormData
from pydantic import SecretStr

from bot.api.limiter import PAID_PER_SECOND
from bot.application import run
from bot.sandbox.server import start_sandbox
from bot.sandbox.world.people import PEOPLE
from bot.settings import Settings

ID_OF = {person.name: person.id for person in PEOPLE}


def show(message: dict[str, Any]) -> str:
    """Return a message as a person would see it."""
    mark = "GONE" if message.get("deleted") else "EDIT" if message.get("edited") else "BOT"
    if poll := message.get("poll"):
        body = [poll["question"], *(f"( ) {option['text']}" for option in poll["options"])]
    else:
        body = (message.get("text") or message.get("caption") or "").split("\n")
    markup = message.get("reply_markup") or {}
    for row in markup.get("inline_keyboard", []):
        body.append(" ".join(f"[{button['text']}]" for button in row))
    for row in markup.get("keyboard", []):
        body.append(" ".join(f"<{button['text']}>" for button in row))
    lines = [f"{mark:<5}{body[0]}", *(f"     {line}" if line else "" for line in body[1:])]
    return "\n".join(lines) + "\n"


def _is_bots(message: dict[str, Any]) -> bool:
    # Who writes as an anonymous admin seems to be a bot of Telegram's.
    return bool(message["from"]["is_bot"]) and "sender_chat" not in message


class PeoplesSide:
    """The people's side of a sandbox: what a test does and sees as people would."""

    url: str
    http: ClientSession

    async def get(self, path: str, **query: Any) -> Any:
        """Return what the people's side answers."""
        async with self.http.get(f"{self.url}/sandbox/{path}", params=query) as response:
            assert response.status == 200, await response.text()
            return await response.json()

    async def post(self, path: str, **body: Any) -> Any:
        """Return what the people's side answers."""
        async with self.http.post(f"{self.url}/sandbox/{path}", json=body) as response:
            assert response.status == 200, await response.text()
            return await response.json()

    async def now(self) -> datetime:
        """Return the time on the sandbox's clock."""
        return datetime.fromisoformat((await self.get("clock"))["now"])

    async def advance(self, **amount: Any) -> None:
        """Let time pass; everything due on the way has happened when this returns."""
        await self.post("clock", **amount)

    async def advance_days(self, days: float) -> None:
        """Let days of 24 hours pass."""
        await self.advance(advance_seconds=days * 86400)

    async def settle(self) -> None:
        """Wait until the bot has answered everything."""
        await self.advance(advance_seconds=0)

    def chat(self, name: str, chat: str | int | None = None) -> "Chat":
        """Return a person's side of a chat: the private one, or a group's."""
        return Chat(self, name, name if chat is None else chat)


@dataclass
class World(PeoplesSide):
    """A sandbox with the application in it."""

    url: str
    http: ClientSession
    settings: Settings
    _running: asyncio.Task[None] | None = None
    _stopping: asyncio.Event = field(default_factory=asyncio.Event)

    async def start(self) -> None:
        """Start the application; it is serving when this returns."""
        self._stopping = asyncio.Event()
        ready = asyncio.Event()
        self._running = asyncio.create_task(run(self.settings, self._stopping, ready.set))
        waiting = asyncio.create_task(ready.wait())
        await asyncio.wait({self._running, waiting}, return_when=asyncio.FIRST_COMPLETED)
        if not ready.is_set():
            waiting.cancel()
            await self._running
        while not (await self.get("clock"))["application"]:
            await asyncio.sleep(0.002)

    async def stop(self) -> None:
        """Stop the application cleanly; the sandbox and its chats live on."""
        self._stopping.set()
        if self._running is not None:
            await self._running
            self._running = None
        async with asyncio.timeout(20):
            while (await self.get("clock"))["application"]:
                await asyncio.sleep(0.002)

    async def restart(self) -> None:
        """Stop and start again on the same database."""
        await self.stop()
        await self.start()


@dataclass
class Chat:
    """One person in one chat."""

    world: PeoplesSide
    name: str
    chat: str | int
    change: int = 0

    async def messages(self) -> list[dict[str, Any]]:
        """Return the bot's messages that are new or changed since this was last asked."""
        found = await self.world.get(f"chats/{self.chat}/messages", after=self.change, wait=0)
        if found:
            self.change = found[-1]["change"]
        return [message for message in found if _is_bots(message)]

    async def reads(self) -> str:
        """Return what is new on the screen, once the bot has answered everything."""
        await self.world.settle()
        return "".join(show(message) for message in await self.messages())

    async def says(self, text: str) -> str:
        """Send a text and return what the bot shows."""
        await self.world.post(f"chats/{self.chat}/messages", **{"from": self.name, "text": text})
        return await self.reads()

    async def sends(self, file_name: str, content: bytes, caption: str = "") -> str:
        """Send a file and return what the bot shows."""
        form = FormData({"from": self.name, "caption": caption})
        form.add_field("document", BytesIO(content), filename=file_name)
        path = f"{self.world.url}/sandbox/chats/{self.chat}/messages"
        async with self.world.http.post(path, data=form) as response:
            assert response.status == 200, await response.text()
        return await self.reads()

    async def answers_a_file(self, text: str) -> str:
        """Answer the latest message with a file, and return what the bot shows."""
        found = await self.world.get(f"chats/{self.chat}/messages", after=0, wait=0)
        latest = max(item["message_id"] for item in found if item.get("document"))
        await self.world.post(
            f"chats/{self.chat}/messages",
            **{"from": self.name, "text": text, "reply_to_message_id": latest},
        )
        return await self.reads()

    async def shares(self, latitude: float, longitude: float) -> str:
        """Share a location and return what the bot shows."""
        place = {"latitude": latitude, "longitude": longitude}
        await self.world.post(
            f"chats/{self.chat}/messages", **{"from": self.name, "location": place}
        )
        return await self.reads()

    async def gives_seat(self, person: "Chat", *roles: str) -> str:
        """Invite somebody, who opens the link, and confirm; return what the person is told."""
        given = roles or ("viewer", "editor", "reviewer", "sender")
        link = re.search(r"start=(seat-\S+)", await self.says(f"/admins invite {' '.join(given)}"))
        assert link is not None
        await person.says(f"/start {link[1]}")
        await self.presses("Yes, give the seat")
        return await person.reads()

    async def looks(self) -> None:
        """Look at the screen for a second of the sandbox's clock."""
        await self.world.advance(advance_seconds=1)

    async def find_button(self, label: str) -> int:
        """Return the latest message that has that button."""
        found = await self.world.get(f"chats/{self.chat}/messages", after=0, wait=0)
        ids = [
            message["message_id"]
            for message in found
            for row in (message.get("reply_markup") or {}).get("inline_keyboard", [])
            for button in row
            if button["text"] == label and not message.get("deleted")
        ]
        assert ids, f"no message has a button {label!r}"
        return max(ids)

    async def presses(self, label: str) -> str:
        """Press the latest button of that label and return what the bot shows.

        A screen of the check, and one that has changed, is looked at first, for a second on the
        sandbox's clock.
        """
        message_id = await self.find_button(label)
        if await self._has_changed(message_id) or await self._shows_check(message_id):
            await self.looks()
        answer = await self.world.post(
            f"chats/{self.chat}/presses",
            **{"from": self.name, "message_id": message_id, "button": label},
        )
        toast = f"TOAST {answer['answer']}\n" if answer["answer"] else ""
        return toast + await self.reads()

    async def _has_changed(self, message_id: int) -> bool:
        found = await self.world.get(f"chats/{self.chat}/messages", after=0, wait=0)
        return any(item["message_id"] == message_id and item.get("edited") for item in found)

    async def _shows_check(self, message_id: int) -> bool:
        found = await self.world.get(f"chats/{self.chat}/messages", after=0, wait=0)
        return any(
            button.get("callback_data", "").startswith(("c:", "c-"))
            for message in found
            if message["message_id"] == message_id
            for row in message["reply_markup"]["inline_keyboard"]
            for button in row
        )

    async def find_data(self, label: str) -> str:
        """Return what the latest button of that label sends."""
        message_id = await self.find_button(label)
        found = await self.world.get(f"chats/{self.chat}/messages", after=0, wait=0)
        return next(
            str(button["callback_data"])
            for message in found
            if message["message_id"] == message_id
            for row in message["reply_markup"]["inline_keyboard"]
            for button in row
            if button["text"] == label
        )

    async def presses_clock(self, city: str) -> str:
        """Press the latest button with the time in that city and return what the bot shows."""
        return await self.presses(await self.find_label(f"· {city}"))

    async def find_label(self, ending: str) -> str:
        """Return the latest button's label that ends so."""
        found = await self.world.get(f"chats/{self.chat}/messages", after=0, wait=0)
        labels: list[str] = [
            button["text"]
            for message in sorted(found, key=lambda item: int(item["change"]))
            for row in (message.get("reply_markup") or {}).get("inline_keyboard", [])
            for button in row
            if button["text"].endswith(ending) and not message.get("deleted")
        ]
        assert labels, f"no button ends in {ending!r}"
        return labels[-1]

    async def forges(self, data: str, message_id: int | None = None) -> str:
        """Send a button's data that no keyboard may hold, and return what the bot shows."""
        if message_id is None:
            found = await self.world.get(f"chats/{self.chat}/messages", after=0, wait=0)
            message_id = max(item["message_id"] for item in found if _is_bots(item))
        answer = await self.world.post(
            f"chats/{self.chat}/presses",
            **{"from": self.name, "message_id": message_id, "callback_data": data},
        )
        toast = f"TOAST {answer['answer']}\n" if answer["answer"] else ""
        return toast + await self.reads()

    async def lessons(self, timezone: str) -> list[tuple[str, datetime]]:
        """Return the place of every lesson that came, with its wall-clock time in that zone."""
        found = await self.world.get(f"chats/{self.chat}/messages", after=0, wait=0)
        return [
            (
                place.group(),
                datetime.fromtimestamp(message["date"], ZoneInfo(timezone)),
            )
            for message in sorted(found, key=lambda item: int(item["message_id"]))
            if (place := re.search(r"^Lesson \d+ of \d+$", message["text"] or "", re.MULTILINE))
        ]

    async def joins(self, time: str = "07:30", city: str = "Berlin") -> str:
        """Go through the first minute and return what the bot shows at its end."""
        await self.says("/start")
        await self.says(time)
        return await self.says_city(city)

    async def says_city(self, city: str) -> str:
        """Answer where one is, tap the first place if there are several, and return what the bot
        shows last."""
        places = await self.says(city)
        if "[Not there]" in places:
            return places
        return await self.presses(places.split("[", 1)[1].split("]", 1)[0])


@asynccontextmanager
async def open_world(
    database_url: str,
    start_at: datetime = datetime(2026, 11, 22, 12, 0, tzinfo=UTC),
    emergency_number: str | None = None,
    messages_per_second: int = PAID_PER_SECOND,
    **more: Any,
) -> AsyncIterator[World]:
    """A world on that database, at noon UTC of a day in November, where hardly anybody waits;
    ``more`` are further settings."""
    sandbox = await start_sandbox(0, start_at=start_at)
    settings = Settings.model_construct(
        bot_token=SecretStr(sandbox.token),
        bot_api_url=sandbox.url,
        database_url=database_url,
        admin_ids=frozenset({ID_OF["root"]}),
        emergency_number=emergency_number,
        messages_per_second=messages_per_second,
        # Most stories are of one admin; those of two switch it on.
        **{"second_person": "off", **more},
    )
    async with ClientSession() as http:
        world = World(sandbox.url, http, settings)
        await world.start()
        try:
            yield world
        finally:
            await world.stop()
    await sandbox.stop()
