"""Methods about the bot itself: who it is, its commands and its texts."""

from typing import Any

from bot.sandbox.errors import ApiError, bad_request
from bot.sandbox.methods.table import Access, Params, get_chat, method
from bot.sandbox.world.chats import Chat, ChatType
from bot.sandbox.world.commands import DEFAULT_SCOPE, Scope, check_language, parse_commands
from bot.sandbox.world.profile import parse_menu_button
from bot.sandbox.world.world import World

_ABILITIES = (
    "can_read_all_group_messages",
    "supports_guest_queries",
    "supports_inline_queries",
    "can_connect_to_business",
    "has_main_web_app",
    "has_topics_enabled",
    "allows_users_to_create_topics",
    "can_manage_bots",
    "supports_join_request_queries",
)


@method("getMe")
def get_me(world: World, _params: Params) -> dict[str, Any]:
    """Return the bot.

    https://core.telegram.org/bots/api#getme
    """
    return {**world.profile.user(), "can_join_groups": True, **dict.fromkeys(_ABILITIES, False)}


@method("setMyCommands")
def set_my_commands(world: World, params: Params) -> bool:
    """Set the command menu of a scope and language.

    https://core.telegram.org/bots/api#setmycommands
    """
    scope = _scope(world, params)
    commands = parse_commands(params.get("commands") or [])
    world.menus.set(scope, params.text("language_code"), commands)
    return True


@method("getMyCommands")
def get_my_commands(world: World, params: Params) -> list[dict[str, Any]]:
    """Return the command menu set for exactly this scope and language.

    https://core.telegram.org/bots/api#getmycommands
    """
    return world.menus.get(_scope(world, params), _language(params))


@method("deleteMyCommands")
def delete_my_commands(world: World, params: Params) -> bool:
    """Take the command menu of a scope and language away.

    https://core.telegram.org/bots/api#deletemycommands
    """
    world.menus.set(_scope(world, params), params.text("language_code"), [])
    return True


def _language(params: Params) -> str:
    language_code = params.text("language_code")
    check_language(language_code)
    return language_code


def _scope(world: World, params: Params) -> Scope:
    given = params.get("scope")
    if given is None:
        return DEFAULT_SCOPE
    kind = given.get("type")
    if kind in ("default", "all_private_chats", "all_group_chats", "all_chat_administrators"):
        return (kind, None, None)
    if kind not in ("chat", "chat_administrators", "chat_member"):
        raise bad_request("can't parse BotCommandScope: Unsupported type specified")
    chat = get_chat(world, _chat_id(given.get("chat_id")), Access.READ)
    if chat.is_private and kind != "chat":
        raise bad_request("can't use specified scope in private chats")
    if chat.type is ChatType.CHANNEL:
        raise bad_request("can't change commands in channel chats")
    if kind != "chat_member":
        return (kind, chat.id, None)
    return (kind, chat.id, _user_id(given.get("user_id")))


def _chat_id(given: Any) -> int:
    if given is None or given == "":
        raise bad_request("can't parse BotCommandScope: Empty chat_id specified")
    try:
        return int(given)
    except (TypeError, ValueError):
        raise bad_request("chat not found") from None


def _user_id(given: Any) -> int:
    try:
        user_id = int(given)
    except (TypeError, ValueError):
        user_id = 0
    if user_id <= 0:
        raise bad_request("can't parse BotCommandScope: Invalid user_id specified")
    return user_id


@method("setMyName")
def set_my_name(world: World, params: Params) -> bool:
    """Set the bot's name in a language.

    https://core.telegram.org/bots/api#setmyname
    """
    return _set_text(world, params, "name")


@method("getMyName")
def get_my_name(world: World, params: Params) -> dict[str, Any]:
    """Return the bot's name in a language.

    https://core.telegram.org/bots/api#getmyname
    """
    return {"name": world.profile.name(_language(params))}


@method("setMyDescription")
def set_my_description(world: World, params: Params) -> bool:
    """Set what an empty chat says of the bot.

    https://core.telegram.org/bots/api#setmydescription
    """
    return _set_text(world, params, "description")


@method("getMyDescription")
def get_my_description(world: World, params: Params) -> dict[str, Any]:
    """Return what an empty chat says of the bot.

    https://core.telegram.org/bots/api#getmydescription
    """
    return {"description": world.profile.text("description", _language(params))}


@method("setMyShortDescription")
def set_my_short_description(world: World, params: Params) -> bool:
    """Set what the bot's profile says.

    https://core.telegram.org/bots/api#setmyshortdescription
    """
    return _set_text(world, params, "short_description")


@method("getMyShortDescription")
def get_my_short_description(world: World, params: Params) -> dict[str, Any]:
    """Return what the bot's profile says.

    https://core.telegram.org/bots/api#getmyshortdescription
    """
    return {"short_description": world.profile.text("short_description", _language(params))}


def _set_text(world: World, params: Params, what: str) -> bool:
    world.profile.set_text(what, params.text("language_code"), params.text(what))
    return True


@method("setChatMenuButton")
def set_chat_menu_button(world: World, params: Params) -> bool:
    """Set the button beside the text field of one chat or of all.

    https://core.telegram.org/bots/api#setchatmenubutton
    """
    button = parse_menu_button(params.get("menu_button") or {"type": "default"})
    world.profile.set_menu_button(_menu_chat(world, params), button)
    return True


@method("getChatMenuButton")
def get_chat_menu_button(world: World, params: Params) -> dict[str, Any]:
    """Return the button beside the text field.

    https://core.telegram.org/bots/api#getchatmenubutton
    """
    return world.profile.menu_button(_menu_chat(world, params))


def _menu_chat(world: World, params: Params) -> int | None:
    """Return the id of the private chat that is meant, or None for all of them."""
    if not params.integer("chat_id"):
        return None
    chat: Chat = get_chat(world, params.get("chat_id"), Access.READ)
    if not chat.is_private:
        raise ApiError(400, "Bad Request: chat not found")
    return chat.id
