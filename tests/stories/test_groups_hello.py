"""A group is told what comes, who decides and how to begin; members are told where to ask."""

from tests.support.built_in_course import place_of
from tests.support.conversation import Chat, World
from tests.support.groups import back_class, forum


async def lets_in(world: World, chat_id: int, status: str = "member") -> None:
    """Ada changes what the bot is in the group."""
    body = {"from": "ada", "who": "bot", "status": status}
    await world.post(f"chats/{chat_id}/membership", **body)


async def test_a_new_group_is_told_what_comes_who_decides_and_how_to_begin(world: World) -> None:
    chat_id = await back_class(world)
    hello = await world.chat("ben", chat_id).reads()
    for words in ("one short health lesson a day", "An admin of the group decides", "[Begin]"):
        assert words in hello
    assert "[Open the private chat]" in hello
    ben, ada = world.chat("ben", chat_id), world.chat("ada", chat_id)
    assert "TOAST Only an admin of this group" in await ben.presses("Begin")
    assert "When should" in await ada.presses("Begin")


async def test_a_group_that_lets_the_bot_in_again_hears_that_its_place_is_kept(
    world: World,
) -> None:
    chat_id = await back_class(world)
    ada = world.chat("ada", chat_id)
    await ada.says("/start")
    await ada.presses("07:30")
    await ada.presses_clock("Berlin")
    await lets_in(world, chat_id, "left")
    await ada.reads()
    await lets_in(world, chat_id)
    again = await ada.reads()
    assert "I am here again" in again
    assert again.count("BOT") == 1
    await world.advance_days(1)
    assert place_of(2) in await ada.reads()


async def test_whoever_adds_the_bot_to_a_channel_or_a_locked_group_is_told_alone(
    world: World,
) -> None:
    ada = world.chat("ada")
    await ada.says("/start")
    channel = await world.post("chats", type="channel", title="News", admins=["ada"])
    assert "I bring lessons to private chats and groups only" in await ada.reads()
    assert await world.get(f"chats/{channel['id']}/messages", after=0, wait=0) == []
    chat_id = await back_class(world)
    await lets_in(world, chat_id, "left")
    await world.post(f"chats/{chat_id}/rules", forbidden=["can_send_messages"])
    await ada.reads()
    await lets_in(world, chat_id)
    assert "“Back class”, and I may not write there" in await ada.reads()


async def test_a_member_is_told_who_decides_what_and_where_to_have_lessons_alone(
    world: World,
) -> None:
    ben = world.chat("ben", await back_class(world))
    screen = await ben.says("/settings")
    assert "Only an admin of this group can change which lessons come here, and when." in screen
    assert "Please ask Ada." in screen
    assert "[Lessons for me alone, in private]" in screen
    assert "[Read the first lesson]" in await world.chat("ben").says("/start alone")


async def test_privacy_and_questions_are_told_in_the_private_chat(world: World) -> None:
    chat_id = await back_class(world)
    ben = world.chat("ben", chat_id)
    await ben.reads()
    told = await ben.says("/privacy")
    assert "are for the private chat with me" in told
    assert "[Open the private chat]" in told
    assert "Number" not in told
    assert "is kept about this chat" in await world.chat("ben").says("/start privacy")
    for asked in ("@lesson_sandbox_bot what helps against sciatica?", "@lesson_sandbox_bot hi"):
        assert "are for the private chat with me" in await ben.says(asked)


async def test_a_question_that_was_pasted_in_parts_is_answered_once(world: World) -> None:
    ben = world.chat("ben", await back_class(world))
    await ben.reads()
    part = "@lesson_sandbox_bot " + "what helps a sore back? " * 160
    for text in (part, part, "@lesson_sandbox_bot the end?"):
        await world.post(f"chats/{ben.chat}/messages", **{"from": "ben", "text": text})
    assert (await ben.reads()).count("are for the private chat with me") == 1


