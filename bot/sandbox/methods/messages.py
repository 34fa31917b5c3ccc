"""Methods that send, and what all of them share."""

from typing import Any

from bot.sandbox.errors import ApiError, bad_request
from bot.sandbox.keyboards import parse_markup
from bot.sandbox.methods.table import Access, Params, get_chat, method
from bot.sandbox.texts import MAX_CAPTION, MAX_TEXT, parse_text
from bot.sandbox.world.chats import ADMIN_STATUSES, GENERAL, Chat, Topic
from bot.sandbox.world.files import StoredFile
from bot.sandbox.world.profile import BOT_ID
from bot.sandbox.world.rights import find_missing_right
from bot.sandbox.world.topics import find_topic, thread_fields
from bot.sandbox.world.world import World

_ACTIONS = frozenset(
    {
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    }
)
# Of ReplyParameters: the sandbox has no quotes, and no replies across chats.
_REPLY_FIELDS = frozenset({"message_id", "chat_id", "allow_sending_without_reply"})


def deliver(world: World, chat: Chat, params: Params, content: dict[str, Any]) -> dict[str, Any]:
    """Put the bot's message into the chat, with what every send method may carry.

    Returns the message as the Bot API shows it; raises the 400s of its keyboard and its reply.
    """
    if "business_connection_id" in params:
        raise bad_request("business connection not found")
    _check_rights(chat, content)
    markup = parse_markup(params.get("reply_markup"), chat)
    replied_to = _replied_to(world, chat, params)
    content |= thread_fields(_topic(chat, params.integer("message_thread_id"), replied_to))
    if replied_to is not None:
        content["reply_to_message"] = replied_to
    if params.is_true("protect_content"):
        content["has_protected_content"] = True
    if "message_effect_id" in params and chat.is_private:
        content["effect_id"] = params.text("message_effect_id")
    return world.post(chat, content, markup=markup).wire


def _check_rights(chat: Chat, content: dict[str, Any]) -> None:
    missing = find_missing_right(chat, BOT_ID, chat.bot_status, content)
    if missing is not None:
        raise bad_request(f"not enough rights to send {missing} to the chat")


def _topic(chat: Chat, thread_id: int, replied_to: dict[str, Any] | None) -> Topic | None:
    """Return the topic that a message goes to; raises the 400s of one that is closed or none."""
    # General has a number among people, and none for bots.
    topic = None if thread_id == GENERAL else find_topic(chat, thread_id, replied_to)
    if topic is None and thread_id:
        raise bad_request("message thread not found")
    if topic is not None and topic.is_closed and chat.bot_status not in ADMIN_STATUSES:
        raise bad_request("TOPIC_CLOSED")
    return topic


def _replied_to(world: World, chat: Chat, params: Params) -> dict[str, Any] | None:
    given = params.get("reply_parameters") or {
        "message_id": params.integer("reply_to_message_id"),
        "allow_sending_without_reply": params.is_true("allow_sending_without_reply"),
    }
    params.ignored.extend(
        f"reply_parameters.{name}" for name in given.keys() - _REPLY_FIELDS if given[name]
    )
    try:
        message_id = int(given.get("message_id", 0))
    except (TypeError, ValueError):
        raise bad_request("can't parse reply parameters: Can't find field \"message_id\"") from None
    if message_id <= 0:
        return None
    if given.get("chat_id") not in (None, chat.id, str(chat.id)):
        raise bad_request("message to be replied not found")
    message = world.find_message(chat, message_id)
    if message is None:
        if given.get("allow_sending_without_reply"):
            return None
        raise bad_request("message to be replied not found")
    # One level only, as the Bot API has it.
    return {key: value for key, value in message.wire.items() if key != "reply_to_message"}


@method("sendMessage")
def send_message(world: World, params: Params) -> dict[str, Any]:
    """Put a text into the chat.

    https://core.telegram.org/bots/api#sendmessage
    """
    if "text" not in params:
        raise bad_request("message text is empty")
    chat = get_chat(world, params.get("chat_id"), Access.WRITE)
    return deliver(world, chat, params, text_content(world, params))


def text_content(world: World, params: Params) -> dict[str, Any]:
    """Return the message fields of the text; raises the 400s of an empty, long or broken one."""
    text, entities = parse_text(
        world.people,
        params.text("text"),
        params.get("parse_mode"),
        params.get("entities"),
        limit=MAX_TEXT,
    )
    content: dict[str, Any] = {"text": text}
    if entities:
        content["entities"] = entities
    if "link_preview_options" in params:
        content["link_preview_options"] = params.get("link_preview_options")
    elif params.is_true("disable_web_page_preview"):
        content["link_preview_options"] = {"is_disabled": True}
    return content


