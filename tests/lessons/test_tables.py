"""A table becomes lines that each say their row and column, however its cells are merged."""

from hypothesis import given
from hypothesis import strategies as st

from lessons.article.blocks import Cell, Rows
from lessons.article.tables import place_cells, write_table
from tests.support.tables import table


def row(*texts: str, heads: int = 0) -> tuple[Cell, ...]:
    return tuple(Cell(text, text, place < heads) for place, text in enumerate(texts))


def cell(text: str, *, columns: int = 1, rows: int = 1, is_head: bool = False) -> Cell:
    return Cell(text, text, is_head, columns, rows)


def test_each_row_says_the_heads_of_its_columns() -> None:
    assert write_table((row("Age", "Dose", heads=2), row("3 years", "5 ml"))) == (
        "- Age: 3 years; Dose: 5 ml"
    )


@table(
    ("rows", "written"),
    [
        (
            (row("", "250 mg", "500 mg", heads=3), row("Adults", "2 tablets", "1 tablet")),
            "- Adults, 250 mg: 2 tablets\n- Adults, 500 mg: 1 tablet",
        ),
        (
            (row("", "片剂", "糖浆", heads=3), row("成人", "2片", "10毫升")),
            "- 成人, 片剂: 2片\n- 成人, 糖浆: 10毫升",
        ),
        (
            (row("उम्र", "खुराक", heads=2), row("3 वर्ष", "5 मिली")),
            "- उम्र: 3 वर्ष; खुराक: 5 मिली",
        ),
    ],
)
def test_a_table_with_heads_at_both_sides_has_a_line_for_each_cell(
    rows: Rows, written: str
) -> None:
    assert write_table(rows) == written


def test_a_cell_that_covers_rows_counts_in_each() -> None:
    rows = (
        row("Age", "Weight", "Dose", heads=3),
        (cell("1 to 3", rows=2), cell("under 12 kg"), cell("2.5 ml")),
        row("over 12 kg", "5 ml"),
        (cell("4 to 6"), cell("any"), cell("7.5 ml")),
    )
    assert write_table(rows) == (
        "- Age: 1 to 3; Weight: under 12 kg; Dose: 2.5 ml\n"
        "- Age: 1 to 3; Weight: over 12 kg; Dose: 5 ml\n"
        "- Age: 4 to 6; Weight: any; Dose: 7.5 ml"
    )


def test_a_cell_that_covers_columns_has_all_their_heads() -> None:
    rows = (
        row("Age", "Morning", "Night", heads=3),
        (cell("Under 1"), cell("ask us", columns=2)),
        (cell("Nobody takes more", columns=3),),
    )
    assert write_table(rows) == "- Age: Under 1; Morning, Night: ask us\n- Nobody takes more"


def test_two_rows_of_heads_are_said_together() -> None:
    rows = (
        (
            cell("Age", rows=2, is_head=True),
            cell("Tablet", columns=2, is_head=True),
        ),
        row("250 mg", "500 mg", heads=2),
        row("Adults", "2", "1"),
    )
    assert write_table(rows) == "- Age: Adults; Tablet, 250 mg: 2; Tablet, 500 mg: 1"


@table(
    ("first", "is_head"),
    [
        (("Age", "Dose"), True),
        (("**Age**", "**Dose**"), True),
        (("1 year", "2 ml"), False),
        (("Give it slowly.", "Dose"), False),
    ],
)
def test_heads_that_are_not_marked_are_told_by_the_figures_below(
    first: tuple[str, ...], is_head: bool
) -> None:
    plain = tuple(text.strip("*") for text in first)
    head = tuple(Cell(text, bare) for text, bare in zip(first, plain, strict=True))
    written = write_table((head, row("3 years", "5 ml"), row("4 years", "6 ml")))
    assert written.startswith(f"- {plain[0]}: 3 years; {plain[1]}: 5 ml") == is_head


def test_a_table_of_words_alone_is_written_row_by_row() -> None:
    rows = (row("Cold", "Rest"), row("Flu", "Bed"), row("Rash", "Call"))
    assert write_table(rows) == "- Cold; Rest\n- Flu; Bed\n- Rash; Call"


cells = st.builds(
    lambda number, columns, rows: cell(f"c{number}", columns=columns, rows=rows),
    st.integers(0, 10**6),
    st.integers(1, 4),
    st.integers(1, 4),
)


@given(rows=st.lists(st.lists(cells, min_size=1, max_size=5).map(tuple), min_size=1, max_size=6))
def test_every_cell_is_written_where_it_begins(rows: list[tuple[Cell, ...]]) -> None:
    grid = place_cells(tuple(rows))
    assert len({len(line) for line in grid}) == 1
    for line, given_cells in zip(grid, rows, strict=True):
        for item in given_cells:
            assert any(placed is item for placed in line)
