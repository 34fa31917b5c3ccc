"""Door 2, the chats: what people write, press and vote, and what they see."""

import asyncio
from functools import partial
from typing import Any

from aiohttp import web

from bot.sandbox.doors.answers import answering, read_fields, read_json, seconds, whole_number
from bot.sandbox.doors.people_input import (
    EDIT_EXAMPLE,
    MEMBERSHIP_EXAMPLE,
    MESSAGE_EXAMPLE,
    MESSAGE_FIELDS,
    PRESS_EXAMPLE,
    VOTE_EXAMPLE,
    parse_callback_data,
    parse_content,
    parse_flag,
    parse_forbidden,
    parse_origin,
    parse_status,
    parse_text,
)
from bot.sandbox.errors import DoorError
from bot.sandbox.world.chats import (
    ADMIN_STATUSES,
    GENERAL,
    PRESENT_STATUSES,
    Chat,
    ChatType,
    Message,
    Status,
    Topic,
)
from bot.sandbox.world.membership import set_bot_status, set_person_status
from bot.sandbox.world.people import Person
from bot.sandbox.world.rights import find_missing_right
from bot.sandbox.world.topics import thread_fields
from bot.sandbox.world.voting import vote
from bot.sandbox.world.world import World

_LONGEST_WAIT_SECONDS = 60.0
_PRESS_SECONDS = 10.0


class PeopleDoor:
    """Carries what people do in their chats to the bot, and back what they see."""

    def __init__(self, world: World) -> None:
        self._world = world

    def add_routes(self, app: web.Application) -> None:
        """Put these addresses into ``app``."""
        chat = "/sandbox/chats/{chat}"
        app.router.add_post(f"{chat}/messages", answering(self.write))
        app.router.add_post(f"{chat}/edits", answering(self.edit))
        app.router.add_get(f"{chat}/messages", answering(self.read))
        app.router.add_post(f"{chat}/presses", answering(self.press))
        app.router.add_post(f"{chat}/votes", answering(self.vote))
        app.router.add_post(f"{chat}/membership", answering(self.change_membership))

    async def write(self, request: web.Request) -> dict[str, Any]:
        """Take a person's message and answer with it."""
        chat = find_chat(self._world, request)
        given, files = await read_fields(request, MESSAGE_EXAMPLE, MESSAGE_FIELDS)
        person = self._world.people.get(given.get("from"))
        _check_writer(chat, person)
        content = parse_content(self._world.files, given, files)
        missing = find_missing_right(chat, person.id, chat.status_of(person), content)
        if missing is not None:
            raise DoorError(f"{person.name} may not send {missing} in chat {chat.id}")
        if chat.is_private and chat.bot_status is Status.KICKED:
            if not str(content.get("text", "")).startswith("/start"):
                raise DoorError(
                    f"{person.name} has blocked the bot: accepted is /start, which unblocks it"
                )
            set_bot_status(self._world, chat, Status.MEMBER, person.user())
        reply_to = given.get("reply_to_message_id")
        if reply_to is not None:
            wire = _get_message(self._world, chat, reply_to).wire
            content["reply_to_message"] = {
                key: value for key, value in wire.items() if key != "reply_to_message"
            }
        content |= self._circumstances(chat, person, given)
        return self._world.receive(chat, content, person).seen_by_people()

    def _circumstances(self, chat: Chat, person: Person, given: dict[str, Any]) -> dict[str, Any]:
        """Return what a message says of its album, its origin, its topic and its sender."""
        found: dict[str, Any] = {}
        if (album := given.get("media_group_id")) is not None:
            if not isinstance(album, str) or not album:
                raise DoorError(f'media_group_id {album!r} given; accepted is a text, as "album"')
            found["media_group_id"] = album
        if given.get("forward_from") is not None:
            world = self._world
            now, bot = world.clock.timestamp(), world.profile.user()
            found["forward_origin"] = parse_origin(world.people, given["forward_from"], bot, now)
        if (thread_id := given.get("message_thread_id")) is not None or chat.topics is not None:
            topic = get_topic(chat, GENERAL if thread_id is None else thread_id)
            is_admin = chat.status_of(person) in ADMIN_STATUSES
            if topic.is_closed and not is_admin:
                raise DoorError(f"topic {topic.name!r} is closed: only an admin writes there")
            found |= thread_fields(topic)
        if parse_flag(given, "anonymous"):
            if not chat.is_group or chat.status_of(person) not in ADMIN_STATUSES:
                raise DoorError(f"{person.name} is no admin of a group: only those stay anonymous")
            found["sender_chat"] = chat.wire()
            chat.anonymous_admins.add(person.id)
        return found

    async def edit(self, request: web.Request) -> dict[str, Any]:
        """Change what a person has written, and answer with it."""
        chat = find_chat(self._world, request)
        given = await read_json(
            request, EDIT_EXAMPLE, "from message_id text entities caption caption_entities"
        )
        person = self._world.people.get(given.get("from"))
        message = _get_message(self._world, chat, given.get("message_id"))
        if message.sender_id != person.id:
            raise DoorError(f"message {message.id} is not {person.name}'s: give one of theirs")
        content = parse_text(given, "text" if "text" in message.wire else "caption")
        self._world.edit(chat, message, content)
        return message.seen_by_people()

    async def read(self, request: web.Request) -> list[dict[str, Any]]:
        """Answer with the messages changed since a change number, waiting for a first one."""
        chat = find_chat(self._world, request)
        after = whole_number(request, "after", 0)
        wait_seconds = seconds(request, "wait", _LONGEST_WAIT_SECONDS)
        self._world.close_due_polls()
        messages = await self._world.changes(chat, after, wait_seconds)
        return [message.seen_by_people() for message in messages]

    async def press(self, request: web.Request) -> dict[str, Any]:
        """Press a button and answer with what the bot answered."""
        chat = find_chat(self._world, request)
        given = await read_json(request, PRESS_EXAMPLE, "from message_id button callback_data")
        person = self._world.people.get(given.get("from"))
        check_member(chat, person)
        # A phone may be behind, and still show the buttons of a message that is gone.
        is_behind = given.get("callback_data") is not None
        message = _get_message(self._world, chat, given.get("message_id"), may_be_gone=is_behind)
        if not message.is_from_bot:
            raise DoorError(f"message {message.id} is not the bot's: give one with buttons")
        if chat.bot_status not in PRESENT_STATUSES:
            raise DoorError(f"the bot is not in chat {chat.id}: nobody would answer the press")
        press = self._world.press(chat, message, person, parse_callback_data(message, given))
        try:
            async with asyncio.timeout(_PRESS_SECONDS):
                return await asyncio.shield(press.answered)
        except TimeoutError:
            raise DoorError(
                f"The bot has not answered for {_PRESS_SECONDS:.0f} seconds. Is it running?",
                424,
            ) from None

    async def vote(self, request: web.Request) -> dict[str, Any]:
        """Vote in a poll and answer with the poll as the person now sees it."""
        chat = find_chat(self._world, request)
        given = await read_json(request, VOTE_EXAMPLE, "from message_id options")
        person = self._world.people.get(given.get("from"))
        check_member(chat, person)
        message = _get_message(self._world, chat, given.get("message_id"))
        self._world.close_due_polls()
        poll = self._world.polls.find(chat, message.id)
        if poll is None:
            raise DoorError(f"message {message.id} is no poll: give the message_id of one")
        vote(self._world, poll, person, given.get("options"))
        return poll.seen_by(person.id)

    async def change_membership(self, request: web.Request) -> dict[str, Any]:
        """Block or unblock the bot, or change who is in a group."""
        chat = find_chat(self._world, request)
        given = await read_json(request, MEMBERSHIP_EXAMPLE, "from status who forbidden")
        person = self._world.people.get(given.get("from"))
        status = parse_status(chat, given.get("status"))
        if given.get("who") not in (None, "bot"):
            raise DoorError(f'who {given["who"]!r} given; accepted is "bot", or nothing')
        forbidden = parse_forbidden(given.get("forbidden", []))
        if bool(forbidden) != (status is Status.RESTRICTED):
            raise DoorError(f"status and forbidden do not fit; accepted is {MEMBERSHIP_EXAMPLE}")
        if chat.is_private:
            check_member(chat, person)
            set_bot_status(self._world, chat, status, person.user())
        elif given.get("who") == "bot":
            self._change_bot(chat, person, status, forbidden)
        else:
            set_person_status(self._world, chat, person, status, forbidden)
        return {"from": person.name, "status": str(status)}

    def _change_bot(
        self, chat: Chat, person: Person, status: Status, forbidden: frozenset[str]
    ) -> None:
        """Add or remove the bot; a group also says so in a message, while the bot can see it."""
        was_present = chat.bot_status in PRESENT_STATUSES
        is_present = status in PRESENT_STATUSES
        set_bot_status(self._world, chat, status, person.user(), forbidden)
        if chat.is_group and was_present != is_present:
            name = "new_chat_members" if is_present else "left_chat_member"
            bot = self._world.profile.user()
            self._world.tell_service(chat, {name: [bot] if is_present else bot}, person)


