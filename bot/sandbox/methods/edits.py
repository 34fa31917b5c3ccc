"""Methods that change or delete messages, and the answer to a pressed button."""

import time
from typing import Any

from bot.sandbox.errors import ApiError, bad_request
from bot.sandbox.formatting import utf16_length
from bot.sandbox.keyboards import parse_markup
from bot.sandbox.methods.messages import caption_content, text_content
from bot.sandbox.methods.table import Access, Params, get_chat, get_message, method
from bot.sandbox.world.chats import ADMIN_STATUSES, Chat, Message
from bot.sandbox.world.world import PRESS_SECONDS, World

# https://core.telegram.org/bots/api#deletemessage
_DELETABLE_SECONDS = 48 * 3600
_MOST_DELETED = 100
# https://core.telegram.org/bots/api#answercallbackquery
_LONGEST_ANSWER = 200

_NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same"
    " as a current content and reply markup of the message"
)


@method("editMessageText")
def edit_message_text(world: World, params: Params) -> dict[str, Any]:
    """Change a text of the bot.

    https://core.telegram.org/bots/api#editmessagetext
    """
    if "rich_message" in params:
        raise ApiError(501, "Not Implemented: the sandbox does not have rich messages")
    if "text" not in params:
        raise bad_request("message text is empty")
    place = _own_message(world, params)
    if "text" not in place[1].wire:
        raise bad_request("there is no text in the message to edit")
    fields = ("text", "entities", "link_preview_options")
    return _edit(world, params, place, fields, text_content(world, params))


@method("editMessageCaption")
def edit_message_caption(world: World, params: Params) -> dict[str, Any]:
    """Change a caption of the bot.

    https://core.telegram.org/bots/api#editmessagecaption
    """
    place = _own_message(world, params)
    if not place[1].wire.keys() & {"photo", "document", "voice", "video"}:
        raise bad_request("there is no caption in the message to edit")
    fields = ("caption", "caption_entities", "show_caption_above_media")
    return _edit(world, params, place, fields, caption_content(world, params))


@method("editMessageReplyMarkup")
def edit_message_reply_markup(world: World, params: Params) -> dict[str, Any]:
    """Change only the keyboard of a message of the bot.

    https://core.telegram.org/bots/api#editmessagereplymarkup
    """
    return _edit(world, params, _own_message(world, params), (), {})


def _own_message(world: World, params: Params) -> tuple[Chat, Message]:
    """Return the chat and the bot's own message that may be edited; raises Telegram's 400s."""
    message_id = params.integer("message_id")
    if "chat_id" not in params and not message_id:
        if "inline_message_id" in params:
            raise bad_request("MESSAGE_ID_INVALID")
        raise bad_request("message identifier is not specified")
    chat = get_chat(world, params.get("chat_id"), Access.EDIT)
    message = get_message(world, chat, message_id, "message to edit")
    # A message that brought a reply keyboard cannot be edited.
    if not message.is_from_bot or (message.markup and "inline_keyboard" not in message.markup):
        raise bad_request("message can't be edited")
    return chat, message


def _edit(
    world: World,
    params: Params,
    place: tuple[Chat, Message],
    fields: tuple[str, ...],
    content: dict[str, Any],
) -> dict[str, Any]:
    """Replace ``fields`` and the keyboard; an omitted keyboard is taken away."""
    chat, message = place
    markup = parse_markup(params.get("reply_markup"), chat, inline_only=True)
    current = {key: message.wire[key] for key in fields if key in message.wire}
    if content == current and markup == message.markup:
        raise bad_request(_NOT_MODIFIED)
    replaced = {*fields, "reply_markup"}
    kept = {key: value for key, value in message.wire.items() if key not in replaced}
    message.wire = {**kept, **content, "edit_date": world.clock.timestamp()}
    message.is_reworded |= content != current
    message.show_inline_keyboard(markup)
    world.touch(chat, message)
    return message.wire


@method("deleteMessage")
def delete_message(world: World, params: Params) -> bool:
    """Delete a message.

    https://core.telegram.org/bots/api#deletemessage
    """
    if "chat_id" not in params:
        raise bad_request("chat identifier is not specified")
    if params.integer("message_id") <= 0:
        raise bad_request("message identifier is not specified")
    chat = get_chat(world, params.get("chat_id"), Access.WRITE)
    message = get_message(world, chat, params.integer("message_id"), "message to delete")
    if not _can_delete(world, chat, message):
        raise bad_request("message can't be deleted for everyone")
    world.delete(chat, message)
    return True


@method("deleteMessages")
def delete_messages(world: World, params: Params) -> bool:
    """Delete the messages that can be deleted and pass over the others.

    https://core.telegram.org/bots/api#deletemessages
    """
    given = params.get("message_ids")
    if not given:
        raise bad_request("message identifiers are not specified")
    if len(given) > _MOST_DELETED:
        raise bad_request("too many message identifiers specified")
    message_ids = [_message_id(one) for one in given]
    chat = get_chat(world, params.get("chat_id"), Access.WRITE)
    for message_id in message_ids:
        message = world.find_message(chat, message_id)
        if message is not None and _can_delete(world, chat, message):
            world.delete(chat, message)
    return True


def _message_id(given: Any) -> int:
    if isinstance(given, bool) or not isinstance(given, int | str):
        raise bad_request("message identifier must be a Number")
    try:
        message_id = int(given)
    except ValueError:
        raise bad_request("can't parse message identifier as a Number") from None
    if message_id <= 0:
        raise bad_request("invalid message identifier specified")
    return message_id


def _can_delete(world: World, chat: Chat, message: Message) -> bool:
    if chat.bot_status in ADMIN_STATUSES:
        return True
    is_recent = world.clock.timestamp() - message.wire["date"] < _DELETABLE_SECONDS
    return is_recent and (message.is_from_bot or chat.is_private)


@method("answerCallbackQuery")
def answer_callback_query(world: World, params: Params) -> bool:
    """Answer a press, once.

    https://core.telegram.org/bots/api#answercallbackquery
    """
    query_id = params.text("callback_query_id")
    press = world.presses.get(query_id)
    if press is None or time.monotonic() - press.pressed_at > PRESS_SECONDS:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    text = params.text("text")
    if utf16_length(text) > _LONGEST_ANSWER:
        raise bad_request("MESSAGE_TOO_LONG")
    if "url" in params:
        raise bad_request("URL_INVALID")
    del world.presses[query_id]
    if not press.answered.done():
        press.answered.set_result({"answer": text or None, "alert": params.is_true("show_alert")})
    return True
