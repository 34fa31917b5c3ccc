"""Which of a group's messages reach the bot.

https://core.telegram.org/bots/features#privacy-mode
"""

from typing import Any

from bot.sandbox.world.chats import ADMIN_STATUSES, PRESENT_STATUSES, Chat, Message
from bot.sandbox.world.profile import BOT_ID, BOT_USERNAME


def bot_sees(chat: Chat, message: Message) -> bool:
    """Tell whether a person's message reaches the bot.

    Outside groups, and as an admin, it gets everything; in groups its commands, its mentions and
    the replies to it.
    """
    if chat.bot_status not in PRESENT_STATUSES:
        return False
    if not chat.is_group or chat.bot_status in ADMIN_STATUSES:
        return True
    replied_to = message.wire.get("reply_to_message", {})
    if replied_to.get("from", {}).get("id") == BOT_ID:
        return True
    text = message.wire.get("text", message.wire.get("caption", ""))
    entities = message.wire.get("entities", message.wire.get("caption_entities", []))
    return any(_is_for_bot(text, entity) for entity in entities)


def _is_for_bot(text: str, entity: dict[str, Any]) -> bool:
    # Entities count in UTF-16 units of two bytes.
    start, length = 2 * entity["offset"], 2 * entity["length"]
    part = text.encode("utf-16-le")[start : start + length].decode("utf-16-le")
    if entity["type"] == "mention":
        return part.lower() == f"@{BOT_USERNAME}"
    if entity["type"] == "bot_command":
        _, _, addressee = part.partition("@")
        return addressee.lower() in ("", BOT_USERNAME)
    return False
