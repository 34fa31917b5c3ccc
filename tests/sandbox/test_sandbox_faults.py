"""Faults hit the calls they are meant for, and no log says more than it may."""

import asyncio
import time
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from tests.support.sandbox_client import ADA, Refusal, SandboxClient, bad_request, running_sandbox
from tests.support.tables import table


@pytest.fixture
async def sandbox() -> AsyncIterator[SandboxClient]:
    async with running_sandbox() as client:
        await client.write("ada", "/start")
        yield client


async def send(sandbox: SandboxClient, text: str = "Hi", chat_id: int = ADA) -> Any:
    return await sandbox.call("sendMessage", chat_id=chat_id, text=text)


async def inject(sandbox: SandboxClient, **fault: Any) -> None:
    await sandbox.tell("faults", **{"method": "sendMessage", **fault})


async def texts(sandbox: SandboxClient) -> list[str]:
    return [one["text"] for one in await sandbox.ask("chats/ada/messages")][1:]


@pytest.mark.parametrize(
    ("kind", "refusal"),
    [
        ("status_429", Refusal(429, "Too Many Requests: retry after 7", {"retry_after": 7})),
        ("status_500", Refusal(500, "Internal Server Error")),
        ("forbidden", Refusal(403, "Forbidden: bot was blocked by the user")),
        ("deactivated", Refusal(403, "Forbidden: user is deactivated")),
        ("chat_not_found", bad_request("chat not found")),
        (
            "bad_entities",
            bad_request(
                "can't parse entities: Can't find end of the entity starting at byte offset 0"
            ),
        ),
    ],
)
async def test_a_fault_answers_with_its_error_and_nothing_arrives(
    sandbox: SandboxClient, kind: str, refusal: Refusal
) -> None:
    await inject(sandbox, kind=kind, retry_after=7)
    assert await send(sandbox, "lost") == refusal
    await send(sandbox, "arrived")
    assert await texts(sandbox) == ["arrived"]


async def test_a_429_carries_the_header_that_proxies_read(sandbox: SandboxClient) -> None:
    await inject(sandbox, kind="status_429", retry_after=3)
    params = {"chat_id": ADA, "text": "Hi"}
    async with sandbox.http.post(sandbox.method_url("sendMessage"), json=params) as response:
        assert response.headers["Retry-After"] == "3"


@pytest.mark.parametrize("kind", ["drop", "refuse"])
async def test_a_closed_connection_answers_nothing(sandbox: SandboxClient, kind: str) -> None:
    await inject(sandbox, kind=kind)
    with pytest.raises(aiohttp.ClientConnectionError):
        await send(sandbox)
    assert await texts(sandbox) == []


@pytest.mark.parametrize("is_delivered", [True, False])
async def test_a_request_that_is_never_answered_may_have_arrived_all_the_same(
    sandbox: SandboxClient, is_delivered: bool
) -> None:
    await inject(sandbox, kind="timeout_after_write", delivered=is_delivered)
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.3):
            await send(sandbox, "unanswered")
    assert await texts(sandbox) == ["unanswered"] * is_delivered
    call = (await sandbox.ask("log"))[-1]
    assert (call["method"], call["ok"], call["error_code"]) == ("sendMessage", None, None)


async def test_an_error_may_come_although_the_message_arrived(sandbox: SandboxClient) -> None:
    await inject(sandbox, kind="status_500", delivered=True)
    assert await send(sandbox, "arrived") == Refusal(500, "Internal Server Error")
    assert await texts(sandbox) == ["arrived"]


async def test_a_delay_only_takes_time(sandbox: SandboxClient) -> None:
    await inject(sandbox, kind="delay", ms=150)
    started = time.monotonic()
    await send(sandbox)
    assert time.monotonic() - started >= 0.15
    assert await texts(sandbox) == ["Hi"]


async def test_a_migration_in_passing_leaves_a_chat_to_follow_to(sandbox: SandboxClient) -> None:
    group = await sandbox.add_group("ada")
    await inject(sandbox, kind="migrated")
    answer = await send(sandbox, chat_id=group)
    assert answer.description == "Bad Request: group chat was upgraded to a supergroup chat"
    new = answer.parameters["migrate_to_chat_id"]
    assert (await send(sandbox, chat_id=new))["chat"]["id"] == new
    keys = {key for one in await sandbox.updates() for key in one["message"]}
    assert keys >= {"migrate_to_chat_id", "migrate_from_chat_id"}


