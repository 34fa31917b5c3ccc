"""In a group only what replies to the very question answers it, and one message at most invites."""

from typing import Any

from tests.support.conversation import Chat, World
from tests.support.groups import back_class


async def begun(world: World) -> tuple[Chat, Chat]:
    """Return ada's and ben's side of a group that has begun, ada its admin."""
    chat_id = await back_class(world)
    ada = world.chat("ada", chat_id)
    await ada.says("/start")
    await ada.presses("07:30")
    await ada.presses_clock("Berlin")
    return ada, world.chat("ben", chat_id)


async def shown(chat: Chat, words: str) -> dict[str, Any]:
    """Return the bot's latest message with those words that is still there."""
    found = await chat.world.get(f"chats/{chat.chat}/messages", after=0, wait=0)
    there = [one for one in found if words in (one["text"] or "") and not one.get("deleted")]
    assert there, f"no message says {words!r}"
    latest: dict[str, Any] = max(there, key=lambda one: int(one["message_id"]))
    return latest


async def replies(chat: Chat, message: dict[str, Any], text: str) -> str:
    """Answer that message and return what the bot shows."""
    said = {"from": chat.name, "text": text, "reply_to_message_id": message["message_id"]}
    await chat.world.post(f"chats/{chat.chat}/messages", **said)
    return await chat.reads()


async def test_a_reply_to_a_lesson_is_no_answer_and_one_to_the_question_is(world: World) -> None:
    ada, _ben = await begun(world)
    await ada.says("/settings")
    await ada.presses("Change time")
    assert await replies(ada, await shown(ada, "Lesson 1 of 16"), "9") == ""
    await ada.says("/progress")
    assert await replies(ada, await shown(ada, "of 16 lessons"), "10") == ""
    question = await shown(ada, "When should")
    assert "Saved: every day at 09:15" in await replies(ada, question, "9:15")


async def test_a_break_and_a_place_are_answered_so_too(world: World) -> None:
    ada, _ben = await begun(world)
    lesson = await shown(ada, "Lesson 1 of 16")
    await ada.says("/pause")
    assert await replies(ada, lesson, "3 days") == ""
    assert "on a break until" in await replies(ada, await shown(ada, "How long"), "3 days")
    await ada.says("/settings")
    await ada.presses("Change zone")
    assert await replies(ada, lesson, "Toronto") == ""
    told = await replies(ada, await shown(ada, "What time is it where"), "Toronto")
    assert "Toronto time" in told


async def test_after_a_restart_too(world: World) -> None:
    ada, _ben = await begun(world)
    await ada.says("/settings")
    await ada.presses("Change time")
    await world.restart()
    assert await replies(ada, await shown(ada, "Lesson 1 of 16"), "9") == ""
    assert "09:15" in await replies(ada, await shown(ada, "Ada, type it here."), "9:15")


async def test_a_button_is_typed_only_to_its_own_message(world: World) -> None:
    ada, ben = await begun(world)
    await ada.says("/settings")
    lesson = await shown(ada, "Lesson 1 of 16")
    assert await replies(ada, lesson, "change time") == ""
    settings = await shown(ada, "Your settings")
    assert "Only an admin" in await replies(ben, settings, "change time")
    await ada.says("/settings")
    settings = await shown(ada, "Your settings")
    assert "When should" in await replies(ada, settings, "change time")


async def test_one_message_invites_at_most_and_none_once_it_is_answered(world: World) -> None:
    ada, _ben = await begun(world)

    async def invitations() -> int:
        found = await world.get(f"chats/{ada.chat}/messages", after=0, wait=0)
        texts = [one["text"] or "" for one in found if not one.get("deleted")]
        return sum("type it here" in text for text in texts)

    assert await invitations() == 0
    await ada.says("/settings")
    await ada.presses("Change time")
    await ada.says("/pause")
    assert await invitations() == 1
    await replies(ada, await shown(ada, "Ada, type it here."), "soon")
    assert await invitations() == 1
    await ada.presses("3 days")
    assert await invitations() == 0


async def test_when_the_next_lesson_comes_is_told_in_the_group(world: World) -> None:
    _ada, ben = await begun(world)
    said = await ben.says("@lesson_sandbox_bot when is the next lesson?")
    assert "The next lesson comes Mon 23 November, 07:30 (Berlin)." in said
