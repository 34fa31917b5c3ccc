"""A web server that is a bot's webhook and nothing else: it keeps what comes."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

Answer = Callable[[dict[str, Any]], Awaitable[web.Response]]


async def take(_update: dict[str, Any]) -> web.Response:
    """Answer that the update is taken."""
    return web.Response()


@dataclass
class ReceivingServer:
    """What has come so far, each with its secret; ``answer`` may be changed at any time."""

    url: str = ""
    answer: Answer = take
    updates: list[dict[str, Any]] = field(default_factory=list)
    secrets: list[str | None] = field(default_factory=list)

    async def receive(self, request: web.Request) -> web.Response:
        """Keep an update and answer it."""
        self.updates.append(await request.json())
        self.secrets.append(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        return await self.answer(self.updates[-1])

    @property
    def texts(self) -> list[str]:
        """The texts that people have written, as they came."""
        return [update["message"]["text"] for update in self.updates if "message" in update]

    async def see(self, is_so: Callable[[], object]) -> None:
        """Return once it is so; half a minute at most."""
        async with asyncio.timeout(30):
            while not is_so():
                await asyncio.sleep(0.005)


@asynccontextmanager
async def receiving_server() -> AsyncIterator[ReceivingServer]:
    """Listen on a free port for as long as the context lasts."""
    server = ReceivingServer()
    app = web.Application()
    app.router.add_post("/hook", server.receive)
    runner = web.AppRunner(app, access_log=None, handler_cancellation=True, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    server.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    try:
        yield server
    finally:
        await runner.cleanup()
