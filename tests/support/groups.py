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
