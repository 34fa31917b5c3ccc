"""The sandbox's world: its people, chats and messages, in memory only."""

import asyncio
import itertools
import secrets
import time
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.sandbox.api_schema import load_api_schema
from bot.sandbox.formatting import detect_entities
from bot.sandbox.world.chats import Chat, ChatType, Message, Status
from bot.sandbox.world.clock import SandboxClock
from bot.sandbox.world.commands import CommandMenus
from bot.sandbox.world.files import FileStore
from bot.sandbox.world.people import ANONYMOUS_ADMIN, Person, Population
from bot.sandbox.world.polls import Poll, Polls
from bot.sandbox.world.privacy import bot_sees
from bot.sandbox.world.profile import Profile
from bot.sandbox.world.updates import UpdateQueue
from bot.sandbox.world.webhook import Webhook

FIRST_GROUP_ID = -4_500_000_001
FIRST_CHANNEL_ID = -1_002_000_000_001
# Telegram does not document how long a query lives; clients stop waiting about then.
PRESS_SECONDS = 30.0


@dataclass(slots=True)
class Press:
    """A button press that waits for the bot's answer."""

    answered: asyncio.Future[dict[str, Any]]
    pressed_at: float = field(default_factory=time.monotonic)


class World:
    """Everything that exists in one sandbox; each change of a chat gets the next number."""

    def __init__(self, start_at: datetime | None = None) -> None:
        kinds = frozenset(load_api_schema().types["Update"].fields) - {"update_id"}
        self.clock = SandboxClock(start_at)
        self.people = Population()
        self.updates = UpdateQueue(kinds)
        self.webhook = Webhook(self.updates, self.clock.timestamp)
        self.files = FileStore()
        self.menus = CommandMenus()
        self.profile = Profile()
        self.polls = Polls()
        self.presses: dict[str, Press] = {}
        self._chats = {person.id: _private_chat(person) for person in self.people}
        self.last_change = 0
        self._message_ids = itertools.count(1)
        self._channel_message_ids: dict[int, itertools.count[int]] = {}
        self._group_ids = itertools.count(FIRST_GROUP_ID, -1)
        self._channel_ids = itertools.count(FIRST_CHANNEL_ID, -1)

    def add_people(self, count: int) -> list[Person]:
        """Return ``count`` new people, each with a chat that has started the bot."""
        people = self.people.add(count)
        for person in people:
            chat = _private_chat(person)
            chat.is_started = True
            self._chats[person.id] = chat
        return people

    def add_chat(
        self, chat_type: ChatType, title: str, members: dict[int, Status], bot_status: Status
    ) -> Chat:
        """Return a new group or channel, of which the bot has not been told."""
        ids = self._group_ids if chat_type is ChatType.GROUP else self._channel_ids
        chat = Chat(next(ids), chat_type, title, members=members, bot_status=bot_status)
        if chat_type is not ChatType.GROUP:
            self._channel_message_ids[chat.id] = itertools.count(1)
        self._chats[chat.id] = chat
        return chat

    def chats(self) -> list[Chat]:
        """Return every chat."""
        return list(self._chats.values())

    def find_chat(self, chat_id: object) -> Chat | None:
        """Return the chat with this id, or None."""
        return self._chats.get(chat_id) if isinstance(chat_id, int) else None

    def post(
        self,
        chat: Chat,
        content: dict[str, Any],
        *,
        sender: Person | None = None,
        markup: dict[str, Any] | None = None,
    ) -> Message:
        """Add a message with ``content`` to the chat, from ``sender`` or else from the bot."""
        ids = self._channel_message_ids.get(chat.id, self._message_ids)
        wire: dict[str, Any] = {"message_id": next(ids)}
        if chat.type is ChatType.CHANNEL:
            wire["sender_chat"] = chat.wire()
        else:
            wire["from"] = self.profile.user() if sender is None else sender.user()
        wire |= {"date": self.clock.timestamp(), "chat": chat.wire(), **content}
        if markup is not None and "inline_keyboard" in markup:
            wire["reply_markup"] = markup
        message = Message(
            wire["message_id"],
            wire,
            is_from_bot=sender is None,
            sender_id=None if sender is None else sender.id,
            markup=markup,
        )
        self.touch(chat, message)
        return message

    def take_chat(self, chat: Chat) -> None:
        """Have a chat that was kept; new messages, changes and chats are numbered after its own."""
        self._chats[chat.id] = chat
        newest = max(chat.messages, default=0)
        if chat.type in (ChatType.PRIVATE, ChatType.GROUP):
            self._message_ids = itertools.count(max(next(self._message_ids), newest + 1))
        else:
            self._channel_message_ids[chat.id] = itertools.count(newest + 1)
        if chat.type is ChatType.GROUP:
            self._group_ids = itertools.count(min(next(self._group_ids), chat.id - 1), -1)
        elif not chat.is_private:
            self._channel_ids = itertools.count(min(next(self._channel_ids), chat.id - 1), -1)
        changes = [message.change for message in chat.messages.values()]
        self.last_change = max([self.last_change, *changes])

    def touch(self, chat: Chat, message: Message) -> None:
        """Give the message the next change number and wake whoever waits for one."""
        self.last_change += 1
        message.change = self.last_change
        chat.messages.pop(message.id, None)
        chat.messages[message.id] = message
        chat.wake()

    def delete(self, chat: Chat, message: Message) -> None:
        """Take the message's content away; people see that it is gone."""
        message.is_deleted = True
        kept = ("message_id", "from", "sender_chat", "date", "chat")
        message.wire = {key: message.wire[key] for key in kept if key in message.wire}
        message.markup = None
        self.touch(chat, message)

    def refresh_poll(self, poll: Poll) -> None:
        """Show the poll as it stands in its message, and tell the bot."""
        chat, message_id = self.polls.place(poll)
        message = self.find_message(chat, message_id)
        if message is not None:
            message.wire = {**message.wire, "poll": poll.wire()}
            self.touch(chat, message)
        self.updates.put("poll", poll.wire())

    def close_poll(self, poll: Poll) -> None:
        """Take no more votes and tell the bot."""
        poll.is_closed = True
        self.refresh_poll(poll)

    def close_due_polls(self) -> None:
        """Close the polls whose time is over by the sandbox's clock."""
        for poll in self.polls.take_due(self.clock.timestamp()):
            self.close_poll(poll)

    def find_message(self, chat: Chat, message_id: int) -> Message | None:
        """Return the message, or None if there is none or it was deleted."""
        message = chat.messages.get(message_id)
        return None if message is None or message.is_deleted else message

    def receive(self, chat: Chat, content: dict[str, Any], sender: Person) -> Message:
        """Add a person's message and tell the bot, if the bot may see it.

        A ``sender_chat`` in the content hides the person: an admin who stays anonymous.
        """
        message = self.post(chat, _with_found_entities(content), sender=sender)
        if "sender_chat" in content:
            message.wire["from"] = ANONYMOUS_ADMIN
        chat.is_started = True
        if bot_sees(chat, message):
            kind = "channel_post" if chat.type is ChatType.CHANNEL else "message"
            self.updates.put(kind, message.wire)
        return message

    def edit(self, chat: Chat, message: Message, content: dict[str, Any]) -> None:
        """Change what a person has written and tell the bot, if the bot may see it."""
        changed = {"text", "entities", "caption", "caption_entities"}
        kept = {key: value for key, value in message.wire.items() if key not in changed}
        message.wire = {
            **kept,
            **_with_found_entities(content),
            "edit_date": self.clock.timestamp(),
        }
        message.is_reworded = True
        self.touch(chat, message)
        if bot_sees(chat, message):
            is_post = chat.type is ChatType.CHANNEL
            self.updates.put("edited_channel_post" if is_post else "edited_message", message.wire)

    def tell_service(self, chat: Chat, content: dict[str, Any], sender: Person) -> Message:
        """Add a service message and tell the bot, whatever its privacy mode."""
        message = self.post(chat, content, sender=sender)
        kind = "channel_post" if chat.type is ChatType.CHANNEL else "message"
        self.updates.put(kind, message.wire)
        return message

    def press(self, chat: Chat, message: Message, person: Person, data: str) -> Press:
        """Tell the bot of a pressed button and return the press that waits for its answer.

        Of a message that is gone the bot learns no more than its number.
        """
        self._forget_old_presses()
        query_id = str(secrets.randbelow(9 * 10**17) + 10**17)
        press = Press(asyncio.get_running_loop().create_future())
        self.presses[query_id] = press
        query = {
            "id": query_id,
            "from": person.user(),
            "message": {"chat": message.wire["chat"], "message_id": message.id, "date": 0}
            if message.is_deleted
            else message.wire,
            "chat_instance": str(abs(chat.id) * 7919),
            "data": data,
        }
        self.updates.put("callback_query", query)
        return press

    def _forget_old_presses(self) -> None:
        oldest_kept = time.monotonic() - PRESS_SECONDS
        for query_id, press in list(self.presses.items()):
            if press.pressed_at >= oldest_kept:
                break
            del self.presses[query_id]

    async def changes(self, chat: Chat, after: int, wait_seconds: float) -> list[Message]:
        """Return the messages changed after change number ``after``, waiting for a first one."""
        found = _changed(chat, after)
        if found or wait_seconds <= 0:
            return found
        waiter: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        chat.waiters.add(waiter)
        try:
            async with asyncio.timeout(wait_seconds):
                await waiter
        except TimeoutError:
            pass
        finally:
            chat.waiters.discard(waiter)
        return _changed(chat, after)


def _with_found_entities(content: dict[str, Any]) -> dict[str, Any]:
    """Return the content with what Telegram finds in its text beside what the person formatted."""
    for name, entities_name in (("text", "entities"), ("caption", "caption_entities")):
        given = content.get(entities_name, [])
        entities = [*given, *detect_entities(content.get(name, ""))]
        if entities:
            entities.sort(key=lambda one: (one["offset"], -one["length"]))
            content = {**content, entities_name: entities}
    return content


def _private_chat(person: Person) -> Chat:
    return Chat(person.id, ChatType.PRIVATE, person=person, is_started=False)


def _changed(chat: Chat, after: int) -> list[Message]:
    newest_first = itertools.takewhile(
        lambda message: message.change > after, reversed(chat.messages.values())
    )
    return list(newest_first)[::-1]
