"""A request may be repeated freely only where no byte of it arrived, at whatever stage the
connection dies."""

import asyncio
import socket
import struct
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import pytest
from telegram.error import TelegramError

from bot.api.transport import (
    NotConnectedError,
    NotWrittenError,
    Transport,
    UnansweredError,
)
from tests.support.failing_calls import fail, open_bot
from tests.support.tables import table

HEAD_BYTES = 20
ANSWER = (
    b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 17\r\n\r\n"
    b'{"ok":true,"resu'
)


@dataclass
class Server:
    """Takes ``take`` bytes of each connection (all that comes at once, if that is less), says
    something, and hangs up; ``taken`` is what arrived."""

    take: int
    say: bytes = b""
    port: int = 0
    taken: bytearray = field(default_factory=bytearray)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self.take:
            self.taken += await reader.read(self.take)
        writer.write(self.say)
        connection = writer.get_extra_info("socket")
        # Linger for nothing: the other side is reset, as by a machine that dies.
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        writer.close()

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        server = await asyncio.start_server(self.serve, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        async with server:
            yield


@table(
    ("take", "say"),
    [
        (0, b""),
        (1, b""),
        (HEAD_BYTES, b""),
        (1 << 16, b""),
        (1 << 16, ANSWER[:5]),
        (1 << 16, ANSWER[:40]),
        (1 << 16, ANSWER),
        (0, b"HTTP/1.1"),
        (1 << 16, b"no HTTP at all\r\n\r\n"),
    ],
)
async def test_what_arrived_in_part_is_of_unknown_fate(take: int, say: bytes) -> None:
    server = Server(take, say)
    async with server.running():
        error = await fail(f"http://127.0.0.1:{server.port}")

    if server.taken:
        assert isinstance(error, UnansweredError)
    else:
        # It died before it could be asked; whether bytes were on the way, nobody knows.
        assert isinstance(error, UnansweredError | NotWrittenError)


async def test_a_connection_kept_open_that_dies_between_two_requests_tells_no_lie() -> None:
    """The second request finds it dead or dying."""
    answer = b'{"ok":true,"result":{"message_id":5,"date":0,"chat":{"id":7,"type":"private"}}}'
    head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
    requests = 0

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal requests
        if await reader.read(1 << 16):
            requests += 1
            writer.write(head % len(answer) + answer)
            await writer.drain()
        writer.transport.abort()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    ends: list[object] = []
    async with server, open_bot(url) as bot:
        for _ in range(20):
            try:
                ends.append(await bot.send_message(7, "hello"))
            except TelegramError as error:
                ends.append(error)

    free = [end for end in ends if isinstance(end, NotConnectedError | NotWrittenError)]
    assert requests <= len(ends) - len(free)
    assert all(
        not isinstance(end, TelegramError) or isinstance(end, UnansweredError) or end in free
        for end in ends
    )


@table(
    ("take", "say"),
    [
        (0, b""),
        (1, b""),
        (1 << 16, b""),
        (1 << 16, b"HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n"),
        (1 << 16, b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n"),
        (1 << 16, b"HTTP/1.1 200 Connection"),
        # It opens the way, and behind it nobody speaks TLS.
        (1 << 16, b"HTTP/1.1 200 Connection established\r\n\r\n"),
    ],
)
async def test_a_proxy_that_opens_no_way_lets_nothing_through(
    take: int, say: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    proxy = Server(take, say)
    async with proxy.running():
        monkeypatch.setenv("https_proxy", f"http://127.0.0.1:{proxy.port}")
        monkeypatch.delenv("no_proxy", raising=False)
        monkeypatch.delenv("NO_PROXY", raising=False)
        error = await fail("https://bot-api.invalid")

    assert isinstance(error, NotConnectedError | NotWrittenError)
    assert b"hello" not in proxy.taken


@table("say", [b"", b"HTTP/1.1 400 Bad Request\r\n\r\n"])
async def test_a_server_without_tls_is_told_nothing(say: bytes) -> None:
    server = Server(1 << 16, say)
    async with server.running():
        error = await fail(f"https://127.0.0.1:{server.port}")

    assert isinstance(error, NotConnectedError | NotWrittenError)
    assert b"hello" not in server.taken


async def test_a_transport_that_is_shut_down_asks_for_nothing() -> None:
    with pytest.raises(NotConnectedError):
        await Transport("http://127.0.0.1:1").do_request("http://127.0.0.1:1", "POST")


async def test_what_fails_in_a_way_nobody_thought_of_is_of_unknown_fate(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def break_down(*_args: object) -> None:
        raise ValueError("with the address in it: secret")

    monkeypatch.setattr("bot.api.transport._read", break_down)
    server = Server(1 << 16, ANSWER + b'lt":')
    async with server.running():
        assert isinstance(await fail(f"http://127.0.0.1:{server.port}"), UnansweredError)
