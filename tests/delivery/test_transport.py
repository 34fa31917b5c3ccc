"""Calls reach Telegram as JSON, and each way to fail is told apart, without the token."""

import asyncio
import io
import logging
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest
from aiohttp import web
from aiohttp.connector import Connection
from telegram import Bot, MessageEntity
from telegram.error import BadRequest, NetworkError, TelegramError

from bot.api.transport import (
    GatewayError,
    NotConnectedError,
    NotWrittenError,
    Transport,
    UnansweredError,
    _Connector,
)
from tests.support.bot_api_stand_in import Huge, drips
from tests.support.failing_calls import TOKEN, fail, open_bot
from tests.support.tables import table

MESSAGE = {"message_id": 5, "date": 0, "chat": {"id": 7, "type": "private"}}

Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]


@asynccontextmanager
async def serve(answer: Answer) -> AsyncIterator[str]:
    application = web.Application()
    application.router.add_route("*", "/{path:.*}", answer)
    runner = web.AppRunner(
        application, access_log=None, shutdown_timeout=0.1, handler_cancellation=True
    )
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


async def test_a_call_is_json_with_objects_as_they_are() -> None:
    seen: list[object] = []

    async def answer(request: web.Request) -> web.Response:
        seen.extend((request.content_type, await request.json()))
        return web.json_response({"ok": True, "result": MESSAGE})

    async with serve(answer) as url, open_bot(url) as bot:
        entities = [MessageEntity("bold", 0, 5)]
        message = await bot.send_message(7, "hello", entities=entities)

    assert message.message_id == 5
    bold = {"type": "bold", "offset": 0, "length": 5}
    assert seen == ["application/json", {"chat_id": 7, "text": "hello", "entities": [bold]}]


async def test_a_file_goes_as_a_form() -> None:
    seen: dict[str, object] = {}

    async def answer(request: web.Request) -> web.Response:
        form = await request.post()
        file = form["document"]
        assert isinstance(file, web.FileField)
        seen.update(chat_id=form["chat_id"], name=file.filename, content=file.file.read())
        return web.json_response({"ok": True, "result": MESSAGE})

    async with serve(answer) as url, open_bot(url) as bot:
        await bot.send_document(7, io.BytesIO(b"words"), filename="words.txt")

    assert seen == {"chat_id": "7", "name": "words.txt", "content": b"words"}


async def test_a_server_that_is_not_there_is_not_connected() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        error = await fail(f"http://127.0.0.1:{taken.getsockname()[1]}")

    assert isinstance(error, NotConnectedError)


async def test_a_server_that_hangs_up_after_reading_leaves_it_unanswered() -> None:
    async def answer(request: web.Request) -> web.Response:
        await request.read()
        assert request.transport is not None
        request.transport.abort()
        return web.Response()

    async with serve(answer) as url:
        assert isinstance(await fail(url), UnansweredError)


async def test_a_server_that_says_nothing_leaves_it_unanswered() -> None:
    async def answer(_request: web.Request) -> web.Response:
        await asyncio.Event().wait()
        raise AssertionError

    async with serve(answer) as url:
        assert isinstance(await fail(url, answer_seconds=0.2), UnansweredError)