def caption_content(world: World, params: Params) -> dict[str, Any]:
    """Return the message fields of the caption, none if there is no caption."""
    caption, entities = parse_text(
        world.people,
        params.text("caption"),
        params.get("parse_mode"),
        params.get("caption_entities"),
        limit=MAX_CAPTION,
        empty=None,
        too_long="message caption is too long",
    )
    if not caption:
        return {}
    content: dict[str, Any] = {"caption": caption}
    if entities:
        content["caption_entities"] = entities
    if params.is_true("show_caption_above_media"):
        content["show_caption_above_media"] = True
    return content


@method("sendPhoto")
def send_photo(world: World, params: Params) -> dict[str, Any]:
    """Put a photo into the chat.

    https://core.telegram.org/bots/api#sendphoto
    """
    chat = get_chat(world, params.get("chat_id"), Access.WRITE)
    file = _file(world, params, "photo")
    _check_kind(file, "Photo")
    content = {"photo": file.photo_sizes(), **caption_content(world, params)}
    if params.is_true("has_spoiler"):
        content["has_media_spoiler"] = True
    return deliver(world, chat, params, content)


@method("sendDocument")
def send_document(world: World, params: Params) -> dict[str, Any]:
    """Put a document into the chat.

    https://core.telegram.org/bots/api#senddocument
    """
    chat = get_chat(world, params.get("chat_id"), Access.WRITE)
    file = _file(world, params, "document")
    _check_kind(file, "Document")
    return deliver(
        world, chat, params, {"document": file.document(), **caption_content(world, params)}
    )


@method("sendVoice")
def send_voice(world: World, params: Params) -> dict[str, Any]:
    """Put a voice message into the chat, one that Telegram has.

    https://core.telegram.org/bots/api#sendvoice
    """
    chat = get_chat(world, params.get("chat_id"), Access.WRITE)
    file = _file(world, params, "voice")
    _check_kind(file, "VoiceNote")
    return deliver(world, chat, params, {"voice": file.voice(), **caption_content(world, params)})


@method("sendVideo")
def send_video(world: World, params: Params) -> dict[str, Any]:
    """Put a video into the chat.

    https://core.telegram.org/bots/api#sendvideo
    """
    chat = get_chat(world, params.get("chat_id"), Access.WRITE)
    file = _file(world, params, "video")
    _check_kind(file, "Video")
    return deliver(world, chat, params, {"video": file.video(), **caption_content(world, params)})


_KINDS = {"photos": "Photo", "documents": "Document", "voice": "VoiceNote", "videos": "Video"}


def _check_kind(file: StoredFile, wanted: str) -> None:
    kind = _KINDS[file.path.partition("/")[0]]
    if kind != wanted:
        raise bad_request(f"can't use file of type {kind} as {wanted}")


def _file(world: World, params: Params, name: str) -> StoredFile:
    """Return the uploaded or the named file; raises the 400 of one that is not there."""
    upload = params.upload(name)
    if upload is not None:
        if name == "voice":
            raise ApiError(501, "Not Implemented: the sandbox takes voices from people only")
        add = {"photo": world.files.add_photo, "video": world.files.add_video}
        return add.get(name, world.files.add_document)(upload)
    given = params.text(name)
    if not given or given.startswith("attach://"):
        raise bad_request(f"there is no {name} in the request")
    if given.startswith(("http://", "https://")):
        # The sandbox reaches no other machine.
        raise bad_request("failed to get HTTP URL content")
    file = world.files.find(given)
    if file is None:
        raise bad_request("wrong file identifier/HTTP URL specified")
    return file


@method("sendLocation")
def send_location(world: World, params: Params) -> dict[str, Any]:
    """Put a place into the chat.

    https://core.telegram.org/bots/api#sendlocation
    """
    for name in ("latitude", "longitude"):
        if name not in params:
            raise bad_request(f"{name} is empty")
    chat = get_chat(world, params.get("chat_id"), Access.WRITE)
    latitude, longitude = params.get("latitude"), params.get("longitude")
    if abs(latitude) > 90 or abs(longitude) > 180:
        raise bad_request("invalid location specified")
    location: dict[str, Any] = {"latitude": latitude, "longitude": longitude}
    for name in ("horizontal_accuracy", "live_period", "heading", "proximity_alert_radius"):
        if name in params:
            location[name] = params.get(name)
    return deliver(world, chat, params, {"location": location})


@method("sendChatAction")
def send_chat_action(world: World, params: Params) -> bool:
    """Take note of what the bot is busy with; nobody is shown it.

    https://core.telegram.org/bots/api#sendchataction
    """
    if params.text("action") not in _ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat = get_chat(world, params.get("chat_id"), Access.WRITE)
    _topic(chat, params.integer("message_thread_id"), None)
    return True
