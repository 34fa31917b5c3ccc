"""Screens encoded for many: a message encoded once, whoever it goes to."""

from collections.abc import Mapping
from dataclasses import dataclass

import orjson

from bot.api.messages import entities_of, inline_markup, link_preview_of
from bot.views.screen import Screen
from lessons.delivery.attachment import Attachment


@dataclass(frozen=True, slots=True)
class Payload:
    """The ``method`` to call and its parameters apart from the chat, objects as JSON text.

    ``plain`` are those without formatting, for when Telegram refuses the formatting. ``name``
    says what it is to an admin.
    """

    parameters: Mapping[str, str]
    plain: Mapping[str, str]
    name: str
    revision: str | None = None
    method: str = "SendMessage"


def encode(screen: Screen, name: str, revision: str | None = None) -> Payload:
    """Return the screen, ready to be sent."""
    if screen.attachment is not None:
        return _encode_file(screen, screen.attachment, name, revision)
    plain = {"text": screen.text.text}
    if keyboard := inline_markup(screen.keyboard):
        plain["reply_markup"] = orjson.dumps(keyboard.to_dict()).decode()
    parameters = dict(plain)
    if entities := entities_of(screen.text):
        parameters["entities"] = orjson.dumps([item.to_dict() for item in entities]).decode()
    if preview := link_preview_of(screen.text):
        parameters["link_preview_options"] = orjson.dumps(preview.to_dict()).decode()
    return Payload(parameters, plain, name, revision)


def _encode_file(
    screen: Screen, attachment: Attachment, name: str, revision: str | None
) -> Payload:
    """Return the file with the text as its caption: one message, as any other."""
    plain = {attachment.kind.value: attachment.file_id, "caption": screen.text.text}
    if keyboard := inline_markup(screen.keyboard):
        plain["reply_markup"] = orjson.dumps(keyboard.to_dict()).decode()
    parameters = dict(plain)
    if entities := entities_of(screen.text):
        parameters["caption_entities"] = orjson.dumps(
            [item.to_dict() for item in entities]
        ).decode()
    method = f"Send{attachment.kind.value.capitalize()}"
    return Payload(parameters, plain, name, revision, method)
