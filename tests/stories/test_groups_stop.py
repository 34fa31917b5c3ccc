"""A stop that answers a question in a group stops the group's lessons, as it does in private."""

from tests.support.conversation import World
from tests.support.groups import back_class


async def test_stop_as_the_answer_to_how_long_a_break(world: World) -> None:
    group = await back_class(world)
    ada = world.chat("ada", group)
    await ada.says("/start")
    await ada.presses("07:30")
    await ada.presses_clock("Berlin")
    await ada.says("/pause")
    found = await world.get(f"chats/{group}/messages", after=0, wait=0)
    asked = max(one["message_id"] for one in found if one["from"]["is_bot"])
    await world.post(
        f"chats/{group}/messages",
        **{"from": "ada", "text": "stop", "reply_to_message_id": asked},
    )
    assert "Nothing more will come" in await ada.reads()


async def test_an_anonymous_admin_is_called_no_group(world: World) -> None:
    group = await back_class(world)
    ada = world.chat("ada", group)
    said = {"from": "ada", "text": "/start", "anonymous": True}
    await world.post(f"chats/{group}/messages", **said)
    invited = await ada.reads()
    assert "Whoever asked as an admin, type it here." in invited
    assert "Group, type" not in invited
    # A press tells who it is, and the group must not learn it by that.
    assert "Ada" not in await ada.presses("07:30")
