"""Care comes first: an emergency is answered wherever it stands, and without the store."""

import asyncio
import sqlite3
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, closing
from pathlib import Path
from typing import Any

import pytest

from bot.delivery.open_checks import LOOK
from tests.support.chat_drafts import import_backs
from tests.support.conversation import Chat, World, show
from tests.support.groups import back_class

URGENT = "This sounds urgent, and I am only a bot."
CALL = "If this is urgent, do not wait for me: call your local emergency number."


async def test_an_emergency_number_is_never_a_time_or_a_place(ada: Chat) -> None:
    wrong = []
    await ada.says("/start")
    for text in ("911", "112", "999", "000", "SOS", "help me", "heart attack", "Call 911!"):
        if URGENT not in (shown := await ada.says(text)):
            wrong.append((text, shown))
    assert "Good, 09:11." in await ada.says("9:11")
    await ada.presses("Type my city")
    for text in ("911", "111", "108", "call 112"):
        if URGENT not in (shown := await ada.says(text)):
            wrong.append((text, shown))
    assert wrong == []


async def test_who_is_hurt_by_another_hears_what_can_be_done(ada: Chat) -> None:
    await ada.joins()
    shown = await ada.says("my partner hits me and im scared he'll kill me")
    assert "It is not your fault." in shown
    assert "Call 112 now (in Germany)." in shown
    assert "116 016" in shown
    assert "Delete it if that is not safe." in shown
    assert "Urgent signs" in shown


async def test_who_plans_an_overdose_is_not_asked_what_was_taken(ada: Chat) -> None:
    await ada.joins()
    shown = await ada.says("my friend says she's going to overdose tonight")
    assert "I am glad that you wrote." in shown
    assert "how much and when" not in shown


async def test_in_a_group_a_number_typed_to_the_bot_is_no_time_either(world: World) -> None:
    chat_id = await back_class(world)
    ada = world.chat("ada", chat_id)
    await ada.says("/start")
    found = await world.get(f"chats/{chat_id}/messages", after=0, wait=0)
    asked = max(item["message_id"] for item in found if item["from"]["is_bot"])
    await world.post(
        f"chats/{chat_id}/messages", **{"from": "ada", "text": "911", "reply_to_message_id": asked}
    )
    assert URGENT in await ada.reads()


async def test_an_admins_open_question_swallows_no_emergency(root: Chat) -> None:
    await root.says("/schedule")
    await root.says("We are closed on Friday.")
    shown = await root.says("911")
    assert URGENT in shown
    assert "When" not in shown
    assert "Who" in await root.says("in 2h")


async def test_a_lesson_that_names_chest_pain_still_reaches_its_draft(root: Chat) -> None:
    await import_backs(root)
    await root.presses("Look through it")
    await root.presses("Edit")
    await root.presses("Text")
    body = "Do not wait if you have chest pain. I have crushing chest pain means: call at once."
    shown = await root.says(body)
    assert URGENT in shown
    assert "I have not taken that as your answer" in shown
    assert "I have crushing chest pain means" in await root.presses("It is meant")


async def test_a_long_text_that_names_an_emergency_is_taken_at_once(root: Chat) -> None:
    await import_backs(root)
    await root.presses("Look through it")
    await root.presses("Edit")
    await root.presses("Text")
    shown = await root.says("I have chest pain, somebody says. " + "Then one calls at once. " * 10)
    assert URGENT in shown
    assert "[It is meant]" not in shown
    assert "I have chest pain, somebody says." in shown


@asynccontextmanager
async def locked(world: World) -> AsyncIterator[None]:
    """Another program holds the database."""
    path = Path(str(world.settings.database_url).removeprefix("sqlite:///"))
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


async def write(world: World, chat: str | int, text: str) -> int:
    """Write, and return the message's change number."""
    sent = await world.post(f"chats/{chat}/messages", **{"from": chat, "text": text})
    return int(sent["change"])


