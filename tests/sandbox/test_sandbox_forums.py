"""Topics, anonymous admins, hidden members and rights: what groups have beside messages."""

from typing import Any

from tests.support.sandbox_client import (
    ADA,
    BEN,
    SandboxClient,
    bad_request,
    mismatches_of_result,
    mismatches_of_type,
)


async def add_forum(sandbox: SandboxClient) -> tuple[int, int]:
    """Return a forum of ada, its admin, and ben, and the number of its topic Health."""
    chat = await sandbox.add_group("ben", admins=("ada",), type="supergroup", is_forum=True)
    topic = await sandbox.tell(f"chats/{chat}/topics", **{"from": "ada", "name": "Health"})
    return chat, int(topic["message_thread_id"])


async def write_there(sandbox: SandboxClient, chat: int, person: str, **more: Any) -> Any:
    """Return the message that somebody wrote in a group."""
    return await sandbox.tell(f"chats/{chat}/messages", **{"from": person, **more})


class TestTopics:
    """A forum has General and topics, each closed or open."""

    async def test_a_topic_has_the_number_of_the_message_that_tells_of_it(
        self, sandbox: SandboxClient
    ) -> None:
        chat, thread = await add_forum(sandbox)
        (created,) = [one["message"] for one in await sandbox.updates()]
        assert created["message_id"] == created["message_thread_id"] == thread
        assert created["forum_topic_created"]["name"] == "Health"
        assert created["chat"]["is_forum"] is True
        assert mismatches_of_type("Message", created) == []
        assert [one["name"] for one in await sandbox.ask(f"chats/{chat}/topics")] == [
            "General",
            "Health",
        ]

    async def test_a_command_tells_its_topic_and_an_answer_to_it_stays_there(
        self, sandbox: SandboxClient
    ) -> None:
        chat, thread = await add_forum(sandbox)
        await sandbox.updates()
        asked = await write_there(sandbox, chat, "ben", text="/help", message_thread_id=thread)
        (told,) = [one["message"] for one in await sandbox.updates()]
        assert (told["message_thread_id"], told["is_topic_message"]) == (thread, True)
        reply = {"message_id": asked["message_id"]}
        answers = [
            await sandbox.call("sendMessage", chat_id=chat, text="Hi", reply_parameters=reply),
            await sandbox.call("sendMessage", chat_id=chat, text="Hi", message_thread_id=thread),
            await sandbox.call("sendMessage", chat_id=chat, text="Hi"),
        ]
        assert [one.get("message_thread_id") for one in answers] == [thread, thread, None]
        assert mismatches_of_result("sendMessage", answers[0]) == []

    async def test_a_closed_a_deleted_and_an_unknown_topic_refuse(
        self, sandbox: SandboxClient
    ) -> None:
        chat, thread = await add_forum(sandbox)
        for topic in (thread, 1):
            body = {"from": "ada", "message_thread_id": topic, "closed": True}
            await sandbox.tell(f"chats/{chat}/topics", **body)
        closed = [
            await sandbox.call("sendMessage", chat_id=chat, text="Hi", message_thread_id=thread),
            await sandbox.call("sendMessage", chat_id=chat, text="Hi"),
        ]
        assert closed == [bad_request("TOPIC_CLOSED")] * 2
        status, answer = await sandbox.try_to_tell(
            f"chats/{chat}/messages",
            **{"from": "ben", "text": "Hi", "message_thread_id": thread},
        )
        assert (status, "closed" in answer["error"]) == (400, True)
        again = {"from": "ada", "message_thread_id": 1, "closed": False}
        await sandbox.tell(f"chats/{chat}/topics", **again)
        assert (await sandbox.call("sendMessage", chat_id=chat, text="Hi"))["text"] == "Hi"
        gone = {"from": "ada", "message_thread_id": thread, "deleted": True}
        await sandbox.tell(f"chats/{chat}/topics", **gone)
        for number in (thread, 1, 4711):
            answer = await sandbox.call(
                "sendMessage", chat_id=chat, text="Hi", message_thread_id=number
            )
            assert answer == bad_request("message thread not found")

    async def test_where_there_are_no_topics_none_can_be_named(
        self, sandbox: SandboxClient
    ) -> None:
        group = await sandbox.add_group("ada", type="supergroup")
        answer = await sandbox.call("sendMessage", chat_id=group, text="Hi", message_thread_id=5)
        assert answer == bad_request("message thread not found")
        for path, body in (
            (f"chats/{group}/topics", {"from": "ada", "name": "Health"}),
            (f"chats/{group}/messages", {"from": "ada", "text": "Hi", "message_thread_id": 5}),
            ("chats", {"type": "group", "title": "G", "members": ["ada"], "is_forum": True}),
        ):
            status, _ = await sandbox.try_to_tell(path, **body)
            assert status == 400


