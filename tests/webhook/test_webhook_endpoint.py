"""Who may come in at the webhook, with how much, how slowly; and when the answer is given."""

import asyncio
import time
from dataclasses import replace
from typing import Any

import pytest

from bot.api.webhook import endpoint, receiving
from bot.api.webhook.keys import HEADER, peers_key, webhook_secret
from tests.support.conversation import Chat, World
from tests.support.webhooks import Caller, until


async def test_whoever_has_not_the_secret_is_told_nothing(telegram: Caller, ada: Chat) -> None:
    await ada.says("/start")
    wish = telegram.message("/stop")
    body = b'{"update_id": 7, "message": 5}'
    elsewhere = replace(telegram, url=telegram.url + "/x")
    refused = [
        await replace(telegram, secret=None).bring(wish),
        await replace(telegram, secret="").bring(wish),
        await replace(telegram, secret=webhook_secret("another:token")).bring(wish),
        await replace(telegram, secret="é" * 64).send(body),
        await replace(telegram, secret=None).send(b"x" * 3_000_000, **{"Content-Type": "x/y"}),
        await elsewhere.bring(wish),
    ]
    for method in ("GET", "PUT", "DELETE", "OPTIONS", "HEAD"):
        headers = {HEADER: telegram.secret or ""}
        async with telegram.http.request(method, telegram.url, headers=headers) as response:
            refused.append(response.status)
            assert await response.read() == b""
    assert set(refused) == {404}
    assert await ada.reads() == ""


def test_the_secrets_tell_nothing_of_the_token_and_differ() -> None:
    secret = webhook_secret("123:abc")
    assert len(secret) == 64
    assert secret != webhook_secret("123:abd")
    assert peers_key("123:abc").hex() != secret


async def test_what_is_no_update_is_counted_and_what_is_too_much_is_refused(
    telegram: Caller, root: Chat
) -> None:
    await root.says("/start")
    statuses = [
        await telegram.send(body)
        for body in (b"", b"{", b"[]", b"7", b'{"a": 1}', b'{"update_id": "7"}', b"[" * 100_000)
    ]
    assert statuses == [200] * 7
    assert await telegram.send(b"{}", **{"Content-Type": "text/plain"}) == 415
    assert await telegram.send(b"{" + b" " * endpoint.MOST_BYTES + b"}") == 413
    assert await telegram.bring(telegram.number(message=5)) == 200
    assert "updates set aside since I was started: 8" in await _health(root)


async def _health(root: Chat) -> str:
    await root.says("/admin")
    return await root.presses("Health")


async def test_who_sends_slowly_is_let_go(
    telegram: Caller, ada: Chat, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(endpoint, "BODY_SECONDS", 0.2)
    monkeypatch.setattr(endpoint, "FIRST_REQUEST_SECONDS", 0.2)
    port = int(telegram.url.split(":")[2].split("/")[0])
    head = (
        f"POST /telegram HTTP/1.1\r\nHost: x\r\n{HEADER}: {telegram.secret}\r\n"
        "Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{"
    )
    answers = []
    for begun in (head, head[:40], ""):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(begun.encode())
        try:
            async with asyncio.timeout(20):
                answers.append((await reader.readline()).decode().strip())
        except ConnectionError:
            answers.append("")
        writer.close()
    assert answers == ["HTTP/1.1 408 Request Timeout", "", ""]
    assert "/privacy" in await ada.says("/help")


async def test_what_is_brought_twice_is_done_once(telegram: Caller, ada: Chat) -> None:
    await ada.says("/start")
    wish = telegram.message("/help")
    statuses = await asyncio.gather(*(telegram.bring(wish) for _ in range(5)))
    statuses.append(await telegram.bring(wish))
    assert statuses == [200] * 6
    assert (await ada.reads()).count("/privacy") == 1


async def test_more_than_can_be_held_stays_with_telegram_but_care_does_not(
    telegram: Caller, ada: Chat, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    await ada.says("/start")
    monkeypatch.setattr(receiving, "MOST_UNFINISHED", 1)
    await world.post("faults", method="sendMessage", kind="delay", ms=1500, times=1)
    slow = asyncio.create_task(telegram.bring(telegram.message("/help")))
    await until(lambda: _is_sending(world))
    url, secret = telegram.url, telegram.secret or ""
    headers = {HEADER: secret}
    async with telegram.http.post(url, json=telegram.message("/help"), headers=headers) as full:
        assert full.status == 503
        assert full.headers["Retry-After"] == "1"
    assert await telegram.bring(telegram.message("/urgent")) == 200
    assert await slow == 200


async def _is_sending(world: World) -> bool:
    calls = await world.get("log", after=0)
    return any(call["method"] == "sendMessage" and call["ok"] is None for call in calls)


async def test_the_answer_waits_for_what_is_asked_for_and_no_longer_than_that(
    telegram: Caller, ada: Chat, world: World
) -> None:
    await ada.says("/start")
    await world.post("faults", method="sendMessage", kind="delay", ms=8000, share=1.0, seed=1)
    began = time.monotonic()
    assert await telegram.bring(telegram.message("/help")) == 200
    assert receiving.PATIENCE_SECONDS - 0.1 < time.monotonic() - began < 7, "nothing is kept by it"
    began = time.monotonic()
    assert await telegram.bring(telegram.message("/stop")) == 200
    assert time.monotonic() - began < 7
    await world.post("faults")


async def test_a_stop_lets_what_is_under_way_end_and_refuses_the_rest(
    telegram: Caller, ada: Chat, world: World
) -> None:
    await ada.joins()
    await world.post("faults", method="sendMessage", kind="delay", ms=700, times=1)
    under_way = asyncio.create_task(telegram.bring(telegram.message("/progress")))
    await until(lambda: _is_sending(world))
    stopping = asyncio.create_task(world.stop())
    assert await under_way == 200
    await stopping
    async with asyncio.timeout(10):
        while True:
            try:
                assert await telegram.bring(telegram.message("/help")) == 503
            except OSError:
                break
    await world.start()


async def test_an_error_of_ours_is_no_500(
    telegram: Caller, ada: Chat, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_raw: Any) -> int:
        raise ZeroDivisionError

    monkeypatch.setattr(receiving, "find_mark", fail)
    assert await telegram.bring(telegram.message("/help")) == 503
    monkeypatch.undo()
    assert "/privacy" in await ada.says("/help")
