"""Door 2, the chats: what people write, press and vote, and what they see."""

import asyncio
from typing import Any, TypeGuard

from aiohttp import web

from bot.sandbox.chats import ADMIN_STATUSES, PRESENT_STATUSES, Chat, ChatType, Message, Status
from bot.sandbox.door_answers import answering, read_fields, read_json, seconds, whole_number
from bot.sandbox.errors import DoorError
from bot.sandbox.files import Upload
from bot.sandbox.formatting import utf16_length
from bot.sandbox.keyboards import find_button, inline_buttons
from bot.sandbox.membership import set_bot_status, set_person_status
from bot.sandbox.people import Person
from bot.sandbox.texts import MAX_CAPTION, MAX_TEXT
from bot.sandbox.voting import vote
from bot.sandbox.world import World

_LONGEST_WAIT_SECONDS = 60.0
_PRESS_SECONDS = 10.0
_LONGEST_CALLBACK_BYTES = 64

_MESSAGE_EXAMPLE = (
    '{"from": "ada", "text": "/start"}, {"from": "ada", "location": {"latitude": 52.5,'
    ' "longitude": 13.4}}, or a multipart form with from and document'
)
_PRESS_EXAMPLE = '{"from": "ada", "message_id": 7, "button": "Begin"} or "callback_data": "..."'
_VOTE_EXAMPLE = '{"from": "ada", "message_id": 9, "options": [1]}'
_MEMBERSHIP_EXAMPLE = (
    '{"from": "ada", "status": "kicked"} or "member"; in a group also "left" and "administrator",'
    ' and "who": "bot"'
)


class PeopleDoor:
    """Carries what people do in their chats to the bot, and back what they see."""

    def __init__(self, world: World) -> None:
        self._world = world

    def add_routes(self, app: web.Application) -> None:
        """Put these addresses into ``app``."""
        chat = "/sandbox/chats/{chat}"
        app.router.add_post(f"{chat}/messages", answering(self.write))
        app.router.add_get(f"{chat}/messages", answering(self.read))
        app.router.add_post(f"{chat}/presses", answering(self.press))
        app.router.add_post(f"{chat}/votes", answering(self.vote))
        app.router.add_post(f"{chat}/membership", answering(self.change_membership))

    async def write(self, request: web.Request) -> dict[str, Any]:
        """Take a person's message and answer with it."""
        chat = find_chat(self._world, request)
        given, files = await read_fields(request, _MESSAGE_EXAMPLE)
        person = self._world.people.get(given.get("from"))
        content = self._content(given, files)
        _check_writer(chat, person, content)
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
        return self._world.receive(chat, content, person).seen_by_people()

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
        given = await read_json(request, _PRESS_EXAMPLE)
        person = self._world.people.get(given.get("from"))
        check_member(chat, person)
        message = _get_message(self._world, chat, given.get("message_id"))
        if not message.is_from_bot:
            raise DoorError(f"message {message.id} is not the bot's: give one with buttons")
        if chat.bot_status not in PRESENT_STATUSES:
            raise DoorError(f"the bot is not in chat {chat.id}: nobody would answer the press")
        press = self._world.press(chat, message, person, _callback_data(message, given))
        try:
            async with asyncio.timeout(_PRESS_SECONDS):
                return await asyncio.shield(press.answered)
        except TimeoutError:
            raise DoorError(
                f"the bot did not answer the callback within {_PRESS_SECONDS:.0f} seconds", 424
            ) from None

    async def vote(self, request: web.Request) -> dict[str, Any]:
        """Vote in a poll and answer with the poll as the person now sees it."""
        chat = find_chat(self._world, request)
        given = await read_json(request, _VOTE_EXAMPLE)
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
        given = await read_json(request, _MEMBERSHIP_EXAMPLE)
        person = self._world.people.get(given.get("from"))
        status = _status(chat, given.get("status"))
        if given.get("who") not in (None, "bot"):
            raise DoorError(f'who {given["who"]!r} given; accepted is "bot", or nothing')
        if chat.is_private:
            check_member(chat, person)
            set_bot_status(self._world, chat, status, person.user())
        elif given.get("who") == "bot":
            self._change_bot(chat, person, status)
        else:
            set_person_status(self._world, chat, person, status)
        return {"from": person.name, "status": str(status)}

    def _change_bot(self, chat: Chat, person: Person, status: Status) -> None:
        """Add or remove the bot; a group also says so in a message, while the bot can see it."""
        was_present = chat.bot_status in PRESENT_STATUSES
        is_present = status in PRESENT_STATUSES
        set_bot_status(self._world, chat, status, person.user())
        if chat.is_group and was_present != is_present:
            name = "new_chat_members" if is_present else "left_chat_member"
            bot = self._world.bot_user()
            self._world.tell_service(chat, {name: [bot] if is_present else bot}, person)

    def _content(self, given: dict[str, Any], files: dict[str, Upload]) -> dict[str, Any]:
        """Return the message fields of what a person sends."""
        if "document" in files:
            content: dict[str, Any] = {
                "document": self._world.files.add_document(files["document"]).document()
            }
            if given.get("caption"):
                content["caption"] = _text(given["caption"], "caption", MAX_CAPTION)
            return content
        if given.get("location") is not None:
            return {"location": _location(given["location"])}
        if given.get("text") is not None:
            return {"text": _text(given["text"], "text", MAX_TEXT)}
        raise DoorError(
            f"neither text, location nor document given; accepted is {_MESSAGE_EXAMPLE}"
        )


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


