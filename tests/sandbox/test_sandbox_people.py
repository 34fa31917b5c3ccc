"""What people do reaches the bot, and what the bot does reaches the people."""

import asyncio
import time
from typing import Any

import aiohttp

from tests.support.sandbox_client import ADA, BEN, ROOT, Refusal, SandboxClient
from tests.support.tables import table

BLOCKED = Refusal(403, "Forbidden: bot was blocked by the user")


async def send(sandbox: SandboxClient, text: str, **params: Any) -> int:
    sent = await sandbox.call("sendMessage", chat_id=ADA, text=text, **params)
    return int(sent["message_id"])


async def test_three_people_are_there(sandbox: SandboxClient) -> None:
    people = await sandbox.ask("people")
    assert [(one["id"], one["name"]) for one in people] == [
        (ADA, "ada"),
        (BEN, "ben"),
        (ROOT, "root"),
    ]
    assert [one["language_code"] for one in people] == ["de", "en", "en"]


async def test_a_deep_link_arrives_as_start_with_its_payload(sandbox: SandboxClient) -> None:
    await sandbox.write("ben", "/start headache-6")
    (update,) = await sandbox.updates()
    assert update["message"]["text"] == "/start headache-6"
    assert update["message"]["entities"] == [{"type": "bot_command", "offset": 0, "length": 6}]


async def test_a_private_chat_is_named_by_the_person_or_by_its_id(sandbox: SandboxClient) -> None:
    await sandbox.tell(f"chats/{ADA}/messages", **{"from": ADA, "text": "Hello"})
    by_name, by_id = (
        await sandbox.ask("chats/ada/messages"),
        await sandbox.ask(f"chats/{ADA}/messages"),
    )
    assert by_name == by_id
    assert by_name[-1]["text"] == "Hello"


async def test_a_place_arrives(sandbox: SandboxClient) -> None:
    place = {"latitude": 52.52, "longitude": 13.405}
    shown = await sandbox.tell("chats/ada/messages", **{"from": "ada", "location": place})
    (update,) = await sandbox.updates()
    assert shown["location"] == update["message"]["location"] == place


async def test_a_document_arrives_and_can_be_downloaded(sandbox: SandboxClient) -> None:
    form = aiohttp.FormData({"from": "ada", "caption": "My notes"})
    form.add_field("document", "# Grüße".encode(), filename="notes.md")
    url = f"{sandbox.sandbox.url}/sandbox/chats/ada/messages"
    async with sandbox.http.post(url, data=form) as response:
        assert (await response.json())["document"]["file_name"] == "notes.md"
    (update,) = await sandbox.updates()
    assert update["message"]["caption"] == "My notes"
    file = await sandbox.call("getFile", file_id=update["message"]["document"]["file_id"])
    base = f"{sandbox.sandbox.url}/file/bot{sandbox.sandbox.token}"
    async with sandbox.http.get(f"{base}/{file['file_path']}") as response:
        assert await response.text() == "# Grüße"
    async with sandbox.http.get(f"{base}/documents/none.md") as response:
        assert response.status == 404


async def test_a_file_from_the_bot_can_be_seen(sandbox: SandboxClient) -> None:
    form = aiohttp.FormData({"chat_id": str(ADA), "document": "attach://report"})
    form.add_field("report", b"all well", filename="report.txt")
    async with sandbox.http.post(sandbox.method_url("sendDocument"), data=form) as response:
        file_id = (await response.json())["result"]["document"]["file_id"]
    async with sandbox.http.get(f"{sandbox.sandbox.url}/sandbox/files/{file_id}") as response:
        assert await response.read() == b"all well"
        # A text or page from the bot must not run as a page of the sandbox.
        assert response.content_type == "application/octet-stream"
        assert response.headers["X-Content-Type-Options"] == "nosniff"
    async with sandbox.http.get(f"{sandbox.sandbox.url}/sandbox/files/none") as response:
        assert response.status == 404


class TestReading:
    """People see each change once, by its number."""

    async def test_every_change_has_a_higher_number_and_comes_oldest_first(
        self, sandbox: SandboxClient
    ) -> None:
        first, second = await send(sandbox, "first"), await send(sandbox, "second")
        seen = await sandbox.ask("chats/ada/messages")
        assert [one["message_id"] for one in seen] == [1, first, second]
        latest = seen[-1]["change"]
        await sandbox.call("editMessageText", chat_id=ADA, message_id=first, text="edited")
        await sandbox.call("deleteMessage", chat_id=ADA, message_id=second)
        news = await sandbox.ask(f"chats/ada/messages?after={latest}")
        assert [(one["message_id"], one["edited"], one["deleted"]) for one in news] == [
            (first, True, False),
            (second, False, True),
        ]
        assert news[0]["text"] == "edited"
        assert latest < news[0]["change"] < news[1]["change"]

    async def test_a_wait_ends_with_the_first_change(self, sandbox: SandboxClient) -> None:
        latest = (await sandbox.ask("chats/ada/messages"))[-1]["change"]
        waiting = asyncio.create_task(sandbox.ask(f"chats/ada/messages?after={latest}&wait=20"))
        await asyncio.sleep(0.05)
        assert not waiting.done()
        await send(sandbox, "Hi")
        assert [one["text"] for one in await asyncio.wait_for(waiting, 5)] == ["Hi"]

    async def test_a_wait_in_vain_ends_empty(self, sandbox: SandboxClient) -> None:
        latest = (await sandbox.ask("chats/ada/messages"))[-1]["change"]
        assert await sandbox.ask(f"chats/ada/messages?after={latest}&wait=0.05") == []

    async def test_a_message_has_all_the_fields_that_a_client_looks_for(
        self, sandbox: SandboxClient
    ) -> None:
        (message,) = await sandbox.ask("chats/ada/messages")
        content = {"text", "entities", "poll", "photo", "document", "caption", "caption_entities"}
        state = {"change", "message_id", "date", "from", "reply_markup", "edited", "deleted"}
        assert message.keys() >= content | state | {"reworded"}
        assert message["from"]["first_name"] == "Ada"


