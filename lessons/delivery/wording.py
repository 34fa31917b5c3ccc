"""The wording of an announcement: an admin's text, and how parts of it are formatted."""

from dataclasses import dataclass, replace
from enum import StrEnum

from lessons.clinic.placeholders import Clinic, find_places, value_of
from lessons.course.markdown import is_web_link
from lessons.delivery.attachment import Attachment, LinkButton
from lessons.text import utf16_length


class MarkKind(StrEnum):
    """What of an admin's formatting is kept, in Telegram's own words (Bot API, MessageEntity).

    A custom emoji and the mention of somebody without a name are not: a bot may send neither.
    """

    BOLD = "bold"
    ITALIC = "italic"
    UNDERLINE = "underline"
    STRIKETHROUGH = "strikethrough"
    SPOILER = "spoiler"
    CODE = "code"
    PRE = "pre"
    QUOTE = "blockquote"
    EXPANDABLE_QUOTE = "expandable_blockquote"
    LINK = "text_link"


@dataclass(frozen=True, slots=True)
class Mark:
    """The formatting of one stretch of a text; ``offset`` and ``length`` count UTF-16 units.

    A link, and nothing else, has the ``url`` of a web page; only ``PRE`` may name a ``language``.
    Raises ``ValueError`` otherwise.
    """

    kind: MarkKind
    offset: int
    length: int
    url: str | None = None
    language: str | None = None

    def __post_init__(self) -> None:
        if self.offset < 0 or self.length < 1:
            raise ValueError("a mark needs at least one unit of a text")
        is_linked = self.url is not None and is_web_link(self.url)
        if is_linked != (self.kind is MarkKind.LINK) or (self.url is not None and not is_linked):
            raise ValueError("a link needs the whole address of a web page, and only a link has it")
        if self.language is not None and self.kind is not MarkKind.PRE:
            raise ValueError("only a block of code has a language")

    @property
    def end(self) -> int:
        """Return the offset behind it."""
        return self.offset + self.length


@dataclass(frozen=True, slots=True)
class Wording:
    """A text and its marks, none of which reaches beyond it (raises ``ValueError`` otherwise), and
    what goes out with it: a file, below which the text stands, and a button."""

    text: str
    marks: tuple[Mark, ...] = ()
    attachment: Attachment | None = None
    link: LinkButton | None = None

    def __post_init__(self) -> None:
        if self.marks and max(mark.end for mark in self.marks) > utf16_length(self.text):
            raise ValueError("a mark reaches beyond its text")

    def part(self, start: int, length: int) -> "Wording":
        """Return so many characters from there on, with what is left there of the marks."""
        kept = self.text[start : start + length]
        before, within = utf16_length(self.text[:start]), utf16_length(kept)
        marks = []
        for mark in self.marks:
            offset = max(mark.offset - before, 0)
            end = min(mark.end - before, within)
            if offset < end:
                marks.append(replace(mark, offset=offset, length=end - offset))
        return replace(self, text=kept, marks=tuple(marks))

    def fill(self, clinic: Clinic) -> "Wording":
        """Return it with the clinic's name, phone and hours in their places, its marks around the
        same words as before."""
        filled = self
        for at in reversed([*find_places(self.text)]):
            if at.placeholder is not None:
                filled = filled._put(at.start, at.end, value_of(at.placeholder, clinic))
        return filled

    def _put(self, start: int, end: int, value: str) -> "Wording":
        """Return it with those characters replaced."""
        first, last = utf16_length(self.text[:start]), utf16_length(self.text[:end])
        grown = utf16_length(value) - (last - first)

        def moved(place: int, *, within: int) -> int:
            return place if place <= first else place + grown if place >= last else within

        marks = []
        for mark in self.marks:
            offset = moved(mark.offset, within=first)
            length = moved(mark.end, within=last + grown) - offset
            marks.append(replace(mark, offset=offset, length=length))
        text = self.text[:start] + value + self.text[end:]
        return replace(self, text=text, marks=tuple(marks))
