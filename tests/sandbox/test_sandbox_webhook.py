"""The sandbox brings updates to a webhook as Telegram does."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import web

from bot.sandbox.world.webhook import queue_of
from tests.support.receiving_server import ReceivingServer, receiving_server
from tests.support.sandbox_client import (
    Refusal,
    SandboxClient,
    bad_request,
    mismatches_of_result,
)


@pytest.fixture
async def hook() -> AsyncIterator[ReceivingServer]:
    async with receiving_server() as server:
        yield server


async def set_webhook(sandbox: SandboxClient, hook: ReceivingServer, **more: Any) -> None:
    assert await sandbox.call("setWebhook", url=hook.url, **more) is True


async def pending(sandbox: SandboxClient) -> int:
    return int((await sandbox.call("getWebhookInfo"))["pending_update_count"])


async def is_empty(sandbox: SandboxClient) -> None:
    async with asyncio.timeout(30):
        while await pending(sandbox):
            await asyncio.sleep(0.005)


async def test_what_people_write_is_brought_with_the_secret(
    sandbox: SandboxClient, hook: ReceivingServer
) -> None:
    await sandbox.write("ada", "before")
    await set_webhook(sandbox, hook, secret_token="s-e_c")
    await sandbox.write("ada", "after")
    await is_empty(sandbox)
    assert hook.texts == ["before", "after"]
    assert set(hook.secrets) == {"s-e_c"}
    assert hook.updates[0]["update_id"] + 1 == hook.updates[1]["update_id"]


async def test_it_is_told_of_and_nobody_fetches_beside_it(
    sandbox: SandboxClient, hook: ReceivingServer
) -> None:
    poll = asyncio.create_task(sandbox.call("getUpdates", timeout=30))
    while not (await sandbox.ask("bot"))["is_listening"]:
        await asyncio.sleep(0.005)
    await set_webhook(sandbox, hook, max_connections=7, allowed_updates=["message"])
    assert await poll == Refusal(409, "Conflict: terminated by setWebhook request")
    refusal = await sandbox.call("getUpdates")
    assert refusal.code == 409
    assert "webhook is active" in refusal.description
    info = await sandbox.call("getWebhookInfo")
    assert info["url"] == hook.url
    assert info["max_connections"] == 7
    assert info["allowed_updates"] == ["message"]
    assert mismatches_of_result("getWebhookInfo", info) == []


async def test_what_is_not_taken_is_brought_again_after_growing_waits(
    sandbox: SandboxClient, hook: ReceivingServer
) -> None:
    times: list[float] = []

    async def refuse_three_times(_update: dict[str, Any]) -> web.Response:
        times.append(asyncio.get_running_loop().time())
        return web.Response(status=200 if len(times) > 2 else 500)

    hook.answer = refuse_three_times
    await set_webhook(sandbox, hook)
    await sandbox.write("ada", "x")
    await hook.see(lambda: len(times) == 2)
    info = await sandbox.call("getWebhookInfo")
    assert info["last_error_message"] == (
        "Wrong response from the webhook: 500 Internal Server Error"
    )
    assert info["last_error_date"] > 0
    assert info["pending_update_count"] == 1
    await is_empty(sandbox)
    assert times[1] - times[0] < 1.5, "the first time at once"
    assert times[2] - times[1] > 1.9
    assert len({update["update_id"] for update in hook.updates}) == 1


async def test_who_asks_for_a_later_try_gets_it_then(
    sandbox: SandboxClient, hook: ReceivingServer
) -> None:
    times: list[float] = []

    async def be_full_once(_update: dict[str, Any]) -> web.Response:
        times.append(asyncio.get_running_loop().time())
        if len(times) > 1:
            return web.Response()
        return web.Response(status=503, headers={"Retry-After": "1"})

    hook.answer = be_full_once
    await set_webhook(sandbox, hook)
    await sandbox.write("ada", "x")
    await is_empty(sandbox)
    assert times[1] - times[0] >= 0.99


async def test_many_are_brought_at_once_but_those_of_a_chat_one_by_one(
    sandbox: SandboxClient, hook: ReceivingServer
) -> None:
    go_on, open_now, most = asyncio.Event(), 0, 0

    async def wait(_update: dict[str, Any]) -> web.Response:
        nonlocal open_now, most
        open_now += 1
        most = max(most, open_now)
        await go_on.wait()
        open_now -= 1
        return web.Response()

    hook.answer = wait
    await sandbox.write("ben", "/start")
    await sandbox.write("root", "/start")
    await sandbox.updates()
    await set_webhook(sandbox, hook, max_connections=2)
    for name in ("ada", "ada", "ben", "root"):
        await sandbox.write(name, f"of {name}")
    await hook.see(lambda: len(hook.updates) == 2)
    assert hook.texts == ["of ada", "of ben"]
    go_on.set()
    await is_empty(sandbox)
    assert most == 2
    assert sorted(hook.texts) == ["of ada", "of ada", "of ben", "of root"]


async def test_the_end_of_a_webhook_keeps_what_is_pending_unless_it_is_dropped(
    sandbox: SandboxClient, hook: ReceivingServer
) -> None:
    async def refuse(_update: dict[str, Any]) -> web.Response:
        return web.Response(status=500)

    hook.answer = refuse
    await set_webhook(sandbox, hook)
    await sandbox.write("ada", "kept")
    await hook.see(lambda: hook.texts)
    await sandbox.call("deleteWebhook")
    [update] = await sandbox.updates()
    assert update["message"]["text"] == "kept"
    assert (await sandbox.call("getWebhookInfo"))["url"] == ""

    await set_webhook(sandbox, hook)
    await sandbox.write("ada", "dropped")
    await sandbox.call("deleteWebhook", drop_pending_updates=True)
    assert await sandbox.updates() == []


async def test_an_address_where_nobody_listens_is_told_as_an_error(sandbox: SandboxClient) -> None:
    await sandbox.call("setWebhook", url="http://127.0.0.1:9/hook")
    await sandbox.write("ada", "x")
    async with asyncio.timeout(30):
        while "last_error_message" not in (info := await sandbox.call("getWebhookInfo")):
            await asyncio.sleep(0.005)
    assert info["last_error_message"] == "Connection refused"


async def test_only_this_machine_and_a_proper_secret_are_taken(sandbox: SandboxClient) -> None:
    for url in ("https://example.org/hook", "http://192.0.2.1/hook", "http://[", "ftp://127.0.0.1"):
        refusal = await sandbox.call("setWebhook", url=url)
        assert refusal.description.startswith("Bad Request: bad webhook: "), url
    for secret in ("a b", "é"):
        refusal = await sandbox.call("setWebhook", url="http://127.0.0.1:9/", secret_token=secret)
        assert refusal == bad_request("secret token contains unallowed characters")
    assert (await sandbox.call("getWebhookInfo"))["url"] == ""


async def test_an_update_that_comes_once_more_is_brought_with_its_number(
    sandbox: SandboxClient, hook: ReceivingServer
) -> None:
    await set_webhook(sandbox, hook)
    await sandbox.write("ada", "x")
    await is_empty(sandbox)
    await sandbox.tell("updates", repeat=1)
    await is_empty(sandbox)
    assert hook.updates[0] == hook.updates[1]


def test_taps_of_a_person_stand_in_a_line_of_their_own() -> None:
    chat = {"chat": {"id": 5}}
    assert queue_of({"update_id": 1, "message": chat}) == queue_of({"edited_message": chat})
    tap = {"callback_query": {"from": {"id": 5}, "message": chat}}
    assert queue_of(tap) == ("tap", 5)
    assert queue_of({"update_id": 7, "poll": {}}) == ("update", 7)
