"""Files that the bot sent, as a person opens them."""

from tests.support.conversation import Chat, World


async def file_of(world: World, chat: Chat, kind: str) -> bytes:
    """Return the latest file of that kind, "document" or "photo", in the chat."""
    found = await world.get(f"chats/{chat.chat}/messages", after=0, wait=0)
    item = next(message[kind] for message in reversed(found) if message.get(kind))
    file_id = item[-1]["file_id"] if isinstance(item, list) else item["file_id"]
    async with world.http.get(f"{world.url}/sandbox/files/{file_id}") as response:
        assert response.status == 200
        return await response.read()
