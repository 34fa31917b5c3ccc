"""What somebody may do in a group: the permissions of all, and the restrictions of one."""

from typing import Any

from bot.sandbox.world.chats import ADMIN_STATUSES, Chat, Status

# https://core.telegram.org/bots/api#chatpermissions
PERMISSIONS = (
    "can_send_messages",
    "can_send_audios",
    "can_send_documents",
    "can_send_photos",
    "can_send_videos",
    "can_send_video_notes",
    "can_send_voice_notes",
    "can_send_polls",
    "can_send_other_messages",
    "can_add_web_page_previews",
    "can_react_to_messages",
    "can_edit_tag",
    "can_change_info",
    "can_invite_users",
    "can_pin_messages",
    "can_manage_topics",
)
# What a message holds, the permission that it wants, and Telegram's word for it in a refusal.
_WANTED = {
    "poll": ("can_send_polls", "polls"),
    "photo": ("can_send_photos", "photos"),
    "document": ("can_send_documents", "documents"),
    "video": ("can_send_videos", "videos"),
    "voice": ("can_send_voice_notes", "voice messages"),
    "sticker": ("can_send_other_messages", "stickers"),
}
_TEXT = ("can_send_messages", "text messages")


def permissions(forbidden: frozenset[str]) -> dict[str, bool]:
    """Return the permissions as the Bot API's ChatPermissions."""
    return {name: name not in forbidden for name in PERMISSIONS}


def find_missing_right(
    chat: Chat, user_id: int, status: Status, content: dict[str, Any]
) -> str | None:
    """Return Telegram's word for what this member may not send here, None if it may."""
    if not chat.is_group or status in ADMIN_STATUSES:
        return None
    forbidden = chat.forbidden
    if status is Status.RESTRICTED:
        forbidden = forbidden | chat.restrictions.get(user_id, frozenset())
    permission, word = next((_WANTED[name] for name in _WANTED if name in content), _TEXT)
    return word if permission in forbidden else None
