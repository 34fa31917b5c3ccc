"""What is kept is told, and goes on a tap; nobody's words reach the log."""

import logging
from pathlib import Path

import pytest

from bot.logs import set_up_logs
from tests.conversation import ID_OF, Chat, open_world


def bytes_on_disk(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.iterdir()))


async def test_privacy_tells_what_is_kept_about_this_chat(ada: Chat) -> None:
    await ada.joins()
    screen = await ada.says("/privacy")
    assert f"Its number at Telegram: {ID_OF['ada']}" in screen
    assert "07:30, every day, Europe/Berlin" in screen
    assert "messages sent: 1" in screen


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
        for trace in (b"Asia/Kathmandu", b"07:43", b"cauda-equina", b"honest-answer", chat_id):
            assert trace not in left
        assert "Nothing is kept about this chat." in await ada.says("/privacy")
        await world.advance_days(5)
        assert await ada.reads() == ""


async def test_the_log_holds_no_words_no_buttons_and_no_token(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    levels = {name: logging.getLogger(name).level for name in ("", "telegram", "httpx")}
    set_up_logs("DEBUG")
    logging.getLogger().addHandler(caplog.handler)
    try:
        async with open_world(f"sqlite:///{tmp_path / 'lessons.db'}") as world:
            ada = world.chat("ada")
            await ada.joins("07:43", "Kathmandu")
            await ada.says("my left knee hurts")
            await ada.forges("zone:Mars/Olympus")
            await world.advance_days(1)
            token = world.configuration.token
    finally:
        for name, level in levels.items():
            logging.getLogger(name).setLevel(level)
    assert caplog.records
    text = caplog.text
    for secret in ("knee", "Kathmandu", "07:43", "Olympus", "Lesson 1 of 14", token):
        assert secret not in text
