"""What people press and vote reaches the bot, and its answer reaches them."""

import asyncio
from typing import Any

import pytest

from tests.support.sandbox_client import ADA, Refusal, SandboxClient
from tests.support.tables import table


async def send(sandbox: SandboxClient, text: str, **params: Any) -> int:
    sent = await sandbox.call("sendMessage", chat_id=ADA, text=text, **params)
    return int(sent["message_id"])


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
        monkeypatch.setattr("bot.sandbox.doors.people_door._PRESS_SECONDS", 0.05)
        asked = await send(sandbox, "?")
        body = {"from": "ada", "message_id": asked, "callback_data": "x"}
        status, answer = await sandbox.try_to_tell("chats/ada/presses", **body)
        assert (status, "has not answered" in answer["error"]) == (424, True)

    async def test_an_answer_that_comes_too_late_is_refused(
        self, sandbox: SandboxClient, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("bot.sandbox.doors.people_door._PRESS_SECONDS", 0.05)
        monkeypatch.setattr("bot.sandbox.methods.edits.PRESS_SECONDS", 0.05)
        asked = await send(sandbox, "?")
        body = {"from": "ada", "message_id": asked, "callback_data": "x"}
        await sandbox.try_to_tell("chats/ada/presses", **body)
        query_id = (await sandbox.updates())[-1]["callback_query"]["id"]
        answer = await sandbox.call("answerCallbackQuery", callback_query_id=query_id)
        assert answer.description.startswith("Bad Request: query is too old")

    @table(
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

    @table("options", [[3], [-1], ["That"], [True], "That", None, [0, 1], []])
    async def test_a_choice_that_the_poll_does_not_offer_is_refused(
        self, sandbox: SandboxClient, options: Any
    ) -> None:
        poll = await self.send_poll(sandbox)
        body = {"from": "ada", "message_id": poll, "options": options}
        status, answer = await sandbox.try_to_tell("chats/ada/votes", **body)
        assert (status, "options" in answer["error"]) == (400, True)
