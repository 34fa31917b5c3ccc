"""What people have already can be corrected and recalled, and what could not be is told."""

import asyncio
import time
from pathlib import Path
from typing import Any

import pytest

from bot.use_cases.announcements import corrections
from storage.errors import StoreError
from tests.support.audience import count_arrived, join_many
from tests.support.built_in_course import place_of
from tests.support.conversation import Chat, World, show
from tests.support.tables import table


async def send(root: Chat, world: World, text: str) -> None:
    await root.says(f"/schedule {text} in 5 min")
    await root.presses("Confirm")
    await world.advance(advance_seconds=301)
    await root.reads()


async def test_every_copy_is_corrected_and_marked(
    ada: Chat, root: Chat, world: World, tmp_path: Path
) -> None:
    await ada.joins()
    people = await join_many(world, tmp_path, 5)
    await ada.reads()
    await send(root, world, "Closed on Fryday.")
    assert await ada.reads() == "BOT  Closed on Fryday.\n"
    screen = await root.says("/correct 1 Closed on Friday.\nSorry!")
    assert "BOT  Closed on Friday.\n     Sorry!\n\n     Corrected.\n" in screen
    assert "Change 6 copies?" in screen
    assert await ada.reads() == ""
    assert "6 of 6 corrected" in await root.presses("Correct them")
    assert await ada.reads() == "EDIT Closed on Friday.\n     Sorry!\n\n     Corrected.\n"
    corrected = "Closed on Friday.\nSorry!\n\nCorrected."
    assert await count_arrived(world, people, corrected) == 5
    log = await root.says("/log")
    assert "corrected no. 1 (Closed on Fryday. → Closed on Friday." in log


