"""Methods about chats and who is in them, files and reactions."""

from typing import Any

from bot.sandbox.errors import bad_request
from bot.sandbox.methods.table import Access, Params, get_chat, get_message, get_person, method
from bot.sandbox.world.chats import ADMIN_STATUSES, PRESENT_STATUSES, Chat, Status
from bot.sandbox.world.files import MAX_DOWNLOAD_BYTES
from bot.sandbox.world.membership import bot_member, member_object, set_bot_status
from bot.sandbox.world.profile import BOT_ID
from bot.sandbox.world.rights import permissions
from bot.sandbox.world.world import World

_ACCENT_COLORS = 7
_GIFTS = (
    "unlimited_gifts",
    "limited_gifts",
    "unique_gifts",
    "premium_subscription",
    "gifts_from_channels",
)
# https://core.telegram.org/bots/api#reactiontypeemoji
_EMOJI = (
    "❤ 👍 👎 🔥 🥰 👏 😁 🤔 🤯 😱 🤬 😢 🎉 🤩 🤮 💩 🙏 👌 🕊 🤡 🥱 🥴 😍 🐳 ❤‍🔥 🌚 🌭 💯 🤣 ⚡"
    " 🍌 🏆 💔 🤨 😐 🍓 🍾 💋 🖕 😈 😴 😭 🤓 👻 👨‍💻 👀 🎃 🙈 😇 😨 🤝 ✍ 🤗 🫡 🎅 🎄 ☃ 💅 🤪 🗿"
    " 🆒 💘 🙉 🦄 😘 💊 🙊 😎 👾 🤷‍♂ 🤷 🤷‍♀ 😡"
)
_REACTIONS = frozenset(_EMOJI.split(" "))


@method("getChat")
def get_full_chat(world: World, params: Params) -> dict[str, Any]:
    """Return a chat with all that is known of it.

    https://core.telegram.org/bots/api#getchat
    """
    chat = get_chat(world, params.get("chat_id"), Access.READ)
    full = {
        **chat.wire(),
        "accent_color_id": abs(chat.id) % _ACCENT_COLORS,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(_GIFTS, False),
    }
    if chat.person is not None:
        full["active_usernames"] = [chat.person.name]
    if chat.is_group:
        full["permissions"] = permissions(chat.forbidden)
    if chat.has_hidden_members:
        full["has_hidden_members"] = True
    return full


@method("getChatMember")
def get_chat_member(world: World, params: Params) -> dict[str, Any]:
    """Return what somebody is in a chat.

    https://core.telegram.org/bots/api#getchatmember
    """
    chat = get_chat(world, params.get("chat_id"), Access.READ)
    user_id = params.integer("user_id")
    if user_id <= 0:
        raise bad_request("invalid user_id specified")
    if user_id == BOT_ID:
        return bot_member(world, chat)
    person = get_person(world, user_id)
    # It is promised only to admins: https://core.telegram.org/bots/api#getchatmember
    if chat.has_hidden_members and chat.bot_status not in ADMIN_STATUSES:
        raise bad_request("CHAT_ADMIN_REQUIRED")
    return member_object(person.user(), chat.status_of(person), chat)


@method("getChatAdministrators")
def get_chat_administrators(world: World, params: Params) -> list[dict[str, Any]]:
    """Return the admins of a group or channel, bots only when asked.

    https://core.telegram.org/bots/api#getchatadministrators
    """
    chat = get_chat(world, params.get("chat_id"), Access.READ)
    if chat.is_private:
        raise bad_request("there are no administrators in the private chat")
    admins = [
        member_object(person.user(), status, chat)
        for user_id, status in chat.members.items()
        if status in ADMIN_STATUSES and (person := world.people.find(user_id)) is not None
    ]
    if params.is_true("return_bots") and chat.bot_status in ADMIN_STATUSES:
        admins.append(bot_member(world, chat))
    return admins


@method("getChatMemberCount")
def get_chat_member_count(world: World, params: Params) -> int:
    """Return how many are in a chat, the bot included.

    https://core.telegram.org/bots/api#getchatmembercount
    """
    chat = get_chat(world, params.get("chat_id"), Access.READ)
    return 2 if chat.is_private else _present_count(chat)


def _present_count(chat: Chat) -> int:
    people = sum(status in PRESENT_STATUSES for status in chat.members.values())
    return people + (chat.bot_status in PRESENT_STATUSES)


@method("leaveChat")
def leave_chat(world: World, params: Params) -> bool:
    """Take the bot out of a group or channel.

    https://core.telegram.org/bots/api#leavechat
    """
    chat = get_chat(world, params.get("chat_id"), Access.READ)
    if chat.is_private:
        raise bad_request("chat member status can't be changed in private chats")
    set_bot_status(world, chat, Status.LEFT, world.profile.user())
    return True


@method("getFile")
def get_file(world: World, params: Params) -> dict[str, Any]:
    """Return where a file can be downloaded.

    https://core.telegram.org/bots/api#getfile
    """
    if "file_id" not in params:
        raise bad_request("file_id not specified")
    file = world.files.get(params.text("file_id"))
    if len(file.content) > MAX_DOWNLOAD_BYTES:
        raise bad_request("file is too big")
    return {**file.identity(), "file_path": file.path}


@method("setMessageReaction")
def set_message_reaction(world: World, params: Params) -> bool:
    """Put the bot's reaction under a message, or take it away.

    https://core.telegram.org/bots/api#setmessagereaction
    """
    chat = get_chat(world, params.get("chat_id"), Access.READ)
    message = get_message(world, chat, params.integer("message_id"), "message to react")
    reactions = params.get("reaction") or []
    # https://core.telegram.org/bots/api#setmessagereaction: a bot may set one, never a paid one.
    if len(reactions) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    for reaction in reactions:
        if not isinstance(reaction, dict) or reaction.get("type") != "emoji":
            raise bad_request("REACTION_INVALID")
        if reaction.get("emoji") not in _REACTIONS:
            raise bad_request("REACTION_INVALID")
    message.reactions = reactions
    world.touch(chat, message)
    return True
