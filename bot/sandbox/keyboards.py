"""Checks of the keyboards that the bot attaches to its messages."""

import re
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from bot.sandbox.errors import bad_request
from bot.sandbox.world.chats import Chat, ChatType

# https://core.telegram.org/bots/api#inlinekeyboardbutton
_ACTIONS = (
    "url",
    "callback_data",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
)
_REQUESTS = {
    "request_contact": "Phone number",
    "request_location": "Location",
    "request_poll": "Poll",
    "request_users": "Users",
    "request_chat": "Chats",
    "request_managed_bot": "Managed bots",
}
_STYLES = frozenset({"", "default", "primary", "danger", "success"})
_MOST_IN_ROW = 12
_MOST_BUTTONS = 300
_LONGEST_CALLBACK_BYTES = 64
_LONGEST_COPY_TEXT = 256
_LONGEST_HINT = 64
_HOST = re.compile(r"([^\s:]+\.[^\s:.]+|\[[0-9a-fA-F:.]+\])(:\d+)?")
# Links that the Telegram app opens itself.
_APP_SCHEMES = frozenset({"tg", "ton", "tonsite"})
_APP_LINK = re.compile(r"[A-Za-z0-9_.-]+")


def parse_markup(
    given: dict[str, Any] | None, chat: Chat, *, inline_only: bool = False
) -> dict[str, Any] | None:
    """Return the keyboard as Telegram keeps it, None for an empty one; raises its 400s.

    ``inline_only`` is for edits and channels, which take no other keyboard.
    """
    if not given:
        return None
    if "inline_keyboard" in given:
        return _inline_keyboard(given, chat)
    if inline_only or chat.type is ChatType.CHANNEL:
        raise bad_request("inline keyboard expected")
    if "keyboard" in given:
        return _reply_keyboard(given, chat)
    for flag in ("remove_keyboard", "force_reply"):
        if given.get(flag) is True:
            _check_hint(given)
            return {key: value for key, value in given.items() if value is not None}
    return None


def find_button(markup: dict[str, Any] | None, label: str) -> dict[str, Any] | None:
    """Return the inline button with this label, or None."""
    return next((button for button in inline_buttons(markup) if button["text"] == label), None)


def inline_buttons(markup: dict[str, Any] | None) -> list[dict[str, Any]]:
    """Return the buttons of an inline keyboard, row by row; none of any other."""
    rows = (markup or {}).get("inline_keyboard", [])
    return [button for row in rows for button in row]


def _inline_keyboard(given: dict[str, Any], chat: Chat) -> dict[str, Any] | None:
    rows = _rows(given, "inline_keyboard")
    kept = [[_inline_button(button, chat) for button in row] for row in rows]
    return {"inline_keyboard": kept} if kept else None


def _reply_keyboard(given: dict[str, Any], chat: Chat) -> dict[str, Any] | None:
    rows = _rows(given, "keyboard")
    kept = [[_reply_button(button, chat) for button in row] for row in rows]
    _check_hint(given)
    return {**given, "keyboard": kept} if kept else None


def _rows(given: dict[str, Any], name: str) -> list[list[Any]]:
    """Return the rows with at most 12 buttons each and 300 in all, as Telegram cuts them."""
    rows = given[name]
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        of_what = " of the InlineKeyboardMarkup" if name == "inline_keyboard" else ""
        raise bad_request(f'field "{name}"{of_what} must be an Array of Arrays')
    kept: list[list[Any]] = []
    left = _MOST_BUTTONS
    for row in rows:
        cut = row[: min(_MOST_IN_ROW, left)]
        left -= len(cut)
        if cut:
            kept.append(cut)
    return kept


def _text_of(button: dict[str, Any], parsing: str) -> str:
    text = button.get("text")
    if text is None:
        raise bad_request(f'{parsing}: Can\'t find field "text"')
    if not isinstance(text, str):
        raise bad_request(f'{parsing}: Field "text" must be of type String')
    if not text.strip():
        raise bad_request(f"{parsing}: button text must be non-empty")
    if str(button.get("style") or "").lower() not in _STYLES:
        raise bad_request(f"{parsing}: invalid button style specified")
    return text


