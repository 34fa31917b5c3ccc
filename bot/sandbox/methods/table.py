"""The table of Bot API methods that the sandbox has, and what each of them needs."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Any, TypeVar

from bot.sandbox.errors import ApiError, bad_request, forbidden
from bot.sandbox.world.chats import (
    ADMIN_STATUSES,
    PRESENT_STATUSES,
    Chat,
    ChatType,
    Message,
    Status,
)
from bot.sandbox.world.files import Upload
from bot.sandbox.world.people import Person
from bot.sandbox.world.world import World

_ATTACH = "attach://"


@dataclass(frozen=True, slots=True)
class Params:
    """A method's parameters, already values of their types, and the files beside them."""

    values: Mapping[str, Any]
    files: Mapping[str, Upload] = field(default_factory=dict)
    # What the method has asked for, and what it says itself that nothing comes of.
    read: set[str] = field(default_factory=set)
    ignored: list[str] = field(default_factory=list)

    def __contains__(self, name: str) -> bool:
        self.read.add(name)
        return name in self.values

    def without_effect(self) -> list[str]:
        """Return the parameters, and fields of them, that the method has made nothing of."""
        given = self.values.keys() | self.files.keys()
        return sorted({*given - self.read, *self.ignored})

    def get(self, name: str) -> Any:
        """Return the value, or None if it is absent."""
        self.read.add(name)
        return self.values.get(name)

    def text(self, name: str) -> str:
        """Return the text, or an empty one if it is absent."""
        self.read.add(name)
        value = self.values.get(name, "")
        return value if isinstance(value, str) else str(value)

    def integer(self, name: str, default: int = 0) -> int:
        """Return the whole number, or ``default`` if it is absent."""
        self.read.add(name)
        return int(self.values.get(name, default))

    def is_true(self, name: str) -> bool:
        """Return the boolean; an absent one is false."""
        self.read.add(name)
        return bool(self.values.get(name, False))

    def upload(self, name: str) -> Upload | None:
        """Return the file sent in the field itself or through attach://, or None."""
        value = self.get(name)
        if isinstance(value, str) and value.startswith(_ATTACH):
            name = value.removeprefix(_ATTACH)
            self.read.add(name)
        return self.files.get(name)


Call = Callable[[World, Params], Any | Awaitable[Any]]

_C = TypeVar("_C", bound=Call)

METHODS: dict[str, Call] = {}


def method(name: str) -> Callable[[_C], _C]:
    """Put the decorated function into the table under a method's name."""

    def register(call: _C) -> _C:
        METHODS[name.lower()] = call
        return call

    return register


class Access(Enum):
    """What a method wants from a chat."""

    READ = auto()
    EDIT = auto()
    WRITE = auto()


def get_chat(world: World, chat_id: Any, access: Access) -> Chat:
    """Return the chat; raises Telegram's 400s and 403s of one that the bot cannot use so."""
    if chat_id is None or chat_id == "":
        raise bad_request("chat_id is empty")
    chat = world.find_chat(chat_id)
    if chat is None:
        raise bad_request("chat not found")
    if chat.is_private:
        if not chat.is_started:
            if access is Access.WRITE:
                raise forbidden("bot can't initiate conversation with a user")
            raise bad_request("chat not found")
        if chat.bot_status is Status.KICKED and access is not Access.READ:
            raise forbidden("bot was blocked by the user")
    elif chat.migrated_to is not None:
        if access is not Access.READ:
            raise migrated(chat.migrated_to)
    else:
        _check_bot_place(chat, access)
    return chat


def _check_bot_place(chat: Chat, access: Access) -> None:
    if chat.bot_status not in PRESENT_STATUSES:
        if chat.type is ChatType.GROUP and access is Access.READ:
            return
        if chat.bot_status is Status.KICKED:
            raise forbidden(f"bot was kicked from the {chat.type} chat")
        raise forbidden(f"bot is not a member of the {chat.type} chat")
    if (
        chat.type is ChatType.CHANNEL
        and access is not Access.READ
        and chat.bot_status not in ADMIN_STATUSES
    ):
        raise bad_request("need administrator rights in the channel chat")


def migrated(new_chat_id: int) -> ApiError:
    """Return the 400 that tells where a group went."""
    description = "Bad Request: group chat was upgraded to a supergroup chat"
    return ApiError(400, description, {"migrate_to_chat_id": new_chat_id})


def get_message(world: World, chat: Chat, message_id: int, purpose: str) -> Message:
    """Return the message; raises the 400 that says what it was wanted for."""
    message = world.find_message(chat, message_id)
    if message is None:
        raise bad_request(f"{purpose} not found")
    return message


def get_person(world: World, user_id: int) -> Person:
    """Return the person; raises the 400 of an id that nobody has."""
    person = world.people.find(user_id)
    if person is None:
        raise bad_request("user not found")
    return person
