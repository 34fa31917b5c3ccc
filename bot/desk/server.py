"""Listens for the desk, on an address of its own."""

import logging
import mimetypes
from pathlib import Path
from urllib.parse import urlsplit

from aiohttp import web

from bot.desk.doors import Doors
from bot.desk.routes import MOST_BYTES
from bot.desk.visits import AtHand
from bot.process.addresses import ListenError

logger = logging.getLogger(__name__)

USUAL_ADDRESS = ("127.0.0.1", 8081)
_STATIC = Path(__file__).parent / "static"
_STOPPING_SECONDS = 2.0


def prefix_of(url: str | None) -> str:
    """Return the part of the desk's address that all its pages begin with."""
    return urlsplit(url).path.rstrip("/") if url else ""


class Desk:
    """Answers on that address from ``start`` to ``stop``; port 0 picks any free one.

    ``given_url`` is where people reach it; without one, where it listens.
    """

    def __init__(
        self, address: tuple[str, int], given_url: str | None, hand: AtHand, token: str
    ) -> None:
        self._host, self._port = address
        self._given_url = given_url and given_url.rstrip("/")
        self._hand = hand
        self._doors = Doors(hand, token, lambda: self.url or "")
        self._runner: web.AppRunner | None = None

    @property
    def url(self) -> str | None:
        """The address at which people reach it; ``None`` while nobody can."""
        if self._runner is None:
            return None
        if self._given_url is not None:
            return self._given_url
        return f"http://{self._host}:{self._runner.addresses[0][1]}"

    async def start(self) -> None:
        """Listen from now on; raises ``ListenError``."""
        app = web.Application(client_max_size=MOST_BYTES, middlewares=[self._doors.guard])
        self._doors.add_to(app)
        prefix = self._hand.prefix
        app.router.add_get(f"{prefix}/static/{{name}}", _find_file)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=_STOPPING_SECONDS / 2)
        await runner.setup()
        try:
            await web.TCPSite(runner, self._host, self._port).start()
        except OSError as error:
            await runner.cleanup()
            raise ListenError(
                f"DESK_LISTEN: {self._host}:{self._port} cannot be listened on: {error.strerror}. "
                "Give another address, such as 127.0.0.1:8081."
            ) from None
        self._runner = runner
        port = runner.addresses[0][1]
        logger.info("the desk listens on port %d", port)

    async def stop(self) -> None:
        """Finish what is asked for, and answer no more."""
        runner, self._runner = self._runner, None
        if runner is not None:
            await runner.cleanup()


async def _find_file(request: web.Request) -> web.StreamResponse:
    name = request.match_info["name"]
    path = _STATIC / name
    # An encoded slash in the name must not lead out of the folder.
    if path.parent != _STATIC or not path.is_file():
        raise web.HTTPNotFound
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return web.Response(body=path.read_bytes(), content_type=kind)
