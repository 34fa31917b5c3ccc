"""A text that was pasted in several messages, which a program may have cut anywhere."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise

from lessons.language.length import SPACELESS

_ENDS = re.compile(r"[.!?…。！？।۔؟][\"'”’»)\]」』]*$")


class Face(StrEnum):
    """What of a message's formatting matters in an article, in Telegram's own words."""

    BOLD = "bold"
    ITALIC = "italic"
    STRUCK_OUT = "strikethrough"
    LINK = "text_link"


@dataclass(frozen=True, slots=True)
class FaceMark:
    """The face of one stretch of a message; ``offset`` and ``length`` count UTF-16 units, and a
    link has the ``url`` that it leads to."""

    face: Face
    offset: int
    length: int
    url: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a message that is all in the same faces."""

    text: str
    is_bold: bool = False
    is_italic: bool = False
    is_struck_out: bool = False
    url: str = ""


@dataclass(frozen=True, slots=True)
class PastedPart:
    """A message of a text that is pasted.

    ``wanted_id`` is the id that its course shall have, or empty, and ``source`` the channel that
    it was forwarded from.
    """

    message_id: int
    pieces: tuple[Piece, ...]
    wanted_id: str = ""
    source: str = ""

    @property
    def text(self) -> str:
        """Return what the message says."""
        return "".join(piece.text for piece in self.pieces)


def make_pieces(text: str, marks: Sequence[FaceMark]) -> tuple[Piece, ...]:
    """Return the text in pieces, cut wherever a mark begins or ends; marks may overlap."""
    units = text.encode("utf-16-le")
    ends = {at for mark in marks for at in (mark.offset, mark.offset + mark.length)}
    cuts = sorted({0, len(units) // 2, *(at for at in ends if 0 <= at <= len(units) // 2)})
    pieces = []
    for begin, end in pairwise(cuts):
        here = [mark for mark in marks if mark.offset <= begin and end <= mark.offset + mark.length]
        faces = {mark.face for mark in here}
        pieces.append(
            Piece(
                units[2 * begin : 2 * end].decode("utf-16-le", "ignore"),
                Face.BOLD in faces,
                Face.ITALIC in faces,
                Face.STRUCK_OUT in faces,
                next((mark.url for mark in here if mark.url), ""),
            )
        )
    return tuple(pieces)


def join_parts(parts: Sequence[Sequence[Piece]]) -> tuple[Piece, ...]:
    """Return one text: a part that ends like a sentence ends a paragraph, one that goes on in a
    small letter or in a script without spaces goes on in its line, any other in a new one."""
    joined: list[Piece] = []
    text = ""
    for part in map(_stripped, parts):
        told = "".join(piece.text for piece in part)
        if not told:
            continue
        if text:
            joined.append(Piece(_between(text, told)))
        joined += part
        text = told
    return tuple(joined)


def _stripped(pieces: Sequence[Piece]) -> list[Piece]:
    """Return the pieces without blanks at both ends."""
    kept = [piece for piece in pieces if piece.text]
    while kept and not kept[0].text.strip():
        del kept[0]
    while kept and not kept[-1].text.strip():
        del kept[-1]
    if kept:
        kept[0] = replace(kept[0], text=kept[0].text.lstrip())
        kept[-1] = replace(kept[-1], text=kept[-1].text.rstrip())
    return kept


def _between(text: str, part: str) -> str:
    if _ENDS.search(text):
        return "\n\n"
    if part[0].islower():
        return " "
    return "" if SPACELESS.match(text[-1]) and SPACELESS.match(part[0]) else "\n"
