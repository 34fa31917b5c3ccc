"""Starts and stops a sandbox: both doors and the page on one port of 127.0.0.1."""

import asyncio
import errno
import mimetypes
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from aiohttp import web

from bot.sandbox.doors.answers import Handler, json_response
from bot.sandbox.doors.bot_door import BotDoor
from bot.sandbox.doors.control import ControlChannel
from bot.sandbox.doors.desk_door import DeskDoor
from bot.sandbox.doors.groups_door import GroupsDoor
from bot.sandbox.doors.incoming import MAX_BODY_BYTES
from bot.sandbox.doors.origins import keep_out_foreign_pages
from bot.sandbox.doors.people_door import PeopleDoor
from bot.sandbox.doors.sandbox_door import SandboxDoor
from bot.sandbox.errors import SandboxError
from bot.sandbox.keeping import Keeper
from bot.sandbox.tokens import make_token
from bot.sandbox.world.profile import DEFAULT_NAME, Profile
from bot.sandbox.world.world import World

_HOST = "127.0.0.1"
USUAL_PORT = 8765
_MOST_TRIED = 20
_PAGE = Path(__file__).parent / "page"
# Long polls would never end by themselves.
_STOP_SECONDS = 0.1


class RunningSandbox:
    """A sandbox that listens; ``url`` has no slash at its end."""

    def __init__(
        self, runner: web.AppRunner, port: int, token: str, keeping: asyncio.Task[None] | None
    ) -> None:
        self.url = f"http://{_HOST}:{port}"
        self.port = port
        self.token = token
        self._runner = runner
        self._keeping = keeping

    async def stop(self) -> None:
        """Close every connection; the world is gone afterwards, or in its file."""
        await self._runner.cleanup()
        if self._keeping is not None:
            self._keeping.cancel()
            await asyncio.wait([self._keeping])


async def start_sandbox(
    port: int | None = None,
    *,
    token: str | None = None,
    start_at: datetime | None = None,
    bot_name: str = DEFAULT_NAME,
    kept_in: Path | None = None,
) -> RunningSandbox:
    """Return a sandbox that listens on 127.0.0.1: on the usual port or the next free one if none
    is asked for; port 0 picks any free one.

    ``start_at`` (aware) is where its clock starts, the machine's time if omitted. Its chats are
    kept in the file ``kept_in``, and go on from there. Raises ``SandboxError`` if the port that was
    asked for is taken, or that file holds something else.
    """
    keeper = Keeper(kept_in) if kept_in else None
    world = (keeper and keeper.open()) or World(start_at)
    world.profile = Profile(bot_name)
    token = token or make_token()
    usual = range(USUAL_PORT, USUAL_PORT + _MOST_TRIED)
    # Cancelling a handler whose client hung up ends its long poll at once.
    runner = web.AppRunner(
        _build_app(world, token),
        access_log=None,
        handler_cancellation=True,
        shutdown_timeout=_STOP_SECONDS,
    )
    await runner.setup()
    try:
        await _listen(runner, usual if port is None else [port])
    except SandboxError:
        await runner.cleanup()
        raise
    keeping = asyncio.create_task(keeper.run(world)) if keeper else None
    return RunningSandbox(runner, runner.addresses[0][1], token, keeping)


async def _listen(runner: web.AppRunner, ports: Sequence[int]) -> None:
    """Listen on the first of the ports that is free."""
    for port in ports:
        try:
            await web.TCPSite(runner, _HOST, port).start()
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise SandboxError(f"Cannot listen on {_HOST}:{port}: {error.strerror}") from error
        else:
            return
    taken = f"Port {ports[0]} is" if len(ports) == 1 else f"Ports {ports[0]} to {ports[-1]} are"
    raise SandboxError(
        f"{taken} taken. Stop what listens there or choose another port: --port 0 takes any free"
        " one."
    )


def _build_app(world: World, token: str) -> web.Application:
    app = web.Application(
        client_max_size=MAX_BODY_BYTES, middlewares=[keep_out_foreign_pages, _answer_in_json]
    )
    bot_door = BotDoor(world, token)
    control = ControlChannel(world)
    bot_door.add_routes(app)
    PeopleDoor(world).add_routes(app)
    GroupsDoor(world).add_routes(app)
    SandboxDoor(world, bot_door, control).add_routes(app)
    DeskDoor(world, control, token).add_routes(app)
    app.router.add_get("/", _page)
    app.router.add_get("/page/{name}", _page)
    app.on_shutdown.append(control.close)
    app.on_shutdown.append(world.webhook.close)
    return app


@web.middleware
async def _answer_in_json(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Answer a wrong address or verb in the shape that each door's clients read."""
    try:
        return await handler(request)
    except (web.HTTPNotFound, web.HTTPMethodNotAllowed) as error:
        if request.path.startswith("/sandbox/"):
            text = f"{request.method} {request.path} is no call of the sandbox"
            return json_response({"error": text}, error.status)
        not_found = {"ok": False, "error_code": 404, "description": "Not Found"}
        return json_response(not_found, 404)


async def _page(request: web.Request) -> web.Response:
    name = request.match_info.get("name", "index.html")
    path = _PAGE / name
    # An encoded slash in the name must not lead out of the page's folder.
    if path.parent != _PAGE or not path.is_file():
        raise web.HTTPNotFound
    content_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return web.Response(
        body=path.read_bytes(),
        content_type=content_type,
        charset="utf-8" if content_type.startswith("text/") else None,
        headers={"Cache-Control": "no-store"},
    )