def find_chat(world: World, request: web.Request) -> Chat:
    """Return the chat in the address, given by id or by a person's name; DoorError 404 if none."""
    given = request.match_info["chat"]
    return get_chat(world, given)


def get_chat(world: World, given: str) -> Chat:
    """Return the chat that an id or a person's name means; DoorError 404 if there is none."""
    if given.removeprefix("-").isdecimal():
        chat = world.find_chat(int(given))
        if chat is None:
            raise DoorError(f"there is no chat {given}: see GET /sandbox/chats", 404)
        return chat
    chat = world.find_chat(world.people.get(given).id)
    assert chat is not None
    return chat


def get_topic(chat: Chat, given: Any) -> Topic:
    """Return the topic of that number; DoorError names those that there are."""
    if chat.topics is None:
        raise DoorError(f'chat {chat.id} has no topics: make one with "is_forum": true')
    topic = chat.topics.get(given) if isinstance(given, int) else None
    if topic is None:
        names = ", ".join(f"{one.thread_id} ({one.name})" for one in chat.topics.values())
        raise DoorError(f"message_thread_id {given!r} given; accepted are {names}", 404)
    return topic


def check_member(chat: Chat, person: Person) -> None:
    """Raise the DoorError of somebody who is not in the chat."""
    if chat.status_of(person) not in PRESENT_STATUSES:
        raise DoorError(f"{person.name} is not in chat {chat.id}: give one of its members")


def _check_writer(chat: Chat, person: Person) -> None:
    check_member(chat, person)
    if chat.migrated_to is not None:
        raise DoorError(f"chat {chat.id} became supergroup {chat.migrated_to}: write there")
    if chat.type is ChatType.CHANNEL and chat.status_of(person) not in ADMIN_STATUSES:
        raise DoorError(f"{person.name} cannot post in channel {chat.id}: give one of its admins")


def _get_message(world: World, chat: Chat, given: Any, *, may_be_gone: bool = False) -> Message:
    try:
        find = chat.messages.get if may_be_gone else partial(world.find_message, chat)
        message = find(int(given))
    except (TypeError, ValueError):
        message = None
    if message is None:
        raise DoorError(f"there is no message {given!r} in chat {chat.id}", 404)
    return message
