"""The bot and the reader of these tests.

The bot is played through the Bot API, so that only the page and the sandbox are under test.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
from playwright.async_api import Browser, Locator, Page, expect

from bot.sandbox.server import RunningSandbox

ADA, BEN = 1001, 1002
PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 900}


class Bot:
    """A bot of a few calls, as far as possible from our own application."""

    def __init__(self, session: aiohttp.ClientSession, sandbox: RunningSandbox) -> None:
        self._session = session
        self._base = f"{sandbox.url}/bot{sandbox.token}"
        self._next_update = 0

    async def call(self, method: str, body: Any = None, **parameters: Any) -> Any:
        """Return the result of a call that must succeed."""
        answer = await self.try_call(method, body, **parameters)
        assert answer["ok"], answer
        return answer["result"]

    async def try_call(self, method: str, body: Any = None, **parameters: Any) -> Any:
        """Return the whole answer, whatever it says."""
        sent = {"data": body} if body is not None else {"json": parameters}
        async with self._session.post(f"{self._base}/{method}", **sent) as response:
            return await response.json()

    async def say(self, text: str, chat_id: int = ADA, **parameters: Any) -> int:
        """Return the id of a new message."""
        sent = await self.call("sendMessage", chat_id=chat_id, text=text, **parameters)
        return int(sent["message_id"])

    async def hear(self, kind: str) -> dict[str, Any]:
        """Return the next update of this kind, passing over others."""
        while True:
            updates = await self.call("getUpdates", offset=self._next_update, timeout=10, limit=1)
            assert updates, f"the bot heard no {kind} for ten seconds"
            self._next_update = updates[0]["update_id"] + 1
            if kind in updates[0]:
                return dict(updates[0][kind])


@asynccontextmanager
async def open_page(
    browser: Browser, sandbox: RunningSandbox, **options: Any
) -> AsyncIterator[Page]:
    """Give the chat page in a fresh browser profile; no script of it may fail meanwhile."""
    context = await browser.new_context(**{"viewport": PHONE, "locale": "en-GB", **options})
    page = await context.new_page()
    broken: list[str] = []
    page.on("pageerror", lambda error: broken.append(str(error)))
    await page.goto(sandbox.url)
    await expect(page.get_by_test_id("person-ada")).to_be_visible()
    yield page
    await context.close()
    assert broken == []


def in_chat(page: Page, words: str) -> Locator:
    """Return where the chat says this; what a screen reader is told stands beside it."""
    return page.get_by_test_id("messages").get_by_text(words)


def message(page: Page, message_id: int) -> Locator:
    return page.locator(f".message[data-message-id='{message_id}']")


def keyboard(*labels: str) -> dict[str, Any]:
    """Return an inline keyboard of one row, each button calling back with its label."""
    return {"inline_keyboard": [[{"text": each, "callback_data": each} for each in labels]]}
