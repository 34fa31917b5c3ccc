"""What is kept is told, and goes on a tap; nobody's words reach the log."""

import asyncio
import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.process.logs import set_up_logs
from lessons.symptom_checks.reader import load_check
from tests.support.built_in_course import place_of
from tests.support.conversation import ID_OF, Chat, open_world
from tests.support.database_contents import contents


def bytes_on_disk(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.iterdir()))


async def callback_data(chat: Chat) -> list[str]:
    found = await chat.world.get(f"chats/{chat.chat}/messages", after=0, wait=0)
    return [
        button["callback_data"]
        for message in found
        for row in (message["reply_markup"] or {}).get("inline_keyboard", [])
        for button in row
        if button["callback_data"].startswith("c:")
    ]


@contextmanager
def logs_as_in_production(level: str, caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Every logger as the application sets it up, its records caught."""
    names = ["", "telegram", "httpx", "httpcore", "aiohttp.access", "apscheduler", "asyncio"]
    before = {name: logging.getLogger(name).level for name in names}
    set_up_logs(level)
    logging.getLogger().addHandler(caplog.handler)
    try:
        yield
    finally:
        logging.getLogger().removeHandler(caplog.handler)
        for name, old in before.items():
            logging.getLogger(name).setLevel(old)


async def test_privacy_tells_what_is_kept_about_this_chat(ada: Chat) -> None:
    await ada.joins()
    screen = await ada.says("/privacy")
    assert f"Its number at Telegram: {ID_OF['ada']}" in screen
    assert "07:30, every day, Europe/Berlin" in screen
    assert "Messages sent or to come: 1" in screen


async def test_nothing_is_kept_about_a_stranger(ben: Chat) -> None:
    assert "Nothing is kept about this chat." in await ben.says("/privacy")


async def test_deleting_leaves_nothing_in_the_files_bytes(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    chat_id = ID_OF["ada"].to_bytes(8, "big").lstrip(b"\0")
    async with open_world(f"sqlite:///{folder / 'lessons.db'}") as world:
        ada = world.chat("ada")
        await ada.joins("07:43", "Kathmandu")
        await world.advance_days(2)
        await ada.says("/pause 5 days")
        kept = bytes_on_disk(folder)
        assert b"Asia/Kathmandu" in kept
        assert b"07:43" in kept
        await ada.says("/privacy")
        await ada.presses("Delete all of it")
        assert "Deleted." in await ada.presses("Yes, delete")
        left = bytes_on_disk(folder)
        for trace in (b"Asia/Kathmandu", b"07:43", b"cauda-equina", b"what-helps", chat_id):
            assert trace not in left
        assert "Nothing is kept about this chat." in await ada.says("/privacy")
        await world.advance_days(5)
        assert await ada.reads() == ""


async def test_a_large_file_is_wiped_by_housekeeping(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.sqlite.wiping._SMALL_FILE_BYTES", 0)
    monkeypatch.setattr("bot.serving.FIRST_TIDY_SECONDS", 3600)
    folder = tmp_path / "data"
    folder.mkdir()
    async with open_world(f"sqlite:///{folder / 'lessons.db'}") as world:
        ada = world.chat("ada")
        await ada.joins("07:43", "Kathmandu")
        await ada.says("/privacy")
        await ada.presses("Delete all of it")
        assert "overwritten within a day" in await ada.presses("Yes, delete")
        assert "Nothing is kept about this chat." in await ada.says("/privacy")
        assert b"Asia/Kathmandu" in bytes_on_disk(folder)
        assert contents(folder)["disk_traces"][0][1] is not None
        monkeypatch.setattr("bot.serving.FIRST_TIDY_SECONDS", 0.1)
        monkeypatch.setattr("bot.serving.TIDY_SECONDS", 0.3)
        await world.restart()
        async with asyncio.timeout(10):
            while contents(folder)["disk_traces"][0][1] is not None:
                await asyncio.sleep(0.1)
        assert b"Asia/Kathmandu" not in bytes_on_disk(folder)


async def test_the_log_holds_no_words_no_buttons_and_no_token(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with logs_as_in_production("DEBUG", caplog):
        async with open_world(f"sqlite:///{tmp_path / 'lessons.db'}") as world:
            ada = world.chat("ada")
            await ada.joins("07:43", "Kathmandu")
            await ada.says("my left knee hurts")
            await ada.forges("zone:Mars/Olympus")
            await world.advance_days(1)
            token = world.settings.bot_token.get_secret_value()
    assert caplog.records
    text = caplog.text
    for secret in ("knee", "Kathmandu", "07:43", "Olympus", place_of(1), token):
        assert secret not in text


async def test_a_whole_check_leaves_nothing_in_the_log_and_nothing_on_disk(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    check = load_check()
    taps: list[str] = []
    with logs_as_in_production("DEBUG", caplog):
        async with open_world(f"sqlite:///{folder / 'lessons.db'}") as world:
            ada = world.chat("ada")
            await ada.joins()
            await ada.says("/check")
            for label in (
                "For me",
                "Headache and back or neck",
                "Not sure",
                "Both legs numb, weak or shooting",
            ):
                taps += await callback_data(ada)
                await ada.presses(label)
            await ada.forges(taps[0][:-2] + "zz")
            await ada.says("/check")
            await ada.presses("For me")
            # The error path: Telegram refuses the edit and then the message too.
            await world.post("faults", method="editMessageText", kind="bad_entities", times=1)
            await world.post("faults", method="sendMessage", kind="status_500", times=3)
            await ada.presses("Headache")
            kept = bytes_on_disk(folder)
    assert "error" in caplog.text.lower(), "the error path was taken"
    ids = [finding.finding_id for finding in check.findings()]
    words = [finding.say for finding in check.findings()]
    buttons = [finding.button for finding in check.findings()]
    for place in (caplog.text, kept.decode("latin-1")):
        for trace in (*ids, *words, *buttons, *taps, check.check_id):
            # An id such as "sex" may well be part of a longer word that has nothing to do with it.
            assert not re.search(rf"(?<![\w-]){re.escape(trace)}(?![\w-])", place), trace
