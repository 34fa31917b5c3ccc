"""What a web page calls its article, without the name of the site."""

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

_BETWEEN = re.compile(r"\s+[|–—·•»«:\\/-]{1,2}\s+|\s*[|»·]\s*|：| ::? ")
_SIGNS = re.compile(r"[\W_]+")
_LONGEST_SITE = 40
_WORDS_OF_A_SITE = 3


def find_title(page: LexborHTMLParser) -> str:
    """Return the title that the page states, or nothing; a heading of the first level that is part
    of it tells which part is the article's."""
    open_title, stated = _meta(page, "og:title"), _text(page.css_first("title"))
    stated = open_title or stated
    if not stated:
        return ""
    site = _bare(_meta(page, "og:site_name"))
    headings = [_text(node) for node in page.css("h1")]
    for heading in headings:
        if _bare(heading) and _bare(heading) != site and _is_like(heading, stated):
            return heading
    parts = [part for part in _BETWEEN.split(stated) if part.strip()]
    is_short = len(parts) == 1 and len(stated.split()) <= _WORDS_OF_A_SITE
    if is_short and not open_title and len(headings) == 1 and _bare(headings[0]):
        # That is the site's name; the heading is the article's.
        return headings[0]
    kept = [part for part in parts if _bare(part) != site]
    if len(kept) == len(parts) > 1 and not open_title:
        # Most sites put their name last; where it stands first it is shorter than the title.
        is_first = len(parts[0].split()) < len(parts[-1].split())
        site_part = parts[0] if is_first else parts[-1]
        if len(site_part) <= _LONGEST_SITE:
            rest = stated[len(parts[0]) :] if is_first else stated[: stated.rfind(parts[-1])]
            return rest.strip(" \t|–—·•»«:\\/-：")
    return " - ".join(part.strip() for part in kept) if kept and site else stated


def is_same(heading: str, title: str) -> bool:
    """Tell whether the heading says the title again."""
    return _bare(heading) == _bare(title)


def _is_like(heading: str, title: str) -> bool:
    """Tell whether the heading says what the title does, or the greater part of it."""
    bare, other = _bare(heading), _bare(title)
    return bool(bare) and (
        (bare in other and len(bare) > len(other) * 0.3) or (bool(other) and other in bare)
    )


def find_language(page: LexborHTMLParser) -> str:
    """Return the language that the page states, or nothing."""
    root = page.root
    return (root.attributes.get("lang") or "") if root is not None else ""


def _meta(page: LexborHTMLParser, name: str) -> str:
    node = page.css_first(f'meta[property="{name}"], meta[name="{name}"]')
    return " ".join((node.attributes.get("content") or "").split()) if node else ""


def _text(node: LexborNode | None) -> str:
    return " ".join(node.text().split()) if node else ""


def _bare(text: str) -> str:
    return _SIGNS.sub("", text).casefold()
