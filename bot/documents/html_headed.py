"""What stands below a heading of a web page, and whether that is told to the reader."""

from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from bot.documents.html_measured import HEADINGS, Measured, holds_a_sentence

_MOSTLY = 0.5


def list_below(heading: LexborNode, measured: dict[int, Measured]) -> Iterator[Measured]:
    """Yield what stands between the heading and the next one, also if a part holds it alone."""
    node = heading
    while (parent := node.parent) is not None and _signs(parent, measured) == _signs(
        heading, measured
    ):
        node = parent
    after = node.next
    while after is not None and after.tag not in HEADINGS:
        if told := measured.get(after.mem_id):
            yield told
        after = after.next


def heads_what_is_said(node: LexborNode, measured: dict[int, Measured]) -> bool:
    """Tell whether the element is a heading, or holds one and nothing else, and sentences, a list
    or a table stand below it: no words make a menu of that."""
    heading = node if node.tag in HEADINGS else node.css_first(", ".join(sorted(HEADINGS)))
    if heading is None or _signs(heading, measured) != _signs(node, measured):
        return False
    return any(_is_said(told) for told in list_below(heading, measured))


def _is_said(told: Measured) -> bool:
    if not told.signs or told.linked > told.signs * _MOSTLY:
        return False
    is_laid_out = told.node.tag in {"table", "ul", "ol", "dl"} or (
        told.node.css_first("table") is not None
    )
    return told.prose > 0 or is_laid_out or holds_a_sentence(told.node.text())


def _signs(node: LexborNode, measured: dict[int, Measured]) -> int:
    told = measured.get(node.mem_id)
    return told.signs if told else -1
