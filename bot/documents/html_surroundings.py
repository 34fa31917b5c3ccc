"""What a web page has around its article, told by what its parts are called and made of.

The words were counted on 990 public pages with known right answers: each stands at least ten times
as often around what is no article as around what is. Nothing that holds much of the page's prose
is ever taken for surroundings, whatever it is called.
"""

import re
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from lessons.symptom_checks.urgent_words import find_urgency

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
    r"|(?:comment|review|contact)-?form|next-?(?:story|post)|nextstory|site-description)(?![a-z])"
)
# What may be called so and still be part of what is told.
_WITHIN = re.compile(
    r"(?<![a-z])(?:warning|alert|caution|danger|emergency|infobox|factbox|callout|important"
    r"|highlight|hentry|type-post|elementor-widget)(?![a-z])"
)
_PARTS = re.compile(r"[a-z]+")
_LONGEST_NAME = 4
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_HEADS_OTHERS = re.compile(
    r"\W*(?:related|read (?:more|next|also)|more (?:from|on|about|stories|articles)"
    r"|you (?:may|might)"
    r"|see also|also (?:on|in)|popular|trending|recommended|latest|comments?|\d+ comments?|leave a"
    r"|share|follow us|newsletter|subscribe|sign up|advertisement|about the author|tags?|categories"
    r"|ähnliche|mehr (?:zum|von|aus|über)|weitere|lesen sie|das könnte|kommentare?|teilen|artikel"
    r"|schlagw|à lire|voir aussi|lire aussi|sur le même|commentaires?|partager|articles? (?:liés|"
    r"similaires)|relacionad|ver también|comentarios?|compart|te puede|artículos|leia também|veja"
    r"|relacionad|zobacz|podobne|komentarz|czytaj|lees ook|meer over|reacties|leggi anche|articoli"
    r"|похожие|читайте|комментари|поделиться|اقرأ|مقالات|التعليقات|相关|延伸阅读|评论|分享|関連|コメント"
    r"|संबंधित|और पढ़ें|टिप्पणि)",
    re.IGNORECASE,
)
_SAYS_NO_MORE = re.compile(
    r"(?:this (?:site|website) uses (?:akismet|cookies)|diese website verwendet (?:akismet|cookies)"
    r"|we use cookies|wir verwenden cookies|advertisement$|anzeige$|publicité$|publicidad$"
    r"|(?:foto|photo|bild|image)s?(?: credit)?: ?\S.{0,60}$|deine e-mail-adresse wird nicht"
    r"|(?:copyright|©|\(c\)) ?\S.{0,150}$|[^.]{0,60}all rights reserved\b.{0,80}$"
    r"|your email address will not|\d+ min(?:ute)?s? read$|nach oben$|back to top$"
    r"|(?:auch interessant|à lire aussi|read more|lesen sie auch|read also|lee también)\b)",
    re.IGNORECASE,
)
_SURELY_AROUND = re.compile(
    r"(?<![a-z])(?:cookies?|consent|gdpr|newsletter|breadcrumbs?|copyright|comments?|sidebar"
    r"|footer|navbar|navigation|sharing|related-?posts?)(?![a-z])"
)
_NEVER = frozenset(["html", "body", "main", "tr", "td", "th", "tbody", "b", "i", "h1"])
_BLOCKS = frozenset(
    ["div", "section", "ul", "ol", "dl", "table", "aside", "header", "footer", "article", "details"]
)
_SKIPPED = frozenset(["script", "style", "noscript", "template", "svg", "head"])
_HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
# Shares of the prose of the whole page.
_MOST_OF_IT = 0.3
_MORE_THAN_HALF = 0.6
_HARDLY_ANY = 0.1
_LONGEST_LINE = 200
_LONGEST_WARNING = 1000
_LINKED = 0.55
_SENTENCE_ENDS = re.compile(r"[.!?。！？।؟]")
_SHORTEST_SENTENCE = 25


@dataclass(slots=True)
class _Measured:
    """An element: how many signs it has, how many of them are links, how many tell something."""

    node: LexborNode
    signs: int = 0
    linked: int = 0
    links: int = 0
    prose: int = 0
    headings: int = 0


