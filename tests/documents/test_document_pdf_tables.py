"""A PDF's tables are read by their rules, and its lists by the marks that are drawn."""

from collections.abc import Sequence
from itertools import pairwise

from lessons.article.blocks import Why
from tests.support.articles import article_of
from tests.support.document_files import BOLD, Rule, Words, make_pdf
from tests.support.tables import table

COLUMNS = (70.0, 130.0, 280.0, 400.0)
ROWS = [
    (("Age",), ("Vaccine",), ("Number of", "injections")),
    (("12", "weeks"), ("6-in-1 (never cold),", "rotavirus"), ("2",)),
    (("1 year",), ("MMR, pneumococcal, MenB",), ("3",)),
]
TOLD = (
    "- Age: 12 weeks; Vaccine: 6-in-1 (never cold), rotavirus; Number of injections: 2\n"
    "- Age: 1 year; Vaccine: MMR, pneumococcal, MenB; Number of injections: 3"
)
BEFORE = Words("Give them all, and keep the book.", 70, 760)
AFTER = Words("Call 999 if your baby is floppy.", 70, 560)


def set_cells(rows: Sequence[Sequence[Sequence[str]]], top: float = 730.0) -> list[Words]:
    """Cells of one or two lines, in rows of 36 points; the first is bold."""
    return [
        Words(text, COLUMNS[column] + 4, top - 36 * row - 14 * line, 11, BOLD if not row else "F1")
        for row, cells in enumerate(rows)
        for column, lines in enumerate(cells)
        for line, text in enumerate(lines)
    ]


def draw_levels(rows: int, top: float = 744.0, columns: Sequence[float] = COLUMNS) -> list[Rule]:
    """A rule above each row and below the last, in pieces from column to column."""
    return [
        Rule(left, top - 36 * row, right - left, 0.8)
        for row in range(rows + 1)
        for left, right in pairwise(columns)
    ]


def draw_uprights(rows: int, top: float = 744.0) -> list[Rule]:
    return [Rule(x, top - 36 * rows, 0.8, 36 * rows) for x in COLUMNS]


WHOLE = (COLUMNS[0], COLUMNS[-1])


@table(
    "rules",
    [
        [*draw_levels(3), *draw_uprights(3)],
        [*draw_uprights(3), *draw_levels(3, columns=WHOLE)],
        draw_levels(3),
        # No rule above the first row and below the last.
        [it for it in draw_levels(3) if it.y not in {744.0, 744.0 - 36 * 3}],
        draw_levels(3, columns=WHOLE),
    ],
)
def test_a_table_between_rules_says_row_and_column(rules: list[Rule]) -> None:
    content = make_pdf([BEFORE, *rules, *set_cells(ROWS), AFTER])
    article = article_of(content, "a.pdf")
    (section,) = article.sections
    assert section.paragraphs == (BEFORE.text, TOLD, AFTER.text)
    assert section.tables == {1}
    assert not article.left_out


def test_a_cell_over_two_columns_has_the_heads_of_both() -> None:
    rows = [(("Age",), ("Morning",), ("Night",)), (("All",), ("one tablet, never two",))]
    uprights = [it for it in draw_uprights(2) if it.x != COLUMNS[2]]
    rules = [*draw_levels(2), *uprights, Rule(COLUMNS[2], 744 - 36, 0.8, 36)]
    article = article_of(make_pdf([BEFORE, *rules, *set_cells(rows), AFTER]), "a.pdf")
    assert article.sections[0].paragraphs[1] == "- Age: All; Morning, Night: one tablet, never two"


def test_a_table_that_goes_on_on_the_next_page_is_one_with_its_heads_told_once() -> None:
    more = [ROWS[0], (("2 years",), ("MMR",), ("1",))]
    first = [BEFORE, *draw_levels(3), *draw_uprights(3), *set_cells(ROWS)]
    second = [*draw_levels(2), *draw_uprights(2), *set_cells(more), AFTER]
    article = article_of(make_pdf(first, second), "a.pdf")
    assert article.sections[0].paragraphs == (
        BEFORE.text,
        f"{TOLD}\n- Age: 2 years; Vaccine: MMR; Number of injections: 1",
        AFTER.text,
    )


def test_boxes_around_texts_are_no_table() -> None:
    box = [
        *(Rule(70, y, 400, 0.8) for y in (700, 740)),
        *(Rule(x, 700, 0.8, 40) for x in (70, 470)),
    ]
    lines = [
        Words("Read all of this before you start.", 76, 725),
        Words("Keep it. You may need it again.", 76, 711),
    ]
    article = article_of(make_pdf([*box, *lines, AFTER]), "a.pdf")
    assert article.sections[0].paragraphs == (
        "Read all of this before you start. Keep it. You may need it again.",
        AFTER.text,
    )
    assert not article.sections[0].tables