def _inline_button(button: Any, chat: Chat) -> dict[str, Any]:
    parsing = "can't parse inline keyboard button"
    if not isinstance(button, dict):
        raise bad_request(f"{parsing}: InlineKeyboardButton must be an Object")
    _text_of(button, parsing)
    actions = [name for name in _ACTIONS if button.get(name) is not None]
    if not actions or (actions[0] in ("url", "callback_data") and not button[actions[0]]):
        raise bad_request(f"{parsing}: Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        raise bad_request(
            f"{parsing}: exactly one action per button is allowed, not {' and '.join(actions)}"
        )
    action = actions[0]
    kept = {key: value for key, value in button.items() if value is not None}
    return {**kept, action: _checked_action(action, button[action], chat)}


def _checked_action(name: str, value: Any, chat: Chat) -> Any:
    """Return what the button does as Telegram keeps it; raises the 400s of what it refuses."""
    if name == "callback_data":
        if not isinstance(value, str) or len(value.encode()) > _LONGEST_CALLBACK_BYTES:
            raise bad_request("BUTTON_DATA_INVALID")
    elif name == "url":
        return checked_link(value, "inline keyboard button")
    elif name in ("login_url", "web_app"):
        what = f"inline keyboard button {'login' if name == 'login_url' else 'Web App'}"
        if name == "web_app" and not chat.is_private:
            raise bad_request("BUTTON_TYPE_INVALID")
        return {
            **_object(value),
            "url": checked_link(_object(value).get("url"), what, https_only=True),
        }
    elif name == "copy_text":
        text = _object(value).get("text")
        if not isinstance(text, str) or not 1 <= len(text) <= _LONGEST_COPY_TEXT:
            raise bad_request("BUTTON_COPY_TEXT_INVALID")
    elif name in ("callback_game", "pay"):
        # They belong to games and invoices, which the sandbox does not have.
        raise bad_request("BUTTON_TYPE_INVALID")
    return value


def _object(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise bad_request("can't parse inline keyboard button: expected an Object")
    return value


def checked_link(url: Any, what: str, *, https_only: bool = False) -> str:
    """Return a button's link as Telegram keeps it; raises the 400 of one that it does not take."""
    if not isinstance(url, str):
        raise bad_request(f"{what} URL must be of type String")
    scheme, colon, rest = url.partition(":")
    if scheme.lower() in _APP_SCHEMES and colon and not https_only:
        host = rest.removeprefix("//")
        if not _APP_LINK.match(host):
            raise bad_request(f"{what} URL '{url}' is invalid: Unallowed characters in URL host")
        return f"{scheme.lower()}://{host}"
    try:
        parts = urlsplit(url if "://" in url else f"http://{url}")
        _ = parts.port
    except ValueError:
        raise bad_request(f"{what} URL '{url}' is invalid: Wrong port number specified") from None
    if parts.scheme not in ("http", "https"):
        raise bad_request(f"{what} URL '{url}' is invalid: Unsupported URL protocol")
    if https_only and parts.scheme != "https":
        raise bad_request(f"{what} URL '{url}' is invalid: Only HTTPS links are allowed")
    if not _HOST.fullmatch(parts.netloc.rpartition("@")[2]):
        raise bad_request(f"{what} URL '{url}' is invalid: Wrong HTTP URL")
    return urlunsplit(parts._replace(path=parts.path or "/"))


def _reply_button(button: Any, chat: Chat) -> dict[str, Any]:
    parsing = "can't parse keyboard button"
    if isinstance(button, str):
        button = {"text": button}
    if not isinstance(button, dict):
        raise bad_request(f"{parsing}: KeyboardButton must be a String or an Object")
    _text_of(button, parsing)
    wanted = [name for name in _REQUESTS if button.get(name)]
    if wanted and not chat.is_private:
        raise bad_request(f"{_REQUESTS[wanted[0]]} can be requested in private chats only")
    if button.get("web_app") is not None:
        if not chat.is_private:
            raise bad_request("Web App buttons can be used in private chats only")
        url = _object(button["web_app"]).get("url")
        checked_link(url, "keyboard button Web App", https_only=True)
        wanted.append("web_app")
    if len(wanted) > 1:
        raise bad_request(
            f"{parsing}: exactly one action per button is allowed, not {' and '.join(wanted)}"
        )
    return {key: value for key, value in button.items() if value is not None}


def _check_hint(given: dict[str, Any]) -> None:
    hint = given.get("input_field_placeholder")
    if hint is not None and (not isinstance(hint, str) or len(hint) > _LONGEST_HINT):
        raise bad_request("INPUT_FIELD_PLACEHOLDER_INVALID")
