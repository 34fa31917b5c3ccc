"""Which pieces of a web page are its article: rules and weights decide together.

The weights of what is told of a piece add up to how much it is like an article. Rules and weights
have to agree on little: what a rule leaves out and weighs like an article comes back if it says
something, and what no rule knows is left out if it weighs like surroundings. What ends like a
sentence, or says something in sentences, and stands in the article's own part is never left out
by its weight alone, nor what may warn. Between the two is doubt: that stays, and is told.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from selectolax.lexbor import LexborNode

from bot.documents.html_elsewhere import find_title_heading
from bot.documents.html_features import describe
from bot.documents.html_hidden import Folds
from bot.documents.html_measured import HEADINGS, is_to_call, measure, warns
from bot.documents.html_phrases import says_no_more
from bot.documents.html_pieces import Piece, list_pieces
from bot.documents.html_surroundings import find_surroundings
from bot.documents.html_weights import BIAS, WEIGHTS

# Between these what no rule knows is in doubt; outside of the article's part less is enough.
_LEFT_OUT = -1.0
_LEFT_OUT_OUTSIDE = -0.5
_IN_DOUBT, _IN_DOUBT_SAID = 0.5, -0.5
# What a rule leaves out comes back from here on.
_COMES_BACK = 1.0
_LEAST_LEFT = 0.3
_ITEMS = frozenset(["li", "td", "dd", "dt"])


@dataclass(frozen=True, slots=True)
class LaidOut:
    """The pieces of a page, what rules say is around the article, and the heading of the title."""

    pieces: list[Piece]
    rules: dict[int, str]
    heading: LexborNode | None


@dataclass(frozen=True, slots=True)
class Judged:
    """What is left out: elements, by their ids, and lines, by the ids of all that stands in them,
    of which the first has the words; ``doubtful`` stays and may be none of the article."""

    around: frozenset[int]
    lines: dict[int, str]
    doubtful: tuple[str, ...] = ()


def find_around(body: LexborNode, article: LexborNode, title: str, folds: Folds) -> Judged:
    """Return what is around the article; ``article`` is what the page marks as such, or all."""
    page = lay_out(body, article, title, folds)
    pieces = page.pieces
    if not page.rules:
        # Where nothing at all is around it, the whole page is the article.
        return Judged(frozenset(), {})
    told = [frozenset(it) for it in describe(pieces, page.heading)]
    scores = _level(pieces, [BIAS + sum(WEIGHTS.get(it, 0.0) for it in about) for about in told])
    is_out = [
        _is_left_out(piece, score, about)
        for piece, score, about in zip(pieces, scores, told, strict=True)
    ]
    _settle_headings(pieces, is_out)
    kept = sum(piece.prose for piece, out in zip(pieces, is_out, strict=True) if not out)
    if kept < _LEAST_LEFT * sum(piece.prose for piece in pieces):
        # A page that seems to be surroundings altogether is built in another way.
        return Judged(frozenset(page.rules), {})
    led = _find_led(pieces)
    doubtful = (
        piece.text
        for place, (piece, score, out) in enumerate(zip(pieces, scores, is_out, strict=True))
        if not out
        and piece.tag not in HEADINGS
        and score < (_IN_DOUBT_SAID if piece.prose else _IN_DOUBT)
        and place not in led
        and not _is_to_stay(piece, told[place])
    )
    lines = [it for it, out in zip(pieces, is_out, strict=True) if out and not it.tag]
    return Judged(
        _find_elements(pieces, is_out, page.rules),
        {
            node.mem_id: piece.text if place == 0 else ""
            for piece in lines
            for place, node in enumerate(piece.nodes)
        },
        tuple(doubtful),
    )


def lay_out(body: LexborNode, article: LexborNode, title: str, folds: Folds) -> LaidOut:
    """Return the pieces of the page and what the rules say of them."""
    measured = measure(body)
    heading = find_title_heading(body, title)
    rules = find_surroundings(body, article, heading, measured)
    marked = set()
    node: LexborNode | None = article
    while node is not None:
        marked.add(node.mem_id)
        node = node.parent
    return LaidOut(list_pieces(body, measured, rules, folds, marked), rules, heading)


def _level(pieces: Sequence[Piece], scores: Sequence[float]) -> list[float]:
    """Return the scores, the items of a list with what they have on average: none stays alone."""
    lists = defaultdict(list)
    for place, piece in enumerate(pieces):
        if piece.tag in _ITEMS:
            lists[piece.above[-1].node.mem_id].append(place)
    levelled = list(scores)
    for places in lists.values():
        average = sum(scores[place] for place in places) / len(places)
        for place in places:
            levelled[place] = average
    return levelled


def _is_left_out(piece: Piece, score: float, about: frozenset[str]) -> bool:
    if piece.told_by:
        is_phrase = bool(piece.tag) and says_no_more(piece.nodes[0])
        return is_phrase or not ((piece.ends or piece.prose) and score > _COMES_BACK)
    says_something = piece.is_sentence or piece.prose > 0
    if "main own" not in about:
        is_lead = piece.prose > 0 and ("title above 0" in about or "title above 1" in about)
        is_around = score < _LEFT_OUT_OUTSIDE and not is_lead
    else:
        is_around = score < _LEFT_OUT and (not says_something or piece.tag == "figcaption")
    return is_around and not warns(piece.text, says_something=says_something)


def _find_led(pieces: Sequence[Piece]) -> set[int]:
    """Return the places of what leads in a list that is no menu, and of the list's items."""
    led: set[int] = set()
    for place, (before, piece) in enumerate(pairwise(pieces)):
        is_item = piece.tag == "li" and not piece.linked
        if is_item and (before.tag not in HEADINGS | {"li"} or place in led):
            led |= {place, place + 1}
    return led


