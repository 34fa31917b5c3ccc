"""Chats and their messages, in the shapes that the Bot API gives them."""

import asyncio
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from bot.sandbox.world.people import Person


class ChatType(StrEnum):
    """What kind of chat it is, as the Bot API names it."""

    PRIVATE = "private"
    GROUP = "group"
    SUPERGROUP = "supergroup"
    CHANNEL = "channel"


class Status(StrEnum):
    """What somebody is in a chat, as the Bot API names it."""

    CREATOR = "creator"
    ADMINISTRATOR = "administrator"
    MEMBER = "member"
    RESTRICTED = "restricted"
    LEFT = "left"
    KICKED = "kicked"


ADMIN_STATUSES = frozenset({Status.CREATOR, Status.ADMINISTRATOR})
PRESENT_STATUSES = ADMIN_STATUSES | {Status.MEMBER, Status.RESTRICTED}


@dataclass(slots=True)
class Topic:
    """A topic of a forum; its number is that of the message that opened it, 1 for General."""

    thread_id: int
    name: str
    is_closed: bool = False


GENERAL = 1


@dataclass(slots=True)
class Message:
    """One message; ``wire`` is what the bot sees of it.

    ``markup`` also holds the reply keyboards that only a person's client shows. ``change`` is the
    number of the latest change: new, edited or deleted.
    """

    id: int
    wire: dict[str, Any]
    is_from_bot: bool
    # The person who wrote it, also where the message does not tell.
    sender_id: int | None = None
    markup: dict[str, Any] | None = None
    # What the bot reacted with, as ReactionType objects.
    reactions: list[dict[str, Any]] = field(default_factory=list)
    # Whether its content has changed since it was sent: of a keyboard alone no client says so.
    is_reworded: bool = False
    change: int = 0
    is_deleted: bool = False

    def show_inline_keyboard(self, markup: dict[str, Any] | None) -> None:
        """Replace the keyboard, or with None take it away."""
        self.markup = markup
        self.wire = {key: value for key, value in self.wire.items() if key != "reply_markup"}
        if markup is not None:
            self.wire["reply_markup"] = markup

    def seen_by_people(self) -> dict[str, Any]:
        """Return the message as door 2 shows it; of a deleted one only that it is gone."""
        shown: dict[str, Any] = {
            "change": self.change,
            "message_id": self.id,
            "date": self.wire["date"],
            "from": self.wire.get("from") or self.wire.get("sender_chat"),
            "text": None,
            "entities": None,
            "reply_markup": None,
            "poll": None,
            "photo": None,
            "document": None,
            "caption": None,
            "caption_entities": None,
            "edited": "edit_date" in self.wire,
            "reworded": self.is_reworded,
            "deleted": self.is_deleted,
        }
        if not self.is_deleted:
            shown |= {key: value for key, value in self.wire.items() if key != "chat"}
            shown["reply_markup"] = self.markup
            if self.reactions:
                shown["reactions"] = self.reactions
        return shown


@dataclass(slots=True)
class Chat:
    """A private chat, group or channel, with the bot's place in it."""

    id: int
    type: ChatType
    title: str | None = None
    person: Person | None = None
    members: dict[int, Status] = field(default_factory=dict)
    bot_status: Status = Status.MEMBER
    # In a private chat: the person has written, so the bot may write too.
    is_started: bool = True
    migrated_to: int | None = None
    # None where there are no topics; a deleted one is not in it.
    topics: dict[int, Topic] | None = None
    has_hidden_members: bool = False
    # What members may not do, as the fields of ChatPermissions; and what single ones may not.
    forbidden: frozenset[str] = frozenset()
    restrictions: dict[int, frozenset[str]] = field(default_factory=dict)
    # Admins who have written as the group, as their right to stay anonymous lets them.
    anonymous_admins: set[int] = field(default_factory=set)
    # Oldest change first: a changed message moves to the end.
    messages: dict[int, Message] = field(default_factory=dict)
    waiters: set[asyncio.Future[None]] = field(default_factory=set)

    def wire(self) -> dict[str, Any]:
        """Return the chat as the Bot API's Chat."""
        if self.person is None:
            group = {"id": self.id, "type": str(self.type), "title": self.title}
            return group if self.topics is None else {**group, "is_forum": True}
        user = self.person.user()
        names: dict[str, Any] = {
            key: user[key] for key in ("first_name", "last_name", "username") if key in user
        }
        return {"id": self.id, "type": str(self.type), **names}

    @property
    def is_private(self) -> bool:
        """True for a chat between the bot and one person."""
        return self.type is ChatType.PRIVATE

    @property
    def is_group(self) -> bool:
        """True for groups and supergroups."""
        return self.type in (ChatType.GROUP, ChatType.SUPERGROUP)

    def status_of(self, person: Person) -> Status:
        """Return what ``person`` is in this chat."""
        if self.is_private:
            return Status.MEMBER if self.person == person else Status.LEFT
        return self.members.get(person.id, Status.LEFT)

    def wake(self) -> None:
        """Tell whoever waits for a change that there is one."""
        for waiter in self.waiters:
            if not waiter.done():
                waiter.set_result(None)
        self.waiters.clear()
