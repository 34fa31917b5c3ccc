"""An answer of which Telegram says nothing may have arrived: no word about it is untrue."""

import pytest

from tests.support.conversation import World
from tests.support.owing import fault


@pytest.mark.parametrize("is_delivered", [True, False])
async def test_what_is_said_of_an_answer_that_may_have_arrived_is_true(
    world: World, monkeypatch: pytest.MonkeyPatch, is_delivered: bool
) -> None:
    monkeypatch.setattr("bot.api.transport.ANSWER_SECONDS", 0.5)
    ada = world.chat("ada")
    await ada.joins()
    await world.restart()
    await ada.reads()
    await fault(world, "timeout_after_write", delivered=is_delivered, times=1)
    seen = await ada.says("/progress")
    assert ("1 of 16 lessons" in seen) is is_delivered
    assert "whether my last answer reached you" in seen
    assert "Something went wrong" not in seen


async def test_an_edit_during_such_a_wait_counts(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.api.transport.ANSWER_SECONDS", 2.0)
    ada = world.chat("ada")
    await ada.joins()
    await world.restart()
    await ada.reads()
    await fault(world, "timeout_after_write", delivered=True, times=1)
    said = {"from": "ada"}
    await world.post("chats/ada/messages", **said, text="/progress")
    message = await world.post("chats/ada/messages", **said, text="pause 3 days")
    await world.post(
        "chats/ada/edits", **said, message_id=message["message_id"], text="pause 5 days"
    )
    assert "until Fri 27 November" in await ada.reads()
