"""Hundreds of ways to write a time: each means what its writer meant, or is asked."""

from datetime import UTC, datetime
from pathlib import Path

from lessons.delivery.audience import split_audience
from lessons.send_times.when import InvalidWhen, When, parse_when, split_when
from tests.support.tables import table

NOW = datetime(2026, 12, 1, 10, 0, tzinfo=UTC)
LINES = (Path(__file__).parent.parent / "data" / "when_expressions.tsv").read_text().splitlines()
ROWS = [tuple(line.split("\t")) for line in LINES if not line.startswith("#")]
BEFORE = "Hello all."


def written(when: When) -> str:
    at = when.wall_time or when.first_at
    return f"{'L ' if when.wall_time else ''}{at:%Y-%m-%d %H:%M}"


def test_there_are_hundreds() -> None:
    assert len(ROWS) > 500


@table(("typed", "allowed"), ROWS)
def test_alone_it_means_what_was_meant(typed: str, allowed: str) -> None:
    typed, _audience = split_audience(typed)
    try:
        found = written(parse_when(typed, NOW, "UTC", ["UTC"]))
    except InvalidWhen:
        found = "?"
    assert found in allowed.split(" | ")


@table(("typed", "allowed"), ROWS)
def test_behind_a_message_it_means_the_same_and_leaves_no_word_in_it(
    typed: str, allowed: str
) -> None:
    typed, _audience = split_audience(typed)
    try:
        rest, when = split_when(f"{BEFORE} {typed}", NOW, "UTC", ["UTC"])
    except InvalidWhen:
        rest, found = BEFORE, "?"
    else:
        found = written(when)
    assert found in allowed.split(" | ")
    assert rest == BEFORE
