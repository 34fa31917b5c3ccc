"""Screens: what one message shows, before Telegram comes into it."""

from dataclasses import dataclass

from bot.views.rich_text import RichText
from lessons.delivery.attachment import Attachment


@dataclass(frozen=True, slots=True)
class Button:
    """One inline button: its label and what it sends back (at most 64 bytes), or its link; or the
    address of a page that opens within the app, in a private chat."""

    label: str
    data: str = ""
    url: str = ""
    page_url: str = ""


Keyboard = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class Screen:
    """One message. ``location_label`` puts a button under the text field that shares a place;
    ``removes_location_button`` takes it away again. ``asks_to_type`` opens an answer to the message
    for whom it mentions, with an example of what to type (at most 64 characters). With an
    ``attachment`` the text is its caption."""

    text: RichText
    keyboard: Keyboard = ()
    location_label: str | None = None
    removes_location_button: bool = False
    asks_to_type: str = ""
    attachment: Attachment | None = None


_LONGEST_LABEL = 40


def shorten(text: str) -> str:
    """Return the text, or as much of it as fits a button with an ellipsis."""
    return text if len(text) <= _LONGEST_LABEL else f"{text[: _LONGEST_LABEL - 1].rstrip()}…"


def rows(buttons: list[Button], per_row: int = 2) -> Keyboard:
    """Return the buttons in rows of at most ``per_row``."""
    return tuple(
        tuple(buttons[start : start + per_row]) for start in range(0, len(buttons), per_row)
    )
