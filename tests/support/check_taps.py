"""Presses in a symptom check, one at a time or one on the heels of another."""

from typing import Any

from tests.support.conversation import Chat


async def keyboard(chat: Chat, message_id: int) -> dict[str, str]:
    """Return the callback data of each button of a message, by label."""
    found = await chat.world.get(f"chats/{chat.chat}/messages", after=0, wait=0)
    [message] = [item for item in found if item["message_id"] == message_id]
    return {
        button["text"]: button["callback_data"]
        for row in message["reply_markup"]["inline_keyboard"]
        for button in row
    }


async def tap(chat: Chat, message_id: int, data: str) -> None:
    """Press without waiting for what the bot makes of it."""
    press: dict[str, Any] = {"from": chat.name, "message_id": message_id, "callback_data": data}
    await chat.world.post(f"chats/{chat.chat}/presses", **press)


async def reach(chat: Chat, *labels: str) -> str:
    """Begin a check and press those buttons; return what the last one shows."""
    screen = await chat.says("/check")
    for label in ("For me", *labels):
        screen = await chat.presses(label)
    return screen
