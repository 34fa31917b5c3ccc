"""What a web page says before its title and after its article, and what leads to other articles.

These are told by where they stand and how they are made, so in every language.
"""

import re
from collections.abc import Collection, Iterator

from selectolax.lexbor import LexborNode

from bot.documents.html_measured import HEADINGS, INLINE, Measured, may_warn
from bot.documents.html_title import is_same

_COMMENTS = re.compile(
    r"\W*(?:(?:\d+[条個个件]|(?:\d+|leave a|post a|add a|join the|your|write a|no)\W+))?"
    r"(?:comments?|replies|responses?|conversation|discussion"
    r"|kommentare?(?: schreiben)?|antworten (?:zu|auf)\b.*"
    r"|(?:schreibe? |hinterlasse )?(?:einen? )?(?:kommentar|antwort)(?: schreiben| hinterlassen)?"
    r"|commentaires?|comentarios?|comentários?|commenti|komentarze|reacties|комментари\w+|отзывы"
    r"|تعليقات|التعليقات|评论|網友評論|网友评论|コメント|टिप्पणियाँ"
    r"|your answer|hot network questions)"
    r"\b\W*(?:\(?\d+\)?|(?:to|on|zu|auf)\b.*)?\W*$",
    re.IGNORECASE,
)
_SAID_BEFORE = 300
_LONGEST_HEAD = 120
_LONGEST_TEASER = 600
_TEASER = 0.12
_LEADING = 0.3
_ENDS = tuple(".!?。！？।؟")
_CARDS = frozenset(["div", "li", "article", "section", "a", "figure", "td"])


def find_title_heading(body: LexborNode, title: str) -> LexborNode | None:
    """Return the heading that says the page's title, its only heading of the first level, or a
    line that says the title."""
    for node in body.css("h1, h2, h3"):
        if title and is_same(node.text(), title):
            return node
    firsts = body.css("h1")
    if len(firsts) == 1 or not title:
        return firsts[0] if len(firsts) == 1 else None
    lines = (node for node in body.css("p, div, span, strong, td") if not node.css_first("div, p"))
    return next((node for node in lines if is_same(node.text(), title)), None)


def list_before(title: LexborNode | None, measured: dict[int, Measured]) -> Iterator[Measured]:
    """Yield what stands above the title and tells nothing: the site's name, dates, menus."""
    node = title
    while node is not None and node.tag != "body":
        before = node.prev
        while before is not None:
            told = measured.get(before.mem_id)
            if told and told.signs and not told.prose and not may_warn(told):
                yield told
            before = before.prev
        node = node.parent


def list_after(body: LexborNode, measured: dict[int, Measured]) -> Iterator[Measured]:
    """Yield what stands below a heading such as "Comments", where the article is over."""
    said = 0
    over: set[int] = set()
    for node in body.traverse():
        told = measured.get(node.mem_id)
        if told is None:
            continue
        is_head = node.tag in HEADINGS or (node.tag in {"div", "p", "span", "strong"})
        if (
            is_head
            and 0 < told.signs < _LONGEST_HEAD
            and said > _SAID_BEFORE
            and _COMMENTS.match(node.text().strip())
            and (parent := node.parent) is not None
            and parent.mem_id not in over
        ):
            over.add(parent.mem_id)
            yield from _list_rest(node, measured)
        if not told.links and told.prose and not _holds_blocks(node):
            said += told.prose


def _list_rest(node: LexborNode, measured: dict[int, Measured]) -> Iterator[Measured]:
    rest: LexborNode | None = node
    while rest is not None:
        if told := measured.get(rest.mem_id):
            yield told
        rest = rest.next


def _holds_blocks(node: LexborNode) -> bool:
    return any(child.is_element_node and child.tag not in INLINE for child in node.iter())


def list_teasers(
    body: LexborNode, title: LexborNode | None, measured: dict[int, Measured], total: int
) -> Iterator[Measured]:
    """Yield what names another article: a heading that is one link, with what belongs to it, and
    a row of cards of which each is led by a link."""
    above = set()
    node = title
    while node is not None:
        above.add(node.mem_id)
        node = node.parent
    most = max(_LONGEST_TEASER / 2, min(total * _TEASER, _LONGEST_TEASER))
    for heading in body.css("h2, h3, h4, h5, h6"):
        told = measured.get(heading.mem_id)
        if told is None or heading.mem_id in above or not _leads_away(heading, told):
            continue
        card = told
        while (parent := card.node.parent) is not None and parent.mem_id not in above:
            around = measured[parent.mem_id]
            if around.headings > 1 or around.prose > most or parent.tag not in _CARDS | {"header"}:
                break
            card = around
        yield card


def _leads_away(heading: LexborNode, told: Measured) -> bool:
    link = heading.css_first("a[href]")
    outer = heading.parent
    while link is None and outer is not None and outer.tag != "body":
        link, outer = (outer if outer.tag == "a" else None), outer.parent
    href = (link.attributes.get("href") or "#") if link is not None else "#"
    is_linked = told.linked >= told.signs * 0.9
    return bool(told.signs) and is_linked and "#" not in href


def list_last(
    body: LexborNode, measured: dict[int, Measured], found: Collection[int]
) -> Iterator[Measured]:
    """Yield the links below the last that is told, if anything is."""
    last: list[Measured] = []
    is_told = False
    left_out = set(found)
    for node in body.traverse():
        if node.parent is not None and node.parent.mem_id in left_out:
            left_out.add(node.mem_id)
        told = measured.get(node.mem_id)
        if told is None or node.mem_id in left_out:
            continue
        if told.prose:
            last.clear()
            is_told = True
        elif node.tag not in INLINE and told.leads_away(_LEADING):
            last += [] if node.text().strip().endswith(_ENDS) else [told]
    yield from last if is_told else ()
