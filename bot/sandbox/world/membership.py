"""Who is in a chat, as the Bot API shows it, and the updates that a change brings."""

from typing import Any

from bot.sandbox.world.chats import ADMIN_STATUSES, PRESENT_STATUSES, Chat, ChatType, Status
from bot.sandbox.world.people import Person
from bot.sandbox.world.profile import BOT_ID
from bot.sandbox.world.rights import permissions
from bot.sandbox.world.world import World

_ADMIN_RIGHTS = (
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
)


def member_object(user: dict[str, Any], status: Status, chat: Chat) -> dict[str, Any]:
    """Return the user as the Bot API's ChatMember of this chat."""
    member: dict[str, Any] = {"status": str(status), "user": user}
    is_anonymous = user["id"] in chat.anonymous_admins
    if status is Status.CREATOR:
        member["is_anonymous"] = is_anonymous
    elif status is Status.ADMINISTRATOR:
        member |= {"can_be_edited": False, "is_anonymous": is_anonymous}
        member |= dict.fromkeys(_ADMIN_RIGHTS, True)
        if chat.type is ChatType.CHANNEL:
            member |= {"can_post_messages": True, "can_edit_messages": True}
        else:
            member["can_pin_messages"] = True
    elif status is Status.RESTRICTED:
        forbidden = chat.forbidden | chat.restrictions.get(user["id"], frozenset())
        member |= {"is_member": True, "until_date": 0, **permissions(forbidden)}
    elif status is Status.KICKED:
        member["until_date"] = 0
    return member


def bot_member(world: World, chat: Chat) -> dict[str, Any]:
    """Return the bot as the Bot API's ChatMember of this chat."""
    return member_object(world.profile.user(), chat.bot_status, chat)


def set_bot_status(
    world: World,
    chat: Chat,
    status: Status,
    by: dict[str, Any],
    forbidden: frozenset[str] = frozenset(),
) -> None:
    """Change what the bot is in the chat and tell it; nothing happens if nothing changes.

    ``by`` is the User who did it: the person who blocks, an admin who adds or removes.
    ``forbidden`` is what a restricted bot may not do.
    """
    if status is chat.bot_status and forbidden == chat.restrictions.get(BOT_ID, frozenset()):
        return
    old = bot_member(world, chat)
    chat.bot_status = status
    chat.restrictions[BOT_ID] = forbidden
    world.updates.put("my_chat_member", _change(world, chat, by, old, bot_member(world, chat)))


def set_person_status(
    world: World,
    chat: Chat,
    person: Person,
    status: Status,
    forbidden: frozenset[str] = frozenset(),
) -> None:
    """Change what a person is in a group or channel, and tell the bot if it is an admin there.

    ``forbidden`` is what a restricted person may not do.
    """
    before = chat.status_of(person)
    if status is before and forbidden == chat.restrictions.get(person.id, frozenset()):
        return
    old = member_object(person.user(), before, chat)
    chat.members[person.id] = status
    chat.restrictions[person.id] = forbidden
    if chat.bot_status not in PRESENT_STATUSES:
        return
    user = person.user()
    if chat.bot_status in ADMIN_STATUSES:
        new = member_object(user, status, chat)
        world.updates.put("chat_member", _change(world, chat, user, old, new))
    if chat.is_group:
        if status in PRESENT_STATUSES and before not in PRESENT_STATUSES:
            world.tell_service(chat, {"new_chat_members": [user]}, person)
        elif status not in PRESENT_STATUSES and before in PRESENT_STATUSES:
            world.tell_service(chat, {"left_chat_member": user}, person)


def _change(
    world: World, chat: Chat, by: dict[str, Any], old: dict[str, Any], new: dict[str, Any]
) -> dict[str, Any]:
    return {
        "chat": chat.wire(),
        "from": by,
        "date": world.clock.timestamp(),
        "old_chat_member": old,
        "new_chat_member": new,
    }