async def test_an_answer_that_breaks_off_leaves_it_unanswered() -> None:
    async def answer(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Length": "100"})
        await response.prepare(request)
        await response.write(b'{"ok": tr')
        assert request.transport is not None
        request.transport.abort()
        return response

    async with serve(answer) as url:
        assert isinstance(await fail(url), UnansweredError)


async def test_an_answer_without_an_end_is_cut_and_leaves_it_unanswered() -> None:
    for huge in (Huge(200), Huge(200, is_packed=True)):
        async with serve(huge.serve) as url:
            assert isinstance(await fail(url), UnansweredError)
        assert huge.taken < 60 or huge.is_packed


async def test_an_answer_that_drips_is_cut_at_the_whole_requests_deadline(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("bot.api.transport.CONNECT_SECONDS", 0.2)
    async with serve(drips) as url, asyncio.timeout(5):
        assert isinstance(await fail(url, answer_seconds=0.4), UnansweredError)


async def test_a_file_that_is_larger_than_it_says_is_cut() -> None:
    content = Huge(200)

    async def answer(request: web.Request) -> web.StreamResponse:
        if request.path.startswith("/file"):
            return await content.serve(request)
        file = {"file_id": "x", "file_unique_id": "x", "file_size": 100, "file_path": "x"}
        return web.json_response({"ok": True, "result": file})

    async with serve(answer) as url:
        bot = Bot(TOKEN, f"{url}/bot", f"{url}/file/bot", request=Transport(url))
        await bot.request.initialize()
        file = await bot.get_file("x")
        with pytest.raises(UnansweredError):
            await file.download_as_bytearray()
        await bot.request.shutdown()
    assert content.taken < 60


async def test_a_connection_lost_before_the_request_is_written_is_told_as_that(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def answer(_request: web.Request) -> web.Response:
        raise AssertionError("nothing may arrive")

    class Dying(_Connector):
        async def connect(self, *args: Any, **kwargs: Any) -> Connection:
            connection = await super().connect(*args, **kwargs)
            assert connection.transport is not None
            connection.transport.abort()
            return connection

    monkeypatch.setattr("bot.api.transport._Connector", Dying)
    async with serve(answer) as url:
        assert isinstance(await fail(url), NotWrittenError)


async def test_a_refusal_of_the_bot_api_keeps_its_words() -> None:
    async def answer(_request: web.Request) -> web.Response:
        refusal = {"ok": False, "error_code": 400, "description": "Bad Request: chat not found"}
        return web.json_response(refusal, status=400)

    async with serve(answer) as url:
        error = await fail(url)

    assert isinstance(error, BadRequest)
    assert error.message == "Chat not found"


@table(
    ("status", "kind", "is_json"),
    [
        *((status, NetworkError, False) for status in (301, 400, 401, 403, 404, 409, 429, 503)),
        *((status, NetworkError, True) for status in (400, 401, 403, 404, 409, 429, 500)),
        *((status, GatewayError, is_json) for status in (502, 504) for is_json in (False, True)),
    ],
)
async def test_a_page_of_something_on_the_way_is_no_word_of_telegrams_and_not_repeated(
    status: int, kind: type[NetworkError], is_json: bool
) -> None:
    async def answer(request: web.Request) -> web.Response:
        headers = {"Location": str(request.url)} if status == 301 else {}
        if is_json:
            return web.json_response({"message": f"No service at {request.url}"}, status=status)
        page = f"<p>No service at {request.url}</p>"
        return web.Response(text=page, status=status, content_type="text/html", headers=headers)

    async with serve(answer) as url:
        error = await fail(url)

    assert type(error) is kind
    assert str(status) in error.message


@table("answer", [b"[]", b"null", b"7", b'"words"', b"<p>"])
def test_an_answer_that_is_no_object_is_no_answer(answer: bytes) -> None:
    with pytest.raises(TelegramError):
        Transport.parse_json_payload(answer)


async def test_what_is_no_json_is_an_invalid_response_that_no_log_repeats(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def answer(request: web.Request) -> web.Response:
        return web.Response(text=f"<p>Welcome to {request.url}</p>")

    caplog.set_level(logging.INFO)
    async with serve(answer) as url:
        error = await fail(url)

    assert error.message == "Invalid server response"
    assert "secret" not in caplog.text


def test_half_a_surrogate_pair_does_not_spoil_the_rest() -> None:
    parsed = Transport.parse_json_payload(b'{"ok": true, "result": ["\\ud83d", "words"]}')

    assert parsed["result"] == ["?", "words"]


async def test_the_environments_proxy_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    async def answer(request: web.Request) -> web.Response:
        asked.append(request.path_qs if request.path_qs.startswith("http") else str(request.url))
        return web.json_response({"ok": True, "result": MESSAGE})

    async with serve(answer) as proxy:
        monkeypatch.setenv("http_proxy", proxy)
        monkeypatch.delenv("no_proxy", raising=False)
        monkeypatch.delenv("NO_PROXY", raising=False)
        async with open_bot("http://bot-api.invalid") as bot:
            await bot.send_message(7, "hello")

    assert len(asked) == 1
    assert "bot-api.invalid" in asked[0]
