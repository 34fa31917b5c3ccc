"""The Markdown that a lesson may use: paragraphs, bold, italic, lists and web links.

It is read by the parser that also renders lessons for Telegram, with the same extensions, so
that what passes here is shown as meant.
"""

import re

import pyromark
from pyromark.event import Event

_OPTIONS = (
    pyromark.Options.ENABLE_TABLES
    | pyromark.Options.ENABLE_STRIKETHROUGH
    | pyromark.Options.ENABLE_TASKLISTS
    | pyromark.Options.ENABLE_MATH
)
_REFUSED = {
    "BlockQuote": "a quotation",
    "Code": "code",
    "CodeBlock": "code",
    "DisplayMath": "a formula",
    "Heading": "a heading",
    "HtmlBlock": "raw HTML",
    "Image": "an image",
    "InlineHtml": "raw HTML",
    "InlineMath": "a formula",
    "Rule": "a rule",
    "Strikethrough": "struck-out text",
    "Table": "a table",
    "TaskListMarker": "a task list",
}
# What would be read as a mark inside a line ...
_MARK = re.compile(r"[\\*_`$~]|\|(?=\|)|(?<=\|)\||\](?=[(\[:])|<(?=[A-Za-z/!?])|&(?=#|\w+;)")
# ... and at the start of one.
_BLOCK_MARK = re.compile(
    r"(#{1,6}(?=\s|$)|>|[-+](?=\s|$)|--|\[(?=[ xX]\]))|(\d{1,9})(?=[.)](?:\s|$))"
)
_SPOILER = re.compile(r"\|\|.+?\|\|", re.DOTALL)
_BLOCK_ENDS = {"Paragraph", "Item", "Heading", "CodeBlock", "HtmlBlock", "TableCell"}
_WEB_LINK = re.compile(r"https?://[^/?#\s]*[^/?#\s.]\.[^/?#\s.]")


def find_unsupported(markdown: str) -> list[tuple[int, str]]:
    """Return what a lesson may not use: the line, from 1, and its name ("a table")."""
    source = markdown.encode()
    found = [
        (source.count(b"\n", 0, place["start"]) + 1, refused)
        for event, place in pyromark.events_with_range(markdown, options=_OPTIONS)
        if (refused := _find_refused(event))
    ]
    found += [
        (markdown.count("\n", 0, spoiler.start()) + 1, "a spoiler")
        for spoiler in _SPOILER.finditer(markdown)
    ]
    return sorted(found)


def plain_blocks(markdown: str) -> list[str]:
    """Return the text of each paragraph and list item as it is read, without any marks."""
    blocks = []
    block = ""
    for event in pyromark.events(markdown, options=_OPTIONS):
        match event:
            case {"Text": text} | {"Code": text} | {"InlineMath": text} | {"DisplayMath": text}:
                block += str(text)
            case "SoftBreak" | "HardBreak":
                block += " "
            case {"Start": {"List": _}}:
                blocks.append(block)
                block = ""
            case {"End": end} if _name(end) in _BLOCK_ENDS:
                blocks.append(block)
                block = ""
            case _:
                pass
    return [block.strip() for block in blocks if block.strip()]


def escape(text: str) -> str:
    """Return Markdown that reads as the text, which has no line feed, inside a line."""
    return _MARK.sub(r"\\\g<0>", text)


def start_block(markdown: str) -> str:
    """Return the line so that it reads the same where a paragraph starts: "1. Rest" is no list.

    Doing it twice changes nothing.
    """
    mark = _BLOCK_MARK.match(markdown)
    if mark is None:
        return markdown
    number = mark[2] or ""
    return f"{number}\\{markdown[len(number) :]}"


def is_web_link(url: str) -> bool:
    """Whether it is the whole address of a web page; Telegram refuses messages with others."""
    return _WEB_LINK.match(url) is not None


def _find_refused(event: Event) -> str | None:
    match event:
        case {"Start": {"Link": {"dest_url": url}}}:
            is_web = is_web_link(str(url))
            return None if is_web else "a link to something other than a web page"
        case {"Start": tag}:
            return _REFUSED.get(_name(tag))
        case {"End": _}:
            return None
        case _:
            return _REFUSED.get(_name(event))


def _name(tag: object) -> str:
    """The parser writes "Paragraph" for a tag without details and {"Heading": ...} with."""
    return next(iter(tag)) if isinstance(tag, dict) else str(tag)
