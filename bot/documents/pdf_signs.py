"""The signs on a PDF's page as PDFium tells them: what they are, where they stand and how heavy."""

import ctypes
import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2 as pdfium
from pypdfium2 import raw

# Names of heavy faces: Arial-BoldMT, NimbusSanL-Medi, Frutiger-Bd, HiraKakuPro-W6, CMBX10.
_BOLD = re.compile(
    r"bold|heavy|black|semib|demi|medi(?!um)|[-,_ ](?:bd|b|w[6-9])(?:$|[^a-z])|^(?:\w+\+)?cmbx"
    r"|w[6-9]$",
    re.IGNORECASE,
)
_FORCES_BOLD = 1 << 18
_HEAVY = 600
_RIGHT_ANGLE = math.pi / 2
_UPRIGHT_WITHIN = 0.1
_LONGEST_FONT_NAME = 128
# Without a map PDFium takes a sign's number for its letter; above these it knows the collections of
# Chinese, Japanese and Korean signs, whose maps stand nowhere in the file.
_GUESSED = "\u0100"
_UNREADABLE = {"Co", "Cn", "Cc", "Cs"}


@dataclass(frozen=True, slots=True)
class Sign:
    """One sign with its place in points: ``x`` to ``right`` along its line, ``y`` up to it.

    One that is not ``is_known`` has no letter that its font tells of.
    """

    text: str
    x: float
    right: float
    y: float
    size: float
    is_bold: bool
    is_known: bool = True


@dataclass(frozen=True, slots=True)
class _Face:
    size: float
    is_bold: bool
    turn: int | None
    """How many right angles its line is turned by, none for another angle."""


def read_signs(page: pdfium.PdfPage) -> tuple[dict[int, list[Sign]], int]:
    """Return the signs in the order of the page by the right angles that their lines are turned,
    those of most signs first; and how many stand aslant, as those of a stamp do, which are left
    out."""
    text = page.get_textpage()
    try:
        by_turn: dict[int, list[Sign]] = {}
        aslant = 0
        for sign, turn in _go_through(text):
            if turn is None:
                aslant += 1
            else:
                by_turn.setdefault(turn, []).append(sign)
        most = Counter({turn: len(signs) for turn, signs in by_turn.items()})
        return {turn: by_turn[turn] for turn, _ in most.most_common()}, aslant
    finally:
        text.close()


def _go_through(text: pdfium.PdfTextPage) -> Iterator[tuple[Sign, int | None]]:
    faces: dict[int, _Face] = {}
    box, x, y = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    pair = ""
    for index in range(text.count_chars()):
        letter = chr(raw.FPDFText_GetUnicode(text, index))
        if "\ud800" <= letter <= "\udbff":
            pair = letter
            continue
        if pair:
            letter = (pair + letter).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
            pair = ""
        run = raw.FPDFText_GetTextObject(text, index)
        key = ctypes.addressof(run.contents) if run else 0
        if not key or raw.FPDFText_IsGenerated(text, index):
            # A space or line end that PDFium puts in; the gap tells as much.
            continue
        face = faces.get(key) or faces.setdefault(key, _read_face(text, index))
        raw.FPDFText_GetCharOrigin(text, index, x, y)
        raw.FPDFText_GetLooseCharBox(text, index, box)
        has_letter = unicodedata.category(letter[0]) not in _UNREADABLE or letter == "\x02"
        is_guess = letter < _GUESSED and raw.FPDFText_HasUnicodeMapError(text, index) == 1
        is_known = has_letter and not is_guess
        # PDFium marks a hyphen at the end of a line so.
        letter = "-" if letter == "\x02" else letter
        at_x, at_y, right = _turn_back(face.turn or 0, x.value, y.value, box)
        begin = min(at_x, right)
        yield Sign(letter, begin, right, at_y, face.size, face.is_bold, is_known), face.turn


def _turn_back(turn: int, x: float, y: float, box: raw.FS_RECTF) -> tuple[float, float, float]:
    """Return where the sign begins, how high it stands and where it ends, on its upright line."""
    match turn:
        case 1:
            return y, -x, float(box.top)
        case 2:
            return -x, -y, -float(box.left)
        case 3:
            return -y, x, -float(box.bottom)
        case _:
            return x, y, float(box.right)


def _read_face(text: pdfium.PdfTextPage, index: int) -> _Face:
    """Return the face of all signs that the page writes at once: ISO 32000-1, 9.4.4 and 9.8.2."""
    matrix = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(text, index, matrix)
    angle = math.atan2(matrix.b, matrix.a) / _RIGHT_ANGLE
    is_straight = abs(angle - round(angle)) < _UPRIGHT_WITHIN
    name = ctypes.create_string_buffer(_LONGEST_FONT_NAME)
    flags = ctypes.c_int()
    raw.FPDFText_GetFontInfo(text, index, name, _LONGEST_FONT_NAME, flags)
    size = abs(raw.FPDFText_GetFontSize(text, index)) * math.hypot(matrix.c, matrix.d)
    is_bold = (
        bool(_BOLD.search(name.value.decode("utf-8", "replace")))
        or bool(flags.value & _FORCES_BOLD)
        or raw.FPDFText_GetFontWeight(text, index) >= _HEAVY
    )
    return _Face(round(size, 1), is_bold, round(angle) % 4 if is_straight else None)
