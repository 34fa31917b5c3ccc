"""Reads what a person's client sends; what makes no sense is told what is accepted."""

import json
import secrets
from typing import Any, TypeGuard

from bot.sandbox.errors import DoorError
from bot.sandbox.formatting import utf16_length
from bot.sandbox.keyboards import find_button, inline_buttons
from bot.sandbox.texts import MAX_CAPTION, MAX_TEXT
from bot.sandbox.world.chats import Chat, Message, Status
from bot.sandbox.world.files import FileStore, Upload
from bot.sandbox.world.people import Population
from bot.sandbox.world.rights import PERMISSIONS

_LONGEST_CALLBACK_BYTES = 64
_CHANNEL = '{"channel": "Back care", "username": "backcare", "message_id": 12}'
_CHANNEL_FIELDS = frozenset({"username", "message_id"})
# No channel is a chat of this world, whose numbers count down from another one.
_CHANNEL_ID = -1_001_999_999_999

MESSAGE_FIELDS = (
    "from text entities location document photo video caption caption_entities sticker voice"
    " media_group_id forward_from message_thread_id reply_to_message_id anonymous"
)
EDIT_EXAMPLE = '{"from": "ada", "message_id": 7, "text": "8pm"}'
MESSAGE_EXAMPLE = (
    '{"from": "ada", "text": "/start"}, {"from": "ada", "location": {"latitude": 52.5,'
    ' "longitude": 13.4}}, "sticker": "👍", "voice": 3 (seconds), or a multipart form with from and'
    " document, photo or video"
)
PRESS_EXAMPLE = '{"from": "ada", "message_id": 7, "button": "Begin"} or "callback_data": "..."'
VOTE_EXAMPLE = '{"from": "ada", "message_id": 9, "options": [1]}'
MEMBERSHIP_EXAMPLE = (
    '{"from": "ada", "status": "kicked"} or "member"; in a group also "left", "administrator" and'
    ' "restricted" with "forbidden": ["can_send_messages"], and "who": "bot"'
)


def parse_content(
    store: FileStore, given: dict[str, Any], files: dict[str, Upload]
) -> dict[str, Any]:
    """Return the message fields of what a person sends; ``store`` keeps its files."""
    if "document" in files:
        content: dict[str, Any] = {"document": store.add_document(files["document"]).document()}
    elif "photo" in files:
        content = {"photo": store.add_photo(files["photo"]).photo_sizes()}
    elif "video" in files:
        content = {"video": store.add_video(files["video"]).video()}
    elif given.get("location") is not None:
        content = {"location": _location(given["location"])}
    elif given.get("sticker") is not None:
        content = {"sticker": _sticker(given["sticker"])}
    elif given.get("voice") is not None:
        content = {"voice": store.add_voice(_seconds(given["voice"])).voice()}
    elif given.get("text") is not None:
        return parse_text(given, "text")
    else:
        raise DoorError(
            "neither text, location, sticker, voice, document, photo nor video given; accepted is"
            f" {MESSAGE_EXAMPLE}"
        )
    return {**content, **parse_text(given, "caption")} if given.get("caption") else content


def parse_text(given: dict[str, Any], name: str) -> dict[str, Any]:
    """Return the message fields of a text or caption and of what the person formatted in it."""
    entities_name = "entities" if name == "text" else "caption_entities"
    text = _text(given.get(name), name, MAX_TEXT if name == "text" else MAX_CAPTION)
    entities = _from_form(given.get(entities_name) or [])
    length = utf16_length(text)
    is_list = isinstance(entities, list)
    if not is_list or not all(_is_entity(one, length) for one in entities):
        raise DoorError(
            f"{entities_name} {entities!r} given; accepted is"
            ' [{"type": "bold", "offset": 0, "length": 4}] within the text, in UTF-16 units'
        )
    return {name: text, entities_name: entities} if entities else {name: text}


def parse_origin(people: Population, given: Any, bot: dict[str, Any], now: int) -> dict[str, Any]:
    """Return from whom a message is forwarded: a person, the bot, a name that is hidden, or a
    channel with the number of its post.

    https://core.telegram.org/bots/api#messageorigin
    """
    if isinstance(given, dict) and isinstance(given.get("channel"), str) and given["channel"]:
        return _channel_origin(given, now)
    if not isinstance(given, str) or not given:
        raise DoorError(
            f'forward_from {given!r} given; accepted is "ben", "bot", any name or {_CHANNEL}'
        )
    person = people.find_named(given)
    if person is None and given != "bot":
        return {"type": "hidden_user", "date": now, "sender_user_name": given}
    user = bot if person is None else person.user()
    return {"type": "user", "date": now, "sender_user": user}


