"""What is told of each piece of a web page: how it is made, called and placed, and what it says.

Each is a word or two, such as ``tag p`` or ``long 3``: that the piece is a paragraph, that it is of
the third length. What each weighs is in ``html_weights``.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

from bot.documents.html_measured import HEADINGS
from bot.documents.html_phrases import HEADS_OTHERS
from bot.documents.html_pieces import Piece

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_PARTS = re.compile(r"[a-z]{2,}")
_SENTENCE = re.compile(r"[.!?。！？।؟]")
_DATED = re.compile(r"\b\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\b(?:19|20)\d\d\b|\d{1,2}:\d\d|年\d")
_CONTACT = re.compile(r"@|\bwww\.|https?:|\btel\b|\bfax\b|\+\d\d|\be-?mail", re.IGNORECASE)
_CALLS = re.compile(
    r"subscri|sign.?up|newsletter|follow us|click here|download|log ?in|register|abonn|anmeld"
    r"|klick|hier|folgen|kontakt|contact|jetzt|join|donat|spend|suscr|suivez|inscri|shop|buy|kauf"
    r"|offer|angebot|support|unterst|member|mitglied|cookie|©|copyright",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]{2,}")
_LENGTHS = (10, 20, 40, 80, 150, 300, 600)
_SHORT = 80
_LOOKED_AT = 400
_PLACING = frozenset(["div", "section", "body"])
_NEAR, _FAR = 3, 8
_MOST = 0.6
_NEARLY_ALL = 0.8
_MOSTLY = 0.5


@dataclass(slots=True)
class _Held:
    """What an element holds in pieces."""

    signs: int = 0
    linked: float = 0.0
    prose: int = 0
    sentences: int = 0


@dataclass(slots=True)
class _Page:
    """What the pieces of a page have in common."""

    pieces: Sequence[Piece]
    prose: int = 0
    held: dict[int, _Held] = field(default_factory=dict)
    main: int = 0
    """The id of the innermost element that holds most of what is said in sentences."""
    own: int = 0
    """The id of the innermost that holds nearly all of it, which is the article's own part."""
    heading: int = -1
    """The place of the piece that says the title."""
    first: int = 0
    last: int = 0
    """The places of the first and the last piece of prose in the main element."""
    made_alike: Counter[tuple[str, ...]] = field(default_factory=Counter)
    prose_alike: Counter[tuple[str, ...]] = field(default_factory=Counter)
    parts: dict[int, frozenset[str]] = field(default_factory=dict)


def describe(pieces: Sequence[Piece], heading: LexborNode | None) -> list[list[str]]:
    """Return what is told of each piece."""
    page = _look_at(pieces, heading)
    told = []
    before, others = 0, False
    for place, piece in enumerate(pieces):
        if piece.tag in HEADINGS:
            others = False
        told.append(
            [
                *_tell_making(piece),
                *_tell_words(piece),
                *_tell_names(page, piece),
                *_tell_place(page, place, before),
                *_tell_containers(page, piece),
                *_tell_neighbours(page, place),
                *(["below others"] if others else []),
            ]
        )
        if piece.tag in HEADINGS:
            others = bool(HEADS_OTHERS.match(piece.text))
        before += piece.prose
    return told


def _look_at(pieces: Sequence[Piece], heading: LexborNode | None) -> _Page:
    page = _Page(pieces)
    for place, piece in enumerate(pieces):
        page.prose += piece.prose
        pattern = _pattern(piece)
        page.made_alike[pattern] += 1
        page.prose_alike[pattern] += piece.prose
        for told in piece.above:
            held = page.held.setdefault(told.node.mem_id, _Held())
            held.signs += piece.length
            held.linked += piece.linked * piece.length
            held.prose += piece.prose
            held.sentences += _say(piece)
        if heading is not None and page.heading < 0 and _is_in(heading.mem_id, piece):
            page.heading = place
    page.main = _find_innermost(page, _MOST)
    page.own = _find_innermost(page, _NEARLY_ALL)
    told_in = [place for place, it in enumerate(pieces) if it.prose and _is_in(page.main, it)]
    page.first, page.last = (told_in[0], told_in[-1]) if told_in else (0, len(pieces))
    return page


def _find_innermost(page: _Page, share: float) -> int:
    """Return the id of the innermost element that holds so much of what is said in sentences."""
    if not page.pieces:
        return 0
    found, deepest = page.pieces[0].above[0].node.mem_id, 0
    least = share * sum(map(_say, page.pieces))
    for piece in page.pieces if least else ():
        for depth, told in enumerate(piece.above):
            if depth > deepest and page.held[told.node.mem_id].sentences >= least:
                found, deepest = told.node.mem_id, depth
    return found


def _say(piece: Piece) -> int:
    return piece.length if piece.prose or (piece.ends and piece.linked < _MOSTLY) else 0


def _is_in(element: int, piece: Piece) -> bool:
    return any(told.node.mem_id == element for told in piece.above) or any(
        node.mem_id == element for node in piece.nodes
    )


def _pattern(piece: Piece) -> tuple[str, ...]:
    """Return how the piece and what it stands in are made: what is repeated is made alike."""
    outer = piece.above[-1].node
    return (
        piece.tag,
        (piece.nodes[0].attributes.get("class") or "") if piece.tag else "",
        outer.tag or "",
        outer.attributes.get("class") or "",
        str(len(piece.above)),
    )


