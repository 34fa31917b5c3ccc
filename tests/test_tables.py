"""A table of cases fails where one of its rows would, and names it."""

from pathlib import Path

import pytest

from tests.support.tables import table

HALVES = [(8, 4), (9, 4), ("ten", 5), (2, 1)]


def test_a_table_goes_through_all_its_rows_and_names_each_that_went_wrong() -> None:
    @table(("number", "half"), HALVES)
    def halves(number: int, half: int) -> None:
        assert number / 2 == half

    with pytest.raises(AssertionError) as failure:
        halves()
    told, nine, ten = str(failure.value).splitlines()
    assert told == "2 of 4 rows went wrong:"
    assert nine.startswith("9, 4: AssertionError: assert (9 / 2) == 4")
    assert ten.startswith("'ten', 5: TypeError: ")


async def test_a_table_of_coroutines_is_gone_through_as_well() -> None:
    @table("number", [1, 2])
    async def is_one(number: int) -> None:
        assert number == 1

    with pytest.raises(AssertionError, match="1 of 2 rows went wrong:\n2: "):
        await is_one()


def test_a_row_where_nothing_is_refused_as_it_should_be_went_wrong() -> None:
    @table("text", ["one", "2"])
    def is_no_number(text: str) -> None:
        with pytest.raises(ValueError, match="invalid literal"):
            int(text)

    with pytest.raises(AssertionError, match="1 of 2 rows went wrong:\n'2': "):
        is_no_number()


@table("name", ["a.txt", "b.txt"])
def test_every_row_has_a_folder_of_its_own(tmp_path: Path, name: str) -> None:
    (tmp_path / name).touch()
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_a_table_without_rows_is_refused() -> None:
    with pytest.raises(ValueError, match="tests nothing"):
        table("text", [])
