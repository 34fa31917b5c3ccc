"""A backup of a database on a server is one file, taken while lessons leave, and what is put back
from it stands still with books that add up."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.use_cases.delivery import outbox, planning
from bot.use_cases.delivery.books import check_books
from bot.use_cases.delivery.settled import Settled
from lessons.course.files import load_published_courses
from lessons.delivery.delivery import Delivery, DeliveryStatus, Outcome
from storage import back_up, open_store, open_to_read, restore
from storage.errors import StoreError
from storage.interface.ownership import Owner
from storage.interface.store import Store
from tests.support.postgres import Server
from tests.support.stored import NOW, join, person, place

pytestmark = pytest.mark.slow

PEOPLE = 1_500
LIBRARY = load_published_courses(None)
COURSE = "l5-s1-and-headaches"


def begin(url: str) -> Store:
    """Return a store in which everybody is due now."""
    store = open_store(url)
    with store.transaction():
        store.save_owner(Owner(4242, NOW))
        for chat_id in range(1, PEOPLE + 1):
            store.save_subscriber(person(chat_id))
            store.save_enrollment(place(chat_id, COURSE))
    return store


def send(store: Store, stopping: threading.Event) -> Iterator[int]:
    """Let lessons leave until then, twenty at a time; yield how many have."""
    count = 0
    leaving: list[Delivery] = []
    claimed: list[Delivery] = []
    while not stopping.is_set():
        sent = [
            Settled(one, Outcome(one.delivery_id, DeliveryStatus.SENT, NOW, message_ids=(count,)))
            for one in leaving
        ]
        with store.transaction():
            planning.plan_lessons(store, LIBRARY, NOW)
            found = outbox.exchange(store, LIBRARY, sent, claimed, 20, frozenset(), NOW, NOW)
        leaving, claimed, count = found.leaving, found.claimed, count + len(sent)
        yield count


def count_sent(url: str) -> int:
    store = open_to_read(url)
    try:
        with store.transaction():
            return sum(
                one.status is DeliveryStatus.SENT
                for chat_id in range(1, PEOPLE + 1)
                for one in store.list_lessons(chat_id, COURSE)
            )
    finally:
        store.close()


def test_a_backup_in_a_fan_out_restores_to_books_that_add_up(
    server: Server, tmp_path: Path
) -> None:
    url, new, copy = server.create(), server.create(), tmp_path / "copy.db"
    store, stopping, under_way = begin(url), threading.Event(), threading.Event()
    sent: list[int] = []

    def work() -> None:
        for count in send(store, stopping):
            sent.append(count)
            if count > 100:
                under_way.set()

    working = threading.Thread(target=work)
    working.start()
    try:
        assert under_way.wait(40)
        before = sent[-1]
        made = back_up(url, copy)
        after = sent[-1]
    finally:
        stopping.set()
        working.join()
        store.close()

    assert made.owner == Owner(4242, NOW)
    assert made.rows["subscribers"] == PEOPLE
    assert copy.stat().st_mode & 0o777 == 0o600
    assert before <= count_sent(f"sqlite:///{copy}") <= after < PEOPLE
    restored, kept = restore(new, copy)
    assert restored.rows == made.rows
    assert kept is None
    store = open_store(new)
    assert store.find_owner() == Owner(4242, NOW)
    assert store.find_restore() is not None, "nothing leaves before an admin says so"
    assert check_books(store, NOW) == ()
    store.close()
    assert {file.name for file in tmp_path.iterdir()} == {"copy.db"}


def test_a_restore_replaces_nothing_and_a_backup_takes_no_name_that_is_taken(
    server: Server, tmp_path: Path
) -> None:
    url, copy = server.create(), tmp_path / "copy.db"
    store = open_store(url)
    join(store, 1, 2)
    store.close()
    back_up(url, copy)

    with pytest.raises(StoreError, match="not empty: it has 2 rows of subscribers"):
        restore(url, copy)
    with pytest.raises(StoreError, match="is there already"):
        back_up(url, copy)

    store = open_store(url)
    assert store.find_restore() is None
    store.close()
