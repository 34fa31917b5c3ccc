"""Boxes that stand side by side in a PDF are read one after the other, and grids row by row."""

from collections.abc import Sequence

from tests.support.articles import article_of
from tests.support.document_files import Rule, Words, make_pdf
from tests.support.tables import table

TEXTS = {
    "en": (["1 Ask", "If they can cough, tell", "them to keep coughing."],
           ["2 Call", "If they cannot breathe,", "call 112 now."]),
    "de": (["1 Fragen", "Wer husten kann, soll", "weiter husten."],
           ["2 Rufen", "Wer keine Luft bekommt:", "Rufen Sie 112."]),
    "es": (["1 Pregunte", "Si puede toser, que siga", "tosiendo con fuerza."],
           ["2 Llame", "Si no puede respirar,", "llame al 112."]),
}  # fmt: skip
GRID = [("Age", "Dose"), ("1 to 2 years", "3 ml, never more"), ("3 to 5 years", "5 ml")]


def frame(left: float, top: float, width: float, height: float) -> list[Rule]:
    return [
        *(Rule(left, y, width, 0.8) for y in (top, top - height)),
        *(Rule(x, top - height, 0.8, height) for x in (left, left + width)),
    ]


def set_lines(left: float, lines: Sequence[str]) -> list[Words]:
    return [Words(line, left + 8, 720 - 16 * at) for at, line in enumerate(lines)]


def read_all(drawn: Sequence[Words | Rule]) -> str:
    article = article_of(make_pdf(list(drawn)), "a.pdf")
    return "\n".join(text for it in article.sections for text in (it.heading, *it.paragraphs))


@table("language", list(TEXTS))
def test_boxes_side_by_side_are_read_one_after_the_other(language: str) -> None:
    one, other = TEXTS[language]
    frames = [*frame(60, 740, 200, 70), *frame(280, 740, 200, 70)]
    left, right = set_lines(60, one), set_lines(280, other)
    across = [it for pair in zip(left, right, strict=True) for it in pair]
    for words in ([*left, *right], across):
        told = read_all([*frames, *words, Words("Keep this page.", 60, 600)])
        assert " ".join(one[1:]) in told
        assert " ".join(other[1:]) in told
        assert told.index(one[2]) < told.index(other[0])


@table("gap", [0.0, 2.0, 8.0])
def test_cells_with_frames_of_their_own_stay_rows(gap: float) -> None:
    drawn: list[Words | Rule] = []
    for row, cells in enumerate(GRID):
        for column, text in enumerate(cells):
            left, top = 60 + column * (150 + gap), 740 - row * (24 + gap)
            drawn += [*frame(left, top, 150, 24), Words(text, left + 6, top - 16)]
    told = read_all([*drawn, Words("Ask if unsure.", 60, 600)])
    assert (
        "1 to 2 years; Dose: 3 ml, never more" in told or "1 to 2 years; 3 ml, never more" in told
    )
