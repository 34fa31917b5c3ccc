"""Every answer and every update of the sandbox has the shape that the Bot API documents."""

import asyncio
import struct
import zlib
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from bot.sandbox.methods.table import METHODS
from tests.support.sandbox_client import (
    ADA,
    BEN,
    Refusal,
    SandboxClient,
    mismatches_of_result,
    mismatches_of_type,
    running_sandbox,
    unwrap,
)

QUIZ = {
    "question": "Which?",
    "options": ["This", {"text": "That"}],
    "type": "quiz",
    "correct_option_ids": [1],
    "explanation": "Because of <b>that</b>.",
    "explanation_parse_mode": "HTML",
    "description": "One of two",
    "open_period": 60,
}


def png(width: int = 3, height: int = 2) -> bytes:
    """Return a black picture of this size."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        checksum = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + checksum

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = zlib.compress((b"\0" + b"\0\0\0" * width) * height)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    )


class CheckedBot:
    """Calls methods and fails on any answer that is not as documented."""

    def __init__(self, client: SandboxClient) -> None:
        self.client = client
        self.checked: set[str] = set()

    async def call(self, method: str, /, **params: Any) -> Any:
        return self._check(method, await self.client.call(method, **params))

    async def upload(self, method: str, name: str, content: bytes, **params: str) -> Any:
        form = aiohttp.FormData()
        for field, value in params.items():
            form.add_field(field, value)
        form.add_field(name, content, filename=f"{name}.bin", content_type="image/png")
        async with self.client.http.post(self.client.method_url(method), data=form) as response:
            return self._check(method, unwrap(await response.json(), response.status))

    def _check(self, method: str, result: Any) -> Any:
        assert not isinstance(result, Refusal), (method, result)
        assert mismatches_of_result(method, result) == []
        self.checked.add(method.lower())
        return result


@pytest.fixture
async def bot() -> AsyncIterator[CheckedBot]:
    async with running_sandbox() as client:
        await client.write("ada", "/start")
        yield CheckedBot(client)


async def test_every_method_answers_as_documented(bot: CheckedBot) -> None:
    await check_profile_methods(bot)
    await check_message_methods(bot)
    await check_group_methods(bot)
    await check_update_methods(bot)
    assert bot.checked == METHODS.keys()


async def check_profile_methods(bot: CheckedBot) -> None:
    commands = [{"command": "start", "description": "Begin"}]
    await bot.call("getMe")
    await bot.call("setMyCommands", commands=commands)
    assert await bot.call("getMyCommands") == commands
    await bot.call("deleteMyCommands")
    await bot.call("setMyName", name="Lessons")
    assert await bot.call("getMyName", language_code="de") == {"name": "Lessons"}
    assert (await bot.call("getMe"))["first_name"] == "Lessons"
    await bot.call("setMyDescription", description="Taegliches", language_code="de")
    assert await bot.call("getMyDescription", language_code="de") == {"description": "Taegliches"}
    assert await bot.call("getMyDescription") == {"description": ""}
    await bot.call("setMyShortDescription", short_description="Daily")
    assert await bot.call("getMyShortDescription") == {"short_description": "Daily"}
    web_app = {"type": "web_app", "text": "Open", "web_app": {"url": "https://example.org"}}
    await bot.call("setChatMenuButton", chat_id=ADA, menu_button=web_app)
    assert await bot.call("getChatMenuButton", chat_id=ADA) == web_app
    await bot.call("setChatMenuButton", chat_id=ADA, menu_button={"type": "default"})
    assert await bot.call("getChatMenuButton", chat_id=ADA) == {"type": "commands"}


async def check_message_methods(bot: CheckedBot) -> None:
    text = await bot.call(
        "sendMessage",
        chat_id=ADA,
        text='<b>Hi</b> <a href="https://example.org">there</a> <tg-spoiler>x</tg-spoiler> #health',
        parse_mode="HTML",
        link_preview_options={"is_disabled": True},
        protect_content=True,
        reply_markup={"inline_keyboard": [[{"text": "Go", "callback_data": "go"}]]},
        reply_parameters={"message_id": 1},
    )
    place = {"chat_id": ADA, "message_id": text["message_id"]}
    await bot.call("sendLocation", chat_id=ADA, latitude=52, longitude=13.4, horizontal_accuracy=5)
    await bot.call("sendChatAction", chat_id=ADA, action="typing")
    photo = await bot.upload("sendPhoto", "photo", png(), chat_id=str(ADA), caption="A *b*")
    size = photo["photo"][0]
    assert (size["width"], size["height"]) == (3, 2)
    sent = await bot.upload("sendDocument", "document", b"# Lesson", chat_id=str(ADA))
    again = await bot.call("sendDocument", chat_id=ADA, document=sent["document"]["file_id"])
    assert again["document"] == sent["document"]
    video = await bot.upload("sendVideo", "video", b"moves", chat_id=str(ADA))
    again = await bot.call("sendVideo", chat_id=ADA, video=video["video"]["file_id"])
    assert again["video"] == video["video"]
    said = await bot.client.tell("chats/ada/messages", **{"from": "ada", "voice": 3})
    voice = said["voice"]
    again = await bot.call("sendVoice", chat_id=ADA, voice=voice["file_id"], caption="Said")
    assert again["voice"] == voice
    file = await bot.call("getFile", file_id=sent["document"]["file_id"])
    assert file["file_size"] == 8
    photo_place = {"chat_id": ADA, "message_id": photo["message_id"]}
    edited = await bot.call(
        "editMessageCaption", **photo_place, caption="<b>New</b>", parse_mode="HTML"
    )
    assert edited["caption"] == "New"
    await bot.call("editMessageText", **place, text="Ho")
    keyboard = {"inline_keyboard": [[{"text": "Web", "url": "https://example.org"}]]}
    await bot.call("editMessageReplyMarkup", **place, reply_markup=keyboard)
    await bot.call("setMessageReaction", **place, reaction=[{"type": "emoji", "emoji": "👍"}])
    quiz = await bot.call("sendPoll", chat_id=ADA, **QUIZ)
    assert quiz["poll"]["close_date"] == quiz["date"] + 60
    await bot.call("stopPoll", chat_id=ADA, message_id=quiz["message_id"], reply_markup=keyboard)
    pressing = asyncio.create_task(
        bot.client.tell(
            "chats/ada/presses",
            **{"from": "ada", "message_id": text["message_id"], "callback_data": "forged"},
        )
    )
    (query,) = [one for one in await wait_for_updates(bot.client) if "callback_query" in one]
    query_id = query["callback_query"]["id"]
    await bot.call("answerCallbackQuery", callback_query_id=query_id, text="Well", show_alert=True)
    assert await pressing == {"answer": "Well", "alert": True}
    await bot.call("deleteMessage", **place)
    await bot.call("deleteMessages", chat_id=ADA, message_ids=[quiz["message_id"]])


async def check_group_methods(bot: CheckedBot) -> None:
    group = await bot.client.add_group("ada", "ben", admins=("ada",))
    for chat_id in (ADA, group):
        await bot.call("getChat", chat_id=chat_id)
        await bot.call("getChatMemberCount", chat_id=chat_id)
        for user_id in (ADA, BEN, 1_000_000):
            await bot.call("getChatMember", chat_id=chat_id, user_id=user_id)
    (admin,) = await bot.call("getChatAdministrators", chat_id=group, return_bots=True)
    assert (admin["status"], admin["user"]["id"]) == ("creator", ADA)
    await bot.call("leaveChat", chat_id=group)


async def check_update_methods(bot: CheckedBot) -> None:
    await bot.call("getUpdates", allowed_updates=["message"])
    await bot.call("setWebhook")
    info = await bot.call("getWebhookInfo")
    assert (info["url"], info["allowed_updates"]) == ("", ["message"])
    await bot.call("deleteWebhook", drop_pending_updates=True)
    assert (await bot.call("getWebhookInfo"))["pending_update_count"] == 0


async def wait_for_updates(client: SandboxClient) -> list[Any]:
    """Return the updates that are there once the latest request has arrived."""
    await asyncio.sleep(0.05)
    return await client.updates(timeout=5)


async def test_every_kind_of_update_is_as_documented(bot: CheckedBot) -> None:
    client = bot.client
    everything = [
        "message",
        "channel_post",
        "callback_query",
        "poll",
        "poll_answer",
        "my_chat_member",
        "chat_member",
    ]
    await client.call("getUpdates", allowed_updates=everything)
    group = (
        await client.tell(
            "chats", type="group", title="Back class", members=["ada", "ben"], admins=["ada"]
        )
    )["id"]
    channel = (await client.tell("chats", type="channel", title="News", admins=["root"]))["id"]
    admin = {"from": "ada", "who": "bot", "status": "administrator"}
    await client.tell(f"chats/{group}/membership", **admin)
    for status in ("kicked", "member", "administrator", "left"):
        await client.tell(f"chats/{group}/membership", **{"from": "ben", "status": status})
    for status in ("kicked", "member"):
        await client.tell("chats/ada/membership", **{"from": "ada", "status": status})
    await client.write("root", "News", channel)
    location = {"latitude": 52.5, "longitude": 13}
    await client.tell("chats/ada/messages", **{"from": "ada", "location": location})
    form = aiohttp.FormData({"from": "ada", "caption": "Look https://example.org"})
    form.add_field("document", b"# Lesson", filename="lesson.md")
    url = f"{client.sandbox.url}/sandbox/chats/ada/messages"
    async with client.http.post(url, data=form) as response:
        assert response.status == 200
    poll = await client.call("sendPoll", chat_id=ADA, **{**QUIZ, "is_anonymous": False})
    vote = {"from": "ada", "message_id": poll["message_id"], "options": [1]}
    await client.tell("chats/ada/votes", **vote)
    press = {"from": "ada", "message_id": poll["message_id"], "callback_data": "forged"}
    pressing = asyncio.create_task(client.tell("chats/ada/presses", **press))
    await client.tell(f"chats/{group}/migrate")

    await asyncio.sleep(0.05)
    updates = await client.call("getUpdates")
    assert mismatches_of_result("getUpdates", updates) == []
    assert {key for one in updates for key in one} == {"update_id", *everything}
    query = next(one["callback_query"] for one in updates if "callback_query" in one)
    assert await client.call("answerCallbackQuery", callback_query_id=query["id"]) is True
    assert await pressing == {"answer": None, "alert": False}


def test_the_check_of_an_answer_sees_what_is_wrong() -> None:
    chat: dict[str, Any] = {"id": 1, "type": "private"}
    assert mismatches_of_type("Chat", chat) == []
    assert mismatches_of_type("Chat", {"id": 1}) == ["Chat lacks type"]
    assert mismatches_of_type("Chat", {**chat, "id": "1"}) == ["Chat.id is str, not Integer"]
    assert mismatches_of_type("Chat", {**chat, "x": 1}) == ["Chat.x is no field of Chat"]
    assert mismatches_of_type("Chat", {**chat, "is_forum": 1}) == [
        "Chat.is_forum is int, not Boolean"
    ]
    assert mismatches_of_result("getUpdates", {}) == ["getUpdates is no list"]
    assert mismatches_of_type("ChatMember", {"status": "left"}) == ["ChatMember lacks user"]
