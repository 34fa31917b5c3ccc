"""Processes know of each other, and where lessons wait for a check."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from storage.interface.replicas import Replica
from storage.interface.store import Store

NOW = datetime(2026, 11, 29, 8, 0, tzinfo=UTC)
ONE = Replica("a", "http://10.0.0.1:8080", {"ADMIN_IDS": "0f"}, NOW, NOW)
OTHER = replace(ONE, replica_id="b", address="http://10.0.0.2:8080", settings={})


def test_a_replica_is_known_as_it_was_last_seen(store: Store) -> None:
    seen = replace(ONE, seen_at=NOW + timedelta(seconds=1), settings={"ADMIN_IDS": "1e"})
    with store.transaction():
        for replica in (ONE, OTHER, seen):
            store.note_replica(replica)
    assert store.list_replicas() == [seen, OTHER]


def test_a_replica_that_has_ended_is_forgotten(store: Store) -> None:
    with store.transaction():
        store.note_replica(ONE)
        store.note_replica(replace(OTHER, seen_at=NOW - timedelta(days=1)))
        assert store.forget_replicas(NOW) == 1
        assert store.list_replicas() == [ONE]
        store.forget_replica("a")
    assert store.list_replicas() == []


def test_lessons_wait_for_a_check_until_it_is_over_or_lapses(store: Store) -> None:
    with store.transaction():
        store.save_open_check(1, NOW)
        store.save_open_check(1, NOW + timedelta(minutes=2))
        store.save_open_check(2, NOW + timedelta(minutes=1))
        store.save_open_check(3, NOW + timedelta(minutes=9))
        store.delete_open_check(3)
    minute = timedelta(minutes=1)
    assert store.list_open_checks(NOW) == {1: NOW + 2 * minute, 2: NOW + minute}
    with store.transaction():
        assert [*store.list_open_checks(NOW + timedelta(minutes=1))] == [1]
        assert store.delete_open_checks(NOW + timedelta(minutes=1)) == 1
    assert [*store.list_open_checks(NOW)] == [1]
