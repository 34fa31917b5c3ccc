"""A group that the stories share."""

from tests.support.conversation import World


async def back_class(world: World) -> int:
    """Return the chat of a group of ada, its admin, and ben."""
    group = await world.post(
        "chats", type="group", title="Back class", members=["ada", "ben"], admins=["ada"]
    )
    chat_id = group["id"]
    assert isinstance(chat_id, int)
    return chat_id


async def forum(world: World) -> tuple[int, int]:
    """Return the chat of a group with topics, of ada, its admin, and ben, and one topic."""
    group = await world.post(
        "chats",
        type="supergroup",
        title="Forum",
        members=["ada", "ben"],
        admins=["ada"],
        is_forum=True,
    )
    topic = await world.post(f"chats/{group['id']}/topics", **{"from": "ada", "name": "Health"})
    return int(group["id"]), int(topic["message_thread_id"])