def test_lines_between_rules_across_the_page_stay_text() -> None:
    rules = [Rule(70, y, 400, 0.8) for y in (760, 700, 640)]
    lines = [
        "A rule stands above this text and",
        "another one below it, as a program",
        "sets them.",
    ]
    words = [Words(line, 70, 745 - 14 * at) for at, line in enumerate(lines)]
    article = article_of(make_pdf([*rules, *words, AFTER]), "a.pdf")
    assert article.sections[0].paragraphs == (" ".join(lines), AFTER.text)


@table(
    ("marks", "written"),
    [
        ([Rule(56, y + 3, 4, 4) for y in (730, 702)], "- the baby has a fever above\n  39 degrees"),
        (
            [Words("1", 56, 730), Words("2", 56, 702)],
            "1. the baby has a fever above\n   39 degrees",
        ),
    ],
)
def test_points_stay_apart_by_marks_that_are_drawn_and_by_bare_numbers(
    marks: list[Rule | Words], written: str
) -> None:
    points = [
        Words("the baby has a fever above", 70, 730),
        Words("39 degrees", 70, 716),
        Words("an earlier dose made it ill", 70, 702),
    ]
    lead_in = Words("Do not bring your baby when:", 56, 750)
    ordered: list[Words | Rule] = [lead_in]
    if isinstance(marks[0], Rule):
        ordered += [*points, *marks]
    else:
        ordered += [marks[0], *points[:2], marks[1], points[2]]
    article = article_of(make_pdf([*ordered, AFTER]), "a.pdf")
    second = "2." if isinstance(marks[0], Words) else "-"
    assert article.sections[0].paragraphs == (
        lead_in.text,
        f"{' '.join(written.split())}\n{second} an earlier dose made it ill",
        AFTER.text,
    )
    assert all(it.why is not Why.ORPHAN for it in article.left_out)


def set_rows(rows: Sequence[Sequence[str]], xs: Sequence[float], step: float = 18) -> list[Words]:
    """Rows of cells that begin at those places; the first is bold."""
    return [
        Words(text, x, 730 - step * row, 11, BOLD if not row else "F1")
        for row, cells in enumerate(rows)
        for x, text in zip(xs, cells, strict=True)
    ]


FEES = [("Service", "Members", "Others"), ("First visit", "20.00", "35.00")]
FEES += [("Vaccination, with its certificate", "62.50", "80.00")]
FEES_TOLD = (
    "- Service: First visit; Members: 20.00; Others: 35.00\n"
    "- Service: Vaccination, with its certificate; Members: 62.50; Others: 80.00"
)


@table(
    ("rules", "xs"),
    [
        ([], (70, 245, 304)),
        # Around all and below the heads, as books have them.
        ([Rule(70, y, 330, 0.8) for y in (745, 725, 680)], (70, 245, 304)),
        # Uprights in every other row only, as a striped table has them.
        (
            [
                *(Rule(66, y, 334, 0.8) for y in (745, 725, 707, 687)),
                *(Rule(x, 687, 0.8, 58) for x in (66, 400)),
                *(Rule(x, 687, 0.8, 20) for x in (240, 299)),
                *(Rule(x, 725, 0.8, 20) for x in (240, 299)),
            ],
            (70, 245, 304),
        ),
    ],
)
def test_columns_that_stand_close_are_told_apart(rules: list[Rule], xs: tuple[float, ...]) -> None:
    article = article_of(make_pdf([BEFORE, *rules, *set_rows(FEES, xs), AFTER]), "a.pdf")
    assert article.sections[0].paragraphs == (BEFORE.text, FEES_TOLD, AFTER.text)


def test_a_diary_to_fill_in_is_left_out_and_named() -> None:
    rows = [(("Day",), ("How strong",), ("Tablets",)), (("1",), (), ()), (("2",), (), ())]
    rules = [*draw_levels(3), *draw_uprights(3)]
    article = article_of(make_pdf([BEFORE, *rules, *set_cells(rows), AFTER]), "a.pdf")
    assert article.sections[0].paragraphs == (BEFORE.text, AFTER.text)
    assert [(it.why, it.words) for it in article.left_out] == [
        (Why.AROUND, "a table to fill in: Day; How strong; Tablets")
    ]


