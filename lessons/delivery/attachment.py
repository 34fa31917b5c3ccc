"""What goes out beside the words of a message: a file that Telegram keeps, or a button."""

from dataclasses import dataclass
from enum import StrEnum

from lessons.course.markdown import is_web_link
from lessons.errors import InvalidInput
from lessons.text import is_blank, utf16_length

LONGEST_LABEL = 40


class AttachmentKind(StrEnum):
    """What a file is shown as, in Telegram's own words."""

    PHOTO = "photo"
    VIDEO = "video"
    VOICE = "voice"
    DOCUMENT = "document"


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file by the id under which Telegram keeps it for this bot."""

    kind: AttachmentKind
    file_id: str


@dataclass(frozen=True, slots=True)
class LinkButton:
    """A button below a message that opens a web page."""

    label: str
    url: str


def parse_link_button(text: str) -> LinkButton:
    """Return the button of a text such as ``Book a visit https://example.org/book``.

    Raises ``InvalidInput``.
    """
    label, _, url = text.strip().rpartition(" ")
    label = label.strip()
    if not is_web_link(url) or is_blank(label) or utf16_length(label) > LONGEST_LABEL:
        raise InvalidInput(
            f"That is no button. Write what stands on it, at most {LONGEST_LABEL} characters, and "
            "then the whole address: Book a visit https://example.org/book"
        )
    return LinkButton(label, url)
