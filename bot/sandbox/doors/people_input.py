"""Reads what a person's client sends; what makes no sense is told what is accepted."""

from typing import Any, TypeGuard

from bot.sandbox.errors import DoorError
from bot.sandbox.formatting import utf16_length
from bot.sandbox.keyboards import find_button, inline_buttons
from bot.sandbox.texts import MAX_CAPTION, MAX_TEXT
from bot.sandbox.world.chats import Chat, Message, Status
from bot.sandbox.world.files import FileStore, Upload

_LONGEST_CALLBACK_BYTES = 64

MESSAGE_EXAMPLE = (
    '{"from": "ada", "text": "/start"}, {"from": "ada", "location": {"latitude": 52.5,'
    ' "longitude": 13.4}}, or a multipart form with from and document'
)
PRESS_EXAMPLE = '{"from": "ada", "message_id": 7, "button": "Begin"} or "callback_data": "..."'
VOTE_EXAMPLE = '{"from": "ada", "message_id": 9, "options": [1]}'
MEMBERSHIP_EXAMPLE = (
    '{"from": "ada", "status": "kicked"} or "member"; in a group also "left" and "administrator",'
    ' and "who": "bot"'
)


def parse_content(
    store: FileStore, given: dict[str, Any], files: dict[str, Upload]
) -> dict[str, Any]:
    """Return the message fields of a text, a place or a document, which ``store`` keeps."""
    if "document" in files:
        content: dict[str, Any] = {"document": store.add_document(files["document"]).document()}
        if given.get("caption"):
            content["caption"] = _text(given["caption"], "caption", MAX_CAPTION)
        return content
    if given.get("location") is not None:
        return {"location": _location(given["location"])}
    if given.get("text") is not None:
        return {"text": _text(given["text"], "text", MAX_TEXT)}
    raise DoorError(f"neither text, location nor document given; accepted is {MESSAGE_EXAMPLE}")


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
        accepted += [Status.LEFT, Status.ADMINISTRATOR]
    if given not in list(accepted):
        raise DoorError(f"status {given!r} given; accepted are {', '.join(accepted)}")
    return Status(given)


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
