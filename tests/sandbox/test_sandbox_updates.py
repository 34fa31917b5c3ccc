"""Updates reach the bot as Telegram delivers them: once confirmed, filtered, by one poll only."""

import asyncio
import time
from collections.abc import AsyncIterator

import pytest

from tests.support.sandbox_client import ADA, Refusal, SandboxClient, running_sandbox
from tests.support.tables import table

CONFLICT = Refusal(
    409,
    "Conflict: terminated by other getUpdates request; make sure that only one bot instance is"
    " running",
)


@pytest.fixture
async def sandbox() -> AsyncIterator[SandboxClient]:
    async with running_sandbox() as client:
        yield client


async def ids(sandbox: SandboxClient, **params: int) -> list[int]:
    return [one["update_id"] for one in await sandbox.call("getUpdates", **params)]


async def test_updates_come_again_until_an_offset_confirms_them(sandbox: SandboxClient) -> None:
    for text in ("one", "two", "three"):
        await sandbox.write("ada", text)
    assert await ids(sandbox) == await ids(sandbox) == [1, 2, 3]
    assert await ids(sandbox, limit=2) == [1, 2]
    assert await ids(sandbox, offset=2) == [2, 3]
    assert await ids(sandbox) == [2, 3]
    assert (await sandbox.call("getWebhookInfo"))["pending_update_count"] == 2
    assert await ids(sandbox, offset=4) == []


async def test_a_negative_offset_keeps_the_latest_updates(sandbox: SandboxClient) -> None:
    for text in ("one", "two", "three"):
        await sandbox.write("ada", text)
    assert await ids(sandbox, offset=-1) == [3]
    assert await ids(sandbox) == [3]


async def test_a_long_poll_ends_with_the_first_update(sandbox: SandboxClient) -> None:
    poll = asyncio.create_task(sandbox.call("getUpdates", timeout=30))
    await asyncio.sleep(0.05)
    assert not poll.done()
    await sandbox.write("ada", "Hello")
    (update,) = await asyncio.wait_for(poll, 5)
    assert update["message"]["text"] == "Hello"


async def test_a_long_poll_without_updates_ends_empty_after_its_time(
    sandbox: SandboxClient,
) -> None:
    started = time.monotonic()
    assert await sandbox.call("getUpdates", timeout=1) == []
    assert time.monotonic() - started >= 1


async def test_a_second_poll_ends_the_first_with_a_conflict(sandbox: SandboxClient) -> None:
    first = asyncio.create_task(sandbox.call("getUpdates", timeout=30))
    await asyncio.sleep(0.05)
    second = asyncio.create_task(sandbox.call("getUpdates", timeout=30))
    assert await asyncio.wait_for(first, 5) == CONFLICT
    await sandbox.write("ada", "Hello")
    assert len(await asyncio.wait_for(second, 5)) == 1


async def test_updates_can_be_dropped_when_the_bot_starts(sandbox: SandboxClient) -> None:
    await sandbox.write("ada", "Hello")
    assert await sandbox.call("deleteWebhook", drop_pending_updates=True) is True
    assert await ids(sandbox) == []


async def test_an_update_tells_the_moment_it_happened_and_not_later_edits(
    sandbox: SandboxClient,
) -> None:
    await sandbox.write("ada", "/start")
    sent = await sandbox.call("sendMessage", chat_id=ADA, text="Before")
    place = {"chat_id": ADA, "message_id": sent["message_id"]}
    press = {"from": "ada", "message_id": sent["message_id"], "callback_data": "x"}
    pressing = asyncio.create_task(sandbox.tell("chats/ada/presses", **press))
    await asyncio.sleep(0.05)
    await sandbox.call("editMessageText", **place, text="After")
    query = (await sandbox.updates())[-1]["callback_query"]
    assert query["message"]["text"] == "Before"
    await sandbox.call("answerCallbackQuery", callback_query_id=query["id"])
    await pressing


class TestAllowedUpdates:
    """Only the kinds asked for are queued, and the list sticks."""

    async def test_by_default_a_block_is_told_and_a_member_of_a_group_is_not(
        self, sandbox: SandboxClient
    ) -> None:
        group = await sandbox.add_group("ada", "ben")
        admin = {"from": "ada", "who": "bot", "status": "administrator"}
        await sandbox.tell(f"chats/{group}/membership", **admin)
        await sandbox.tell(f"chats/{group}/membership", **{"from": "ben", "status": "left"})
        kinds = [key for one in await sandbox.updates() for key in one]
        assert kinds == ["my_chat_member", "message"]

    async def test_the_list_sticks_until_another_one_comes(self, sandbox: SandboxClient) -> None:
        await sandbox.call("getUpdates", allowed_updates=["callback_query"])
        await sandbox.write("ada", "Hello")
        assert await ids(sandbox) == []
        await sandbox.call("getUpdates", allowed_updates=[])
        await sandbox.write("ada", "Hello again")
        assert len(await ids(sandbox)) == 1

    async def test_a_list_does_not_touch_updates_already_queued(
        self, sandbox: SandboxClient
    ) -> None:
        await sandbox.write("ada", "Hello")
        assert len(await sandbox.call("getUpdates", allowed_updates=["poll"])) == 1


class TestPrivacyMode:
    """In a group the bot hears what is meant for it, as an admin everything."""

    @table(
        ("text", "is_heard"),
        [
            ("/lesson", True),
            ("/lesson@lesson_sandbox_bot now", True),
            ("/lesson@another_bot", False),
            ("Hello @lesson_sandbox_bot", True),
            ("😀 Hello @Lesson_Sandbox_Bot", True),
            ("Hello everybody", False),
            ("Hello @ben", False),
        ],
    )
    async def test_the_bot_hears_commands_and_mentions(
        self, sandbox: SandboxClient, text: str, is_heard: bool
    ) -> None:
        group = await sandbox.add_group("ada", "ben")
        await sandbox.write("ada", text, group)
        heard = [one["message"]["text"] for one in await sandbox.updates()]
        assert heard == [text] * is_heard

    async def test_the_bot_hears_replies_to_it(self, sandbox: SandboxClient) -> None:
        group = await sandbox.add_group("ada")
        asked = await sandbox.call("sendMessage", chat_id=group, text="How are you?")
        reply = {"from": "ada", "text": "Well", "reply_to_message_id": asked["message_id"]}
        await sandbox.tell(f"chats/{group}/messages", **reply)
        (update,) = await sandbox.updates()
        assert update["message"]["reply_to_message"]["text"] == "How are you?"

    async def test_an_admin_bot_hears_everything(self, sandbox: SandboxClient) -> None:
        group = await sandbox.add_group("ada")
        admin = {"from": "ada", "who": "bot", "status": "administrator"}
        await sandbox.tell(f"chats/{group}/membership", **admin)
        await sandbox.updates()
        await sandbox.write("ada", "Hello everybody", group)
        assert len(await sandbox.updates()) == 1

    async def test_a_removed_bot_hears_nothing(self, sandbox: SandboxClient) -> None:
        group = await sandbox.add_group("ada")
        kicked = {"from": "ada", "who": "bot", "status": "kicked"}
        await sandbox.tell(f"chats/{group}/membership", **kicked)
        await sandbox.updates()
        await sandbox.write("ada", "/lesson", group)
        assert await sandbox.updates() == []