def _channel_origin(given: dict[str, Any], now: int) -> dict[str, Any]:
    username, post = given.get("username"), given.get("message_id", 1)
    is_right = username is None or (isinstance(username, str) and username)
    if not is_right or not isinstance(post, int) or given.keys() - {"channel", *_CHANNEL_FIELDS}:
        raise DoorError(f"forward_from {given!r} given; of a channel accepted is {_CHANNEL}")
    chat: dict[str, Any] = {"id": _CHANNEL_ID, "type": "channel", "title": given["channel"]}
    if username:
        chat["username"] = username
    return {"type": "channel", "date": now, "chat": chat, "message_id": post}


def parse_forbidden(given: Any) -> frozenset[str]:
    """Return the permissions that are taken away; DoorError names those that there are."""
    if not isinstance(given, list) or not all(one in PERMISSIONS for one in given):
        raise DoorError(f"forbidden {given!r} given; accepted are [{', '.join(PERMISSIONS)}]")
    return frozenset(given)


def parse_flag(given: dict[str, Any], name: str) -> bool:
    """Return what is said to be so or not; what is not said is not so."""
    if given.get(name) not in (None, True, False):
        raise DoorError(f"{name} {given[name]!r} given; accepted are true and false")
    return given.get(name) is True


def parse_callback_data(message: Message, given: dict[str, Any]) -> str:
    """Return the data of the labelled button, or whatever a forger gives."""
    data = given.get("callback_data")
    if data is not None:
        if not isinstance(data, str) or not 1 <= len(data.encode()) <= _LONGEST_CALLBACK_BYTES:
            raise DoorError(f"callback_data must be a text of 1 to {_LONGEST_CALLBACK_BYTES} bytes")
        return data
    label = given.get("button")
    if not isinstance(label, str):
        raise DoorError(f"neither button nor callback_data given; accepted is {PRESS_EXAMPLE}")
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


def parse_status(chat: Chat, given: Any) -> Status:
    """Return what somebody shall be in the chat."""
    accepted = [Status.KICKED, Status.MEMBER]
    if not chat.is_private:
        accepted += [Status.LEFT, Status.ADMINISTRATOR, Status.RESTRICTED]
    if given not in list(accepted):
        raise DoorError(f"status {given!r} given; accepted are {', '.join(accepted)}")
    return Status(given)


def _from_form(given: Any) -> Any:
    """Return a value that a form has as JSON text; one that is no JSON stays as it is."""
    try:
        return json.loads(given) if isinstance(given, str) else given
    except ValueError:
        return given


def _is_entity(given: Any, length: int) -> bool:
    if not isinstance(given, dict) or not isinstance(given.get("type"), str):
        return False
    offset, own = given.get("offset"), given.get("length")
    if not isinstance(offset, int) or not isinstance(own, int):
        return False
    return offset >= 0 and own > 0 and offset + own <= length


def _sticker(given: Any) -> dict[str, Any]:
    if not isinstance(given, str) or not given:
        raise DoorError(f'sticker {given!r} given; accepted is the emoji of one, as "👍"')
    size = {"type": "regular", "width": 512, "height": 512, "is_animated": False}
    return {**_file_identity("sticker"), **size, "is_video": False, "emoji": given}


def _seconds(given: Any) -> int:
    if isinstance(given, bool) or not isinstance(given, int) or given < 0:
        raise DoorError(f"voice {given!r} given; accepted is its length in seconds, as 3")
    return given


def _file_identity(kind: str) -> dict[str, str]:
    return {"file_id": f"{kind}-{secrets.token_hex(8)}", "file_unique_id": secrets.token_hex(4)}


def _text(given: Any, name: str, longest: int) -> str:
    if not isinstance(given, str) or not given.strip():
        raise DoorError(f"{name} {given!r} given; accepted is a text that is not empty")
    length = utf16_length(given.strip())
    if length > longest:
        raise DoorError(
            f"This {name} has {length} characters (counted as UTF-16); one message takes at most"
            f" {longest}. Send it in parts."
        )
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
