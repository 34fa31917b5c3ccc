"""Reads text in Telegram's HTML style."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from bot.sandbox.formatting.entities import Entity, FormattingError, utf16_length
from bot.sandbox.formatting.links import (
    LARGEST_INT32,
    as_link,
    ascii_lower,
    find_date_time_format,
    find_integer,
)

_STYLE_TAGS: Final = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
}
_TAGS: Final = {*_STYLE_TAGS, "a", "pre", "code", "blockquote", "tg-emoji", "tg-time"}
# The one attribute that each tag reads, and how its value must begin; others are ignored.
_ATTRIBUTES: Final = {
    ("a", "href"): "",
    ("code", "class"): "language-",
    ("span", "class"): "tg-",
    ("tg-emoji", "emoji-id"): "",
    ("tg-time", "unix"): "",
    ("tg-time", "format"): "",
    ("blockquote", "expandable"): "",
}
_NAMED_CHARACTERS: Final = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}

_SPACE: Final = r" \t\r\n\0\v"
_TAG_NAME: Final = re.compile(rf"[^{_SPACE}>]*")
_SPACES: Final = re.compile(rf"[{_SPACE}]*")
_ATTRIBUTE_NAME: Final = re.compile(rf"[^{_SPACE}=>/\"']*")
_NAME_TOKEN: Final = re.compile(r"[A-Za-z0-9.\-]*")
_REFERENCE: Final = re.compile(r"&(?:#(?:x([0-9A-Fa-f]*)|([0-9]*))|([A-Za-z]*));?")
_LONGEST_NUMERIC_REFERENCE: Final = 9


def parse_html(text: str) -> tuple[str, list[Entity]]:
    """Return the text without its tags, and the entities that they asked for.

    Raises ``FormattingError`` with Telegram's words for what is wrong, and where in bytes.
    """
    return _HtmlReader(text).read()


@dataclass(frozen=True, slots=True)
class _OpenTag:
    name: str
    attributes: dict[str, str]
    offset: int
    begins_at_piece: int


class _HtmlReader:
    def __init__(self, source: str) -> None:
        self._source = source
        self._at = 0
        self._pieces: list[str] = []
        self._length = 0
        self._open: list[_OpenTag] = []
        self._entities: list[Entity] = []

    def read(self) -> tuple[str, list[Entity]]:
        while self._at < len(self._source):
            if self._source.startswith("</", self._at):
                self._read_end_tag()
            elif self._source[self._at] == "<":
                self._read_start_tag()
            else:
                self._add(self._read_character())
        if self._open:
            name = self._open[-1].name
            raise FormattingError(f'Can\'t find end tag corresponding to start tag "{name}"')
        text = "".join(self._pieces)
        if re.search("[\ud800-\udfff]", text):
            raise FormattingError(
                "Text contains invalid Unicode characters after decoding HTML entities, "
                "check for unmatched surrogate code units"
            )
        return text, [
            replace(entity, extra={}) if entity.type == "code" else entity
            for entity in self._entities
        ]

    def _add(self, piece: str) -> None:
        self._pieces.append(piece)
        self._length += utf16_length(piece)

    def _take(self, pattern: re.Pattern[str]) -> str:
        match = pattern.match(self._source, self._at)
        assert match is not None
        self._at = match.end()
        return match[0]

    def _is_at(self, characters: str) -> bool:
        return self._at < len(self._source) and self._source[self._at] in characters

    def _byte_offset(self, at: int) -> int:
        return len(self._source[:at].encode())

    def _read_character(self) -> str:
        reference = _REFERENCE.match(self._source, self._at)
        if reference and (character := _decode(reference)):
            self._at = reference.end()
            return character
        self._at += 1
        return self._source[self._at - 1]

    def _read_start_tag(self) -> None:
        begin = self._at
        where = f"at byte offset {self._byte_offset(begin)}"
        self._at += 1
        name = ascii_lower(self._take(_TAG_NAME))
        if self._at == len(self._source) or self._is_at("\0"):
            raise FormattingError(f"Unclosed start tag {where}")
        if name not in _TAGS:
            raise FormattingError(f'Unsupported start tag "{name}" {where}')
        attributes: dict[str, str] = {}
        self._take(_SPACES)
        while not self._is_at(">"):
            attribute = self._take(_ATTRIBUTE_NAME)
            if not attribute:
                raise FormattingError(f'Empty attribute name in the tag "{name}" {where}')
            value = self._read_attribute_value(name, where)
            if value is None and attribute != "expandable":
                continue
            prefix = _ATTRIBUTES.get((name, attribute))
            if prefix is not None and (value or "").startswith(prefix):
                attributes[attribute] = (value or "").removeprefix(prefix)
        self._at += 1
        if name == "span" and attributes.get("class") != "spoiler":
            raise FormattingError(f'Tag "span" must have class "tg-spoiler" {where}')
        self._open.append(_OpenTag(name, attributes, self._length, len(self._pieces)))

    def _read_attribute_value(self, tag: str, where: str) -> str | None:
        self._take(_SPACES)
        if self._at == len(self._source):
            raise FormattingError(f'Unclosed start tag "{tag}" {where}')
        if not self._is_at("="):
            return None
        self._at += 1
        self._take(_SPACES)
        if self._at == len(self._source):
            raise FormattingError(f'Unclosed start tag "{tag}" {where}')
        value = self._read_quoted() if self._is_at("\"'") else self._read_name_token()
        if self._at == len(self._source):
            raise FormattingError(f"Unclosed start tag {where}")
        self._take(_SPACES)
        return value

    def _read_quoted(self) -> str:
        quote = self._source[self._at]
        self._at += 1
        value = ""
        while self._at < len(self._source) and not self._is_at(quote):
            value += self._read_character()
        self._at = min(self._at + 1, len(self._source))
        return value

    def _read_name_token(self) -> str:
        begin = self._at
        token = ascii_lower(self._take(_NAME_TOKEN))
        if self._at < len(self._source) and not self._is_at(" \t\r\n\0\v>"):
            where = self._byte_offset(begin)
            raise FormattingError(f"Unexpected end of name token at byte offset {where}")
        return token

    def _read_end_tag(self) -> None:
        where = f"at byte offset {self._byte_offset(self._at)}"
        if not self._open:
            raise FormattingError(f"Unexpected end tag {where}")
        self._at += 2
        name = ascii_lower(self._take(_TAG_NAME))
        self._take(_SPACES)
        if not self._is_at(">"):
            raise FormattingError(f"Unclosed end tag {where}")
        self._at += 1
        opened = self._open.pop()
        if name not in ("", opened.name):
            raise FormattingError(
                f'Unmatched end tag {where}, expected "</{opened.name}>", found "</{name}>"'
            )
        if self._length > opened.offset:
            self._close(opened)

    def _close(self, opened: _OpenTag) -> None:
        entity = Entity("", opened.offset, self._length - opened.offset)
        language = opened.attributes.get("class")
        inner = self._entities[-1] if self._entities else None
        is_around_inner = inner and (inner.offset, inner.end) == (entity.offset, entity.end)
        match opened.name:
            case "a":
                asked = opened.attributes.get("href")
                found = as_link(entity, asked or "".join(self._pieces[opened.begins_at_piece :]))
                self._entities += [found] if found else []
                return
            case "pre" if inner and is_around_inner and inner.type == "code" and inner.extra:
                self._entities[-1] = replace(inner, type="pre")
                return
            case "code" if inner and is_around_inner and inner.type == "pre" and language:
                self._entities[-1] = replace(inner, extra={"language": language})
                return
            case "code":
                # Kept until the end, in case a <pre> around it turns it into a code block.
                extra = {"language": language} if language else {}
                self._entities.append(replace(entity, type="code", extra=extra))
            case "blockquote" if "expandable" in opened.attributes:
                self._entities.append(replace(entity, type="expandable_blockquote"))
            case "pre" | "blockquote":
                self._entities.append(replace(entity, type=opened.name))
            case "tg-emoji":
                emoji_id = opened.attributes.get("emoji-id", "")
                if not find_integer(emoji_id):
                    raise FormattingError("Invalid custom emoji identifier specified")
                extra = {"custom_emoji_id": emoji_id}
                self._entities.append(replace(entity, type="custom_emoji", extra=extra))
            case "tg-time":
                self._close_time(entity, opened.attributes)
            case _:
                self._entities.append(replace(entity, type=_STYLE_TAGS[opened.name]))

    def _close_time(self, entity: Entity, attributes: dict[str, str]) -> None:
        date_time_format = find_date_time_format(attributes.get("format", ""))
        if date_time_format is None:
            raise FormattingError("Invalid date format used")
        digits = re.match("[0-9]{1,99}", attributes.get("unix", ""))
        # A larger number overflows into some other instant, or into none.
        unix_time = int(digits[0]) % 2**32 if digits else 0
        if 0 < unix_time <= LARGEST_INT32:
            extra = {"unix_time": unix_time, "date_time_format": date_time_format}
            self._entities.append(replace(entity, type="date_time", extra=extra))


def _decode(reference: re.Match[str]) -> str | None:
    hexadecimal, decimal, name = reference.groups()
    if name is not None:
        return _NAMED_CHARACTERS.get(name)
    if len(reference[0].removesuffix(";")) > _LONGEST_NUMERIC_REFERENCE:
        return None
    code = int(hexadecimal or "0", 16) if hexadecimal is not None else int(decimal or "0")
    return chr(code) if 0 < code < 0x10FFFF else None
