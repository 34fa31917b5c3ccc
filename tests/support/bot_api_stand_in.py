"""A Bot API that answers anything at all, and nothing of ours in it.

It keeps updates as Telegram does: those below the offset are forgotten, all others come again.
Each method's answer can be replaced, for so many times or for good, by one of the functions at
the end of this module or by another one.
"""

import asyncio
import gzip
import json
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

TOKEN = "4242:AAE-stand-in-TOKENMARK"
BOT = {"id": 4242, "is_bot": True, "first_name": "Lesson", "username": "lesson_test_bot"}
ADMIN = 9001

Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]

_ME = BOT | {
    "can_join_groups": True,
    "can_read_all_group_messages": False,
    "supports_inline_queries": False,
}
_MESSAGES = ("sendMessage", "sendPoll", "sendDocument", "sendPhoto", "editMessageText")


@dataclass(frozen=True, slots=True)
class Call:
    """What the bot asked, and when on the monotonic clock."""

    method: str
    parameters: dict[str, Any]
    at: float

    @property
    def chat_id(self) -> int:
        """The chat that it is about, 0 if that is no number."""
        return _chat_id_of(self.parameters)

    @property
    def text(self) -> str:
        """The text of a message."""
        return str(self.parameters.get("text", ""))


@dataclass
class StandIn:
    """Everything that one server holds."""

    url: str = ""
    calls: list[Call] = field(default_factory=list)
    updates: list[dict[str, Any]] = field(default_factory=list)
    given: list[dict[str, Any]] = field(default_factory=list)
    files: dict[str, Answer] = field(default_factory=dict)
    _answers: dict[str, tuple[Answer, int | None]] = field(default_factory=dict)
    _next_update_id: int = 1
    _next_message_id: int = 1000
    _news: asyncio.Event = field(default_factory=asyncio.Event)

    def answer(self, method: str, answer: Answer, times: int | None = None) -> None:
        """Answer that method so from now on, or so many times."""
        self._answers[method] = (answer, times)
        # A poll that waits is answered in the old way, and the next one in this.
        self._news.set()

    def answer_as_usual(self, *methods: str) -> None:
        """Take back what ``answer`` said."""
        for method in methods:
            self._answers.pop(method, None)

    def push(self, **update: Any) -> int:
        """Queue an update as it is and return its id."""
        update_id = self._next_update_id
        self._next_update_id += 1
        self.updates.append({"update_id": update_id, **update})
        self._news.set()
        return update_id

    def write(self, chat_id: int, text: str, **fields: Any) -> int:
        """A person writes in the private chat; return the update's id."""
        return self.push(message=self._message(chat_id, text, **fields))

    def press(self, chat_id: int, pressed: str, **fields: Any) -> int:
        """A person presses a button; ``message=None`` leaves the message out."""
        query = {
            "id": str(time.monotonic_ns()),
            "from": _person(chat_id),
            "chat_instance": "1",
            "data": pressed,
            "message": self._message(chat_id, "x") | {"from": BOT},
        } | fields
        return self.push(callback_query={name: value for name, value in query.items() if value})

    def asked(self, method: str, chat_id: int | None = None) -> list[Call]:
        """Return the calls of that method, to that chat if one is named."""
        return [
            call for call in self.calls if call.method == method and chat_id in (None, call.chat_id)
        ]

    def texts(self, chat_id: int) -> list[str]:
        """Return what was written to that chat, edits too."""
        return [
            call.text for call in self.calls if call.method in _MESSAGES and call.chat_id == chat_id
        ]

    async def see(self, condition: Callable[[], Any], seconds: float = 10.0) -> None:
        """Wait until that is so."""
        async with asyncio.timeout(seconds):
            while not condition():
                await asyncio.sleep(0.01)

    def _message(self, chat_id: int, text: str, **fields: Any) -> dict[str, Any]:
        self._next_message_id += 1
        message = {
            "message_id": self._next_message_id,
            "date": int(time.time()),
            "chat": {"id": chat_id, "type": "private", "first_name": "P"},
            "from": _person(chat_id),
            "text": text,
            **fields,
        }
        if text.startswith("/"):
            length = len(text.split(maxsplit=1)[0])
            message["entities"] = [{"type": "bot_command", "offset": 0, "length": length}]
        return message

    def only_for(self, chat_id: int, answer: Answer) -> Answer:
        """Answer so for one chat, and as usual for all others."""

        async def choose(request: web.Request) -> web.StreamResponse:
            parameters = await _read(request)
            if _chat_id_of(parameters) == chat_id:
                return await answer(request)
            method = request.path.rpartition("/")[2]
            return _ok(await self._result(method[:1].lower() + method[1:], parameters))

        return choose

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Answer whatever is asked."""
        if request.path.startswith("/file/"):
            return await self.files[request.path.rpartition("/")[2]](request)
        if not request.path.startswith("/bot"):
            return web.json_response({}, status=404)
        method = request.path.rpartition("/")[2]
        method = method[:1].lower() + method[1:]
        parameters = await _read(request)
        self.calls.append(Call(method, parameters, time.monotonic()))
        answer, times = self._answers.get(method, (None, None))
        if answer is not None:
            if times == 1:
                del self._answers[method]
            elif times is not None:
                self._answers[method] = (answer, times - 1)
            return await answer(request)
        return _ok(await self._result(method, parameters))

    async def _result(self, method: str, parameters: dict[str, Any]) -> object:
        match method:
            case "getMe":
                return _ME
            case "getUpdates":
                return await self._poll(parameters)
            case "getChatMember":
                return {"status": "member", "user": _person(int(parameters["user_id"]))}
            case "getFile":
                name = parameters["file_id"]
                return {"file_id": name, "file_unique_id": name, "file_path": name}
            case _ if method in _MESSAGES:
                text = str(parameters.get("text", ""))
                return self._message(_chat_id_of(parameters), text) | {"from": BOT}
            case _:
                return True

    async def _poll(self, parameters: dict[str, Any]) -> list[dict[str, Any]]:
        offset = int(parameters.get("offset", 0) or 0)
        self.updates[:] = [item for item in self.updates if item["update_id"] >= offset]
        self._news.clear()
        if not self.updates:
            try:
                async with asyncio.timeout(float(parameters.get("timeout", 0) or 0)):
                    await self._news.wait()
            except TimeoutError:
                pass
        updates = self.updates[: int(parameters.get("limit", 100))]
        self.given.extend(updates)
        return updates


@asynccontextmanager
async def running_stand_in() -> AsyncIterator[StandIn]:
    """A stand-in that listens on a free port."""
    stand_in = StandIn()
    application = web.Application()
    application.router.add_route("*", "/{path:.*}", stand_in.serve)
    runner = web.AppRunner(
        application, access_log=None, shutdown_timeout=0.1, handler_cancellation=True
    )
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    stand_in.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        yield stand_in
    finally:
        await runner.cleanup()


def refuses(code: int, description: str, **parameters: Any) -> Answer:
    """The Bot API's own refusal."""
    body: dict[str, Any] = {"ok": False, "error_code": code, "description": description}
    if parameters:
        body["parameters"] = parameters
    return says(body, code)


