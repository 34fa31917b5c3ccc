"""A Bot API that answers messages and little else, in a process of its own.

    python -m tests.benchmarks.bot_api

prints its port. It answers after the wished delay as Telegram would, entities and keyboard
included, and remembers when each message came. It is written on the bare socket protocol, so
that what is measured is the client.
"""

import asyncio
import json
import os
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from pathlib import Path
from typing import Any, cast

from aiohttp import ClientSession

from bot.process.event_loop import run_in_loop

ROOT = Path(__file__).parent.parent.parent
TOKEN = "123456:benchmark"

_TEXT = "Neck and head share nerves, so an ache in one can be felt in the other. " * 8
_ENTITIES = [{"type": "bold", "offset": 40 * n, "length": 12} for n in range(12)]
_KEYBOARD = {
    "inline_keyboard": [
        [{"text": "Quick question", "callback_data": "quiz:course:lesson"}],
        [{"text": "Urgent signs", "callback_data": "urgent"}],
    ]
}
_BOT = {"id": 123456, "is_bot": True, "first_name": "Bot", "username": "benchmark_bot"}
_ME = _BOT | {"can_join_groups": True, "can_read_all_group_messages": False}


def _answer(result: object) -> bytes:
    body = json.dumps({"ok": True, "result": result}).encode()
    head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
    return head % len(body) + body


_MESSAGE = _answer(
    {
        "message_id": 1_000_000,
        "from": _BOT,
        "chat": {"id": 5_000_000_001, "type": "private", "first_name": "Ada"},
        "date": 1_795_000_000,
        "text": _TEXT,
        "entities": _ENTITIES,
        "reply_markup": _KEYBOARD,
    }
)
_TRUE = _answer(True)


class BotApi:
    """What all connections share."""

    def __init__(self) -> None:
        self.delay_seconds = 0.0
        self.arrivals: list[float] = []


class Connection(asyncio.Protocol):
    """One client's connection; requests on it come one after the other."""

    def __init__(self, api: BotApi) -> None:
        self._api = api
        self._received = b""
        self._loop = asyncio.get_running_loop()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the way to answer."""
        # uvloop's transports are of no class of asyncio's.
        self._transport = cast(asyncio.Transport, transport)

    def data_received(self, data: bytes) -> None:
        """Answer every request that is whole."""
        self._received += data
        while (end := self._received.find(b"\r\n\r\n")) >= 0:
            head = self._received[:end].lower()
            length = 0
            if (at := head.find(b"content-length:")) >= 0:
                length = int(head[at + 15 :].split(b"\r\n", 1)[0])
            if len(self._received) < end + 4 + length:
                return
            body = self._received[end + 4 : end + 4 + length]
            self._received = self._received[end + 4 + length :]
            self._take(head.split(b" ", 2)[1], body)

    def _take(self, path: bytes, body: bytes) -> None:
        if path.endswith(b"sendmessage"):
            self._api.arrivals.append(time.monotonic())
            if self._api.delay_seconds:
                self._loop.call_later(self._api.delay_seconds, self._write, _MESSAGE)
            else:
                self._write(_MESSAGE)
        elif path.endswith(b"getupdates"):
            self._loop.call_later(1.0, self._write, _answer([]))
        elif path.endswith(b"getme"):
            self._write(_answer(_ME))
        elif path == b"/reset":
            self._api.delay_seconds = json.loads(body)["delay_seconds"]
            self._api.arrivals.clear()
            self._write(_TRUE)
        elif path == b"/arrivals":
            self._write(_answer(self._api.arrivals))
        else:
            self._write(_TRUE)

    def _write(self, answer: bytes) -> None:
        if not self._transport.is_closing():
            self._transport.write(answer)


async def _serve() -> None:
    api = BotApi()
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Connection(api), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await asyncio.Event().wait()


@contextmanager
def running_bot_api(niceness: int = 0) -> Iterator[str]:
    """Yield the address of a Bot API in a process of its own, ahead of others where that is wished
    and allowed."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.benchmarks.bot_api"],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        with suppress(PermissionError):
            os.setpriority(os.PRIO_PROCESS, process.pid, niceness)
        yield f"http://127.0.0.1:{int(process.stdout.readline())}"
    finally:
        process.kill()
        process.wait()


@asynccontextmanager
async def asking(url: str) -> AsyncIterator["Asking"]:
    """Yield the side of the Bot API that is there for the measuring only."""
    async with ClientSession() as session:
        yield Asking(url, session)


class Asking:
    """Sets the delay, and reads when messages came."""

    def __init__(self, url: str, session: ClientSession) -> None:
        self._url = url
        self._session = session

    async def reset(self, delay_seconds: float) -> None:
        """Answer after so long from now on, and forget what came."""
        await self._ask("reset", {"delay_seconds": delay_seconds})

    async def list_arrivals(self) -> list[float]:
        """Return when each message came, in seconds on the monotonic clock."""
        arrivals: list[float] = await self._ask("arrivals", {})
        return arrivals

    async def _ask(self, what: str, body: dict[str, Any]) -> Any:
        async with self._session.post(f"{self._url}/{what}", json=body) as response:
            return (await response.json())["result"]


if __name__ == "__main__":
    run_in_loop(_serve())
