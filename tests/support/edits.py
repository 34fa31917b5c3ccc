"""Edits by people."""

from tests.support.conversation import Chat


async def corrects(chat: Chat, text: str) -> str:
    """Edit the person's latest message and return what the bot shows."""
    found = await chat.world.get(f"chats/{chat.chat}/messages", after=0, wait=0)
    latest = max(one["message_id"] for one in found if not one["from"]["is_bot"])
    body = {"from": chat.name, "message_id": latest, "text": text}
    await chat.world.post(f"chats/{chat.chat}/edits", **body)
    return await chat.reads()
