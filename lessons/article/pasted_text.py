"""The blocks of a text that was pasted: those of a plain text, in the faces that it had."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from lessons.article.blocks import Block, BlockKind, Document, LeftOut, Why
from lessons.article.pasting import Piece
from lessons.article.plain_text import read_plain_text
from lessons.article.runs import Run, clean, line_markdown

_Face = tuple[bool, bool]
_PLAIN: _Face = (False, False)


def read_pasted(pieces: Sequence[Piece]) -> Document:
    """Return the document in a text that was pasted; what is struck out, and where its links lead,
    is left out."""
    kept = [piece for piece in pieces if not piece.is_struck_out]
    document = read_plain_text("".join(piece.text for piece in kept))
    signs = [
        (sign, (piece.is_bold, piece.is_italic))
        for piece in kept
        for sign in clean(piece.text)
        if not sign.isspace()
    ]
    faces = _Faces("".join(sign for sign, _ in signs), [face for _, face in signs])
    return replace(
        document,
        blocks=tuple(_in_its_faces(block, faces) for block in document.blocks),
        left_out=tuple(_list_left_out(pieces)),
    )


def _list_left_out(pieces: Sequence[Piece]) -> Iterator[LeftOut]:
    for is_struck_out, group in groupby(pieces, lambda piece: piece.is_struck_out):
        if is_struck_out:
            yield LeftOut(Why.STRUCK_OUT, "".join(piece.text for piece in group))
    for url, group in groupby(pieces, lambda piece: piece.url):
        if url and "".join(piece.text for piece in group).strip() != url:
            yield LeftOut(Why.ADDRESS, url)


@dataclass
class _Faces:
    """The face of each sign of a text without its spaces, which is gone through once."""

    text: str
    faces: Sequence[_Face]
    place: int = 0

    def find(self, line: str) -> Sequence[_Face]:
        """Return the faces of the line's signs; none where it does not stand in the text so."""
        words = "".join(line.split())
        at = self.text.find(words, self.place)
        if at < 0:
            return ()
        self.place = at + len(words)
        return self.faces[at : self.place]


def _in_its_faces(block: Block, faces: _Faces) -> Block:
    """Return the block, its words bold and italic where they were; the mark of a list may be either
    whatever its words are."""
    if block.kind is BlockKind.TABLE:
        for row in block.rows:
            for cell in row:
                faces.find(cell.plain)
        return block
    lines = block.plain.split("\n")
    found = [faces.find(line) for line in lines]
    if block.kind is BlockKind.HEADING or not all(found):
        return block
    runs = [list(_runs(line, of_line)) for line, of_line in zip(lines, found, strict=True)]
    is_bold = all(is_bold for of_line in found for is_bold, _ in of_line)
    return replace(block, markdown="\n".join(map(line_markdown, runs)), is_bold=is_bold)


def _runs(line: str, faces: Sequence[_Face]) -> Iterator[Run]:
    """Yield the line in runs; a space is in the face of what stands on both sides of it."""
    coming = iter(faces)
    signs = [(sign, _PLAIN if sign.isspace() else next(coming)) for sign in line]
    for at, (sign, _) in enumerate(signs):
        if sign.isspace() and 0 < at < len(signs) - 1 and signs[at - 1][1] == signs[at + 1][1]:
            signs[at] = sign, signs[at - 1][1]
    for (is_bold, is_italic), group in groupby(signs, lambda pair: pair[1]):
        yield Run("".join(sign for sign, _ in group), is_bold, is_italic)
