"""What a web page calls its article, without the name of the site.

Its headings of the first level, what it states for those who share it (og:title, a headline in
JSON-LD) and the title of its window vote: a heading that says what another one says wins.
"""

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

_BETWEEN = re.compile(
    r"\s+[|–—·•»«:\\/-]{1,2}\s+|\s*[|»·]\s*|：| ::? "
    # Chinese and Japanese pages put no spaces around it.
    r"|(?<=[\u3000-\u9fff\uff00-\uffef])[-_—]+(?=[\u3000-\u9fff\w]{2,12}$)"
)
_SIGNS = re.compile(r"[\W_]+")
_WORDS = re.compile(r"[^\W_]+")
_NO_SPACES = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]")
_HEADLINE = re.compile(r'"headline"\s*:\s*"((?:[^"\\]|\\.){3,250})"')
_ASIDE = frozenset(["nav", "aside", "footer", "dialog"])
_PERMALINK = " ¶#"
_LONGEST_SITE = 40
_LONGEST_HEADING = 250
_WORDS_OF_A_SITE = 3
_ALIKE = 0.4
_SMALL_PART = 0.3


def find_title(page: LexborHTMLParser) -> str:
    """Return the title that the page states, or nothing; a heading of the first level that says
    much of the same is how the article itself puts it."""
    open_title, window = _meta(page, "og:title"), _text(page.css_first("title"))
    if not (open_title or window):
        return ""
    site = _bare(_meta(page, "og:site_name"))
    if _bare(open_title) == site and window:
        open_title = ""
    headings = [it for it in _list_headings(page) if _bare(it) != site]
    parts = [part.strip() for part in _BETWEEN.split(window) if part.strip()]
    title = _without_site(open_title or window, site, is_window=not open_title)
    if _bare(title) == site and headings:
        return headings[0]
    stated = [it for it in (open_title, *_list_headlines(page)) if it] or [title]
    liked = {it: max(_share(it, other) for other in stated) for it in headings}
    best = max(liked, key=lambda it: liked[it], default="")
    if best and liked[best] >= _ALIKE:
        # What more stands in the heading is its second line, or the name of the column.
        is_longer = len(_bare(title)) < len(_bare(best)) < 2 * len(_bare(title))
        return title if is_longer and _bare(title) in _bare(best) else best
    if not open_title and len(headings) == len(parts) == 1:
        heading = headings[0]
        # One of the two is the article's: a short window names the site, a short heading a part.
        is_named = len(window.split()) <= _WORDS_OF_A_SITE
        return heading if is_named or len(_split_words(heading)) > len(window.split()) else title
    return title


def _without_site(stated: str, site: str, *, is_window: bool) -> str:
    parts = [part for part in _BETWEEN.split(stated) if part.strip()]
    kept = [part for part in parts if _bare(part) != site]
    if len(kept) == len(parts) > 1 and is_window:
        # Most sites put their name last; where it stands first it is shorter than the title.
        is_first = len(parts[0].split()) < len(parts[-1].split())
        site_part = parts[0] if is_first else parts[-1]
        if len(site_part) <= _LONGEST_SITE:
            rest = stated[len(parts[0]) :] if is_first else stated[: stated.rfind(parts[-1])]
            return rest.strip(" \t|–—·•»«:\\/-_：")
    return " - ".join(part.strip() for part in kept) if kept and site else stated


def is_same(heading: str, title: str) -> bool:
    """Tell whether the heading says the title again."""
    return _bare(heading) == _bare(title)


def find_language(page: LexborHTMLParser) -> str:
    """Return the language that the page states, or nothing."""
    root = page.root
    return (root.attributes.get("lang") or "") if root is not None else ""


def _list_headings(page: LexborHTMLParser) -> Iterator[str]:
    for node in page.css("h1"):
        text = _text(node)
        if not _is_aside(node) and _bare(text) and len(text) <= _LONGEST_HEADING:
            yield text


def _is_aside(node: LexborNode | None) -> bool:
    while node is not None and node.tag not in _ASIDE:
        node = node.parent
    return node is not None


def _list_headlines(page: LexborHTMLParser) -> Iterator[str]:
    for node in page.css("script[type='application/ld+json']"):
        for headline in _HEADLINE.findall(node.text()):
            if "\\" not in headline:
                yield headline


def _share(heading: str, other: str) -> float:
    """Return how much of the shorter one's words both say."""
    if len(_bare(heading)) < len(_bare(other)) * _SMALL_PART:
        return 0.0
    mine, its = _split_words(heading), _split_words(other)
    return len(mine & its) / max(1, min(len(mine), len(its)))


def _split_words(text: str) -> set[str]:
    """Return the words; of scripts without spaces each two signs in a row."""
    words = {word.casefold() for word in _WORDS.findall(text)}
    return {
        part
        for word in words
        for part in (
            (word[at : at + 2] for at in range(max(1, len(word) - 1)))
            if _NO_SPACES.search(word)
            else (word,)
        )
    }


def _meta(page: LexborHTMLParser, name: str) -> str:
    node = page.css_first(f'meta[property="{name}"], meta[name="{name}"]')
    return " ".join((node.attributes.get("content") or "").split()) if node else ""


def _text(node: LexborNode | None) -> str:
    return " ".join(node.text().split()).rstrip(_PERMALINK) if node else ""


def _bare(text: str) -> str:
    return _SIGNS.sub("", text).casefold()
