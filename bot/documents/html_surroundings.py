"""What a web page has around its article, told by what its parts are called and made of.

The words were counted on 990 public pages with known right answers: each stands at least ten times
as often around what is no article as around what is. Nothing that holds much of the page's prose
is ever taken for surroundings, whatever it is called.
"""

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from bot.documents.html_elsewhere import (
    list_after,
    list_before,
    list_last,
    list_teasers,
)
from bot.documents.html_headed import heads_what_is_said, list_below
from bot.documents.html_measured import HEADINGS, INLINE, Measured, may_warn
from bot.documents.html_phrases import HEADS_OTHERS, says_no_more

# Parts of class names and ids, without endings: "related-posts", "ShareButtons", "cookie_banner".
_AROUND = re.compile(
    r"(?<![a-z])(?:footer|foot|related|sidebar|comments?|nocomments|commentform|commentlist|nav"
    r"|postcomment|recentcomments|navi|navbar|navigation|subnav|menu|submenu|mainmenu|mega|respond"
    r"|reply|newsletter|copyrights?|colophon|social|socials|sociable|subscri\w*|signup|login|share"
    r"|sharing|sharedaddy|shariff|sharer|jetpack|breadcrumbs?|crumbs?|pagination|pager|cookies?"
    r"|consent|gdpr|banner|masthead|promo|promotion|advert\w*|ads?|adsense|sponsor\w*|outbrain"
    r"|taboola|popular|trending|recommend\w*|linklist|linkbox|tags?|tagcloud|taxonomy|byline"
    r"|authors?|bio|vcard|credits?|meta|postmeta|postmetadata|metadata|ratings?|dropdown|flyout"
    r"|overlay|popup|modal|cta|textwidget|widgets|widget[_-]\w+|widgettitle|akismet|yarpp"
    r"|relatedposts|search|branding|logo|disqus|flair|toolbar|follow|feedback|skip|affiliate"
    r"|contactform|contactbox|date|datum|newsdatum|dateline|readtime|similar|carousel|toc|robots"
    r"|(?:comment|review|contact)-?form|next-?(?:story|post)|nextstory|site-(?:description|title)"
    r"|sitename|tagline|likes|gravatars|privacy|sr-only|screen-reader-text|visually-hidden|teasers"
    r"|buttons|backlink|back-link|scroll-?top|print|printbutton|upsell|cross-?sell(?:ing)?|wishlist"
    r"|captcha|ticker|entry-?(?:utility|footer)|post-?(?:footer|info|feeds)|feed-links|kontextliste"
    r"|nextread|more-like-this|reading-time|posted-on|photo-?(?:author|credit)|load-more|paywall"
    r"|vote|votes|votecell|hot-network-questions|post-signature|s-btn|js-vote-count)(?![a-z])"
)
# These only as the whole of a name: there are side effects, and a right hand.
_COLUMNS = re.compile(r"(?<![\w-])(?:side|(?:side|right|left)[_-]?col(?:umn)?)(?![\w-])")
# What may be called so and still be part of what is told.
_WITHIN = re.compile(
    r"(?<![a-z])(?:warning|alert|caution|danger|emergency|infobox|factbox|callout|important"
    r"|highlight|hentry|type-post|elementor-widget)(?![a-z])"
)
# "has-sharing" says what the part has, not what it is.
_HAVING = re.compile(r"(?<![a-z])(?:has|no|not|with|without|is|supports?)-[\w-]+")
_PARTS = re.compile(r"[a-z]+")
_LONGEST_NAME = 4
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_SURELY_AROUND = re.compile(
    r"(?<![a-z])(?:cookies?|consent|gdpr|newsletter|breadcrumbs?|copyright|comments?|sidebar"
    r"|footer|navbar|navigation|sharing|related-?posts?)(?![a-z])"
)
_NEVER = frozenset(["html", "body", "main", "tr", "td", "th", "tbody", "b", "i", "h1"])
_BLOCKS = frozenset(
    ["div", "section", "ul", "ol", "dl", "table", "aside", "header", "footer", "article", "details"]
)
# Shares of the prose of the whole page.
_MOST_OF_IT = 0.3
_MORE_THAN_HALF = 0.6
_HARDLY_ANY = 0.1
_LONGEST_LINE = 250
_LEADING = 0.3


