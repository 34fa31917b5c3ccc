"""Bot libraries that know nothing of the sandbox work against it."""

import asyncio
from collections.abc import AsyncIterator
from importlib import import_module
from typing import Any

import aiohttp
import pytest
import telegram
import telegram.error

from bot.cli.sandbox import start
from bot.sandbox.errors import SandboxError
from bot.sandbox.server import USUAL_PORT, start_sandbox
from bot.sandbox.tokens import is_sandbox_token
from tests.support.sandbox_client import ADA, BEN, SandboxClient, running_sandbox


@pytest.fixture(scope="module")
def aiogram() -> Any:
    """The library, of which the import alone takes seconds: whoever runs other tests is spared."""
    return import_module("aiogram")


@pytest.fixture
async def aiogram_bot(sandbox: SandboxClient, aiogram: Any) -> AsyncIterator[Any]:
    server = aiogram.client.telegram.TelegramAPIServer.from_base(sandbox.sandbox.url)
    session = aiogram.client.session.aiohttp.AiohttpSession(api=server)
    async with aiogram.Bot(sandbox.sandbox.token, session=session) as bot:
        yield bot


@pytest.fixture
async def ptb_bot(sandbox: SandboxClient) -> AsyncIterator[telegram.Bot]:
    url = sandbox.sandbox.url
    bot = telegram.Bot(
        sandbox.sandbox.token, base_url=f"{url}/bot", base_file_url=f"{url}/file/bot"
    )
    async with bot:
        yield bot


async def test_a_token_is_random_and_known_by_its_beginning() -> None:
    one, other = await start_sandbox(0), await start_sandbox(0)
    assert is_sandbox_token(one.token)
    assert is_sandbox_token(other.token)
    assert one.token != other.token
    await one.stop()
    await other.stop()


async def test_a_taken_port_is_said_clearly() -> None:
    sandbox = await start_sandbox(0)
    with pytest.raises(SandboxError, match=f"Port {sandbox.port} is taken"):
        await start_sandbox(sandbox.port)
    await sandbox.stop()


async def test_where_no_port_is_asked_for_the_next_free_one_is_taken_with_a_word(
    capsys: pytest.CaptureFixture[str],
) -> None:
    one, other = await start(None), await start(None)
    assert USUAL_PORT <= one.port < other.port < USUAL_PORT + 20
    assert f"Port {USUAL_PORT} is taken, so this one is on {other.port}." in capsys.readouterr().err
    await one.stop()
    await other.stop()


async def test_a_stopped_sandbox_lets_long_polls_go() -> None:
    async with running_sandbox() as sandbox:
        poll = asyncio.create_task(sandbox.call("getUpdates", timeout=50))
        await asyncio.sleep(0.05)
        await asyncio.wait_for(sandbox.sandbox.stop(), 5)
        with pytest.raises(aiohttp.ClientError):
            await poll


async def test_aiogram_talks_with_a_person(
    sandbox: SandboxClient, aiogram: Any, aiogram_bot: Any
) -> None:
    me = await aiogram_bot.get_me()
    assert me.is_bot
    button = aiogram.types.InlineKeyboardButton(text="Begin", callback_data="begin")
    keyboard = aiogram.types.InlineKeyboardMarkup(inline_keyboard=[[button]])
    sent = await aiogram_bot.send_message(
        ADA, "<b>Welcome</b>", parse_mode="HTML", reply_markup=keyboard
    )
    assert (sent.text, sent.html_text) == ("Welcome", "<b>Welcome</b>")
    body = {"from": "ada", "message_id": sent.message_id, "button": "Begin"}
    pressing = asyncio.create_task(sandbox.tell("chats/ada/presses", **body))
    (update,) = await aiogram_bot.get_updates(timeout=5)
    query = update.callback_query
    assert query is not None
    assert (query.data, query.from_user.language_code) == ("begin", "de")
    assert await aiogram_bot.answer_callback_query(query.id, text="Here we go")
    assert await pressing == {"answer": "Here we go", "alert": False}
    edited = await aiogram_bot.edit_message_text("Begun", chat_id=ADA, message_id=sent.message_id)
    assert isinstance(edited, aiogram.types.Message)
    assert edited.text == "Begun"