async def test_before_an_admin_has_begun_members_are_told_who_begins(world: World) -> None:
    ben = world.chat("ben", await back_class(world))
    for command in ("/lessons", "/progress", "/repeat"):
        assert "An admin of the group begins them." in await ben.says(command)
    assert "are for the private chat with me" in await ben.says("/wrong")


async def test_what_members_say_to_each_other_below_a_lesson_is_left_alone(world: World) -> None:
    chat_id = await back_class(world)
    ben = world.chat("ben", chat_id)
    hello = await bots_latest(ben)
    assert await answers(ben, hello, "Nice, I will read along") == ""
    assert "private chat with me" in await answers(ben, hello, "Is that good for my back?")


async def test_an_admin_of_a_group_sees_there_what_is_kept_about_the_group(world: World) -> None:
    ada = world.chat("ada", await back_class(world))
    await ada.says("/start")
    assert "Kind of chat: group" in await ada.says("/privacy")


async def test_who_needs_help_at_once_gets_it_in_a_group_too(world: World) -> None:
    chat_id = await back_class(world)
    ben = world.chat("ben", chat_id)
    hello = await bots_latest(ben)
    assert "Call" in await ben.says("/urgent")
    for text in ("/urgent my chest hurts and I cannot breathe", "/help I cannot breathe"):
        assert "This sounds urgent" in await ben.says(text)
    assert "This sounds urgent" in await answers(ben, hello, "I have chest pain and cannot breathe")


async def test_help_in_a_group_lists_what_works_there_and_for_whom(world: World) -> None:
    chat_id = await back_class(world)
    ben = world.chat("ben", chat_id)
    text = await ben.says("/help")
    members, admins = text.split("For admins of this group")
    assert "/lessons" in members
    assert "/settings" in admins
    assert "/settings" not in members
    assert "/wrong" not in text
    deciding = await menu(world, chat_id, "ada") - await menu(world, chat_id, "ben")
    assert "settings" in deciding
    for command in deciding:
        assert "Only an admin" in await ben.says(f"/{command}"), command


async def test_a_typed_time_is_asked_for_so_that_it_reaches_the_bot(world: World) -> None:
    chat_id = await back_class(world)
    ada = world.chat("ada", chat_id)
    await ada.says("/start")
    await ada.presses("07:30")
    await ada.presses_clock("Berlin")
    await ada.says("/settings")
    assert "Ada, type it here." in await ada.presses("Change time")
    prompt = await bots_latest(ada)
    assert prompt["reply_markup"]["force_reply"] is True
    assert prompt["reply_markup"]["selective"] is True
    assert prompt["entities"][0]["user"]["username"] == "ada"
    assert "09:15" in await answers(ada, prompt, "9:15")


async def test_an_anonymous_admin_decides_and_is_no_bot(world: World) -> None:
    chat_id, _ = await forum(world)
    ada = world.chat("ada", chat_id)
    await ada.reads()
    await world.post(
        f"chats/{chat_id}/messages", **{"from": "ada", "text": "/start", "anonymous": True}
    )
    assert "When should" in await ada.reads()


async def menu(world: World, chat_id: int, name: str) -> set[str]:
    """Return the commands that somebody sees there."""
    found = await world.get("commands", chat=chat_id, **{"from": name})
    return {one["command"] for one in found}


async def bots_latest(chat: Chat) -> dict[str, object]:
    """Return the latest message of the bot there."""
    await chat.world.settle()
    found = await chat.world.get(f"chats/{chat.chat}/messages", after=0, wait=0)
    latest: dict[str, object] = max(
        (one for one in found if one["from"]["is_bot"]), key=lambda one: int(one["message_id"])
    )
    await chat.reads()
    return latest


async def answers(chat: Chat, message: dict[str, object], text: str) -> str:
    """Answer that message and return what the bot shows."""
    await chat.world.post(
        f"chats/{chat.chat}/messages",
        **{"from": chat.name, "text": text, "reply_to_message_id": message["message_id"]},
    )
    return await chat.reads()