def _tell_making(piece: Piece) -> Iterator[str]:
    length, link = piece.length, bisect_left((0.0, 0.2, 0.5, 0.9), piece.linked)
    is_short = length <= _SHORT
    yield f"tag {piece.tag or 'line'}"
    for tag in {told.node.tag or "" for told in piece.above} - _PLACING:
        yield f"in {tag}"
    yield f"length {bisect_left(_LENGTHS, length)}"
    yield f"{'short' if is_short else 'long'} links {link}"
    yield f"sentences {bisect_left((0, 1, 2, 5), len(_SENTENCE.findall(piece.text[:_LOOKED_AT])))}"
    yield f"{'short' if is_short else 'long'} {'ends' if piece.ends else 'open'}"
    if piece.told_by:
        yield f"rule {piece.told_by}"
        yield f"rule of {'prose' if piece.prose else 'ended' if piece.ends else 'words'}"


def _tell_words(piece: Piece) -> Iterator[str]:
    text, length = piece.text[:_LOOKED_AT], piece.length
    is_short = length <= _SHORT
    if piece.text.endswith(":"):
        yield "says colon"
    if is_short and _DATED.search(text):
        yield "says date"
    if _CONTACT.search(text):
        yield f"says contact {'short' if is_short else 'long'}"
    if length <= _LOOKED_AT and _CALLS.search(text):
        yield f"says calls {bisect_left((40, 80, 150, 300), length)}"
    if is_short and HEADS_OTHERS.match(text):
        yield "says others"
    if is_short and "|" in text:
        yield "says bar"
    if piece.text.endswith(("…", "...")):
        yield "says dots"
    if text[:1].islower():
        yield "says small"
    if text.isupper():
        yield "says capitals"
    for sign, name in (("!", "call"), ("?", "question")):
        if sign in text:
            yield f"says {name} {'short' if is_short else 'long'}"
    words = _WORD.findall(text[:200])
    capitals = sum(word[0].isupper() for word in words) / max(1, len(words))
    yield f"capitals {bisect_left((0.2, 0.4, 0.7), capitals)}"


def _tell_names(page: _Page, piece: Piece) -> Iterator[str]:
    near: set[str] = set()
    far: set[str] = set()
    if piece.tag:
        near |= _find_parts(page, piece.nodes[0])
    for distance, told in enumerate(reversed(piece.above[-_FAR:])):
        (near if distance < _NEAR else far).update(_find_parts(page, told.node))
    for part in near:
        yield f"near {part}"
    for part in far - near:
        yield f"far {part}"


def _find_parts(page: _Page, node: LexborNode) -> frozenset[str]:
    if (known := page.parts.get(node.mem_id)) is None:
        attributes = node.attributes
        name = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
        known = frozenset(_PARTS.findall(_CAMEL.sub("-", name).lower()))
        page.parts[node.mem_id] = known
    return known


def _tell_place(page: _Page, place: int, before: int) -> Iterator[str]:
    piece, total = page.pieces[place], page.prose or 1
    if page.heading < 0:
        yield "title none"
    elif place < page.heading:
        yield "title below"
    else:
        yield f"title above {bisect_left((0, 3), place - page.heading)}"
    yield f"told {bisect_left((0.0, 0.05, 0.3, 0.6, 0.9, 0.9999), before / total)}"
    rest = 1 - (before + piece.prose) / total
    yield f"to tell {bisect_left((0.0001, 0.05, 0.2, 0.5), rest)}"
    if place > page.last:
        yield f"past main {bisect_left((1, 3, 8), place - page.last)}"
    if place < page.first:
        yield f"before main {bisect_left((1, 3, 8), page.first - place)}"
    depths = [told.node.mem_id for told in piece.above]
    if page.main in depths:
        yield f"main {min(5, len(depths) - 1 - depths.index(page.main))}"
    else:
        yield "main outside"
    if page.own in depths:
        yield "main own"


def _tell_containers(page: _Page, piece: Piece) -> Iterator[str]:
    total = page.prose or 1
    for distance, told in enumerate(reversed(piece.above[-4:]), start=1):
        held = page.held[told.node.mem_id]
        share = bisect_left((0.0, 0.05, 0.2, 0.5, 0.8, 0.99), held.prose / total)
        yield f"up {distance} prose {share}"
        linked = held.linked / max(1, held.signs)
        yield f"up {distance} links {bisect_left((0.05, 0.2, 0.4, 0.6, 0.8), linked)}"
    pattern = _pattern(piece)
    yield f"alike prose {bisect_left((0.0, 0.05, 0.2, 0.5), page.prose_alike[pattern] / total)}"
    yield f"alike {bisect_left((1, 3, 8), page.made_alike[pattern])}"


def _tell_neighbours(page: _Page, place: int) -> Iterator[str]:
    piece = page.pieces[place]
    if piece.tag in HEADINGS:
        prose = 0
        for other in page.pieces[place + 1 : place + 6]:
            if other.tag in HEADINGS:
                break
            prose += other.prose
        yield f"heads {bisect_left((0, 150, 600), prose)}"
    for step, name in ((-1, "before"), (1, "next"), (-2, "before 2"), (2, "next 2")):
        if not 0 <= place + step < len(page.pieces):
            yield f"{name} none"
            continue
        other = page.pieces[place + step]
        size = bisect_left((20, 80, 300), other.length)
        yield f"{name} {size} {bisect_left((0.2, 0.9), other.linked)}"
        if abs(step) == 1:
            yield f"{name} tag {other.tag or 'line'}"
            yield f"{name} beside {other.above[-1].node.mem_id == piece.above[-1].node.mem_id}"
