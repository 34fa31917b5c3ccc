"""Command menus: what the bot set for which scope and language, and what a person sees."""

import re
from typing import Any

from bot.sandbox.errors import bad_request
from bot.sandbox.world.chats import ADMIN_STATUSES, Chat
from bot.sandbox.world.people import Person

# https://core.telegram.org/bots/api#botcommand and #setmycommands
_MOST_COMMANDS = 100
_LONGEST_COMMAND = 32
_LONGEST_DESCRIPTION = 256
_COMMAND = re.compile(r"[a-z0-9_]+")
_LANGUAGE = re.compile(r"[a-z]{2}")

# A scope's type, then the chat and the user that it names, if any.
Scope = tuple[str, int | None, int | None]

DEFAULT_SCOPE: Scope = ("default", None, None)


class CommandMenus:
    """The command lists by scope and language."""

    def __init__(self) -> None:
        self._menus: dict[tuple[Scope, str], list[dict[str, Any]]] = {}

    def set(self, scope: Scope, language_code: str, commands: list[dict[str, Any]]) -> None:
        """Replace the list of this scope and language; an empty one deletes it."""
        check_language(language_code)
        if commands:
            self._menus[scope, language_code] = commands
        else:
            self._menus.pop((scope, language_code), None)

    def get(self, scope: Scope, language_code: str) -> list[dict[str, Any]]:
        """Return the list set for exactly this scope and language, or an empty one."""
        return self._menus.get((scope, language_code), [])

    def seen_by(self, person: Person, chat: Chat) -> list[dict[str, Any]]:
        """Return the menu that the person sees in the chat: the narrowest list there is.

        https://core.telegram.org/bots/api#determining-list-of-commands
        """
        for scope in _scopes(person, chat):
            for language_code in (person.language_code, ""):
                found = self._menus.get((scope, language_code))
                if found:
                    return found
        return []


def parse_commands(given: list[Any]) -> list[dict[str, Any]]:
    """Return the commands with clean descriptions; raises the 400 of what Telegram refuses."""
    commands = []
    for one in given:
        if not isinstance(one, dict):
            raise bad_request("can't parse BotCommand: expected an Object")
        for name in ("command", "description"):
            if not isinstance(one.get(name), str):
                raise bad_request(f"can't parse BotCommand: Can't find field \"{name}\"")
        command = one["command"].strip().removeprefix("/")
        description = one["description"].strip()
        _check_length("command", command, _LONGEST_COMMAND)
        _check_length("command description", description, _LONGEST_DESCRIPTION)
        if not _COMMAND.fullmatch(command):
            raise bad_request("BOT_COMMAND_INVALID")
        commands.append({"command": command, "description": description})
    if len(commands) > _MOST_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    return commands


def _check_length(what: str, text: str, longest: int) -> None:
    if not text:
        raise bad_request(f"{what} must be non-empty")
    if len(text) > longest:
        raise bad_request(f"{what} length must not exceed {longest}")


def check_language(language_code: str) -> None:
    """Raise the 400 of a language code that is neither empty nor two lower-case letters."""
    if language_code and not _LANGUAGE.fullmatch(language_code):
        raise bad_request("invalid language code specified")


def _scopes(person: Person, chat: Chat) -> list[Scope]:
    """Return the scopes that apply to the person in the chat, the narrowest first."""
    if chat.is_private:
        return [("chat", chat.id, None), ("all_private_chats", None, None), DEFAULT_SCOPE]
    is_admin = chat.status_of(person) in ADMIN_STATUSES
    scopes: list[Scope] = [("chat_member", chat.id, person.id)]
    if is_admin:
        scopes.append(("chat_administrators", chat.id, None))
    scopes.append(("chat", chat.id, None))
    if is_admin:
        scopes.append(("all_chat_administrators", None, None))
    return [*scopes, ("all_group_chats", None, None), DEFAULT_SCOPE]
