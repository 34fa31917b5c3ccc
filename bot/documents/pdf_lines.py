"""The lines of a PDF's page: their text, place, size and weight."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from pypdf import PageObject
from pypdf.generic import DictionaryObject

from bot.documents.document import RAISED

_BOLD = re.compile(r"bold|heavy|black|semib|demi", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Line:
    """``x`` and ``y`` in points from the left and the bottom; ``page`` from 0.

    Raised figures are written as such, as in m².
    """

    text: str
    x: float
    y: float
    size: float
    is_bold: bool
    page: int


@dataclass(frozen=True, slots=True)
class _Piece:
    text: str
    x: float
    y: float
    size: float
    is_bold: bool


def read_lines(page: PageObject, number: int) -> list[Line]:
    """Return the upright lines in the order in which the page writes them."""
    lines: list[Line] = []
    pieces: list[_Piece] = []

    def end_line() -> None:
        if any(piece.text.strip() for piece in pieces):
            lines.append(_join(pieces, number))
        pieces.clear()

    def visit(
        text: str,
        page_matrix: Sequence[float],
        text_matrix: Sequence[float],
        font: DictionaryObject | None,
        size: float,
    ) -> None:
        for index, part in enumerate(text.split("\n")):
            if index:
                end_line()
            if part:
                pieces.append(_place(part, page_matrix, text_matrix, font, size))

    if page.rotation:
        page.transfer_rotation_to_content()
    page.extract_text(orientations=(0,), visitor_text=visit)
    end_line()
    return lines


def _place(
    text: str,
    page_matrix: Sequence[float],
    text_matrix: Sequence[float],
    font: DictionaryObject | None,
    size: float,
) -> _Piece:
    """Return where the text stands once both matrices are applied: ISO 32000-1, 9.4.4."""
    a, b, c, d, e, f = page_matrix
    x, y = text_matrix[4:]
    up_x, up_y = text_matrix[2] * a + text_matrix[3] * c, text_matrix[2] * b + text_matrix[3] * d
    return _Piece(
        text=text,
        x=x * a + y * c + e,
        y=x * b + y * d + f,
        size=round(abs(size) * math.hypot(up_x, up_y), 1),
        is_bold=font is not None and bool(_BOLD.search(str(font.get("/BaseFont", "")))),
    )


def _join(pieces: Sequence[_Piece], page: int) -> Line:
    """Return the line with the place and size that most of its signs have."""
    filled = [piece for piece in pieces if piece.text.strip()]
    main = max(filled, key=lambda piece: len(piece.text.strip()))
    text = "".join(
        piece.text.strip().translate(RAISED) if _is_raised(piece, main) else piece.text
        for piece in pieces
    )
    return Line(
        text=" ".join(text.split()),
        x=filled[0].x,
        y=main.y,
        size=main.size,
        is_bold=all(piece.is_bold for piece in filled),
        page=page,
    )


def _is_raised(piece: _Piece, main: _Piece) -> bool:
    return (
        piece.text.strip().isdecimal()
        and piece.size < main.size * 0.9
        and piece.y - main.y > main.size * 0.15
    )
