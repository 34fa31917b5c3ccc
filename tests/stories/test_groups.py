"""Groups: their admins decide, everybody reads."""

from tests.support.built_in_course import place_of
from tests.support.conversation import Chat, World
from tests.support.groups import back_class


async def test_a_groups_admin_subscribes_it_and_lessons_come(world: World) -> None:
    chat_id = await back_class(world)
    ada = world.chat("ada", chat_id)
    await ada.says("/start")
    await ada.presses("07:30")
    assert place_of(1) in await ada.presses_clock("Berlin")
    await world.advance_days(1)
    assert place_of(2) in await ada.reads()


async def test_only_a_group_is_told_to_type_as_a_reply(world: World) -> None:
    how = "type it as a reply to this message"
    ada = world.chat("ada", await back_class(world))
    assert how in await ada.says("/start")
    await ada.presses("07:30")
    assert how in await ada.presses("Type my city")
    assert how not in await world.chat("ben").says("/start")


async def test_a_group_is_not_asked_for_a_location_that_it_cannot_share(world: World) -> None:
    ada = world.chat("ada", await back_class(world))
    await ada.says("/start")
    screen = await ada.presses("07:30")
    assert "[Type my city]" in screen
    assert "location" not in screen
    assert "Type your city or country" in await ada.forges("locate?")


async def test_other_members_change_nothing(world: World) -> None:
    chat_id = await back_class(world)
    ben = world.chat("ben", chat_id)
    assert "Only an admin of this group" in await ben.says("/start")
    ada: Chat = world.chat("ada", chat_id)
    await ada.says("/start")
    assert "TOAST Only an admin of this group" in await ben.presses("07:30")


async def test_a_group_that_moves_keeps_its_place(world: World) -> None:
    chat_id = await back_class(world)
    ada = world.chat("ada", chat_id)
    await ada.says("/start")
    await ada.presses("07:30")
    await ada.presses_clock("Berlin")
    moved = await world.post(f"chats/{chat_id}/migrate")
    await world.settle()
    await world.advance_days(1)
    assert place_of(2) in await world.chat("ada", moved["id"]).reads()


async def test_a_group_that_removes_the_bot_gets_nothing_more(world: World) -> None:
    chat_id = await back_class(world)
    ada = world.chat("ada", chat_id)
    await ada.says("/start")
    await ada.presses("07:30")
    await ada.presses_clock("Berlin")
    await world.post(
        f"chats/{chat_id}/membership", **{"from": "ada", "who": "bot", "status": "kicked"}
    )
    await world.advance_days(2)
    calls = await world.get("log", after=0)
    assert not [call for call in calls if call["chat_id"] == chat_id and not call["ok"]]


async def refuse(world: World, chat_id: int, *methods: str) -> None:
    """Telegram does not tell who is an admin."""
    for method in methods:
        await world.post("faults", method=method, kind="chat_not_found", share=1.0, seed=1)


async def test_where_members_are_hidden_the_list_of_admins_serves(world: World) -> None:
    chat_id = await back_class(world)
    await refuse(world, chat_id, "getChatMember")
    assert "When should" in await world.chat("ada", chat_id).says("/start")
    assert "Only an admin" in await world.chat("ben", chat_id).says("/start")


async def test_whatever_telegram_calls_it_the_bot_says_what_is_missing(world: World) -> None:
    ada = world.chat("ada", await back_class(world))
    await ada.reads()
    wrong = []
    for said in ("CHAT_ADMIN_REQUIRED", "PARTICIPANT_ID_INVALID"):
        for method in ("getChatMember", "getChatAdministrators"):
            refusal = {"code": 400, "description": f"Bad Request: {said}", "times": 1}
            await world.post("faults", method=method, kind="error", **refusal)
        if "Make me an admin of the group" not in (shown := await ada.says("/settings")):
            wrong.append((said, shown))
    assert not wrong


async def test_where_no_admin_is_told_the_bot_says_what_is_missing(world: World) -> None:
    chat_id = await back_class(world)
    ada = world.chat("ada", chat_id)
    await ada.says("/start")
    await refuse(world, chat_id, "getChatMember", "getChatAdministrators")
    missing = "I cannot see who is an admin here. Make me an admin of the group"
    for command in ("/start", "/settings", "/stop"):
        assert missing in await ada.says(command)
    assert f"TOAST {missing}" in await ada.presses("07:30")
