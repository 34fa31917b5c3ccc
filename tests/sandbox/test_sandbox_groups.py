"""Groups and channels: who is in them, what the bot may do there, and how they move."""

from collections.abc import AsyncIterator

import pytest

from tests.support.sandbox_client import (
    ADA,
    BEN,
    Refusal,
    SandboxClient,
    bad_request,
    running_sandbox,
)
from tests.support.tables import table


@pytest.fixture
async def sandbox() -> AsyncIterator[SandboxClient]:
    async with running_sandbox() as client:
        yield client


async def test_a_new_group_tells_the_bot_that_it_was_added(sandbox: SandboxClient) -> None:
    group = await sandbox.tell(
        "chats", type="group", title="Back class", members=["ada", "ben"], admins=["ada"]
    )
    added, created = await sandbox.updates()
    change = added["my_chat_member"]
    assert change["chat"] == {"id": group["id"], "type": "group", "title": "Back class"}
    assert (change["old_chat_member"]["status"], change["new_chat_member"]["status"]) == (
        "left",
        "member",
    )
    assert created["message"]["group_chat_created"] is True
    assert group["members"] == {"ada": "creator", "ben": "member"}


async def test_everybody_in_a_group_has_a_place(sandbox: SandboxClient) -> None:
    group = await sandbox.add_group("ada", "ben", "root", admins=("ada", "root"))
    admins = await sandbox.call("getChatAdministrators", chat_id=group)
    assert {one["user"]["username"]: one["status"] for one in admins} == {
        "ada": "creator",
        "root": "administrator",
    }
    ben = await sandbox.call("getChatMember", chat_id=group, user_id=BEN)
    assert ben["status"] == "member"
    assert await sandbox.call("getChatMemberCount", chat_id=group) == 4
    await sandbox.tell(f"chats/{group}/membership", **{"from": "ben", "status": "left"})
    ben = await sandbox.call("getChatMember", chat_id=group, user_id=BEN)
    assert ben["status"] == "left"
    (update,) = await sandbox.updates()
    assert update["message"]["left_chat_member"]["id"] == BEN


@table(
    ("chat_type", "status", "refusal"),
    [
        ("group", "kicked", "Forbidden: bot was kicked from the group chat"),
        ("group", "left", "Forbidden: bot is not a member of the group chat"),
        ("supergroup", "kicked", "Forbidden: bot was kicked from the supergroup chat"),
        ("supergroup", "left", "Forbidden: bot is not a member of the supergroup chat"),
        ("channel", "kicked", "Forbidden: bot was kicked from the channel chat"),
    ],
)
async def test_a_removed_bot_hears_of_it_and_cannot_write(
    sandbox: SandboxClient, chat_type: str, status: str, refusal: str
) -> None:
    chat = await sandbox.add_group("ada", admins=("ada",), type=chat_type)
    removal = {"from": "ada", "who": "bot", "status": status}
    await sandbox.tell(f"chats/{chat}/membership", **removal)
    removed = (await sandbox.updates())[0]["my_chat_member"]
    assert removed["new_chat_member"]["status"] == status
    answer = await sandbox.call("sendMessage", chat_id=chat, text="Hi")
    assert answer == Refusal(403, refusal)
    back = {"from": "ada", "who": "bot", "status": "administrator"}
    await sandbox.tell(f"chats/{chat}/membership", **back)
    assert (await sandbox.call("sendMessage", chat_id=chat, text="Hi"))["text"] == "Hi"


async def test_the_bot_can_leave(sandbox: SandboxClient) -> None:
    group = await sandbox.add_group("ada")
    assert await sandbox.call("leaveChat", chat_id=group) is True
    answer = await sandbox.call("sendMessage", chat_id=group, text="Hi")
    assert answer == Refusal(403, "Forbidden: bot is not a member of the group chat")


