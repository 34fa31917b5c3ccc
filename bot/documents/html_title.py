"""What a web page calls its article, without the name of the site.

Its headings of the first level, what it states for those who share it (og:title, a headline in
JSON-LD) and the title of its window vote: a heading that says what another one says wins. One
that the window says as it is needs no other vote; one that no other says wins where it is alone,
above the text and as long as an article's.
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
_LOGO = re.compile(r"\bsite[-_]?(?:title|name)\b|\blogo\b", re.IGNORECASE)
_HOME = re.compile(r"(?:\.|https?://[^/?#]+)?/?(?:index\.\w+)?", re.IGNORECASE)
_ASIDE = frozenset(["nav", "aside", "footer", "dialog"])
_SOFT_HYPHEN = "\xad"
_PERMALINK = " ¶#"
_LONGEST_SITE = 40
_LONGEST_HEADING = 250
_LONG_PARAGRAPH = 100
_WORDS_OF_A_SITE = 3
_WORDS_OF_A_HEADLINE = 5
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
    parts = [part.strip() for part in _BETWEEN.split(window) if part.strip()]
    headings = [it for it in _list_headings(page, window) if _bare(it) != site]
    if said := [it for it in headings if _is_said(it, parts, window, open_title)]:
        best = max(said, key=len)
        return _without_site(best, site, is_window="|" in best)
    title = _without_site(open_title or window, site, is_window=not open_title)
    if site and headings and site in (_bare(title), _bare(window)):
        return headings[0]
    stated = [it for it in (open_title, *_list_headlines(page)) if it] or [title]
    liked = {it: max(_share(it, other) for other in stated) for it in headings}
    if headings and len(headings[0].split()) > _WORDS_OF_A_SITE:
        of_window = _without_site(window, site, is_window=True)
        liked[headings[0]] = max(liked[headings[0]], _share(headings[0], of_window))
    best = max(liked, key=lambda it: liked[it], default="")
    if best and liked[best] >= _ALIKE:
        # What more stands in the heading is its second line, or the name of the column.
        is_longer = len(_bare(title)) < len(_bare(best)) < 2 * len(_bare(title))
        return title if is_longer and _bare(title) in _bare(best) else best
    if len(headings) == 1 and _is_headline(page, headings[0]):
        names = parts[-1:] if len(parts) > 1 else []
        if all(_share(headings[0], name) < _ALIKE for name in names):
            return headings[0]
    if not open_title and len(headings) == len(parts) == 1:
        heading = headings[0]
        # One of the two is the article's: a short window names the site, a short heading a part.
        is_named = len(window.split()) <= _WORDS_OF_A_SITE
        return heading if is_named or len(_split_words(heading)) > len(window.split()) else title
    rest, line, last = title.rpartition("|")
    # What is stated for sharing is often the title of the window as it is, with the site's name.
    is_window = line and _bare(title) == _bare(window) and len(last.strip()) <= _LONGEST_SITE
    return rest.strip() if is_window and rest.strip() else title


def _is_said(heading: str, parts: list[str], window: str, open_title: str) -> bool:
    """Tell whether the title of the window says the heading, and not as the name of the site."""
    said, whole, names = _bare(heading), _bare(window), [_bare(part) for part in parts]
    if _bare(open_title) in whole and open_title and said not in _bare(open_title):
        return False
    if said == whole or (whole.endswith(said) and len(said) * 2 > len(whole)):
        return True
    # The last part is the site's name, unless it is the longer one.
    return said in names and (said != names[-1] or len(parts[-1].split()) > len(parts[0].split()))


def _is_headline(page: LexborHTMLParser, heading: str) -> bool:
    """Tell whether the heading is as long as an article's and stands above the first paragraph."""
    for node in page.css("h1, p"):
        text = _text(node)
        if node.tag == "h1" and text == heading:
            return len(heading.split()) >= _WORDS_OF_A_HEADLINE
        if node.tag == "p" and len(text) >= _LONG_PARAGRAPH and not _is_aside(node):
            return False
    return False


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
    is_less = kept and len(kept) < len(parts)
    return " - ".join(part.strip() for part in kept) if is_less and site else stated


def is_same(heading: str, title: str) -> bool:
    """Tell whether the heading says the title again."""
    return _bare(heading) == _bare(title)


def find_language(page: LexborHTMLParser) -> str:
    """Return the language that the page states, or nothing."""
    root = page.root
    return (root.attributes.get("lang") or "") if root is not None else ""


def _list_headings(page: LexborHTMLParser, window: str) -> Iterator[str]:
    """Yield the headings of the first level, without logos, and of those beside the article only
    one that begins the title of the window."""
    for node in page.css("h1"):
        text = _text(node)
        if not _bare(text) or len(text) > _LONGEST_HEADING or _is_logo(node):
            continue
        begins = len(text.split()) > _WORDS_OF_A_SITE and _bare(window).startswith(_bare(text))
        if begins or not _is_aside(node):
            yield text


def _is_logo(node: LexborNode) -> bool:
    if _LOGO.search(f"{node.attributes.get('class')} {node.attributes.get('id')}"):
        return True
    link = node.css_first("a")
    target = (link.attributes.get("href") or "") if link is not None else ""
    return bool(_HOME.fullmatch(target)) and _bare(_text(link)) == _bare(_text(node))


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
    if node is None:
        return ""
    pieces = node.traverse(include_text=True)
    text = "".join(" " if it.tag == "br" else it.text_content or "" for it in pieces)
    return " ".join(text.replace(_SOFT_HYPHEN, "").split()).rstrip(_PERMALINK)


def _bare(text: str) -> str:
    return _SIGNS.sub("", text).casefold()