async def test_an_anonymous_admin_writes_as_the_group(sandbox: SandboxClient) -> None:
    group = await sandbox.add_group("ben", admins=("ada",), type="supergroup")
    await write_there(sandbox, group, "ada", text="/settings", anonymous=True)
    (told,) = [one["message"] for one in await sandbox.updates()]
    assert told["from"]["username"] == "GroupAnonymousBot"
    assert told["sender_chat"]["id"] == group
    assert mismatches_of_type("Message", told) == []
    status, _ = await sandbox.try_to_tell(
        f"chats/{group}/messages", **{"from": "ben", "text": "Hi", "anonymous": True}
    )
    assert status == 400


async def test_hidden_members_are_told_to_an_admin_only(sandbox: SandboxClient) -> None:
    group = await sandbox.add_group("ben", admins=("ada",), type="supergroup", hidden_members=True)
    assert (await sandbox.call("getChat", chat_id=group))["has_hidden_members"] is True
    hidden = await sandbox.call("getChatMember", chat_id=group, user_id=BEN)
    assert hidden == bad_request("CHAT_ADMIN_REQUIRED")
    (admin,) = await sandbox.call("getChatAdministrators", chat_id=group)
    assert admin["user"]["id"] == ADA
    promoted = {"from": "ada", "who": "bot", "status": "administrator"}
    await sandbox.tell(f"chats/{group}/membership", **promoted)
    assert (await sandbox.call("getChatMember", chat_id=group, user_id=BEN))["status"] == "member"


class TestRights:
    """What all members may not do, and what one may not."""

    async def test_a_group_that_is_locked_takes_nothing_and_tells_nothing(
        self, sandbox: SandboxClient
    ) -> None:
        group = await sandbox.add_group("ben", admins=("ada",))
        await sandbox.tell(f"chats/{group}/rules", forbidden=["can_send_messages"])
        assert await sandbox.updates() == []
        answer = await sandbox.call("sendMessage", chat_id=group, text="Hi")
        assert answer == bad_request("not enough rights to send text messages to the chat")
        status, _ = await sandbox.try_to_tell(
            f"chats/{group}/messages", **{"from": "ben", "text": "Hi"}
        )
        assert status == 400
        shown = await sandbox.call("getChat", chat_id=group)
        assert shown["permissions"]["can_send_messages"] is False
        await sandbox.tell(f"chats/{group}/rules", forbidden=[])
        assert (await sandbox.call("sendMessage", chat_id=group, text="Hi"))["text"] == "Hi"

    async def test_polls_can_be_forbidden_alone(self, sandbox: SandboxClient) -> None:
        group = await sandbox.add_group("ada", admins=("ada",))
        await sandbox.tell(f"chats/{group}/rules", forbidden=["can_send_polls"])
        poll = {"chat_id": group, "question": "Which?", "options": ["This", "That"]}
        answer = await sandbox.call("sendPoll", **poll)
        assert answer == bad_request("not enough rights to send polls to the chat")
        assert (await sandbox.call("sendMessage", chat_id=group, text="Hi"))["text"] == "Hi"

    async def test_a_restriction_of_the_bot_comes_as_a_change_of_its_membership(
        self, sandbox: SandboxClient
    ) -> None:
        group = await sandbox.add_group("ben", admins=("ada",), type="supergroup")
        body = {"from": "ada", "who": "bot", "status": "restricted"}
        await sandbox.tell(f"chats/{group}/membership", **body, forbidden=["can_send_messages"])
        (change,) = [one["my_chat_member"] for one in await sandbox.updates()]
        new = change["new_chat_member"]
        assert (new["status"], new["can_send_messages"], new["can_send_polls"]) == (
            "restricted",
            False,
            True,
        )
        assert mismatches_of_type("ChatMemberUpdated", change) == []
        answer = await sandbox.call("sendMessage", chat_id=group, text="Hi")
        assert answer == bad_request("not enough rights to send text messages to the chat")

    async def test_a_restriction_of_a_person_is_told_to_a_bot_that_is_admin_and_asked_for_it(
        self, sandbox: SandboxClient
    ) -> None:
        group = await sandbox.add_group("ben", admins=("ada",), type="supergroup")
        promoted = {"from": "ada", "who": "bot", "status": "administrator"}
        await sandbox.tell(f"chats/{group}/membership", **promoted)
        await sandbox.updates(allowed_updates=["chat_member"])
        await sandbox.tell(
            f"chats/{group}/membership",
            **{"from": "ben", "status": "restricted", "forbidden": ["can_send_polls"]},
        )
        (change,) = [one["chat_member"] for one in await sandbox.updates()]
        assert change["old_chat_member"]["status"] == "member"
        assert change["new_chat_member"]["can_send_polls"] is False