def find_surroundings(
    body: LexborNode,
    article: LexborNode,
    heading: LexborNode | None,
    measured: dict[int, Measured],
) -> dict[int, str]:
    """Return the ids of the elements around the article, as far as rules tell them, and by which;
    what is inside of them is too.

    What stands outside of the part that the page marks as its article is, unless it may warn or
    holds the title.
    """
    total = measured[body.mem_id].prose
    above = _list_above(heading)
    found: dict[int, Measured] = {}
    rules: dict[int, str] = {}
    _collect(body, measured, total, found, above)
    for rule, listed in (
        ("before", list_before(heading, measured)),
        ("after", list_after(body, measured)),
        ("teaser", list_teasers(body, heading, measured, total)),
        ("last", list_last(body, measured, found)),
    ):
        for told in listed:
            node = told.node
            if node.mem_id not in above and node.tag not in _NEVER and not may_warn(told):
                found[node.mem_id] = told
                rules.setdefault(node.mem_id, rule)
    outside = {
        told.node.mem_id: "outside"
        for told in _list_outside(article, measured)
        if told.node.mem_id not in above and not may_warn(told)
    }
    return {it: rules.get(it, "named") for it in _keep_enough(found, total)} | outside


def _list_outside(article: LexborNode, measured: dict[int, Measured]) -> Iterator[Measured]:
    node = article
    while node.tag != "body" and (parent := node.parent) is not None:
        for other in parent.iter():
            if other.mem_id != node.mem_id and other.mem_id in measured:
                yield measured[other.mem_id]
        node = parent


def _list_above(heading: LexborNode | None) -> frozenset[int]:
    """Return what the heading stands in: what holds the title is not around the article."""
    above = set()
    while heading is not None:
        above.add(heading.mem_id)
        heading = heading.parent
    return frozenset(above)


def _keep_enough(found: dict[int, Measured], total: int) -> set[int]:
    """Return the parts that are outermost, and if too little of the page would be left, only those
    that tell nothing: a page that seems to be surroundings altogether is built in another way."""
    outermost = {it for it, told in found.items() if not _is_within(told.node, found)}
    if sum(found[it].prose for it in outermost) > total * (1 - _MOST_OF_IT):
        return {it for it in outermost if not found[it].prose}
    return outermost


def _is_within(node: LexborNode, found: dict[int, Measured]) -> bool:
    parent = node.parent
    while parent is not None and parent.mem_id not in found:
        parent = parent.parent
    return parent is not None


def _collect(
    node: LexborNode,
    measured: dict[int, Measured],
    total: int,
    found: dict[int, Measured],
    above: frozenset[int],
) -> None:
    leads_elsewhere = False
    for child in node.iter():
        told = measured.get(child.mem_id)
        if told is None:
            continue
        if child.tag in HEADINGS or (child.tag in {"p", "div", "strong"} and told.signs < 60):
            is_head = bool(HEADS_OTHERS.match(child.text().strip()))
            leads_elsewhere = is_head or (leads_elsewhere and child.tag not in HEADINGS)
            if is_head and child.tag in HEADINGS:
                if child.mem_id not in above and _heads_links(child, measured):
                    found[child.mem_id] = told
                continue
        # Words of the same line stand beside it.
        is_in_line = child.tag in INLINE and measured[node.mem_id].own > 1
        is_around = child.mem_id not in above and _is_around(
            told, total, leads_elsewhere=leads_elsewhere, is_in_line=is_in_line
        )
        is_around = is_around and not heads_what_is_said(child, measured)
        if is_around:
            found[child.mem_id] = told
        else:
            _collect(child, measured, total, found, above)


def _heads_links(heading: LexborNode, measured: dict[int, Measured]) -> bool:
    """Tell whether nothing stands below the heading but what leads elsewhere."""
    signs = linked = 0
    for told in list_below(heading, measured):
        signs, linked = signs + told.signs, linked + told.linked
    return not signs or linked > signs * _LEADING


def _is_around(told: Measured, total: int, *, leads_elsewhere: bool, is_in_line: bool) -> bool:
    node = told.node
    name = _name(node)
    is_sure = bool(_SURELY_AROUND.search(name))
    if node.tag in _NEVER or told.prose > total * (_MORE_THAN_HALF if is_sure else _MOST_OF_IT):
        return False
    if (is_sure or _AROUND.search(name) or _COLUMNS.search(name)) and not is_in_line:
        return not _WITHIN.search(name) and not may_warn(told)
    if told.signs < _LONGEST_LINE and says_no_more(node):
        return not (may_warn(told) or is_in_line)
    if node.tag not in _BLOCKS or not told.signs or may_warn(told):
        return False
    is_little = told.prose <= total * _HARDLY_ANY
    if leads_elsewhere and told.linked > told.signs * _LEADING and is_little:
        return True
    return told.leads_away() and is_little and (told.links > 1 or node.tag in {"ul", "ol"})


def _name(node: LexborNode) -> str:
    """Return what the element is called; an id that is made of a heading is none of it."""
    attributes = node.attributes
    told = " ".join(filter(None, (attributes.get("class"), attributes.get("id"))))
    names = _CAMEL.sub("-", told).lower().split()
    short = (name for name in names if len(_PARTS.findall(name)) <= _LONGEST_NAME)
    return _HAVING.sub("", " ".join(short))