async def test_copies_are_corrected_in_the_end_where_the_store_was_in_trouble(
    ada: Chat, root: Chat, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    await ada.joins()
    await send(root, world, "Closed on Fryday.")
    await root.says("/correct 1 Closed on Friday.")
    troubles = [StoreError("locked")]
    settle = corrections.settle

    def fail_once(*arguments: Any) -> None:
        if troubles:
            raise troubles.pop()
        settle(*arguments)

    monkeypatch.setattr(corrections, "settle", fail_once)
    button = {"message_id": await root.find_button("Correct them"), "button": "Correct them"}
    await world.post("chats/root/presses", **{"from": "root"}, **button)
    deadline, shown = time.monotonic() + 15, ""
    while "1 of 1 corrected" not in shown:
        assert time.monotonic() < deadline
        await asyncio.sleep(0.1)
        shown = "".join(show(message) for message in await root.messages())
    assert troubles == []


async def test_the_form_asks_which_one_and_how_it_shall_read(
    ada: Chat, root: Chat, world: World
) -> None:
    await ada.joins()
    await send(root, world, "Closed on Fryday.")
    assert "1. Closed on Fryday." in await root.says("/correct")
    assert "How shall number 1 read?" in await root.presses("Number 1")
    await world.restart()
    assert "Change 1 copy?" in await root.says("Closed on Friday.")
    await world.restart()
    assert "1 of 1 corrected" in await root.presses("Correct them")
    assert "Closed on Friday." in await ada.reads()


async def test_what_has_not_left_yet_leaves_corrected_and_unmarked(
    ada: Chat, ben: Chat, root: Chat, world: World
) -> None:
    await ada.joins("20:00", "Berlin")
    await ben.joins("20:00", "Auckland")
    await root.says("/schedule Helo. tomorrow 9:00 their time")
    await root.presses("Confirm")
    await world.advance(to="2026-11-22T20:30:00Z")
    await root.says("/correct 1 Hello.")
    await root.presses("Correct them")
    assert "Hello.\n\n     Corrected.\n" in await ben.reads()
    await ada.reads()
    await world.advance(to="2026-11-23T08:00:00Z")
    assert await ada.reads() == "BOT  Hello.\n"


async def test_a_correction_is_confirmed_once_and_only_as_it_was_seen(
    ada: Chat, root: Chat, world: World
) -> None:
    await ada.joins()
    await send(root, world, "One.")
    await root.says("/correct 1 Two.")
    stale = await root.find_button("Correct them")
    await root.says("/correct 1 Three.")
    assert "1 of 1 corrected" in await root.presses("Correct them")
    assert "Three." in await ada.reads()
    assert "Nothing was changed" in await root.forges("k-yes:1", message_id=stale)
    for data in ("k-yes:2", "k-yes:7", "k-yes:x"):
        await root.forges(data, message_id=stale)
    assert await ada.reads() == ""


@pytest.mark.slow
async def test_an_edit_that_fails_for_a_while_is_tried_again(
    ada: Chat, root: Chat, world: World
) -> None:
    await ada.joins()
    await send(root, world, "One.")
    await root.says("/correct 1 Two.")
    await world.post("faults", method="editMessageText", kind="timeout_after_write", times=1)
    await root.presses("Correct them")
    seen = ""
    while "Two." not in seen:
        seen = await ada.reads()


async def test_a_recall_deletes_what_is_young_enough(ada: Chat, root: Chat, world: World) -> None:
    await ada.joins()
    await send(root, world, "Oops.")
    await ada.reads()
    assert "Delete 1 copy in people's chats?" in await root.says("/recall 1")
    assert "1 of 1 deleted" in await root.presses("Delete them")
    assert "GONE" in await ada.reads()
    assert "recalled no. 1" in await root.says("/log")


async def test_a_recall_says_how_many_copies_are_too_old(
    ada: Chat, root: Chat, world: World
) -> None:
    await ada.joins()
    await send(root, world, "Oops.")
    await world.advance_days(2.5)
    await root.says("/recall")
    await root.presses("Number 1")
    told = await root.presses("Delete them")
    assert "0 of 1 deleted · 1 could not be: Telegram refused (after 48 hours" in told


async def test_a_recall_keeps_back_what_has_not_left(
    ada: Chat, ben: Chat, root: Chat, world: World
) -> None:
    await ada.joins("20:00", "Berlin")
    await ben.joins("20:00", "Auckland")
    await root.says("/schedule Oops. tomorrow 9:00 their time")
    await root.presses("Confirm")
    await world.advance(to="2026-11-22T20:30:00Z")
    await root.says("/recall 1")
    await root.presses("Delete them")
    assert "GONE" in await ben.reads()
    await ada.reads()
    await world.advance_days(2)
    assert "Oops." not in await ada.reads()


async def test_copies_of_a_lesson_are_brought_to_its_present_wording(
    ada: Chat, root: Chat, world: World
) -> None:
    await ada.joins()
    await ada.reads()
    screen = await root.says("/correct what-helps")
    assert "Change 1 copy?" in screen
    await root.presses("Correct them")
    seen = await ada.reads()
    assert place_of(1) in seen
    assert "Corrected." in seen
    assert "[Quick question]" in seen


async def test_what_nobody_has_any_more_is_neither_listed_nor_asked_about(
    ada: Chat, root: Chat, world: World
) -> None:
    await ada.joins()
    await send(root, world, "Oops.")
    await root.says("/recall 1")
    await root.presses("Delete them")
    nobody = "Nobody has a copy of number 1, so there is nothing to change."
    for typed in ("/correct 1", "/correct 1 Better.", "/recall 1"):
        assert await root.says(typed) == f"BOT  {nobody}\n", typed
    assert "There is no text that people have a copy of." in await root.says("/correct")
    assert "There is nothing that people have a copy of." in await root.says("/recall")
    untouched = await root.says("/correct cauda-equina")
    assert untouched.startswith("BOT  Nobody has a copy of cauda-equina,")


async def test_what_nobody_has_yet_can_be_changed_and_taken_back(
    ada: Chat, root: Chat, world: World
) -> None:
    await ada.joins()
    await root.says("/schedule Helo. in 2h")
    await root.presses("Confirm")
    assert "Nobody has a copy yet. Change it?" in await root.says("/correct 1 Hello.")
    await root.presses("Correct it")
    assert "Nobody has a copy yet. Take it back?" in await root.says("/recall 1")
    await root.presses("Take it back")
    await ada.reads()
    await world.advance(advance_seconds=3 * 3600)
    assert await ada.reads() == ""


@table("typed", ["/correct 7 Hello.", "/correct nothing", "/recall 7", "/recall x"])
async def test_what_was_never_sent_cannot_be_changed(root: Chat, typed: str) -> None:
    assert "is nothing that was sent" in await root.says(typed)


async def test_an_announced_lesson_is_corrected_by_its_name(
    ada: Chat, root: Chat, world: World
) -> None:
    await ada.joins()
    await root.says("/schedule cauda-equina in 5 min")
    await root.presses("Confirm")
    await world.advance(advance_seconds=301)
    for typed in ("/correct 1", "/correct 1 Something else."):
        assert "Number 1 is the lesson cauda-equina." in await root.says(typed)
    assert "Change 1 copy?" in await root.says("/correct cauda-equina")
