"""What is counted of checks names no chat and no moment."""

import sqlite3
from datetime import UTC, date, datetime, timedelta
from itertools import permutations
from pathlib import Path

from bot.delivery.check_counts import CheckCounts
from bot.use_cases.admin import check_counts
from lessons.symptom_checks.counts import CheckCount
from lessons.symptom_checks.state import State
from storage import open_store
from tests.support.symptom_check_people import BACK, CHECK, HEADACHE, walk

AT = datetime(2026, 11, 25, 12, tzinfo=UTC)
MONDAY = date(2026, 11, 23)


def ended(choices: dict[str, str | None], *ticks: str, unsure: tuple[str, ...] = ()) -> State:
    *_, (state, _) = walk(choices, ticks, unsure)
    return state


ENDS = [
    ended(BACK),
    ended(BACK, "saddle"),
    ended(HEADACHE, "stroke"),
    ended(BACK, unsure=("urgent",)),
    ended(HEADACHE),
]


def count(states: list[State]) -> list[CheckCount]:
    counts = CheckCounts(CHECK, is_on=True)
    for hour, state in enumerate(states):
        counts.note(state, AT + timedelta(hours=hour))
    return counts.take()


def test_checks_are_counted_by_level_and_doubt_in_their_week() -> None:
    found = {item.name: item.count for item in count(ENDS)}
    assert found == {
        "emergency_now": 2,
        "same_day": 1,
        "within_days": 0,
        "routine": 0,
        "self_care_with_safety_net": 2,
        "not_sure": 1,
    }
    assert {(item.week, item.revision) for item in count(ENDS)} == {(MONDAY, CHECK.revision)}


def test_fewer_than_five_are_never_written_and_go_with_their_week() -> None:
    counts = CheckCounts(CHECK, is_on=True)
    for state in ENDS[:4]:
        counts.note(state, AT)
    assert counts.take() == []
    counts.note(ENDS[4], AT + timedelta(weeks=1))
    assert counts.take() == []
    for state in ENDS[:3]:
        counts.note(state, AT + timedelta(weeks=1))
    assert counts.take() == []
    counts.note(ENDS[3], AT + timedelta(weeks=1))
    assert {item.week for item in counts.take()} == {MONDAY + timedelta(weeks=1)}


def test_nothing_is_counted_unless_it_is_wanted_nor_a_check_that_was_left_open() -> None:
    off, on = CheckCounts(CHECK, is_on=False), CheckCounts(CHECK, is_on=True)
    for state in ENDS:
        off.note(state, AT)
        on.note(State(), AT)
    assert off.take() == on.take() == []


def test_the_file_is_the_same_in_whatever_order_people_came(tmp_path: Path) -> None:
    """No row has a number, a time or a place that tells who came first."""
    files = set()
    for number, order in enumerate(list(permutations(ENDS))[::24]):
        file = tmp_path / f"{number}.db"
        store = open_store(f"sqlite:///{file}")
        with store.transaction():
            check_counts.add(store, count(list(order)))
        store.close()
        with sqlite3.connect(file) as database:
            page = database.execute(
                "SELECT rootpage FROM sqlite_master WHERE name = 'check_counts'"
            ).fetchone()[0]
            size = database.execute("PRAGMA page_size").fetchone()[0]
            columns = [row[1] for row in database.execute("PRAGMA table_info(check_counts)")]
        database.close()
        assert columns == ["week", "revision", "name", "count"]
        files.add(file.read_bytes()[(page - 1) * size : page * size])
    assert len(files) == 1


def test_batches_add_up(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path / 'a.db'}")
    for _ in range(3):
        with store.transaction():
            check_counts.add(store, count(ENDS))
    found = check_counts.list_recent(store, AT)
    assert {item.name: item.count for item in found}["emergency_now"] == 6
    assert check_counts.list_recent(store, AT + timedelta(weeks=9)) == []
    store.close()
