"""A lesson's question comes once; where polls are forbidden it comes with buttons."""

import asyncio
from typing import Any

from tests.support.conversation import Chat, World
from tests.support.groups import back_class


async def polls_in(world: World, chat: str | int) -> list[dict[str, Any]]:
    """Return the polls in that chat."""
    await world.settle()
    found = await world.get(f"chats/{chat}/messages", after=0, wait=0)
    return [one for one in found if one["poll"]]


async def group_with_a_lesson(world: World) -> Chat:
    """Return ada's side of a group that has had its first lesson."""
    ada = world.chat("ada", await back_class(world))
    await ada.says("/start")
    await ada.presses("07:30")
    await ada.presses_clock("Berlin")
    return ada


async def test_a_double_tap_brings_one_question_and_a_word(world: World, ben: Chat) -> None:
    await ben.joins()
    message_id = await ben.find_button("Quick question")
    press = {"from": "ben", "message_id": message_id, "button": "Quick question"}
    answers = await asyncio.gather(*(world.post("chats/ben/presses", **press) for _ in range(3)))
    assert len(await polls_in(world, "ben")) == 1
    assert [one["answer"] for one in answers].count(None) == 1
    assert "The question is in this chat already" in await ben.presses("Quick question")
    await world.advance(advance_seconds=360)
    await ben.presses("Quick question")
    assert len(await polls_in(world, "ben")) == 2, "who reads alone may answer it once more later"


async def test_a_question_that_could_not_be_sent_can_be_asked_for_again(
    world: World, ben: Chat
) -> None:
    await ben.joins()
    await world.post("faults", method="sendPoll", kind="status_500")
    await ben.presses("Quick question")
    await ben.presses("Quick question")
    assert len(await polls_in(world, "ben")) == 1


async def test_in_a_group_a_lessons_question_comes_once_for_all(world: World) -> None:
    ada = await group_with_a_lesson(world)
    ben = world.chat("ben", ada.chat)
    await ada.says("/repeat")
    for chat in (ben, ada, ben):
        await chat.presses("Quick question")
    await world.advance_days(0.1)
    await ben.presses("Quick question")
    assert len(await polls_in(world, ada.chat)) == 1


async def test_where_polls_are_forbidden_the_question_has_buttons_and_each_answer_is_ones_own(
    world: World,
) -> None:
    ada = await group_with_a_lesson(world)
    await world.post(f"chats/{ada.chat}/rules", forbidden=["can_send_polls"])
    screen = await ada.presses("Quick question")
    assert "Only you see whether it is right." in screen
    options = [line for line in screen.splitlines() if line.strip()[:2] in ("1.", "2.", "3.")]
    assert len(options) >= 2
    ben = world.chat("ben", ada.chat)
    await ben.reads()
    told = [await ben.presses(str(number)) for number in range(1, len(options) + 1)]
    assert sum("TOAST Right." in one for one in told) == 1
    assert sum("TOAST Not quite: number" in one for one in told) == len(options) - 1
    assert all(len(one) < 220 for one in told)
