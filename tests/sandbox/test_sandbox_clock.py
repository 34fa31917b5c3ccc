"""The sandbox owns the clock, and the application that is connected follows it."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp
import pytest

from tests.support.sandbox_client import ADA, SandboxClient, running_sandbox
from tests.support.tables import table

START_AT = datetime(2026, 3, 1, 8, tzinfo=UTC)


@pytest.fixture
async def sandbox() -> AsyncIterator[SandboxClient]:
    async with running_sandbox(START_AT) as client:
        await client.write("ada", "/start")
        await client.updates()
        yield client


def instant(text: str) -> datetime:
    assert text.endswith("Z")
    return datetime.fromisoformat(text)


def at_hour(hour: int) -> str:
    return f"2026-03-01T{hour:02}:00:00.000Z"


@dataclass
class Application:
    """Sends a message at each of its due hours, as a bot with lessons would."""

    sandbox: SandboxClient
    due_at: list[str] = field(default_factory=list)
    # When the next lesson comes in a chat.
    lessons: dict[str, str] = field(default_factory=dict)
    failure: str | None = None
    heard: list[dict[str, Any]] = field(default_factory=list)
    socket: aiohttp.ClientWebSocketResponse | None = None
    # Leaves in the middle of the next advance.
    is_leaving: bool = False
    connected: asyncio.Event = field(default_factory=asyncio.Event)

    async def run(self) -> None:
        url = f"{self.sandbox.sandbox.url}/sandbox/control"
        async with self.sandbox.http.ws_connect(url) as self.socket:
            while True:
                message = await self.socket.receive()
                if message.type is not aiohttp.WSMsgType.TEXT:
                    return
                await self.hear(message.json())

    async def hear(self, message: dict[str, Any]) -> None:
        assert self.socket is not None
        self.heard.append(message)
        if message["type"] == "clock":
            self.connected.set()
        elif message["type"] == "next_due":
            at = self.due_at[0] if self.due_at else None
            asked = map(str, message["chats"])
            lessons = {
                chat_id: self.lessons[chat_id] for chat_id in asked if chat_id in self.lessons
            }
            answer = {"type": "next_due", "id": message["id"], "at": at, "lessons": lessons}
            await self.socket.send_json(answer)
        elif self.failure is not None:
            answer = {"type": "failed", "id": message["id"], "error": self.failure}
            await self.socket.send_json(answer)
        else:
            await self.advance(message["id"], message["to"])

    async def advance(self, advance_id: int, to: str) -> None:
        assert self.socket is not None
        while self.due_at and self.due_at[0] <= to:
            due_at = self.due_at.pop(0)
            await self.socket.send_json({"type": "at", "id": advance_id, "now": due_at})
            assert await self.socket.receive_json() == {"type": "ok", "id": advance_id}
            if self.is_leaving:
                await self.socket.close()
                return
            # Real time that passes while it works does not move the clock.
            await asyncio.sleep(0.01)
            await self.sandbox.call("sendMessage", chat_id=ADA, text=due_at)
        await self.socket.send_json({"type": "settled", "id": advance_id, "now": to})


@pytest.fixture
async def application(sandbox: SandboxClient) -> AsyncIterator[Application]:
    application = Application(sandbox)
    running = asyncio.create_task(application.run())
    await asyncio.wait_for(application.connected.wait(), 5)
    yield application
    running.cancel()
    await asyncio.wait([running])


async def now(sandbox: SandboxClient) -> datetime:
    return instant((await sandbox.ask("clock"))["now"])


async def test_the_clock_starts_where_it_is_told_and_runs(sandbox: SandboxClient) -> None:
    first = await now(sandbox)
    assert START_AT <= first < START_AT + timedelta(seconds=20)
    await asyncio.sleep(0.02)
    assert await now(sandbox) > first


async def test_without_an_application_an_advance_only_moves_the_clock(
    sandbox: SandboxClient,
) -> None:
    answer = await sandbox.tell("clock", advance_seconds=86400)
    assert instant(answer["now"]) >= START_AT + timedelta(days=1)
    await sandbox.tell("clock", to="2026-04-01T00:00:00+02:00")
    assert await now(sandbox) >= datetime(2026, 3, 31, 22, tzinfo=UTC)
    sent = await sandbox.call("sendMessage", chat_id=ADA, text="Hi")
    assert sent["date"] >= datetime(2026, 3, 31, 22, tzinfo=UTC).timestamp()
    state = await sandbox.ask("clock")
    assert (state["application"], state["next_due_at"]) == (False, None)


@table(
    ("body", "status", "words"),
    [
        ({"to": "2026-02-28T00:00:00Z"}, 400, "only moves forward"),
        ({"to": "2026-03-05T00:00:00"}, 400, "2026-12-01T08:00:00Z"),
        ({"to": "tomorrow"}, 400, "2026-12-01T08:00:00Z"),
        ({"advance_seconds": -1}, 400, "a number from 0"),
        ({"advance_seconds": 1e300}, 400, "a number from 0"),
        ({"advance_seconds": float("nan")}, 400, "a number from 0"),
        ({"to": "9999-12-31T23:59:59Z"}, 400, "2026-12-01T08:00:00Z"),
        ({"to": "next_due"}, 409, "nothing to come"),
        ({"to": "next_lesson", "chat": "ada"}, 409, "none is to come"),
        ({"to": "next_lesson", "chat": "eve"}, 404, "nobody here is called 'eve'"),
        ({}, 400, "advance_seconds"),
    ],
)
async def test_a_move_that_makes_no_sense_is_refused(
    sandbox: SandboxClient, body: dict[str, Any], status: int, words: str
) -> None:
    answered, answer = await sandbox.try_to_tell("clock", **body)
    assert answered == status
    assert words in answer["error"]


async def test_the_application_works_at_each_instant_on_the_way(
    sandbox: SandboxClient, application: Application
) -> None:
    application.due_at = [at_hour(9), at_hour(12), at_hour(20)]
    answer = await sandbox.tell("clock", to=at_hour(15))
    assert instant(answer["now"]) >= instant(at_hour(15))
    seen = (await sandbox.ask("chats/ada/messages"))[1:]
    assert [(one["text"], one["date"]) for one in seen] == [
        (at_hour(hour), instant(at_hour(hour)).timestamp()) for hour in (9, 12)
    ]
    assert application.due_at == [at_hour(20)]


async def test_the_clock_runs_on_after_an_advance(
    sandbox: SandboxClient, application: Application
) -> None:
    application.due_at = [at_hour(9)]
    await sandbox.tell("clock", to=at_hour(10))
    first = await now(sandbox)
    await asyncio.sleep(0.02)
    assert instant(at_hour(10)) <= first < await now(sandbox) < instant(at_hour(11))


async def test_each_chat_has_a_next_lesson_of_its_own(
    sandbox: SandboxClient, application: Application
) -> None:
    application.due_at = [at_hour(9), at_hour(10)]
    application.lessons = {"1001": at_hour(10), "1002": at_hour(9)}
    state = await sandbox.ask("clock?chats=ada,root,1002")
    assert state["next_lessons"] == {"ada": at_hour(10), "1002": at_hour(9)}
    # What is due for others on the way happens too.
    await sandbox.tell("clock", to="next_lesson", chat="ada")
    assert application.due_at == []
    assert instant(at_hour(10)) <= await now(sandbox) < instant(at_hour(10)) + timedelta(seconds=20)


async def test_the_next_due_instant_is_told_and_can_be_gone_to(
    sandbox: SandboxClient, application: Application
) -> None:
    application.due_at = [at_hour(9)]
    state = await sandbox.ask("clock")
    assert (state["application"], state["next_due_at"]) == (True, at_hour(9))
    await sandbox.tell("clock", to="next_due")
    assert [one["text"] for one in await sandbox.ask("chats/ada/messages")][1:] == [at_hour(9)]
    assert (await sandbox.ask("clock"))["next_due_at"] is None
    status, _ = await sandbox.try_to_tell("clock", to="next_due")
    assert status == 409


async def test_work_that_is_overdue_is_done_at_once(
    sandbox: SandboxClient, application: Application
) -> None:
    application.due_at = [at_hour(7)]
    await sandbox.tell("clock", to="next_due")
    assert application.due_at == []


async def test_an_application_that_cannot_advance_says_why(
    sandbox: SandboxClient, application: Application
) -> None:
    application.failure = "the disk is full"
    status, answer = await sandbox.try_to_tell("clock", advance_seconds=60)
    assert (status, answer["error"]) == (
        502,
        "the application failed to advance: the disk is full",
    )


async def test_an_application_that_leaves_halfway_leaves_the_clock_where_it_was(
    sandbox: SandboxClient, application: Application
) -> None:
    application.due_at = [at_hour(9), at_hour(12)]
    application.is_leaving = True
    status, answer = await sandbox.try_to_tell("clock", to=at_hour(15))
    assert (status, "left the control channel" in answer["error"]) == (503, True)
    first = await now(sandbox)
    assert instant(at_hour(9)) <= first < instant(at_hour(10))
    await asyncio.sleep(0.02)
    assert await now(sandbox) > first
    assert (await sandbox.ask("clock"))["application"] is False


async def test_a_second_application_takes_the_place_of_the_first(
    sandbox: SandboxClient, application: Application
) -> None:
    second = Application(sandbox, due_at=[at_hour(9)])
    running = asyncio.create_task(second.run())
    await asyncio.wait_for(second.connected.wait(), 5)
    await sandbox.tell("clock", to=at_hour(10))
    assert [one["type"] for one in second.heard] == ["clock", "advance"]
    assert [one["type"] for one in application.heard] == ["clock"]
    assert application.socket is not None
    assert application.socket.closed
    running.cancel()


async def test_advances_are_served_one_after_the_other(
    sandbox: SandboxClient, application: Application
) -> None:
    application.due_at = [at_hour(hour) for hour in range(9, 13)]
    await asyncio.gather(*(sandbox.tell("clock", advance_seconds=3600) for _ in range(4)))
    advances = [one["to"] for one in application.heard if one["type"] == "advance"]
    assert len(advances) == 4
    assert advances == sorted(advances)
    assert await now(sandbox) >= START_AT + timedelta(hours=4)


async def test_an_advance_waits_until_the_application_has_taken_its_updates(
    sandbox: SandboxClient, application: Application
) -> None:
    poll = asyncio.create_task(sandbox.call("getUpdates", timeout=30))
    await asyncio.sleep(0.05)
    await sandbox.write("ada", "Hello")
    (update,) = await poll
    advancing = asyncio.create_task(sandbox.tell("clock", advance_seconds=60))
    await asyncio.sleep(0.2)
    assert [one["type"] for one in application.heard] == ["clock"]
    confirming = {"offset": update["update_id"] + 1}
    assert await sandbox.call("getUpdates", **confirming) == []
    await asyncio.wait_for(advancing, 5)
    assert [one["type"] for one in application.heard] == ["clock", "advance"]


async def test_what_the_channel_does_not_know_is_passed_over(
    sandbox: SandboxClient, application: Application
) -> None:
    assert application.socket is not None
    for nonsense in ("{", "[]", "7", '{"type": "at", "id": 1, "now": "soon"}', '{"id": 9}'):
        await application.socket.send_str(nonsense)
    application.due_at = [at_hour(9)]
    assert (await sandbox.ask("clock"))["next_due_at"] == at_hour(9)
