"""What the sandbox refuses reads on the page as people speak; and every module comes at once."""

from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Page

from bot.sandbox.server import RunningSandbox
from tests.browser.chat_page.acting import ADA, Bot, keyboard

pytestmark = [pytest.mark.slow, pytest.mark.asyncio(loop_scope="module")]

PAGE = Path(__file__).parents[3] / "bot" / "sandbox" / "page"

IN_WORDS = "async (given) => (await import('/page/words.js')).inWords(...given)"


async def test_each_refusal_has_words_for_people(
    page: Page, sandbox: RunningSandbox, bot: Bot
) -> None:
    async def post(path: str, **body: Any) -> Any:
        return await page.request.post(f"{sandbox.url}/sandbox/{path}", data=body)

    def chat(chat_id: int, what: str) -> str:
        return f"chats/{chat_id}/{what}"

    ada, ben = {"from": "ada"}, {"from": "ben"}
    options = [{"text": "One"}, {"text": "Two"}]
    quiz = {"type": "quiz", "correct_option_id": 0}
    poll = await bot.call("sendPoll", chat_id=ADA, question="?", options=options, **quiz)
    closed = await bot.call("sendPoll", chat_id=ADA, question="?", options=options, is_closed=True)
    vote = {"message_id": poll["message_id"], "options": [1]}
    await post("chats/ada/votes", **ada, **vote)
    await post("chats/ben/membership", **ben, status="kicked")
    members = {"members": ["ben"], "admins": ["ada"]}
    made = await post("chats", type="supergroup", title="Forum", is_forum=True, **members)
    forum = (await made.json())["chat_id"]
    await post(chat(forum, "topics"), **ada, message_thread_id=1, closed=True)
    made = await post("chats", type="group", title="Class", **members)
    group = (await made.json())["chat_id"]
    asked = await bot.say("?", group, reply_markup=keyboard("Yes"))
    await post(chat(group, "rules"), forbidden=["can_send_messages"])
    refusals = {
        "This message is gone.": ("chats/ada/votes", {**ada, "message_id": 99, "options": [1]}),
        "This poll is closed.": (
            "chats/ada/votes",
            {**ada, **vote, "message_id": closed["message_id"]},
        ),
        "You have voted.": ("chats/ada/votes", {**ada, **vote}),
        "You blocked this bot.": ("chats/ben/messages", {**ben, "text": "hello"}),
        "This topic is closed.": (chat(forum, "messages"), {**ben, "text": "hello"}),
        "In this group you may not send": (chat(group, "messages"), {**ben, "text": "hello"}),
        "There is no lesson to come": ("clock", {"to": "next_lesson", "chat": "ada"}),
    }
    failures = []

    async def refuse(words: str, path: str, body: dict[str, Any]) -> None:
        answer = await post(path, **body)
        error = (await answer.json()).get("error", "")
        said = await page.evaluate(IN_WORDS, [answer.status, error])
        if not said.startswith(words):
            failures.append((words, said))

    for words, (path, body) in refusals.items():
        await refuse(words, path, body)
    await post(chat(group, "membership"), **ada, who="bot", status="left")
    press = {**ada, "message_id": asked, "button": "Yes"}
    await refuse("The bot is not in this group", chat(group, "presses"), press)
    await post(chat(group, "membership"), **ada, who="bot", status="member")
    await post(chat(group, "migrate"))
    await refuse("This group became a supergroup.", chat(group, "messages"), {**ada, "text": "hi"})
    assert failures == []


async def test_every_module_is_asked_for_at_once() -> None:
    named = (PAGE / "index.html").read_text("utf-8")
    modules = [path.name for path in PAGE.glob("*.js")]
    assert [name for name in modules if f'/page/{name}"' not in named] == []
