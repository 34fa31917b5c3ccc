"""How much each part of a web page says, and how much of it only leads elsewhere."""

import re
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from lessons.symptom_checks.urgent_words import find_urgency

HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
INLINE = frozenset(["a", "span", "em", "strong", "b", "i", "u", "small", "sup", "sub", "code"])
# fmt: off
BLOCKS = frozenset([
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details",
    "dialog", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2",
    "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "legend", "li", "main", "menu", "nav", "ol",
    "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
])
# fmt: on
_SKIPPED = frozenset(["script", "style", "noscript", "template", "svg", "head"])
_TELL = frozenset(["p", "li", "td", "dd", "blockquote"])
_SENTENCE_ENDS = re.compile(r"[.!?。！？।؟]")
_SHORTEST_SENTENCE = 25
_LONGEST_WARNING = 1000
_DEEPEST = 250
_LINKED = 0.55
_SAID_OF_A_LINK = 15
# A figure that is dialled, and one that is taken, or dialled when there is danger.
_TO_CALL = re.compile(r"(?<![\d.,/:-])(?:\+|\(?0|1-|116)[\d /()-]{2,}\d")
_DOSE = re.compile(
    r"\d\s?(?:mg|mcg|µg|μg|g|ml|iu|ie|ui|мг|мл|мкг|г|毫克|毫升|ملغ|مل|मिग्रा|मिली)(?![^\W\d_])"
    r"|(?<![\d.,/:-])(?:112|911|999|000|120|119|110|115|122|123|108|102|103|113)(?![\d.,/:%-])",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Measured:
    """An element: how many signs it has, how many of them are links, how many tell something."""

    node: LexborNode
    signs: int = 0
    linked: int = 0
    links: int = 0
    prose: int = 0
    headings: int = 0
    holds_blocks: bool = False
    own: int = 0
    """How many signs stand in it beside its elements."""

    def leads_away(self, share: float = _LINKED) -> bool:
        """Tell whether so much of the part is links, and little is said of each."""
        is_said = self.signs - self.linked > _SAID_OF_A_LINK * self.links
        return self.linked > self.signs * share and not is_said


def measure(body: LexborNode) -> dict[int, Measured]:
    """Return what each element of the page holds, by its id."""
    measured: dict[int, Measured] = {}
    _measure(body, measured, is_link=False, depth=0)
    return measured


def _measure(
    node: LexborNode, measured: dict[int, Measured], *, is_link: bool, depth: int
) -> Measured:
    told = Measured(node)
    measured[node.mem_id] = told
    if depth > _DEEPEST:
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
            told.headings += inner.headings + (child.tag in HEADINGS)
            told.holds_blocks |= inner.holds_blocks or child.tag in BLOCKS
    told.own = len(own)
    if not is_link and (node.tag in _TELL or len(own) > 80):
        is_told = told.linked * 2 < told.signs and holds_a_sentence(own or node.text())
        told.prose = max(told.prose, told.signs if is_told else 0)
    return told


def holds_a_sentence(text: str) -> bool:
    """Tell whether a sentence that is as long as one mostly is ends in the text."""
    *ended, _ = _SENTENCE_ENDS.split(text)
    return any(len(sentence) >= _SHORTEST_SENTENCE for sentence in ended)


def may_warn(told: Measured) -> bool:
    """Tell whether the part says when to call for help, or a dose: then it stays in doubt."""
    if not told.signs or told.signs > _LONGEST_WARNING:
        return False
    return warns(told.node.text(separator=" "), says_something=told.prose > 0)


def warns(text: str, *, says_something: bool) -> bool:
    """Tell whether a text names a dose or a number to dial, or says when to call for help."""
    return (says_something and bool(find_urgency(text))) or bool(_DOSE.search(text))


def is_to_call(text: str) -> bool:
    """Tell whether a number to dial stands in the text."""
    return bool(_TO_CALL.search(text))