async def test_aiogram_sends_and_downloads_a_document(aiogram: Any, aiogram_bot: Any) -> None:
    upload = aiogram.types.BufferedInputFile("# Grüße".encode(), filename="lesson.md")
    sent = await aiogram_bot.send_document(ADA, upload, caption="A lesson")
    assert sent.document is not None
    assert sent.document.file_name == "lesson.md"
    content = await aiogram_bot.download(sent.document.file_id)
    assert content is not None
    assert content.read().decode() == "# Grüße"


async def test_aiogram_sees_each_refusal_as_its_own_error(
    sandbox: SandboxClient, aiogram: Any, aiogram_bot: Any
) -> None:
    with pytest.raises(
        aiogram.exceptions.TelegramForbiddenError, match="can't initiate conversation"
    ):
        await aiogram_bot.send_message(BEN, "Hi")
    with pytest.raises(aiogram.exceptions.TelegramBadRequest, match="chat not found"):
        await aiogram_bot.send_message(4711, "Hi")
    await sandbox.tell("faults", kind="status_429", retry_after=3)
    with pytest.raises(aiogram.exceptions.TelegramRetryAfter) as refused:
        await aiogram_bot.send_message(ADA, "Hi")
    assert refused.value.retry_after == 3
    group = await sandbox.add_group("ada")
    moved = await sandbox.tell(f"chats/{group}/migrate")
    with pytest.raises(aiogram.exceptions.TelegramMigrateToChat) as away:
        await aiogram_bot.send_message(group, "Hi")
    assert away.value.migrate_to_chat_id == moved["id"]


async def test_ptb_sends_a_quiz_and_hears_the_vote(
    sandbox: SandboxClient, ptb_bot: telegram.Bot
) -> None:
    sent = await ptb_bot.send_poll(
        ADA,
        "Which?",
        ["This", "That"],
        type="quiz",
        correct_option_ids=[1],
        is_anonymous=False,
        explanation="That it is.",
    )
    assert sent.poll is not None
    assert sent.poll.correct_option_ids == (1,)
    vote = {"from": "ada", "message_id": sent.message_id, "options": [1]}
    await sandbox.tell("chats/ada/votes", **vote)
    counts, answer = await ptb_bot.get_updates()
    assert counts.poll is not None
    assert counts.poll.options[1].voter_count == 1
    assert answer.poll_answer is not None
    assert answer.poll_answer.option_ids == (1,)


async def test_ptb_sends_and_downloads_a_document(ptb_bot: telegram.Bot) -> None:
    sent = await ptb_bot.send_document(ADA, b"# Lesson", filename="lesson.md")
    assert sent.document is not None
    file = await ptb_bot.get_file(sent.document.file_id)
    assert bytes(await file.download_as_bytearray()) == b"# Lesson"


async def test_ptb_sees_each_refusal_as_its_own_error(
    sandbox: SandboxClient, ptb_bot: telegram.Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Without it PTB warns that a number of seconds will become a timedelta.
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    with pytest.raises(telegram.error.Forbidden, match="can't initiate conversation"):
        await ptb_bot.send_message(BEN, "Hi")
    with pytest.raises(telegram.error.InvalidToken):
        async with telegram.Bot("1:wrong", base_url=f"{sandbox.sandbox.url}/bot"):
            pass
    await sandbox.tell("faults", kind="status_429", retry_after=3)
    with pytest.raises(telegram.error.RetryAfter):
        await ptb_bot.send_message(ADA, "Hi")
    for kind in ("drop", "refuse"):
        await sandbox.tell("faults", method="sendMessage", kind=kind)
        with pytest.raises(telegram.error.NetworkError):
            await ptb_bot.send_message(ADA, "Hi")
    await sandbox.tell("faults", method="sendMessage", kind="timeout_after_write")
    with pytest.raises(telegram.error.TimedOut):
        await ptb_bot.send_message(ADA, "Hi", read_timeout=0.3)