def find_surroundings(body: LexborNode) -> frozenset[int]:
    """Return the ids of the elements around the article; what is inside of them is too."""
    measured: dict[int, _Measured] = {}
    _measure(body, measured, is_link=False, depth=0)
    total = measured[body.mem_id].prose
    found: set[int] = set()
    _collect(body, measured, total, found)
    kept = total - sum(measured[it].prose for it in found)
    # A page that seems to be surroundings altogether is one that is built in another way.
    return frozenset(found) if kept >= total * _MOST_OF_IT else frozenset()


def _measure(
    node: LexborNode, measured: dict[int, _Measured], *, is_link: bool, depth: int
) -> _Measured:
    told = _Measured(node)
    measured[node.mem_id] = told
    if depth > 250:
        return told
    own = ""
    for child in node.iter(include_text=True):
        if child.is_text_node:
            text = (child.text_content or "").strip()
            told.signs += len(text)
            told.linked += len(text) * is_link
            own += text
        elif child.is_element_node and child.tag not in _SKIPPED:
            is_a = child.tag == "a"
            inner = _measure(child, measured, is_link=is_link or is_a, depth=depth + 1)
            told.signs += inner.signs
            told.linked += inner.linked
            told.links += inner.links + is_a
            told.prose += inner.prose
            told.headings += inner.headings + (child.tag in _HEADINGS)
    if not is_link and (node.tag in {"p", "li", "td", "dd", "blockquote"} or len(own) > 80):
        is_told = told.linked * 2 < told.signs and _holds_a_sentence(own or node.text())
        told.prose = max(told.prose, told.signs if is_told else 0)
    return told


def _holds_a_sentence(text: str) -> bool:
    *ended, _ = _SENTENCE_ENDS.split(text)
    return any(len(sentence) >= _SHORTEST_SENTENCE for sentence in ended)


def _collect(node: LexborNode, measured: dict[int, _Measured], total: int, found: set[int]) -> None:
    leads_elsewhere = False
    for child in node.iter():
        told = measured.get(child.mem_id)
        if told is None:
            continue
        if child.tag in _HEADINGS or (child.tag in {"p", "div", "strong"} and told.signs < 60):
            is_head = bool(_HEADS_OTHERS.match(child.text().strip()))
            leads_elsewhere = is_head or (leads_elsewhere and child.tag not in _HEADINGS)
            if is_head and child.tag in _HEADINGS:
                found.add(child.mem_id)
                continue
        if _is_around(child, told, total, leads_elsewhere=leads_elsewhere):
            found.add(child.mem_id)
        else:
            _collect(child, measured, total, found)


def _is_around(node: LexborNode, told: _Measured, total: int, *, leads_elsewhere: bool) -> bool:
    name = _name(node)
    is_sure = bool(_SURELY_AROUND.search(name))
    if node.tag in _NEVER or told.prose > total * (_MORE_THAN_HALF if is_sure else _MOST_OF_IT):
        return False
    if is_sure or _AROUND.search(name):
        return not _WITHIN.search(name) and not _warns(node, told)
    if told.signs < _LONGEST_LINE and _SAYS_NO_MORE.match(node.text().strip()):
        return True
    if node.tag not in _BLOCKS or not told.signs:
        return False
    is_linked = told.linked > told.signs * _LINKED
    is_little = told.prose <= total * _HARDLY_ANY
    if leads_elsewhere and told.linked > told.signs * 0.3 and is_little:
        return True
    return is_linked and is_little and (told.links > 1 or node.tag in {"ul", "ol"})


def _warns(node: LexborNode, told: _Measured) -> bool:
    """Whatever a part is called: what says when to call for help is part of what is told."""
    return told.prose > 0 and told.signs < _LONGEST_WARNING and bool(find_urgency(node.text()))


def _name(node: LexborNode) -> str:
    """Return what the element is called; an id that is made of a heading is none of it."""
    attributes = node.attributes
    told = " ".join(filter(None, (attributes.get("class"), attributes.get("id"))))
    names = _CAMEL.sub("-", told).lower().split()
    return " ".join(name for name in names if len(_PARTS.findall(name)) <= _LONGEST_NAME)