def _is_to_stay(piece: Piece, about: frozenset[str]) -> bool:
    """Tell whether nobody is to be asked to cut it: what warns or names a number to dial, and a
    step or a table in the article's own part."""
    # A line in no paragraph is often an appeal to give, or to follow.
    is_step = piece.is_sentence and piece.tag in _ITEMS | {"p"}
    is_told = not piece.linked and (is_step or piece.tag == "table")
    return (
        not any(map(str.isalpha, piece.text))
        or ("main own" in about and is_told)
        or is_to_call(piece.text)
        or warns(piece.text, says_something=True)
    )


def _settle_headings(pieces: Sequence[Piece], is_out: list[bool]) -> None:
    """Keep a heading with what stands below it, and leave it out with all of that; one with
    nothing below it is none of ours, and one that is a sentence stays."""
    for place, piece in enumerate(pieces):
        if piece.tag not in HEADINGS or piece.told_by:
            continue
        below = []
        for other in range(place + 1, len(pieces)):
            if pieces[other].tag in HEADINGS:
                below += [False] if pieces[other].tag > piece.tag else []
                break
            below.append(is_out[other])
        is_out[place] = bool(below) and all(below) and not piece.is_sentence


def _find_elements(
    pieces: Sequence[Piece], is_out: Sequence[bool], rules: Mapping[int, str]
) -> frozenset[int]:
    """Return the ids of the elements of which nothing stays, and of those without a piece that
    rules leave out."""
    holds_kept: set[int] = set()
    for piece, out in zip(pieces, is_out, strict=True):
        if not out:
            holds_kept.update(told.node.mem_id for told in piece.above)
            holds_kept.update(node.mem_id for node in piece.nodes)
    around = {it for it in rules if it not in holds_kept}
    for piece, out in zip(pieces, is_out, strict=True):
        if out:
            empty = (it.node for it in piece.above if it.node.mem_id not in holds_kept)
            alone = piece.nodes[0] if piece.tag else None
            outermost = next(empty, alone)
            around.update([outermost.mem_id] if outermost is not None else [])
    return frozenset(around)
