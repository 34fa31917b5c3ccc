"""The chats of a sandbox outlast it, where a file is named for them."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.sandbox.errors import SandboxError
from bot.sandbox.server import start_sandbox
from tests.support.processes import spawn
from tests.support.sandbox_client import SandboxClient

ADA = 1001
CHATS = ("ada", "ben", "-4500000001")


async def look(client: SandboxClient) -> dict[str, Any]:
    """Return all that the people's side shows of the chats."""
    shown = {chat: await client.ask(f"chats/{chat}/messages") for chat in CHATS}
    return {**shown, "chats": await client.ask("chats")}


async def live(client: SandboxClient) -> str:
    """Have one message of each kind said, changed, pressed and voted on; return a photo's id."""
    await client.write("ada", "/start")
    await client.write("ben", "/start")
    await client.call("sendMessage", chat_id=ADA, text="<b>Hello</b>", parse_mode="HTML")
    gone = await client.call("sendMessage", chat_id=ADA, text="Gone")
    await client.call("deleteMessage", chat_id=ADA, message_id=gone["message_id"])
    rows = {"inline_keyboard": [[{"text": "Yes", "callback_data": "yes"}]]}
    asked = await client.call("sendMessage", chat_id=ADA, text="Ready?", reply_markup=rows)
    await client.call(
        "editMessageText", chat_id=ADA, message_id=asked["message_id"], text="Steady?"
    )
    options = [{"text": "One"}, {"text": "Two"}]
    poll = await client.call("sendPoll", chat_id=ADA, question="Which?", options=options)
    await client.tell(
        "chats/ada/votes", **{"from": "ada"}, message_id=poll["message_id"], options=[1]
    )
    form = aiohttp.FormData({"chat_id": str(ADA)})
    form.add_field("document", b"all of it", filename="export.json")
    url = f"{client.sandbox.url}/bot{client.sandbox.token}/sendDocument"
    async with client.http.post(url, data=form) as response:
        sent = (await response.json())["result"]
    await client.tell("chats", type="group", title="Back class", members=["ben"], admins=["ada"])
    await client.tell("chats/ben/membership", **{"from": "ben"}, status="kicked")
    await client.tell("clock", advance_seconds=86_400)
    await client.write("ada", "The last")
    return str(sent["document"]["file_id"])


async def test_a_sandbox_goes_on_where_it_stopped(tmp_path: Path) -> None:
    kept = tmp_path / "chats.json"
    async with aiohttp.ClientSession() as http:
        first = SandboxClient(await start_sandbox(0, kept_in=kept), http)
        file_id = await live(first)
        before = await look(first)
        await first.sandbox.stop()
        assert kept.stat().st_mode & 0o077 == 0

        second = SandboxClient(await start_sandbox(0, kept_in=kept), http)
        assert await look(second) == before
        async with http.get(f"{second.sandbox.url}/sandbox/files/{file_id}") as response:
            assert await response.read() == b"all of it"
        # Its clock does not go back, and no number is given twice.
        now = datetime.fromisoformat((await second.ask("clock"))["now"])
        assert now > datetime.now(UTC) + timedelta(hours=23)
        newest = max(one["message_id"] for one in before["ada"])
        new = await second.call("sendMessage", chat_id=ADA, text="Go on")
        assert new["message_id"] > newest
        changed = await second.ask(f"chats/ada/messages?after={before['ada'][-1]['change']}")
        assert [one["text"] for one in changed] == ["Go on"]
        await second.sandbox.stop()


async def test_a_file_that_holds_something_else_is_left_as_it_is(tmp_path: Path) -> None:
    kept = tmp_path / "chats.json"
    failures = []
    for content in ("", "[]", "{}", '{"version": 2}', '{"version": 1, "now": "soon"}'):
        kept.write_text(content)
        try:
            await start_sandbox(0, kept_in=kept)
        except SandboxError as error:
            if "Move it away" not in str(error) or kept.read_text() != content:
                failures.append((content, str(error)))
        else:
            failures.append((content, "was taken"))
    assert failures == []


@asynccontextmanager
async def our_bot(folder: Path) -> AsyncIterator[str]:
    """Our bot in a sandbox of its own, on data that stays; it is killed at the end."""
    database_url = f"sqlite:///{folder / 'lessons.db'}"
    process = await spawn("sandbox", "--port", "0", DATABASE_URL=database_url)
    assert process.stdout is not None
    try:
        while not (found := re.search(rb"http://[0-9.:]+", await process.stdout.readline())):
            assert process.returncode is None
        yield found[0].decode()
    finally:
        process.kill()
        await process.wait()


@pytest.mark.slow
async def test_our_bot_and_its_chats_outlast_a_kill_together(tmp_path: Path) -> None:
    kept = tmp_path / "lessons.db.chats.json"
    async with aiohttp.ClientSession() as http:
        async with our_bot(tmp_path) as url:
            body = {"from": "ada", "text": "/start"}
            async with http.post(f"{url}/sandbox/chats/ada/messages", json=body) as response:
                assert response.status == 200
            while not kept.exists() or "Read the first lesson" not in kept.read_text():
                await asyncio.sleep(0.05)
        async with our_bot(tmp_path) as url:
            async with http.get(f"{url}/sandbox/chats/ada/messages") as response:
                greeting = (await response.json())[-1]
            assert greeting["from"]["first_name"] == "Lesson a Day"
            # The button of before still does what it says.
            press = {"from": "ada", "message_id": greeting["message_id"]}
            press["button"] = "Read the first lesson"
            async with http.post(f"{url}/sandbox/chats/ada/presses", json=press) as response:
                assert response.status == 200
        # Without the data, the chats begin anew too.
        (tmp_path / "lessons.db").unlink()
        async with (
            our_bot(tmp_path) as url,
            http.get(f"{url}/sandbox/chats/ada/messages") as response,
        ):
            assert await response.json() == []