class TestBlocking:
    """A blocked bot is told so and cannot write."""

    async def test_a_block_is_told_and_refuses_every_message(self, sandbox: SandboxClient) -> None:
        sent = await send(sandbox, "Hi")
        await sandbox.tell("chats/ada/membership", **{"from": "ada", "status": "kicked"})
        (update,) = await sandbox.updates()
        change = update["my_chat_member"]
        assert (change["chat"]["id"], change["from"]["id"]) == (ADA, ADA)
        assert change["old_chat_member"]["status"] == "member"
        assert change["new_chat_member"]["status"] == "kicked"
        assert await sandbox.call("sendMessage", chat_id=ADA, text="Hi") == BLOCKED
        edit = {"chat_id": ADA, "message_id": sent, "text": "Ho"}
        assert await sandbox.call("editMessageText", **edit) == BLOCKED

    async def test_start_unblocks_before_it_arrives(self, sandbox: SandboxClient) -> None:
        await sandbox.tell("chats/ada/membership", **{"from": "ada", "status": "kicked"})
        await sandbox.updates()
        body = {"from": "ada", "text": "Hello?"}
        status, answer = await sandbox.try_to_tell("chats/ada/messages", **body)
        assert (status, "has blocked the bot" in answer["error"]) == (400, True)
        await sandbox.write("ada", "/start")
        unblocked, started = await sandbox.updates()
        assert unblocked["my_chat_member"]["new_chat_member"]["status"] == "member"
        assert started["message"]["text"] == "/start"
        await send(sandbox, "Welcome back")

    async def test_blocking_twice_is_told_once(self, sandbox: SandboxClient) -> None:
        for _ in range(2):
            await sandbox.tell("chats/ada/membership", **{"from": "ada", "status": "kicked"})
        assert len(await sandbox.updates()) == 1


@table(
    ("path", "body", "status", "words"),
    [
        ("chats/ada/messages", {"from": "ada"}, 400, "neither text, location, sticker"),
        ("chats/ada/messages", {"from": "ben", "text": "x"}, 400, "ben is not in chat 1001"),
        ("chats/ada/messages", {"text": "x"}, 404, "nobody here is called None"),
        ("chats/ada/messages", {"from": "ada", "text": " "}, 400, "a text that is not empty"),
        ("chats/ada/messages", {"from": "ada", "text": "x" * 4097}, 400, "at most 4096"),
        ("chats/ada/messages", {"from": "ada", "location": {"latitude": 5}}, 400, "longitude"),
        ("chats/zoe/messages", {"from": "ada", "text": "x"}, 404, "zoe"),
        ("chats/4711/messages", {"from": "ada", "text": "x"}, 404, "there is no chat 4711"),
        ("chats/ada/membership", {"from": "ada", "status": "left"}, 400, "kicked, member"),
        ("people", {"count": 0}, 400, '{"count": 5000}'),
        ("clock", {"advance": 5}, 400, "advance_seconds"),
        ("chats", {"type": "club", "title": "x"}, 400, "group, supergroup, channel"),
        ("nonsense", {}, 404, "/sandbox/nonsense is no call of the sandbox"),
    ],
)
async def test_a_wrong_call_is_told_what_is_accepted(
    sandbox: SandboxClient, path: str, body: dict[str, Any], status: int, words: str
) -> None:
    answered, answer = await sandbox.try_to_tell(path, **body)
    assert answered == status
    assert words in answer["error"]


async def test_thousands_of_chats_do_not_slow_a_message_down(sandbox: SandboxClient) -> None:
    await sandbox.tell("people", count=20_000)
    started = time.monotonic()
    for _ in range(200):
        await send(sandbox, "Hi")
    # Each takes about a millisecond; a walk over all chats would take far more.
    assert time.monotonic() - started < 5


async def test_the_page_is_served_and_never_kept(sandbox: SandboxClient) -> None:
    for path, content_type in (("/", "text/html"), ("/page/main.js", "text/javascript")):
        async with sandbox.http.get(sandbox.sandbox.url + path) as response:
            assert response.status == 200
            assert response.content_type == content_type
            assert response.headers["Cache-Control"] == "no-store"
    for path in ("/page/none.js", "/page/..%2Fserver.py", "/page/x%2F..%2Fmain.js"):
        async with sandbox.http.get(sandbox.sandbox.url + path) as response:
            assert response.status == 404
