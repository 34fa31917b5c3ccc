"""Reads text in Telegram's two Markdown styles."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from bot.sandbox.formatting.entities import Entity, FormattingError, utf16_length
from bot.sandbox.formatting.links import as_link, find_custom_emoji_id, find_date_time

_RESERVED: Final = "_*[]()~`>#+-=|{}.!\n"
_ESCAPED: Final = re.compile(r"\\([\x01-\x7e])")
_LEGACY_ESCAPED: Final = re.compile(r"\\([_*`\[])")
_LEGACY_PLAIN: Final = re.compile(r"(?:\\[_*`\[]|[^_*`\[])+")
# A code block may begin with the name of its language and one line break.
_LANGUAGE: Final = re.compile(r"([^ \t\r\n\0\v`]+)(?=[ \t\r\n\v])")
_LINE_BREAK: Final = re.compile(r"\r\n|\n\r|\r|\n")
_URL: Final = re.compile(r"\(((?:\\[\x01-\x7e]|[^)])*+)\)")
_LEGACY_URL: Final = re.compile(r"\(([^)]*)\)?")
_LEGACY_MARKERS: Final = {
    "_": ("italic", "_"),
    "*": ("bold", "*"),
    "`": ("code", "`"),
    "```": ("pre", "```"),
    "[": ("text_link", "]"),
}

# How each entity opens, how it closes, and what Telegram's errors call it.
_MARKERS: Final = (
    ("__", "underline"),
    ("||", "spoiler"),
    ("```", "pre"),
    ("![", "custom_emoji"),
    ("_", "italic"),
    ("*", "bold"),
    ("~", "strikethrough"),
    ("`", "code"),
    ("[", "text_link"),
)
_CLOSING: Final = {
    **{type_: marker for marker, type_ in _MARKERS},
    "custom_emoji": "]",
    "text_link": "]",
}
_NAMES: Final = {
    "bold": "Bold",
    "italic": "Italic",
    "underline": "Underline",
    "strikethrough": "Strikethrough",
    "spoiler": "Spoiler",
    "code": "Code",
    "pre": "Pre",
    "text_link": "TextUrl",
    "custom_emoji": "CustomEmoji",
    "blockquote": "BlockQuote",
}


def parse_markdown(text: str) -> tuple[str, list[Entity]]:
    """Return what ``text`` says and asks for in the older style, in which nothing nests.

    Raises ``FormattingError`` with Telegram's words.
    """
    pieces: list[str] = []
    entities: list[Entity] = []
    length = at = 0
    while at < len(text):
        plain = _LEGACY_PLAIN.match(text, at)
        if plain:
            piece, at = _LEGACY_ESCAPED.sub(r"\1", plain[0]), plain.end()
        else:
            entity, piece, at = _read_legacy_entity(text, at, length)
            entities += [entity] if entity else []
        pieces.append(piece)
        length += utf16_length(piece)
    return "".join(pieces), entities


def _read_legacy_entity(text: str, begin: int, offset: int) -> tuple[Entity | None, str, int]:
    """Read the entity at ``begin``; return it, the text in it, and where it ends."""
    block = text.startswith("```", begin)
    marker = "```" if block else text[begin]
    type_, closing = _LEGACY_MARKERS[marker]
    language, inside = _read_language(text, begin + 3) if block else ("", begin + 1)
    end = text.find(closing, inside)
    if end < 0:
        where = _byte_offset(text, begin)
        raise FormattingError(f"Can't find end of the entity starting at byte offset {where}")
    piece = text[inside:end]
    at = end + len(closing)
    if not piece:
        return None, "", at
    extra = {"language": language} if language else {}
    entity = Entity(type_, offset, utf16_length(piece), extra)
    if type_ == "text_link":
        url = _LEGACY_URL.match(text, at)
        return as_link(entity, url[1] if url else piece), piece, url.end() if url else at
    return entity, piece, at


def parse_markdown_v2(text: str) -> tuple[str, list[Entity]]:
    """Return what ``text`` says and asks for in MarkdownV2.

    Raises ``FormattingError`` with Telegram's words for what is wrong, and where in bytes.
    """
    return _MarkdownV2Reader(text).read()


@dataclass(frozen=True, slots=True)
class _Open:
    type: str
    offset: int
    source_at: int
    begins_at_piece: int
    language: str = ""


class _MarkdownV2Reader:
    def __init__(self, source: str) -> None:
        self._source = source
        self._at = 0
        self._pieces: list[str] = []
        self._length = 0
        self._open: list[_Open] = []
        self._entities: list[Entity] = []
        self._in_quote = False
        self._at_line_start = True

    def read(self) -> tuple[str, list[Entity]]:
        while self._at < len(self._source):
            character = self._source[self._at]
            innermost = self._open[-1].type if self._open else ""
            reserved = "`" if innermost in ("code", "pre") else _RESERVED
            if escaped := _ESCAPED.match(self._source, self._at):
                self._add(escaped[1])
                self._at = escaped.end()
            elif character not in reserved:
                self._add(character)
                self._at_line_start &= character == "\r"
                self._at += 1
            elif self._in_quote and re.match(r"\n(?!>)", self._source[self._at : self._at + 2]):
                self._end_quote()
            elif innermost and self._closes(innermost):
                self._close()
            else:
                self._begin(character)
        self._end_quote_at_end()
        if self._open:
            raise self._unclosed(self._open[-1])
        return "".join(self._pieces), self._entities

    def _add(self, character: str) -> None:
        self._pieces.append(character)
        self._length += utf16_length(character)
        if character != "\r":
            self._at_line_start = character == "\n"

    def _unclosed(self, opened: _Open) -> FormattingError:
        name = "PreCode" if opened.language else _NAMES[opened.type]
        where = _byte_offset(self._source, opened.source_at)
        return FormattingError(f"Can't find end of {name} entity at byte offset {where}")

    def _closes(self, innermost: str) -> bool:
        if innermost == "italic" and self._source.startswith("__", self._at):
            return False
        closing = _CLOSING.get(innermost)
        return closing is not None and self._source.startswith(closing, self._at)

    def _begin(self, character: str) -> None:
        if character == "\n":
            self._add(character)
            self._at += 1
            return
        if character == ">" and self._at_line_start:
            if not self._in_quote:
                self._in_quote = True
                self._push("blockquote", self._at)
            self._at += 1
            return
        for marker, type_ in _MARKERS:
            if self._source.startswith(marker, self._at):
                begin = self._at
                self._at += len(marker)
                language = ""
                if type_ == "pre":
                    language, self._at = _read_language(self._source, self._at)
                self._push(type_, begin, language)
                return
        raise FormattingError(
            f"Character '{character}' is reserved and must be escaped with the preceding '\\'"
        )

    def _push(self, type_: str, source_at: int, language: str = "") -> None:
        opened = _Open(type_, self._length, source_at, len(self._pieces), language)
        self._open.append(opened)

    def _close(self) -> None:
        opened = self._open.pop()
        self._at += len(_CLOSING[opened.type])
        entity = Entity(opened.type, opened.offset, self._length - opened.offset)
        found: Entity | None = entity
        if opened.type == "text_link":
            url = self._read_url()
            text = "".join(self._pieces[opened.begins_at_piece :])
            found = as_link(entity, text if url is None else url)
        elif opened.type == "custom_emoji":
            found = _as_emoji_or_time(entity, self._read_url())
        elif opened.language:
            found = replace(entity, extra={"language": opened.language})
        self._entities += [found] if found and found.length else []

    def _read_url(self) -> str | None:
        if not self._source.startswith("(", self._at):
            return None
        url = _URL.match(self._source, self._at)
        if not url:
            where = _byte_offset(self._source, self._at + 1)
            raise FormattingError(f"Can't find end of a URL at byte offset {where}")
        self._at = url.end()
        return _ESCAPED.sub(r"\1", url[1])

    def _end_quote(self) -> None:
        """Close the quote at the line break that ends it; the break is its last character."""
        opened = self._open.pop()
        type_ = "blockquote"
        if opened.type != "blockquote":
            # Spoiler bars that open nothing, at the very end of a quote, collapse it.
            if self._source[opened.source_at : self._at] not in ("||", "||\r"):
                raise self._unclosed(opened)
            opened = self._open.pop()
            if opened.type != "blockquote":
                raise self._unclosed(opened)
            type_ = "expandable_blockquote"
        self._add("\n")
        self._at += 1
        self._in_quote = False
        self._entities.append(Entity(type_, opened.offset, self._length - opened.offset))

    def _end_quote_at_end(self) -> None:
        if not self._in_quote:
            return
        type_ = "blockquote"
        opened = self._open[-1]
        if opened.type == "spoiler" and opened.source_at == len(self._source) - 2:
            self._open.pop()
            type_ = "expandable_blockquote"
        if self._open[-1].type == "blockquote":
            opened = self._open.pop()
            if self._length > opened.offset:
                entity = Entity(type_, opened.offset, self._length - opened.offset)
                self._entities.append(entity)


def _as_emoji_or_time(entity: Entity, url: str | None) -> Entity:
    if url is None:
        raise FormattingError("The entity must contain a tg://emoji or tg://time URL")
    emoji_id = find_custom_emoji_id(url)
    if emoji_id is not None:
        return replace(entity, extra={"custom_emoji_id": emoji_id})
    date_time = find_date_time(url)
    if date_time is None:
        raise FormattingError("Invalid tg://emoji or tg://time URL specified")
    return replace(entity, type="date_time", extra=date_time)


def _read_language(text: str, at: int) -> tuple[str, int]:
    """Read what may precede the code of a block; return the language and where the code begins."""
    language = _LANGUAGE.match(text, at)
    at = language.end() if language else at
    line_break = _LINE_BREAK.match(text, at)
    return language[1] if language else "", line_break.end() if line_break else at


def _byte_offset(text: str, at: int) -> int:
    return len(text[:at].encode())
