"""The control channel: one application follows the sandbox's clock."""

import asyncio
import itertools
import json
import logging
from collections.abc import Callable, Coroutine, Iterable
from datetime import datetime, timedelta
from typing import Any

from aiohttp import WSMsgType, web

from bot.sandbox.errors import DoorError
from bot.sandbox.world.clock import format_instant, parse_instant
from bot.sandbox.world.world import World

_log = logging.getLogger(__name__)

_SETTLE_UPDATES_SECONDS = 10.0
_NEXT_DUE_SECONDS = 2.0
_GOODBYE_SECONDS = 1.0


class ControlChannel:
    """Moves the clock, and lets the connected application work at each instant on the way."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._socket: web.WebSocketResponse | None = None
        self._desk_url: str | None = None
        self._ids = itertools.count(1)
        self._replies: dict[int, asyncio.Future[dict[str, Any]]] = {}
        self._one_at_a_time = asyncio.Lock()
        self._advances: set[asyncio.Task[None]] = set()

    @property
    def has_application(self) -> bool:
        """True while an application is connected."""
        return self._socket is not None

    @property
    def desk_url(self) -> str | None:
        """Where the connected application has its page for admins, if it has said so."""
        return self._desk_url

    async def connect(self, request: web.Request) -> web.WebSocketResponse:
        """Serve one application until it leaves; a newer one takes its place."""
        socket = web.WebSocketResponse(timeout=_GOODBYE_SECONDS)
        await socket.prepare(request)
        older, self._socket, self._desk_url = self._socket, socket, None
        if older is not None:
            self._give_up("another application took the control channel")
            await older.close()
        try:
            await socket.send_json(
                {"type": "clock", "now": format_instant(self._world.clock.now())}
            )
            async for message in socket:
                if message.type is WSMsgType.TEXT:
                    await self._hear(socket, message.data)
        finally:
            if self._socket is socket:
                self._socket, self._desk_url = None, None
                self._give_up("the application left the control channel")
        return socket

    async def close(self, _app: web.Application) -> None:
        """Let the application go when the sandbox stops."""
        if self._socket is not None:
            await self._socket.close()

    async def next_due_at(self) -> str | None:
        """Return the instant at which the application has work next, or None."""
        return (await self.find_due())[0]

    async def find_due(self, chat_ids: Iterable[int] = ()) -> tuple[str | None, dict[int, str]]:
        """Return when the application has work next, and when each of the chats that has a lesson
        to come gets it."""
        if self._socket is None:
            return None, {}
        try:
            async with asyncio.timeout(_NEXT_DUE_SECONDS):
                reply = await self._ask({"type": "next_due", "chats": list(chat_ids)})
        except (TimeoutError, DoorError):
            return None, {}
        lessons = {int(chat_id): at for chat_id, at in reply.get("lessons", {}).items()}
        return reply.get("at"), lessons

    async def advance_by(self, seconds: float) -> None:
        """Move the clock on by ``seconds``, counted from when its turn comes."""
        await self._keep(self._advance(lambda now: now + timedelta(seconds=seconds)))

    async def advance_to(self, to: datetime) -> None:
        """Move the clock on to ``to``; DoorError 400 if that is past when it is asked."""
        now = self._world.clock.now()
        if to < now:
            raise DoorError(
                f"{format_instant(to)} given; the clock stands at {format_instant(now)} and only"
                " moves forward"
            )
        await self._keep(self._advance(lambda now: max(to, now)))

    async def advance_to_next_due(self) -> None:
        """Move the clock on to when the application has work next; DoorError 409 if never."""
        next_due_at = await self.next_due_at()
        if next_due_at is None:
            raise DoorError("next_due given, but the application has nothing to come", 409)
        await self._advance_to_due(next_due_at)

    async def advance_to_next_lesson(self, chat_id: int) -> None:
        """Move the clock on to that chat's next lesson; DoorError 409 if none is to come."""
        lesson_at = (await self.find_due([chat_id]))[1].get(chat_id)
        if lesson_at is None:
            raise DoorError(f"next_lesson given, but none is to come for chat {chat_id}", 409)
        await self._advance_to_due(lesson_at)

    async def _advance_to_due(self, at: str) -> None:
        due_at = parse_instant(at)
        await self._keep(self._advance(lambda now: max(due_at, now)))

    async def _keep(self, advance: Coroutine[Any, Any, None]) -> None:
        """Finish the advance even if whoever asked for it has hung up."""
        task = asyncio.create_task(advance)
        self._advances.add(task)
        task.add_done_callback(self._advances.discard)
        await asyncio.shield(task)

    async def _advance(self, target: Callable[[datetime], datetime]) -> None:
        clock = self._world.clock
        async with self._one_at_a_time:
            if self._socket is not None:
                await self._world.updates.settle(_SETTLE_UPDATES_SECONDS)
            to = target(clock.now())
            if self._socket is not None:
                await self._lead_application(to)
            clock.run(to)
            self._world.close_due_polls()

    async def _lead_application(self, to: datetime) -> None:
        try:
            reply = await self._ask({"type": "advance", "to": format_instant(to)})
            if reply["type"] == "failed":
                raise DoorError(f"the application failed to advance: {reply.get('error')}", 502)
        except DoorError:
            # Whatever happened, the clock runs on from where the application left it.
            self._world.clock.run()
            raise

    async def _ask(self, question: dict[str, Any]) -> dict[str, Any]:
        """Return the application's reply; DoorError 503 if it leaves without one."""
        socket = self._socket
        assert socket is not None
        question_id = next(self._ids)
        reply: asyncio.Future[dict[str, Any]] = asyncio.get_running_loop().create_future()
        self._replies[question_id] = reply
        try:
            await socket.send_json({**question, "id": question_id})
            return await reply
        except ConnectionError:
            raise DoorError("the application left the control channel", 503) from None
        finally:
            self._replies.pop(question_id, None)

    async def _hear(self, socket: web.WebSocketResponse, text: str) -> None:
        try:
            message = json.loads(text)
            kind = message["type"]
            if kind == "desk":
                self._desk_url = str(message["url"])
                return
            message_id = message["id"]
            if kind == "at":
                self._world.clock.freeze(parse_instant(message["now"]))
        except (ValueError, TypeError, KeyError):
            _log.warning("The application sent something that the control channel does not know")
            return
        if kind == "at":
            self._world.close_due_polls()
            await socket.send_json({"type": "ok", "id": message_id})
            return
        reply = self._replies.get(message_id)
        if reply is not None and not reply.done():
            reply.set_result(message)

    def _give_up(self, why: str) -> None:
        for reply in self._replies.values():
            if not reply.done():
                reply.set_exception(DoorError(f"{why} in the middle of its work", 503))