async def test_a_fault_hits_so_many_calls_of_its_method(sandbox: SandboxClient) -> None:
    await inject(sandbox, kind="status_500", times=2)
    assert isinstance(await sandbox.call("getMe"), dict)
    answers = [await send(sandbox) for _ in range(4)]
    assert [isinstance(one, Refusal) for one in answers] == [True, True, False, False]


async def test_a_fault_without_a_method_hits_any_call(sandbox: SandboxClient) -> None:
    await sandbox.tell("faults", kind="status_500")
    assert await sandbox.call("getMe") == Refusal(500, "Internal Server Error")


async def test_a_share_is_drawn_from_its_seed(sandbox: SandboxClient) -> None:
    draws = []
    for seed in (1, 1, 2):
        await sandbox.tell("faults")
        await inject(sandbox, kind="status_500", share=0.3, seed=seed)
        draws.append([isinstance(await send(sandbox), Refusal) for _ in range(100)])
    assert draws[0] == draws[1] != draws[2]
    assert 15 < sum(draws[0]) < 45


async def test_an_empty_fault_clears_all(sandbox: SandboxClient) -> None:
    await inject(sandbox, kind="status_500", share=1)
    assert await sandbox.tell("faults") == {"faults": 0}
    assert isinstance(await send(sandbox), dict)


@table(
    ("fault", "words"),
    [
        ({"kind": "storm"}, "accepted are status_429"),
        ({}, "accepted are status_429"),
        ({"kind": "drop", "method": "sendMesage"}, "a Bot API method"),
        ({"kind": "drop", "share": 2}, "a number from 0 to 1"),
        ({"kind": "drop", "times": 0}, "a number from 1"),
        ({"kind": "drop", "often": True}, "often given"),
    ],
)
async def test_a_fault_that_does_not_exist_is_told_which_do(
    sandbox: SandboxClient, fault: dict[str, Any], words: str
) -> None:
    status, answer = await sandbox.try_to_tell("faults", **{"method": "sendMessage", **fault})
    assert status == 400
    assert words in answer["error"]


async def test_the_log_lists_every_call_and_no_text(sandbox: SandboxClient) -> None:
    await send(sandbox, "secret")
    await send(sandbox, "secret", chat_id=77)
    await sandbox.call("sendMesage")
    calls = await sandbox.ask("log")
    assert [(one["n"], one["method"], one["chat_id"], one["ok"]) for one in calls] == [
        (1, "sendMessage", ADA, True),
        (2, "sendMessage", 77, False),
        (3, "sendMesage", None, False),
    ]
    assert [one["error_code"] for one in calls] == [None, 400, 404]
    assert calls[0]["at"] < calls[1]["at"] < time.monotonic()
    assert "secret" not in str(calls)
    assert [one["n"] for one in await sandbox.ask("log?after=2")] == [3]


async def test_nothing_that_anybody_writes_or_presses_reaches_a_log(
    sandbox: SandboxClient, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    await sandbox.write("ada", "My secret")
    keyboard = {"inline_keyboard": [[{"text": "Secret", "callback_data": "secret"}]]}
    sent = await sandbox.call("sendMessage", chat_id=ADA, text="secret", reply_markup=keyboard)
    press = {"from": "ada", "message_id": sent["message_id"], "button": "Secret"}
    pressing = asyncio.create_task(sandbox.tell("chats/ada/presses", **press))
    await asyncio.sleep(0.05)
    query = (await sandbox.updates())[-1]["callback_query"]
    await sandbox.call("answerCallbackQuery", callback_query_id=query["id"], text="secret")
    await pressing
    await sandbox.call("sendMessage", chat_id=ADA, text="<secret>", parse_mode="HTML", x="secret")
    assert "x: it was ignored" in caplog.text
    assert "secret" not in caplog.text.lower()
    assert sandbox.sandbox.token not in caplog.text