def check_member(chat: Chat, person: Person) -> None:
    """Raise the DoorError of somebody who is not in the chat."""
    if chat.status_of(person) not in PRESENT_STATUSES:
        raise DoorError(f"{person.name} is not in chat {chat.id}: give one of its members")


def _check_writer(chat: Chat, person: Person, content: dict[str, Any]) -> None:
    check_member(chat, person)
    if chat.migrated_to is not None:
        raise DoorError(f"chat {chat.id} became supergroup {chat.migrated_to}: write there")
    if chat.type is ChatType.CHANNEL and chat.status_of(person) not in ADMIN_STATUSES:
        raise DoorError(f"{person.name} cannot post in channel {chat.id}: give one of its admins")
    if not content:
        raise DoorError(f"nothing given; accepted is {_MESSAGE_EXAMPLE}")


def _text(given: Any, name: str, longest: int) -> str:
    if not isinstance(given, str) or not given.strip():
        raise DoorError(f"{name} {given!r} given; accepted is a text that is not empty")
    length = utf16_length(given.strip())
    if length > longest:
        raise DoorError(f"{name} of {length} UTF-16 units given; accepted are at most {longest}")
    return given.strip()


def _location(given: Any) -> dict[str, float]:
    if isinstance(given, dict):
        latitude, longitude = given.get("latitude"), given.get("longitude")
        if _is_within(latitude, 90) and _is_within(longitude, 180):
            return {"latitude": float(latitude), "longitude": float(longitude)}
    raise DoorError(
        f'location {given!r} given; accepted is {{"latitude": 52.5, "longitude": 13.4}} with at'
        " most 90 and 180 degrees"
    )


def _is_within(value: Any, most: float) -> TypeGuard[float]:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) <= most


def _get_message(world: World, chat: Chat, given: Any) -> Message:
    try:
        message = world.find_message(chat, int(given))
    except (TypeError, ValueError):
        message = None
    if message is None:
        raise DoorError(f"there is no message {given!r} in chat {chat.id}", 404)
    return message


def _callback_data(message: Message, given: dict[str, Any]) -> str:
    """Return the data of the labelled button, or whatever a forger gives."""
    data = given.get("callback_data")
    if data is not None:
        if not isinstance(data, str) or not 1 <= len(data.encode()) <= _LONGEST_CALLBACK_BYTES:
            raise DoorError(f"callback_data must be a text of 1 to {_LONGEST_CALLBACK_BYTES} bytes")
        return data
    label = given.get("button")
    if not isinstance(label, str):
        raise DoorError(f"neither button nor callback_data given; accepted is {_PRESS_EXAMPLE}")
    button = find_button(message.markup, label)
    if button is None:
        labels = ", ".join(f'"{one["text"]}"' for one in inline_buttons(message.markup))
        raise DoorError(
            f"message {message.id} has no button {label!r}; it has {labels or 'no buttons'}", 404
        )
    if "callback_data" not in button:
        kind = next(name for name in button if name not in ("text", "style"))
        raise DoorError(
            f"button {label!r} is a {kind} button, which the bot does not hear of: press one with"
            " callback_data"
        )
    return str(button["callback_data"])


def _status(chat: Chat, given: Any) -> Status:
    accepted = [Status.KICKED, Status.MEMBER]
    if not chat.is_private:
        accepted += [Status.LEFT, Status.ADMINISTRATOR]
    if given not in list(accepted):
        raise DoorError(f"status {given!r} given; accepted are {', '.join(accepted)}")
    return Status(given)