async def wait_for(
    world: World, chat: str | int, after: int, seconds: float, accept: Callable[[str], bool]
) -> float:
    """Return after how many seconds the bot said something accepted; fail after ``seconds``."""
    began = time.monotonic()
    said: list[str] = []
    while (passed := time.monotonic() - began) < seconds:
        found: list[dict[str, Any]] = await world.get(
            f"chats/{chat}/messages", after=after, wait=0.2
        )
        said = [show(item) for item in found if item["from"]["is_bot"]]
        if any(map(accept, said)):
            return passed
    raise AssertionError(f"{chat} heard within {seconds} s only {said}")


async def test_the_number_of_ones_country_is_remembered_while_the_store_is_locked(
    world: World,
) -> None:
    await world.chat("ada").joins(city="Sydney")
    assert "Call 000 now" in await world.chat("ada").says("/urgent")
    async with locked(world):
        after = await write(world, "ada", "/urgent")
        await wait_for(world, "ada", after, 5, lambda said: "Call 000 now" in said)
        # Nothing is known of Ben, who has not written before.
        after = await write(world, "ben", "I have crushing chest pain")
        await wait_for(world, "ben", after, 5, lambda said: "your local emergency number" in said)


async def press(world: World, label: str) -> float:
    """Press ada's latest button of that label; return after how many seconds it was answered and
    its message changed."""
    ada = world.chat("ada")
    message_id = await ada.find_button(label)
    # Who presses a button of a check has looked at it.
    await asyncio.sleep(LOOK.total_seconds())
    last = (await world.get("chats/ada/messages", after=0, wait=0))[-1]["change"]
    began = time.monotonic()
    await world.post(
        "chats/ada/presses", **{"from": "ada", "message_id": message_id, "button": label}
    )
    await wait_for(world, "ada", last, 5, lambda _said: True)
    return time.monotonic() - began


async def rush(world: World, lock_seconds: float) -> list[float]:
    """Lock the store so long while twenty people write; return how long emergencies waited, at the
    beginning, behind everybody's wishes, and in the chat whose own wish is stuck."""
    await world.chat("ada").joins()
    people = [one["id"] for one in await world.post("people", count=20)]
    waits: list[float] = []
    asked: dict[int, int] = {}
    async with locked(world):
        began = time.monotonic()
        for chat in people:
            asked[chat] = await write(world, chat, "/start")
        stuck = await write(world, "ada", "/lesson")
        for text in ("/urgent", "I have crushing chest pain", "911", "urgent", "/check"):
            after = await write(world, "ada", text)
            words = {
                "/urgent": "Urgent signs",
                "urgent": "Urgent signs",
                "/check": "Back and head check",
            }
            expected = words.get(text, URGENT)
            waits.append(
                await wait_for(world, "ada", after, 5, lambda said, wanted=expected: wanted in said)
            )
        labels = ("Urgent signs", "Symptom check", "For me")
        waits += [await press(world, label) for label in labels]
        for chat in people[:10]:
            after = await write(world, chat, "/urgent")
            waits.append(await wait_for(world, chat, after, 5, lambda said: "Urgent" in said))
        await asyncio.sleep(max(0.0, lock_seconds - (time.monotonic() - began)))

    def is_done_or_told(said: str) -> bool:
        return "Which course" in said or "Hello, this is" in said or CALL in said

    for chat in people:
        await wait_for(world, chat, asked[chat], 60, is_done_or_told)
    # The lesson has come, or its reader was told to ask again.
    await wait_for(world, "ada", stuck, 60, lambda said: "was today's" in said or CALL in said)
    return waits


async def test_emergencies_do_not_wait_for_a_locked_store(world: World) -> None:
    waits = await rush(world, 6)
    # Whatever waits for the store waits for seconds.
    assert max(waits) < 3, waits


@pytest.mark.slow
@pytest.mark.timeout(240)
async def test_nothing_is_lost_while_the_store_is_locked_for_a_minute(world: World) -> None:
    waits = await rush(world, 60)
    print(f"\nlongest wait of {len(waits)} emergencies: {max(waits):.2f} s")
    assert max(waits) < 1, waits
