"""A browser for each file, and for each test a sandbox, a bot and the page on a phone."""

from collections.abc import AsyncIterator

import aiohttp
import pytest_asyncio
from playwright.async_api import Browser, Page

from bot.sandbox.server import RunningSandbox, start_sandbox
from tests.browser.chat_page.acting import Bot, open_page
from tests.support.browser import open_browser


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    async with open_browser() as browser:
        yield browser


@pytest_asyncio.fixture(loop_scope="module")
async def sandbox() -> AsyncIterator[RunningSandbox]:
    running = await start_sandbox(0)
    yield running
    await running.stop()


@pytest_asyncio.fixture(loop_scope="module")
async def new_bot(sandbox: RunningSandbox) -> AsyncIterator[Bot]:
    """A bot that nobody has written to."""
    async with aiohttp.ClientSession() as session:
        yield Bot(session, sandbox)


@pytest_asyncio.fixture(loop_scope="module")
async def bot(sandbox: RunningSandbox) -> AsyncIterator[Bot]:
    async with aiohttp.ClientSession() as session:
        for person in ("ada", "ben"):
            # A bot cannot write first.
            address = f"{sandbox.url}/sandbox/chats/{person}/messages"
            async with session.post(address, json={"from": person, "text": "/start"}) as response:
                assert response.status == 200
        bot = Bot(session, sandbox)
        await bot.hear("message")
        await bot.hear("message")
        yield bot


@pytest_asyncio.fixture(loop_scope="module")
async def page(browser: Browser, sandbox: RunningSandbox) -> AsyncIterator[Page]:
    async with open_page(browser, sandbox) as page:
        yield page