def answers_chats(
    answers: Mapping[int, Answer], otherwise: Answer | None = None
) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    """Each chat's own answer; all others get ``otherwise``, or a message of the number 1."""

    async def answer(request: web.Request) -> web.StreamResponse:
        chat_id = int((await _read(request))["chat_id"])
        usual = otherwise or says({"ok": True, "result": {"message_id": 1}})
        return await answers.get(chat_id, usual)(request)

    return answer


def says(body: object, status: int = 200) -> Answer:
    """Any JSON at all."""
    return shows(json.dumps(body).encode(), status, "application/json")


def shows(body: bytes, status: int = 200, content_type: str = "text/html") -> Answer:
    """Any bytes at all, such as a gateway's page."""

    async def answer(_request: web.Request) -> web.StreamResponse:
        return web.Response(body=body, status=status, content_type=content_type)

    return answer


@dataclass
class Huge:
    """An answer of so many megabytes of blanks, packed with gzip if wished; ``taken`` counts the
    megabytes that the other side took before it hung up."""

    megabytes: int
    is_packed: bool = False
    taken: int = 0

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Answer."""
        piece = b" " * 1_000_000
        headers = {"Content-Type": "application/json"}
        if self.is_packed:
            headers["Content-Encoding"], piece = "gzip", gzip.compress(piece, 9)
        response = web.StreamResponse(headers=headers)
        await response.prepare(request)
        for _ in range(self.megabytes):
            await response.write(piece)
            self.taken += 1
        return response


async def hangs_up(request: web.Request) -> web.StreamResponse:
    """The connection is closed without an answer."""
    assert request.transport is not None
    request.transport.abort()
    return web.Response()


async def breaks_off(request: web.Request) -> web.StreamResponse:
    """Half an answer, and the connection is closed."""
    headers = {"Content-Length": "100", "Content-Type": "application/json"}
    response = web.StreamResponse(headers=headers)
    await response.prepare(request)
    await response.write(b'{"ok": tr')
    assert request.transport is not None
    request.transport.abort()
    return response


async def hangs(_request: web.Request) -> web.StreamResponse:
    """No answer, and the connection stays."""
    await asyncio.Event().wait()
    raise AssertionError("the event is never set")


async def drips(request: web.Request) -> web.StreamResponse:
    """A byte in a while, for ever."""
    response = web.StreamResponse(headers={"Content-Type": "application/json"})
    await response.prepare(request)
    while True:
        await response.write(b" ")
        await asyncio.sleep(0.2)


def _ok(result: object) -> web.Response:
    return web.json_response({"ok": True, "result": result})


def _chat_id_of(parameters: dict[str, Any]) -> int:
    try:
        return int(parameters.get("chat_id", 0))
    except (TypeError, ValueError):
        return 0


def _person(chat_id: int) -> dict[str, Any]:
    return {"id": abs(chat_id), "is_bot": False, "first_name": "P", "language_code": "en"}


async def _read(request: web.Request) -> dict[str, Any]:
    if request.content_type == "application/json":
        return dict(await request.json())
    return dict(await request.post())
