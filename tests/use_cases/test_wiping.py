"""Traces of what was deleted are wiped within a day, when that keeps the fewest waiting."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.use_cases.subscribers import privacy
from lessons.times.schedule import Slot
from storage import open_store
from storage.interface.store import Store
from tests.support.stored import ALICE, DAY, MINUTE, MONDAY, NOW, join, person, place

HOUR = timedelta(hours=1)


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """A file that is too large to be written anew at once, whatever its size."""
    monkeypatch.setattr("storage.sqlite.wiping._SMALL_FILE_BYTES", 0)
    opened = open_store(f"sqlite:///{tmp_path / 'lessons.db'}")
    yield opened
    opened.close()


def let_fall_due(store: Store, count: int, at: datetime) -> None:
    with store.transaction():
        for number in range(count):
            chat_id = int(at.timestamp()) * 10 + number
            store.save_subscriber(person(chat_id))
            store.save_enrollment(place(chat_id, next_slot=Slot(MONDAY, at)))


def wiped_after(store: Store) -> timedelta:
    """Delete somebody and keep house once an hour; return after how long the traces are gone."""
    join(store, ALICE)
    assert privacy.erase(store, ALICE, NOW) == 2
    at = NOW + MINUTE
    while not privacy.wipe(store, at):
        at += HOUR
        assert at < NOW + DAY
    assert store.find_traces_left_at() is None
    return at - NOW


def test_where_nothing_is_due_it_is_done_at_the_next_housekeeping(store: Store) -> None:
    assert wiped_after(store) == MINUTE


def test_it_waits_for_the_hour_with_the_fewest_lessons(store: Store) -> None:
    for hour in range(30):
        let_fall_due(store, 1 if hour == 7 else 3, NOW + hour * HOUR + 4 * MINUTE)
    assert wiped_after(store) == 7 * HOUR + MINUTE


def test_what_is_due_long_after_the_full_hour_does_not_count(store: Store) -> None:
    let_fall_due(store, 3, NOW + 30 * MINUTE)
    assert wiped_after(store) == MINUTE


def test_it_is_done_within_the_day_though_it_only_gets_quieter(store: Store) -> None:
    for hour in range(30):
        let_fall_due(store, 30 - hour, NOW + hour * HOUR + 4 * MINUTE)
    assert wiped_after(store) < privacy.WIPED_WITHIN + HOUR


def test_nothing_is_written_anew_where_nothing_was_deleted(store: Store) -> None:
    join(store, ALICE)
    assert not privacy.wipe(store, NOW)