async def test_in_a_channel_the_bot_posts_as_the_channel(sandbox: SandboxClient) -> None:
    channel = await sandbox.add_group("ben", admins=("ada",), type="channel", title="News")
    sent = await sandbox.call("sendMessage", chat_id=channel, text="Hi")
    assert sent["sender_chat"]["title"] == "News"
    assert "from" not in sent
    await sandbox.write("ada", "A post", channel)
    (update,) = await sandbox.updates()
    assert update["channel_post"]["text"] == "A post"
    status, _ = await sandbox.try_to_tell(
        f"chats/{channel}/messages", **{"from": "ben", "text": "Me too"}
    )
    assert status == 400


async def test_in_a_channel_only_an_admin_bot_posts_and_polls_are_anonymous(
    sandbox: SandboxClient,
) -> None:
    channel = await sandbox.add_group(admins=("ada",), type="channel", title="News")
    poll = {"question": "Which?", "options": ["This", "That"], "is_anonymous": False}
    answer = await sandbox.call("sendPoll", chat_id=channel, **poll)
    assert answer == bad_request("non-anonymous polls can't be sent to channel chats")
    keyboard = {"keyboard": [["Yes"]]}
    answer = await sandbox.call("sendMessage", chat_id=channel, text="?", reply_markup=keyboard)
    assert answer == bad_request("inline keyboard expected")
    member = {"from": "ada", "who": "bot", "status": "member"}
    await sandbox.tell(f"chats/{channel}/membership", **member)
    answer = await sandbox.call("sendMessage", chat_id=channel, text="Hi")
    assert answer == bad_request("need administrator rights in the channel chat")


async def test_message_numbers_run_through_private_chats_and_groups_and_anew_in_supergroups(
    sandbox: SandboxClient,
) -> None:
    group = await sandbox.add_group("ada")
    supergroup = await sandbox.add_group("ada", type="supergroup")
    await sandbox.write("ada", "/start")
    numbers = [
        (await sandbox.call("sendMessage", chat_id=chat, text="Hi"))["message_id"]
        for chat in (group, ADA, supergroup)
    ]
    assert numbers == [3, 4, 2]


class TestMigration:
    """A group that becomes a supergroup gets another id."""

    async def test_both_chats_tell_of_it_and_the_old_one_names_the_new(
        self, sandbox: SandboxClient
    ) -> None:
        group = await sandbox.add_group("ada", "ben", admins=("ada",))
        new = (await sandbox.tell(f"chats/{group}/migrate"))["id"]
        away, here = [one["message"] for one in await sandbox.updates()]
        assert (away["chat"]["id"], away["migrate_to_chat_id"]) == (group, new)
        assert (here["chat"]["id"], here["migrate_from_chat_id"]) == (new, group)
        assert here["chat"]["type"] == "supergroup"
        answer = await sandbox.call("sendMessage", chat_id=group, text="Hi")
        assert answer == Refusal(
            400,
            "Bad Request: group chat was upgraded to a supergroup chat",
            {"migrate_to_chat_id": new},
        )
        assert (await sandbox.call("sendMessage", chat_id=new, text="Hi"))["text"] == "Hi"
        status, answer = await sandbox.try_to_tell(
            f"chats/{group}/messages", **{"from": "ada", "text": "Hello"}
        )
        assert (status, str(new) in answer["error"]) == (400, True)

    async def test_people_and_their_places_move_along(self, sandbox: SandboxClient) -> None:
        group = await sandbox.add_group("ada", "ben", admins=("ada",))
        new = await sandbox.tell(f"chats/{group}/migrate")
        assert new["members"] == {"ada": "creator", "ben": "member"}
        assert [one["id"] for one in await sandbox.ask("chats")] == [group, new["id"]]

    async def test_only_a_group_moves_and_only_once(self, sandbox: SandboxClient) -> None:
        group = await sandbox.add_group("ada")
        await sandbox.tell(f"chats/{group}/migrate")
        for chat in (group, "ada"):
            status, _ = await sandbox.try_to_tell(f"chats/{chat}/migrate")
            assert status == 400