def test_letters_ticks_and_crosses_make_points() -> None:
    lines = [
        "a. noisy breathing",
        "b. a swollen tongue",
        "\u2022 bend no further",
        "\u2022 sit high",
    ]
    words = [Words(line, 70, 740 - 14 * at) for at, line in enumerate(lines)]
    article = article_of(make_pdf([BEFORE, *words, AFTER]), "a.pdf")
    assert article.sections[0].paragraphs[1] == (
        "- a. noisy breathing\n- b. a swollen tongue\n- bend no further\n- sit high"
    )


def test_terms_that_stand_out_to_the_left_begin_anew() -> None:
    lines = [("Avoid", 70), ("bananas and salt", 100), ("Limit", 70), ("milk to 200 ml", 100)]
    words = [Words(line, x, 740 - 14 * at) for at, (line, x) in enumerate(lines)]
    article = article_of(make_pdf([BEFORE, *words, AFTER]), "a.pdf")
    text = "\n".join(part for it in article.sections for part in (it.heading, *it.paragraphs))
    assert "salt Limit" not in text


def test_a_table_that_is_written_column_by_column_is_read_row_by_row() -> None:
    columns = [
        (70, ["2 to 3 months", "3 to 6 months", "6 to 24 months"]),
        (220, ["2.5 ml", "2.5 ml", "5 ml"]),
        (330, ["2 times", "4 times", "4 times"]),
    ]
    words = [
        Words(text, x, 730 - 16 * row) for x, texts in columns for row, text in enumerate(texts)
    ]
    article = article_of(make_pdf([BEFORE, *words, AFTER]), "a.pdf")
    assert article.sections[0].paragraphs[1] == (
        "- 2 to 3 months; 2.5 ml; 2 times\n"
        "- 3 to 6 months; 2.5 ml; 4 times\n"
        "- 6 to 24 months; 5 ml; 4 times"
    )


def test_a_title_over_the_uprights_of_a_table_is_whole() -> None:
    title = Words("Doses for children, never for others", COLUMNS[0] + 4, 730, 11, BOLD)
    rows = [*set_cells(ROWS, 694)]
    rules = [*draw_levels(4), *draw_uprights(4)]
    article = article_of(make_pdf([BEFORE, *rules, title, *rows, AFTER]), "a.pdf")
    assert "Doses for children, never for others" in article.sections[0].paragraphs[1]


def test_a_long_remark_in_a_cell_makes_a_table_no_text() -> None:
    long = [f"The nurse looks in {number} times a day and writes it down." for number in range(8)]
    rows = [(("Day",), ("Remarks",), ("Who",)), (("1",), ("none",), ("A",)), (("2",), (), ("B",))]
    small = [Words(line, COLUMNS[1] + 4, 666 - 4 * at, 3) for at, line in enumerate(long)]
    rules = [*draw_levels(3), *draw_uprights(3)]
    article = article_of(make_pdf([BEFORE, *rules, *set_cells(rows), *small, AFTER]), "a.pdf")
    assert f"- Day: 2; Remarks: {' '.join(long)}; Who: B" in article.sections[0].paragraphs[1]
    assert len(" ".join(long)) > 400


def test_dotted_rules_make_a_table_too() -> None:
    whole = [*draw_levels(3), *draw_uprights(3)]
    dots = [
        Rule(it.x + 2 * at * (it.width > 1), it.y + 2 * at * (it.width < 1), 0.8, 0.8)
        for it in whole
        for at in range(int(max(it.width, it.height) / 2) + 1)
    ]
    article = article_of(make_pdf([BEFORE, *dots, *set_cells(ROWS), AFTER]), "a.pdf")
    assert article.sections[0].paragraphs[1] == TOLD


def test_rows_of_narrow_columns_are_a_table() -> None:
    narrow = [
        Words(text, x, 730 - 16 * row)
        for row, cells in enumerate(
            [("4 kg", "8", "tea"), ("6 kg", "12", "tea"), ("8 kg", "16", "no")]
        )
        for x, text in zip((70, 104, 125), cells, strict=True)
    ]
    article = article_of(make_pdf([BEFORE, *narrow, AFTER]), "a.pdf")
    assert article.sections[0].tables == {1}
    assert article.sections[0].paragraphs[1] == "- 4 kg; 8; tea\n- 6 kg; 12; tea\n- 8 kg; 16; no"


def test_a_number_far_from_its_point_is_no_cell() -> None:
    points = [("1.", "Wash your hands."), ("2.", "Take off the old dressing."), ("3.", "Look.")]
    words = [
        Words(text, x, 730 - 16 * row)
        for row, cells in enumerate(points)
        for x, text in zip((70, 110), cells, strict=True)
    ]
    article = article_of(make_pdf([BEFORE, *words, AFTER]), "a.pdf")
    assert article.sections[0].paragraphs[1] == (
        "1. Wash your hands.\n2. Take off the old dressing.\n3. Look."
    )
