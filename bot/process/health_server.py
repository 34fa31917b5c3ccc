"""``/healthz``, ``/readyz`` and ``/metrics``, on an address of their own.

The server runs on a thread and an event loop of its own, so it answers, and says what is wrong,
while the program's own loop is stalled or its store hangs. Nothing of anybody's is in any answer.
"""

import asyncio
import json
import logging
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from concurrent.futures import TimeoutError as LateError
from importlib import import_module

from aiohttp import web

from bot.process.addresses import ListenError
from bot.process.logs import describe
from bot.process.readiness import Readiness, find_stall, weigh
from bot.process.vitals import StoreNumbers, Vitals
from storage.errors import StoreError

logger = logging.getLogger(__name__)

ANSWER_SECONDS = 2.0
"""So long the store may take, or it counts as not answering."""
_STARTING_SECONDS = 10.0
_STOPPING_SECONDS = 2.0


class HealthServer:
    """Answers on that address from ``start`` to ``close``; port 0 picks any free one.

    ``read_numbers`` counts in the store, on any thread. The loop that starts it is the one that is
    watched.
    """

    def __init__(
        self, address: tuple[str, int], vitals: Vitals, read_numbers: Callable[[], StoreNumbers]
    ) -> None:
        self._host, self._port = address
        self._vitals = vitals
        self._read_numbers = read_numbers
        self._watched: asyncio.AbstractEventLoop | None = None
        self._loop = asyncio.new_event_loop()
        self._listening: Future[int] = Future()
        self._closing: asyncio.Event | None = None
        self._probe: Future[None] | None = None
        self._thread = threading.Thread(target=self._run, name="health", daemon=True)

    async def start(self) -> int:
        """Return the port once it is listened on; raises ``ListenError``."""
        self._watched = asyncio.get_running_loop()
        self._thread.start()
        async with asyncio.timeout(_STARTING_SECONDS):
            port = await asyncio.wrap_future(self._listening)
        logger.info("health and metrics are asked for at port %d", port)
        return port

    def close(self) -> None:
        """Answer no more."""
        if self._closing is not None:
            self._loop.call_soon_threadsafe(self._closing.set)
        self._thread.join(_STOPPING_SECONDS)

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        try:
            self._loop.run_until_complete(self._serve())
        except Exception as error:
            logger.error("nobody can ask for health any more:\n%s", describe(error))
        finally:
            self._loop.close()

    async def _serve(self) -> None:
        closing = asyncio.Event()
        app = web.Application()
        app.router.add_get("/healthz", self._healthz)
        app.router.add_get("/readyz", self._readyz)
        app.router.add_get("/metrics", self._metrics)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=_STOPPING_SECONDS / 2)
        await runner.setup()
        try:
            await web.TCPSite(runner, self._host, self._port).start()
        except OSError as error:
            await runner.cleanup()
            self._listening.set_exception(
                ListenError(
                    f"HEALTH_LISTEN: {self._host}:{self._port} cannot be listened on: "
                    f"{error.strerror}. Give another address, such as 127.0.0.1:9464."
                )
            )
            return
        self._closing = closing
        self._listening.set_result(runner.addresses[0][1])
        await closing.wait()
        await runner.cleanup()

    async def _healthz(self, _request: web.Request) -> web.Response:
        stall = find_stall(self._vitals)
        found = {"is_alive": stall is None, "role": self._vitals.role.value}
        return _answer({**found, "event_loop": stall} if stall else found, is_well=stall is None)

    async def _readyz(self, _request: web.Request) -> web.Response:
        readiness = await self._weigh()
        found = {
            "is_ready": readiness.is_ready,
            "role": readiness.role.value,
            "not_ready": readiness.not_ready,
        }
        return _answer(found, is_well=readiness.is_ready)

    async def _metrics(self, _request: web.Request) -> web.Response:
        counting = asyncio.get_running_loop().run_in_executor(None, self._count)
        try:
            async with asyncio.timeout(ANSWER_SECONDS):
                numbers = await counting
        except TimeoutError:
            numbers = None
        # Who is never asked does without the library.
        metrics = import_module("bot.process.metrics")
        body = metrics.render(self._vitals, await self._weigh(), numbers)
        return web.Response(body=body, headers={"Content-Type": metrics.CONTENT_TYPE})

    def _count(self) -> StoreNumbers | None:
        try:
            return self._read_numbers()
        except StoreError:
            return None

    async def _weigh(self) -> Readiness:
        return weigh(self._vitals, await self._find_wrong_in_database())

    async def _find_wrong_in_database(self) -> str | None:
        """Try to write; where a former try still waits, that one is waited for, so that they never
        pile up."""
        try_to_write, watched = self._vitals.try_to_write, self._watched
        if try_to_write is None or watched is None:
            return "it is not open"
        if self._probe is None or self._probe.done():
            self._probe = asyncio.run_coroutine_threadsafe(try_to_write(), watched)
        probe = self._probe
        try:
            async with asyncio.timeout(ANSWER_SECONDS):
                await asyncio.shield(asyncio.wrap_future(probe))
        except (TimeoutError, LateError):
            return f"no answer within {ANSWER_SECONDS:.0f} s"
        except StoreError:
            return "it takes nothing: see the log"
        except (asyncio.CancelledError, RuntimeError):
            return "it is being closed"
        return None


def _answer(found: Mapping[str, object], *, is_well: bool) -> web.Response:
    return web.json_response(
        found,
        status=200 if is_well else 503,
        headers={"Cache-Control": "no-store"},
        dumps=lambda value: json.dumps(value, indent=2) + "\n",
    )
