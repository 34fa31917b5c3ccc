"""Keeps the chats of a sandbox in a file, as Telegram does: a bot that remembers its people across
a restart must find the messages that it has sent them."""

import asyncio
import json
import logging
import os
from base64 import b64decode, b64encode
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.sandbox.errors import SandboxError
from bot.sandbox.world.chats import Chat, ChatType, Message, Status, Topic
from bot.sandbox.world.clock import format_instant, parse_instant
from bot.sandbox.world.files import StoredFile
from bot.sandbox.world.polls import Poll, PollChoice
from bot.sandbox.world.world import World

_log = logging.getLogger(__name__)

_VERSION = 1
_EVERY_SECONDS = 1.0
# Not of a chat, but of those who look at it now.
_PASSING = ("person", "waiters", "messages")


class Keeper:
    """Writes a world to a file whenever it has changed."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._kept_change = 0

    def open(self) -> World | None:
        """Return the world that was kept, with its clock no earlier than the machine's, or None if
        there is none. Raises ``SandboxError`` for a file that holds something else."""
        try:
            return _rebuild(json.loads(self._path.read_text("utf-8")))
        except FileNotFoundError:
            return None
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise SandboxError(
                f"{self._path} does not hold the chats of a sandbox ({type(error).__name__}). Move"
                " it away to begin with empty chats."
            ) from None

    async def run(self, world: World) -> None:
        """Keep what changes, and when this is cancelled the last of it."""
        try:
            while True:
                await asyncio.sleep(_EVERY_SECONDS)
                self._try_to_keep(world)
        finally:
            self._try_to_keep(world)

    def _try_to_keep(self, world: World) -> None:
        try:
            self.keep(world)
        except OSError as error:
            _log.warning("the chats cannot be kept in %s: %s", self._path, error.strerror)

    def keep(self, world: World) -> None:
        """Have the world as it is now in the file, whole, if it is another than that kept last."""
        if world.last_change == self._kept_change:
            return
        written = self._path.with_name(f"{self._path.name}.new")
        # Nobody else on the machine reads what people write here.
        file = os.open(written, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(file, "w", encoding="utf-8") as opened:
            json.dump(_describe(world), opened, ensure_ascii=False)
        written.replace(self._path)
        self._kept_change = world.last_change


def _describe(world: World) -> dict[str, Any]:
    chats = world.chats()
    polls = [
        (chat.id, message_id, asdict(poll))
        for chat in chats
        for message_id in chat.messages
        if (poll := world.polls.find(chat, message_id)) is not None
    ]
    return {
        "version": _VERSION,
        "now": format_instant(world.clock.now()),
        "people": world.people.added_count,
        "last_update_id": world.updates.last_id,
        "chats": [_describe_chat(chat) for chat in chats if not chat.is_private or chat.messages],
        "polls": polls,
        "files": [
            {**asdict(file), "content": b64encode(file.content).decode()} for file in world.files
        ],
    }


def _describe_chat(chat: Chat) -> dict[str, Any]:
    kept = {name: getattr(chat, name) for name in Chat.__slots__ if name not in _PASSING}
    topics = None if chat.topics is None else [asdict(one) for one in chat.topics.values()]
    return {
        **kept,
        "topics": topics,
        "forbidden": sorted(chat.forbidden),
        "members": list(chat.members.items()),
        "anonymous_admins": sorted(chat.anonymous_admins),
        "restrictions": [(who, sorted(what)) for who, what in chat.restrictions.items()],
        "messages": [asdict(message) for message in chat.messages.values()],
    }


def _rebuild(kept: dict[str, Any]) -> World:
    if kept["version"] != _VERSION:
        raise ValueError
    world = World(max(parse_instant(kept["now"]), datetime.now(UTC)))
    world.add_people(kept["people"])
    world.updates.begin_after(kept["last_update_id"])
    for given in kept["chats"]:
        world.take_chat(_rebuild_chat(world, given))
    for chat_id, message_id, given in kept["polls"]:
        chat = world.find_chat(chat_id)
        assert chat is not None
        choices = tuple(PollChoice(**choice) for choice in given["choices"])
        # The keys of a JSON object are texts.
        votes = {int(who): chosen for who, chosen in given["votes"].items()}
        world.polls.add(Poll(**{**given, "choices": choices, "votes": votes}), chat, message_id)
    for given in kept["files"]:
        size = given["size"] and tuple(given["size"])
        content = b64decode(given["content"])
        world.files.take(StoredFile(**{**given, "content": content, "size": size}))
    return world


def _rebuild_chat(world: World, given: dict[str, Any]) -> Chat:
    topics = given["topics"]
    rebuilt = {
        "type": ChatType(given["type"]),
        "bot_status": Status(given["bot_status"]),
        "person": world.people.find(given["id"]),
        "members": {who: Status(status) for who, status in given["members"]},
        "anonymous_admins": set(given.get("anonymous_admins", ())),
        "topics": topics and {one["thread_id"]: Topic(**one) for one in topics},
        "forbidden": frozenset(given["forbidden"]),
        "restrictions": {who: frozenset(what) for who, what in given["restrictions"]},
        "messages": {one["id"]: Message(**one) for one in given["messages"]},
    }
    return Chat(**{**given, **rebuilt})
