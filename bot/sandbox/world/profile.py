"""The bot's own name, descriptions and menu button, as its methods set them."""

from typing import Any

from bot.sandbox.errors import bad_request
from bot.sandbox.world.commands import check_language

# https://core.telegram.org/bots/api#setmyname, #setmydescription, #setmyshortdescription
_LONGEST = {"name": 64, "description": 512, "short_description": 120}
DEFAULT_NAME = "Sandbox Bot"

BOT_ID = 1_000_000
BOT_USERNAME = "lesson_sandbox_bot"


class Profile:
    """What people read about the bot, by language, and the button beside their text field."""

    def __init__(self, name: str = DEFAULT_NAME) -> None:
        """Start with the ``name`` that its owner gave it, and no texts."""
        self._given_name = name
        self._texts: dict[tuple[str, str], str] = {}
        self._menu_buttons: dict[int | None, dict[str, Any]] = {}

    def name(self, language_code: str = "") -> str:
        """Return the bot's name in this language."""
        return self.text("name", language_code) or self._given_name

    def user(self) -> dict[str, Any]:
        """Return the bot as the Bot API's User."""
        return {
            "id": BOT_ID,
            "is_bot": True,
            "first_name": self.name(),
            "username": BOT_USERNAME,
        }

    def text(self, what: str, language_code: str) -> str:
        """Return the text set for this language, or the one for all, or an empty one."""
        return self._texts.get((what, language_code)) or self._texts.get((what, ""), "")

    def set_text(self, what: str, language_code: str, text: str) -> None:
        """Set a text for one language, or with no language for all others; empty takes it away."""
        check_language(language_code)
        if len(text) > _LONGEST[what]:
            raise bad_request(f"BOT_{what.upper()}_TOO_LONG")
        self._texts[what, language_code] = text

    def menu_button(self, chat_id: int | None) -> dict[str, Any]:
        """Return the menu button of this chat, or of all chats that have none of their own."""
        default = self._menu_buttons.get(None, {"type": "commands"})
        return self._menu_buttons.get(chat_id, default)

    def set_menu_button(self, chat_id: int | None, button: dict[str, Any]) -> None:
        """Set the menu button of one chat, or with None of all others."""
        if button == {"type": "default"}:
            self._menu_buttons.pop(chat_id, None)
        else:
            self._menu_buttons[chat_id] = button


def parse_menu_button(given: dict[str, Any]) -> dict[str, Any]:
    """Return the menu button; raises the 400 of one that Telegram refuses."""
    kind = given.get("type")
    if kind in ("default", "commands"):
        return {"type": kind}
    if kind != "web_app":
        raise bad_request("can't parse menu button: MenuButton has unsupported type")
    web_app = given.get("web_app")
    url = web_app.get("url") if isinstance(web_app, dict) else None
    text = given.get("text")
    if not isinstance(text, str) or not text or not isinstance(url, str):
        raise bad_request('can\'t parse menu button: Can\'t find field "text" or "web_app"')
    if not url.startswith("https://"):
        raise bad_request("BUTTON_URL_INVALID")
    return {"type": "web_app", "text": text, "web_app": {"url": url}}
