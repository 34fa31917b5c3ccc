"""In a group with topics, answers come where the question stood and lessons where they began."""

from typing import Any

from tests.support.built_in_course import place_of
from tests.support.conversation import Chat, World
from tests.support.groups import back_class, forum


async def says_there(chat: Chat, text: str, thread: int | None) -> list[dict[str, Any]]:
    """Say something in a topic; return the bot's new messages."""
    body: dict[str, Any] = {"from": chat.name, "text": text}
    if thread is not None:
        body["message_thread_id"] = thread
    await chat.world.post(f"chats/{chat.chat}/messages", **body)
    await chat.world.settle()
    return await chat.messages()


async def close(world: World, chat_id: int, thread: int, **change: Any) -> None:
    """Ada closes a topic, or changes it otherwise."""
    body = {"from": "ada", "message_thread_id": thread, "closed": True, **change}
    await world.post(f"chats/{chat_id}/topics", **body)


async def begins(ada: Chat, thread: int | None) -> None:
    """Begin a course there."""
    await says_there(ada, "/start", thread)
    await ada.presses("07:30")
    await ada.presses_clock("Berlin")


async def new_lesson(ada: Chat) -> dict[str, Any]:
    """Return the lesson that comes on the next day."""
    await ada.reads()
    await ada.world.advance_days(1)
    (lesson,) = [one for one in await ada.messages() if "Lesson " in (one["text"] or "")]
    return lesson


async def test_an_answer_comes_in_the_topic_that_was_asked_in(world: World) -> None:
    chat_id, thread = await forum(world)
    ben = world.chat("ben", chat_id)
    await ben.reads()
    for place in (thread, None):
        for command in ("/help", "/settings", "/check", "/privacy", "/urgent"):
            (answer,) = await says_there(ben, command, place)
            assert answer.get("message_thread_id") == place, command


async def test_lessons_and_their_questions_come_in_the_topic_in_which_the_course_began(
    world: World,
) -> None:
    chat_id, thread = await forum(world)
    ada = world.chat("ada", chat_id)
    await begins(ada, thread)
    lesson = await new_lesson(ada)
    assert place_of(2) in lesson["text"]
    assert lesson["message_thread_id"] == thread
    await ada.presses("Quick question")
    found = await world.get(f"chats/{chat_id}/messages", after=0, wait=0)
    (poll,) = [one for one in found if one["poll"]]
    assert poll["message_thread_id"] == thread
    await world.restart()
    assert (await new_lesson(ada))["message_thread_id"] == thread


async def test_start_in_another_topic_moves_the_lessons_there(world: World) -> None:
    chat_id, thread = await forum(world)
    ada = world.chat("ada", chat_id)
    await begins(ada, thread)
    moved = await says_there(ada, "/start", None)
    assert "Lessons come in General from now on." in [one["text"] for one in moved]
    assert "message_thread_id" not in await new_lesson(ada)


async def test_where_the_topic_is_closed_or_gone_lessons_come_in_general(world: World) -> None:
    for change in ({"closed": True}, {"deleted": True}):
        chat_id, thread = await forum(world)
        ada = world.chat("ada", chat_id)
        await begins(ada, thread)
        await close(world, chat_id, thread, **change)
        assert "message_thread_id" not in await new_lesson(ada)


async def test_that_lessons_move_to_general_is_said_there_once_and_an_admin_moves_them(
    world: World,
) -> None:
    chat_id, thread = await forum(world)
    ada = world.chat("ada", chat_id)
    await begins(ada, thread)
    await ada.reads()
    await close(world, chat_id, thread)
    await world.advance_days(3)
    told = [one for one in await ada.messages() if "closed or gone" in (one["text"] or "")]
    assert len(told) == 1
    assert "message_thread_id" not in told[0]
    assert "Ada: /start in another topic moves them there." in told[0]["text"]
    assert told[0]["entities"][0]["user"]["username"] == "ada"
    body = {"from": "ada", "name": "Lessons"}
    other = (await world.post(f"chats/{chat_id}/topics", **body))["message_thread_id"]
    moved = await says_there(ada, "/start", other)
    assert "Lessons come in this topic from now on." in [one["text"] for one in moved]
    assert (await new_lesson(ada))["message_thread_id"] == other


async def test_where_general_is_closed_too_the_group_is_tried_again_and_not_given_up(
    world: World,
) -> None:
    chat_id, thread = await forum(world)
    ada = world.chat("ada", chat_id)
    await begins(ada, None)
    await ada.reads()
    await close(world, chat_id, 1)
    await world.advance_days(1)
    assert "Lesson " not in await ada.reads()
    (shown,) = await says_there(ada, "/settings", thread)
    assert "I have not been allowed to write here" in shown["text"]
    await close(world, chat_id, 1, closed=False)
    assert await new_lesson(ada)


async def test_what_an_admin_asks_in_a_closed_topic_is_answered_where_the_group_reads(
    world: World,
) -> None:
    chat_id, thread = await forum(world)
    ada = world.chat("ada", chat_id)
    await begins(ada, thread)
    await ada.reads()
    await close(world, chat_id, 1)
    await ada.messages()
    (answer,) = await says_there(ada, "/settings", None)
    assert answer["message_thread_id"] == thread


async def test_a_group_that_was_locked_for_a_while_gets_lessons_again(world: World) -> None:
    chat_id = await back_class(world)
    ada = world.chat("ada", chat_id)
    await begins(ada, None)
    await world.post(f"chats/{chat_id}/rules", forbidden=["can_send_messages"])
    await world.advance_days(2)
    await world.post(f"chats/{chat_id}/rules", forbidden=[])
    assert place_of(2) in (await new_lesson(ada))["text"]


async def test_a_group_that_may_not_be_written_to_costs_no_error(world: World) -> None:
    chat_id = await back_class(world)
    ada = world.chat("ada", chat_id)
    await ada.reads()
    await world.post(f"chats/{chat_id}/rules", forbidden=["can_send_messages"])
    assert await ada.says("/help") == ""
    calls = [call for call in await world.get("log", after=0) if call["chat_id"] == chat_id]
    assert [call["ok"] for call in calls if call["method"] == "sendMessage"] == [True, False]
