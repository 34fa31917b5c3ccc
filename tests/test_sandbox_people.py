"""What people do reaches the bot, and what the bot does reaches the people."""

import asyncio
import time
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from tests.sandbox_client import ADA, BEN, ROOT, Refusal, SandboxClient, running_sandbox

BLOCKED = Refusal(403, "Forbidden: bot was blocked by the user")


@pytest.fixture
async def sandbox() -> AsyncIterator[SandboxClient]:
    async with running_sandbox() as client:
        await client.write("ada", "/start")
        await client.updates()
        yield client


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
        assert message.keys() >= content | state
        assert message["from"]["first_name"] == "Ada"


class TestPressing:
    """A press waits for the bot's answer."""

    async def press(self, sandbox: SandboxClient, **what: Any) -> tuple[Any, Any]:
        """Return what the bot heard and what the person got."""
        body = {"from": "ada", **what}
        pressing = asyncio.create_task(sandbox.try_to_tell("chats/ada/presses", **body))
        await asyncio.sleep(0.05)
        query = (await sandbox.updates())[-1]["callback_query"]
        answer = {"callback_query_id": query["id"], "text": "Well done", "show_alert": False}
        assert await sandbox.call("answerCallbackQuery", **answer) is True
        # A query is answered once.
        assert isinstance(await sandbox.call("answerCallbackQuery", **answer), Refusal)
        return query, await pressing

    async def test_a_label_presses_its_button(self, sandbox: SandboxClient) -> None:
        rows = [
            [{"text": "No", "callback_data": "n"}],
            [{"text": "Yes", "callback_data": "y", "style": "success"}],
        ]
        asked = await send(sandbox, "?", reply_markup={"inline_keyboard": rows})
        query, answer = await self.press(sandbox, message_id=asked, button="Yes")
        assert answer == (200, {"answer": "Well done", "alert": False})
        assert (query["data"], query["from"]["id"]) == ("y", ADA)
        assert (query["message"]["message_id"], query["message"]["text"]) == (asked, "?")

    async def test_people_can_forge_what_a_button_says(self, sandbox: SandboxClient) -> None:
        asked = await send(sandbox, "?")
        query, _ = await self.press(sandbox, message_id=asked, callback_data="admin:delete")
        assert query["data"] == "admin:delete"

    async def test_of_a_message_that_is_gone_the_bot_hears_only_the_number(
        self, sandbox: SandboxClient
    ) -> None:
        rows = [[{"text": "Yes", "callback_data": "y"}]]
        asked = await send(sandbox, "?", reply_markup={"inline_keyboard": rows})
        await sandbox.call("deleteMessage", chat_id=ADA, message_id=asked)
        body = {"from": "ada", "message_id": asked, "button": "Yes"}
        status, _ = await sandbox.try_to_tell("chats/ada/presses", **body)
        assert status == 404
        query, _ = await self.press(sandbox, message_id=asked, callback_data="y")
        assert query["message"].keys() == {"chat", "message_id", "date"}
        assert (query["message"]["message_id"], query["message"]["date"]) == (asked, 0)

    async def test_an_answer_of_more_than_200_is_refused_and_may_be_tried_again(
        self, sandbox: SandboxClient
    ) -> None:
        asked = await send(sandbox, "?")
        body = {"from": "ada", "message_id": asked, "callback_data": "x"}
        pressing = asyncio.create_task(sandbox.tell("chats/ada/presses", **body))
        await asyncio.sleep(0.05)
        query_id = (await sandbox.updates())[-1]["callback_query"]["id"]
        long = await sandbox.call("answerCallbackQuery", callback_query_id=query_id, text="x" * 201)
        assert long == Refusal(400, "Bad Request: MESSAGE_TOO_LONG")
        short = "x" * 200
        await sandbox.call("answerCallbackQuery", callback_query_id=query_id, text=short)
        assert (await pressing)["answer"] == short

    async def test_a_label_that_is_not_there_is_told_with_those_that_are(
        self, sandbox: SandboxClient
    ) -> None:
        rows = [[{"text": "Yes", "callback_data": "y"}, {"text": "Web", "url": "example.org"}]]
        asked = await send(sandbox, "?", reply_markup={"inline_keyboard": rows})
        body = {"from": "ada", "message_id": asked}
        assert await sandbox.try_to_tell("chats/ada/presses", **body, button="No") == (
            404,
            {"error": f'message {asked} has no button \'No\'; it has "Yes", "Web"'},
        )
        status, answer = await sandbox.try_to_tell("chats/ada/presses", **body, button="Web")
        assert (status, "is a url button" in answer["error"]) == (400, True)

    async def test_a_press_that_the_bot_leaves_unanswered_is_told_so(
        self, sandbox: SandboxClient, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("bot.sandbox.people_door._PRESS_SECONDS", 0.05)
        asked = await send(sandbox, "?")
        body = {"from": "ada", "message_id": asked, "callback_data": "x"}
        status, answer = await sandbox.try_to_tell("chats/ada/presses", **body)
        assert (status, "did not answer" in answer["error"]) == (424, True)

    async def test_an_answer_that_comes_too_late_is_refused(
        self, sandbox: SandboxClient, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("bot.sandbox.people_door._PRESS_SECONDS", 0.05)
        monkeypatch.setattr("bot.sandbox.methods_edits.PRESS_SECONDS", 0.05)
        asked = await send(sandbox, "?")
        body = {"from": "ada", "message_id": asked, "callback_data": "x"}
        await sandbox.try_to_tell("chats/ada/presses", **body)
        query_id = (await sandbox.updates())[-1]["callback_query"]["id"]
        answer = await sandbox.call("answerCallbackQuery", callback_query_id=query_id)
        assert answer.description.startswith("Bad Request: query is too old")

    @pytest.mark.parametrize(
        ("change", "status", "words"),
        [
            ({"message_id": 999}, 404, "there is no message 999"),
            ({"message_id": 1}, 400, "is not the bot's"),
            ({"callback_data": "ä" * 33}, 400, "1 to 64 bytes"),
            ({"callback_data": None}, 400, "neither button nor callback_data"),
            ({"from": "ben"}, 400, "ben is not in chat"),
            ({"from": "zoe"}, 404, "nobody here is called 'zoe'"),
        ],
    )
    async def test_a_wrong_press_is_told_what_is_accepted(
        self, sandbox: SandboxClient, change: dict[str, Any], status: int, words: str
    ) -> None:
        asked = await send(sandbox, "?")
        body = {"from": "ada", "message_id": asked, "callback_data": "x", **change}
        answered, answer = await sandbox.try_to_tell("chats/ada/presses", **body)
        assert answered == status
        assert words in answer["error"]


class TestVoting:
    """Votes count, and the bot hears of them."""

    async def send_poll(self, sandbox: SandboxClient, **params: Any) -> int:
        poll = {"question": "Which?", "options": ["This", "That", "Neither"], **params}
        sent = await sandbox.call("sendPoll", chat_id=ADA, **poll)
        return int(sent["message_id"])

    async def vote(self, sandbox: SandboxClient, message_id: int, *options: int) -> Any:
        body = {"from": "ada", "message_id": message_id, "options": options}
        return await sandbox.try_to_tell("chats/ada/votes", **body)

    async def test_a_quiz_tells_the_right_answer_after_the_vote_and_takes_no_second(
        self, sandbox: SandboxClient
    ) -> None:
        quiz = await self.send_poll(
            sandbox, type="quiz", correct_option_ids=[1], explanation="That it is."
        )
        status, state = await self.vote(sandbox, quiz, 0)
        assert status == 200
        assert (state["total_voter_count"], state["chosen"]) == (1, [0])
        assert [one["voter_count"] for one in state["options"]] == [1, 0, 0]
        assert (state["correct_option_ids"], state["explanation"]) == ([1], "That it is.")
        status, answer = await self.vote(sandbox, quiz, 1)
        assert (status, "takes one vote" in answer["error"]) == (400, True)

    async def test_an_anonymous_poll_tells_the_bot_only_the_counts(
        self, sandbox: SandboxClient
    ) -> None:
        poll = await self.send_poll(sandbox)
        await self.vote(sandbox, poll, 2)
        (update,) = await sandbox.updates()
        assert update["poll"]["options"][2]["voter_count"] == 1

    async def test_an_open_poll_tells_the_bot_who_voted_for_what(
        self, sandbox: SandboxClient
    ) -> None:
        poll = await self.send_poll(sandbox, is_anonymous=False, allows_multiple_answers=True)
        await self.vote(sandbox, poll, 2, 0)
        counts, answer = await sandbox.updates()
        assert counts["poll"]["total_voter_count"] == 1
        assert answer["poll_answer"]["poll_id"] == counts["poll"]["id"]
        assert answer["poll_answer"]["user"]["id"] == ADA
        assert answer["poll_answer"]["option_ids"] == [0, 2]

    async def test_a_vote_in_a_regular_poll_can_be_changed_and_taken_back(
        self, sandbox: SandboxClient
    ) -> None:
        poll = await self.send_poll(sandbox)
        await self.vote(sandbox, poll, 0)
        _, state = await self.vote(sandbox, poll, 1)
        assert [one["voter_count"] for one in state["options"]] == [0, 1, 0]
        _, state = await self.vote(sandbox, poll)
        assert (state["total_voter_count"], state["chosen"]) == (0, [])

    async def test_a_closed_poll_takes_no_votes(self, sandbox: SandboxClient) -> None:
        poll = await self.send_poll(sandbox)
        await sandbox.call("stopPoll", chat_id=ADA, message_id=poll)
        status, answer = await self.vote(sandbox, poll, 0)
        assert (status, "closed" in answer["error"]) == (400, True)

    async def test_a_poll_closes_by_itself_when_its_time_is_over(
        self, sandbox: SandboxClient
    ) -> None:
        poll = await self.send_poll(sandbox, open_period=600)
        await sandbox.tell("clock", advance_seconds=599)
        assert (await self.vote(sandbox, poll, 0))[0] == 200
        await sandbox.updates()
        await sandbox.tell("clock", advance_seconds=2)
        (update,) = await sandbox.updates()
        assert update["poll"]["is_closed"] is True
        assert (await sandbox.ask("chats/ada/messages"))[-1]["poll"]["is_closed"] is True

    @pytest.mark.parametrize("options", [[3], [-1], ["That"], [True], "That", None, [0, 1], []])
    async def test_a_choice_that_the_poll_does_not_offer_is_refused(
        self, sandbox: SandboxClient, options: Any
    ) -> None:
        poll = await self.send_poll(sandbox)
        body = {"from": "ada", "message_id": poll, "options": options}
        status, answer = await sandbox.try_to_tell("chats/ada/votes", **body)
        assert (status, "options" in answer["error"]) == (400, True)


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


@pytest.mark.parametrize(
    ("path", "body", "status", "words"),
    [
        ("chats/ada/messages", {"from": "ada"}, 400, "neither text, location nor document"),
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
