"""Tables of cases: one test goes through all rows and lists those that went wrong.

    @table(("typed", "time"), [("7:30", "07:30"), ("noon", "12:00")])
    def test_a_time_of_day_is_understood(typed: str, time: str) -> None:
        assert parse_wall_time(typed) == time

A table is for rows that tell one story together. A case that needs a world of its own stays a
parametrised test.
"""

import inspect
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any

import pytest


def table(
    names: str | tuple[str, ...], rows: Iterable[Any]
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Make one test of a function that is right for a row, as ``pytest.mark.parametrize`` would.

    The test goes through all rows and fails with a list of those that went wrong: the row, then
    what was wanted and what was got. Other arguments are fixtures, which the rows share; only
    ``tmp_path`` is a new folder for each. A table without rows is refused.
    """
    fields = names if isinstance(names, tuple) else (names,)
    listed = [row if isinstance(names, tuple) else (row,) for row in rows]
    if not listed:
        raise ValueError(f"no rows for {fields}: such a test tests nothing")

    def decorate(test: Callable[..., Any]) -> Callable[..., Any]:
        def cases(fixtures: dict[str, Any]) -> Iterator[tuple[tuple[Any, ...], dict[str, Any]]]:
            for number, row in enumerate(listed):
                arguments = fixtures | dict(zip(fields, row, strict=True))
                if "tmp_path" in fixtures:
                    arguments["tmp_path"] = fixtures["tmp_path"] / f"row-{number}"
                    arguments["tmp_path"].mkdir()
                yield row, arguments

        @wraps(test)
        def go_through(*itself: Any, **fixtures: Any) -> None:
            failures: list[str] = []
            for row, arguments in cases(fixtures):
                with _noting(failures, row):
                    test(*itself, **arguments)
            assert not failures, _tell(failures, len(listed))

        @wraps(test)
        async def go_through_in_turn(*itself: Any, **fixtures: Any) -> None:
            failures: list[str] = []
            for row, arguments in cases(fixtures):
                with _noting(failures, row):
                    await test(*itself, **arguments)
            assert not failures, _tell(failures, len(listed))

        whole = go_through_in_turn if inspect.iscoroutinefunction(test) else go_through
        signature = inspect.signature(test)
        shared = [each for name, each in signature.parameters.items() if name not in fields]
        vars(whole)["__signature__"] = signature.replace(parameters=shared)
        return whole

    return decorate


@contextmanager
def _noting(failures: list[str], row: tuple[Any, ...]) -> Iterator[None]:
    shown = ", ".join(_shorten(repr(value)) for value in row)
    try:
        yield
    # Where pytest.raises sees no refusal, what it raises is no Exception.
    except (Exception, pytest.fail.Exception) as error:
        failures.append(f"{shown}: {type(error).__name__}: {error}")


def _shorten(text: str) -> str:
    return text if len(text) <= 120 else f"{text[:117]}..."


def _tell(failures: list[str], count: int) -> str:
    return "\n".join([f"{len(failures)} of {count} rows went wrong:", *failures])
