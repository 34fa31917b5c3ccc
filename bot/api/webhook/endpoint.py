"""The web server that stands behind a reverse proxy: who may come in, with how much, how slowly.

Whatever is not right in the address, the method or the secret is answered with the same 404: who
tries is told nothing. A body has a megabyte at most, far more than any update, and ten seconds to
come; a connection has as long to begin a first request. No answer is a 500: a mistake of ours is
a 503, after which Telegram brings the update again.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from aiohttp import web

from bot.process.logs import describe
from bot.process.vitals import Vitals
from lessons.errors import LessonADayError

logger = logging.getLogger(__name__)

MOST_BYTES = 2**20
BODY_SECONDS = 10.0
FIRST_REQUEST_SECONDS = 10.0
RETRY_SECONDS = 1
_CLOSING_SECONDS = 2.0

Door = Callable[[web.BaseRequest], Awaitable[web.StreamResponse]]


class CannotListenError(LessonADayError):
    """The address to listen on cannot be had."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where to listen."""

    host: str
    port: int


class Endpoint:
    """Lets requests through to the door at their path."""

    def __init__(self, address: Address, vitals: Vitals) -> None:
        self._vitals = vitals
        self._address = address
        self._doors: dict[str, Door] = {}
        self._server: web.Server | None = None
        self._listening: asyncio.Server | None = None
        self._idle: dict[asyncio.Protocol, asyncio.TimerHandle] = {}

    @property
    def port(self) -> int:
        """The port on which it listens."""
        assert self._listening is not None
        port = self._listening.sockets[0].getsockname()[1]
        assert isinstance(port, int)
        return port

    async def start(self, doors: Mapping[str, Door]) -> None:
        """Listen from now on. Raises ``CannotListenError``."""
        self._doors = dict(doors)
        # A body that is packed could be far longer than what came of it.
        server = web.Server(self._answer, access_log=None, auto_decompress=False)
        loop = asyncio.get_running_loop()

        def begin() -> asyncio.Protocol:
            connection = server()
            timer = loop.call_later(FIRST_REQUEST_SECONDS, self._close_idle, connection)
            self._idle[connection] = timer
            return connection

        host, port = self._address.host, self._address.port
        try:
            self._listening = await loop.create_server(begin, host, port)
        except OSError as error:
            raise CannotListenError(
                f"WEBHOOK_LISTEN: cannot listen on {host}:{port} ({error.strerror or error}). "
                "Stop what listens there, or give another one, such as 127.0.0.1:8080."
            ) from None
        self._server = server
        logger.info("listening on port %d", self.port)

    def close_door(self, path: str) -> None:
        """Let nobody in there any more."""
        self._doors.pop(path, None)

    async def stop(self) -> None:
        """Take no connection any more, and close those that are open."""
        if self._listening is not None and self._server is not None:
            self._listening.close()
            self._server.pre_shutdown()
            await self._server.shutdown(_CLOSING_SECONDS)
            await self._listening.wait_closed()
            self._listening = None
        for timer in self._idle.values():
            timer.cancel()
        self._idle.clear()

    def _close_idle(self, connection: web.RequestHandler) -> None:
        del self._idle[connection]
        if connection.transport is not None:
            connection.transport.abort()

    async def _answer(self, request: web.BaseRequest) -> web.StreamResponse:
        if timer := self._idle.pop(request.protocol, None):
            timer.cancel()
        door = self._doors.get(request.path)
        if door is None or request.method != "POST":
            return refuse()
        try:
            return await door(request)
        except Exception as error:
            self._vitals.note_error(error)
            logger.error("a request failed:\n%s", describe(error))
            return busy()


def refuse() -> web.Response:
    """Return the answer to whoever has nothing to do here."""
    return web.Response(status=404)


def busy() -> web.Response:
    """Return the answer that asks for another try in a moment."""
    return web.Response(status=503, headers={"Retry-After": str(RETRY_SECONDS)})


async def read_body(request: web.BaseRequest) -> bytes | web.Response:
    """Return the body of a request that may come in, or why it is not taken."""
    if request.content_type != "application/json":
        return web.Response(status=415)
    try:
        async with asyncio.timeout(BODY_SECONDS):
            return await request.read()
    except web.HTTPRequestEntityTooLarge:
        return _hang_up(413)
    except TimeoutError:
        return _hang_up(408)


def _hang_up(status: int) -> web.Response:
    """Return that status; what is left of the body is not waited for."""
    response = web.Response(status=status)
    response.force_close()
    return response
