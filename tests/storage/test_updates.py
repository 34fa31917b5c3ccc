"""Updates are remembered with what they asked for; one that ends the process is known."""

from dataclasses import replace

import pytest
from sqlite_utils import Database

from storage.interface.store import Store
from storage.interface.updates import ReceivingStart, UpdateMark
from storage.sql.updates import REMEMBERED
from storage.sqlite.migrations import migrations
from storage.sqlite.store import SQLiteStore
from tests.support.audience import A_PERSON


def marks(*ids: int) -> list[UpdateMark]:
    return [UpdateMark(update_id, 1_795_000_000) for update_id in ids]


def test_the_latest_thousands_are_remembered(store: Store) -> None:
    for mark in marks(*range(5, 5 + REMEMBERED + 1)):
        with store.transaction():
            store.note_taken(mark)
    assert store.list_taken(marks(5, 6, 4 + REMEMBERED, 6 + REMEMBERED)) == marks(6, 4 + REMEMBERED)


def test_a_number_that_comes_again_with_another_date_is_another_update(store: Store) -> None:
    with store.transaction():
        store.note_taken(UpdateMark(7, 1))
    assert store.list_taken([UpdateMark(7, 2), UpdateMark(7, 1)]) == [UpdateMark(7, 1)]


def test_an_update_is_taken_once_however_many_say_so(store: Store) -> None:
    with store.transaction():
        assert store.note_taken(UpdateMark(7, 1))
        assert not store.note_taken(UpdateMark(7, 1))
        assert store.note_taken(UpdateMark(7, 2)), "the numbers have begun anew"


def test_those_that_were_remembered_among_a_thousand_are_known_among_more() -> None:
    before = Database(memory=True)
    migrations.apply(before, stop_before="m047_more_updates_that_were_taken")
    before.execute("INSERT INTO taken_updates VALUES (1, 2049, 5), (2, 1026, 5)")
    migrations.apply(before)
    assert SQLiteStore(before.conn).list_taken([UpdateMark(2049, 5), UpdateMark(1026, 5)]) == [
        UpdateMark(2049, 5),
        UpdateMark(1026, 5),
    ]
    before.close()


def test_what_is_undone_was_not_taken(store: Store) -> None:
    def take_and_fail() -> None:
        with store.transaction():
            store.note_taken(UpdateMark(7, 1))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        take_and_fail()
    assert store.list_taken([UpdateMark(7, 1)]) == []


def test_a_transaction_knows_whether_it_has_written(store: Store) -> None:
    with store.transaction():
        store.find_subscriber(1)
        assert not store.has_written()
        store.save_subscriber(replace(A_PERSON, chat_id=1))
        assert store.has_written()
    with store.transaction():
        assert not store.has_written()


def test_starts_that_never_catch_up_are_counted_with_their_suspect(store: Store) -> None:
    with store.transaction():
        assert store.begin_receiving() == ReceivingStart(0, None, 0)
        assert store.begin_receiving() == ReceivingStart(1, None, 0)
        store.note_suspect(5)
        store.note_suspect(6)
        store.note_suspect(6)
        assert store.begin_receiving() == ReceivingStart(2, 6, 2)
        store.note_caught_up()
        assert store.begin_receiving() == ReceivingStart(0, None, 0)
