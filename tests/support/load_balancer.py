"""One address in front of several processes, as a reverse proxy has it: in turn, and whoever does
not take a connection is passed over."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from itertools import count

from aiohttp import ClientError, ClientSession, ClientTimeout, web

_ANSWER_SECONDS = 10.0


@asynccontextmanager
async def load_balancer(port: int, behind: Sequence[int]) -> AsyncIterator[None]:
    """Listen on a port of this machine, and pass on what comes to those behind it."""
    turns = count()
    async with ClientSession(timeout=ClientTimeout(total=_ANSWER_SECONDS)) as http:

        async def pass_on(request: web.Request) -> web.Response:
            body, first = await request.read(), next(turns)
            for number in range(len(behind)):
                url = f"http://127.0.0.1:{behind[(first + number) % len(behind)]}{request.path}"
                try:
                    async with http.post(url, data=body, headers=request.headers) as answer:
                        return web.Response(status=answer.status)
                except (ClientError, TimeoutError):
                    continue
            return web.Response(status=502)

        app = web.Application()
        app.router.add_post("/{path:.*}", pass_on)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", port).start()
        try:
            yield
        finally:
            await runner.cleanup()
