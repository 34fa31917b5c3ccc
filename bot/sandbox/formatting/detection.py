"""Finds the links, commands and names that Telegram makes tappable in any text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from bot.sandbox.formatting.entities import Entity, utf16_length

_COMMAND: Final = re.compile(
    r"(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32}|(?!@))(?![\w/<>])"
)
_MENTION: Final = re.compile(r"(?<!\w)@(?:[A-Za-z0-9_]{4,32}|gif|nft|pic|ufc|vid)(?!\w)")
_TAG_LETTER: Final = r"\w\u00b7\u200c"
_HASHTAG: Final = re.compile(
    rf"(?<![{_TAG_LETTER}])#(?=[{_TAG_LETTER}]*[^\W\d_])[{_TAG_LETTER}]{{1,256}}+"
    rf"(?:@[A-Za-z0-9_]{{3,32}})?+(?![{_TAG_LETTER}]*#)"
)
_EMAIL: Final = re.compile(
    r"(?<![\w.+@/-])(?:[A-Za-z0-9_-]{0,26}[.+]){0,10}[A-Za-z0-9_-]{1,35}"
    r"@(?:(?:[A-Za-z0-9][A-Za-z0-9_-]{0,28})?[A-Za-z0-9]\.){1,6}[A-Za-z]{2,8}(?![\w@-]|\.\w)"
)
_PATH: Final = r"[^\s<>\"«»\u2000-\u200b\u200e\u200f\u2016-\u206f]"
_URL: Final = re.compile(
    r"(?<![\w.@/#-])(?P<scheme>(?:https?|ftp)://)?"
    r"(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+(?P<top>[^\W_]{2,63})(?![\w@-])"
    rf"(?::[0-9]{{1,5}})?(?:/{_PATH}*|[?#]{_PATH}+)?",
    re.IGNORECASE,
)
_OWN_LINK: Final = re.compile(
    rf"(?:tg|ton|tonsite)://[A-Za-z0-9_-]{{1,253}}(?:/{_PATH}*|[?#]{_PATH}+)?", re.IGNORECASE
)
_NEVER_LAST: Final = ".:;,('?!`"
_PAIRS: Final = {")": "(", "]": "[", "}": "{"}
# Without a scheme Telegram wants a top-level domain that exists. It knows all 1,400; this
# takes any two letters for a country and, of the others, those of everyday links.
_TOP_LEVEL: Final = re.compile(
    """
    [a-z]{2} | academy | agency | app | art | biz | blog | care | center | clinic | cloud | club |
    com | community | company | dental | design | dev | digital | doctor | education | edu | email
    | events | family | fitness | fyi | gov | guide | health | healthcare | help | hospital | info
    | institute | int | international | life | link | live | media | mil | mobi | name | net |
    network | news | online | org | page | post | press | pro | science | shop | site | space |
    store | support | team | tech | tips | today | tools | top | university | video | vision |
    website | wiki | work | world | xyz | yoga | zone
    """,
    re.VERBOSE | re.IGNORECASE,
)


def find_entities(text: str) -> list[Entity]:
    """Return what Telegram would find in ``text``; of two that overlap both are there.

    Bot commands, links, e-mail addresses, mentions and hashtags; not cashtags, bank cards and
    phone numbers.
    """
    patterns = {"mention": _MENTION, "bot_command": _COMMAND, "hashtag": _HASHTAG, "email": _EMAIL}
    spans = [
        (type_, match.start(), match.end())
        for type_, pattern in patterns.items()
        for match in pattern.finditer(text)
    ]
    spans += [("url", *span) for span in _urls(text)]
    return [
        Entity(type_, utf16_length(text[:start]), utf16_length(text[start:end]))
        for type_, start, end in spans
    ]


def _urls(text: str) -> Iterator[tuple[int, int]]:
    for match in _OWN_LINK.finditer(text):
        yield match.start(), match.start() + len(_without_loose_end(match[0]))
    for match in _URL.finditer(text):
        if match["scheme"] or _exists(match["top"]):
            yield match.start(), match.start() + len(_without_loose_end(match[0]))


def _exists(top: str) -> bool:
    # A sentence that follows another without a space.Begins with one capital.
    starts_a_sentence = top[0].isupper() and top[1:].islower()
    return not starts_a_sentence and _TOP_LEVEL.fullmatch(top) is not None


def _without_loose_end(url: str) -> str:
    """Return ``url`` up to a bracket that it did not open and without closing punctuation."""
    depth = dict.fromkeys(_PAIRS.values(), 0)
    for at, character in enumerate(url):
        if character in depth:
            depth[character] += 1
        elif character in _PAIRS:
            depth[_PAIRS[character]] -= 1
            if depth[_PAIRS[character]] < 0:
                url = url[:at]
                break
    return url.rstrip(_NEVER_LAST)
