"""On PostgreSQL one process sends at a time, and one that was taken for dead writes no more."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from lessons.delivery.delivery import DeliveryStatus, Outcome
from storage import open_store
from storage.interface.sending import NotTheSenderError
from storage.interface.store import Store
from storage.postgres.lease import LEASE_SECONDS, SenderLease
from tests.support.postgres import TEMPLATE, Server
from tests.support.stored import ALICE, BOB, LEASE, NOW, get, join, lesson, owe

pytestmark = pytest.mark.slow
HOUR = timedelta(hours=1)


@pytest.fixture
def url(server: Server) -> Iterator[str]:
    """A database with every step of the schema done."""
    made = server.create(TEMPLATE)
    yield made
    server.drop(made)


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    opened = open_store(url)
    yield opened
    opened.close()


@pytest.fixture
def other(url: str) -> Iterator[Store]:
    """The store of another process."""
    opened = open_store(url)
    yield opened
    opened.close()


def take(url: str) -> SenderLease:
    lease = SenderLease(url)
    deadline = time.monotonic() + LEASE_SECONDS + 4
    while not lease.is_acquired():
        assert time.monotonic() < deadline, "nobody could take over within ten seconds"
        time.sleep(0.2)
    return lease


def test_the_lease_has_one_holder_and_goes_on_at_once_when_it_is_given_back(url: str) -> None:
    first, second = SenderLease(url), SenderLease(url)

    assert first.is_acquired()
    assert not second.is_acquired()
    assert first.is_acquired()
    assert first.epoch == 1
    first.release()
    assert second.is_acquired()
    assert second.epoch == 2
    assert first.epoch is None
    second.release()


def test_who_stops_for_long_is_taken_over_and_knows_that_it_no_longer_sends(url: str) -> None:
    stopped = take(url)

    # It never asks again; by its own clock it ends before anybody else may begin.
    other = take(url)

    assert stopped.epoch is None
    assert other.epoch == 2
    assert not stopped.is_acquired()
    other.release()
    stopped.release()


def test_a_former_sender_claims_marks_and_records_nothing(
    url: str, store: Store, other: Store
) -> None:
    for chat_id in (ALICE, BOB):
        join(store, chat_id)
    numbers = [owe(store, lesson(chat_id=chat_id)) for chat_id in (ALICE, BOB)]
    first = take(url)
    store.lead(first.epoch)
    with store.transaction(as_sender=True):
        [claimed, kept] = store.claim_deliveries(NOW + HOUR, NOW, 2, LEASE)
        store.mark_sending([claimed.delivery_id], LEASE)
    first.release()
    second = take(url)
    other.lead(second.epoch)
    with other.transaction(as_sender=True):
        released = other.release_former()

    for write in (
        lambda: store.claim_deliveries(NOW + HOUR, NOW, 2, LEASE),
        lambda: store.mark_sending(numbers, LEASE),
        lambda: store.record_outcomes(
            [Outcome(claimed.delivery_id, DeliveryStatus.SENT, NOW, message_ids=(1,))]
        ),
    ):
        with pytest.raises(NotTheSenderError), store.transaction(as_sender=True):
            write()

    assert released == 2
    assert get(other, claimed.delivery_id).status is DeliveryStatus.UNKNOWN
    assert get(other, kept.delivery_id).status is DeliveryStatus.PLANNED
    second.release()


def test_nobody_takes_over_in_the_middle_of_a_transaction_of_the_sender(
    url: str, store: Store
) -> None:
    first, second = take(url), SenderLease(url)
    join(store, ALICE)
    owe(store, lesson())
    store.lead(first.epoch)
    with ThreadPoolExecutor(1) as beside, store.transaction(as_sender=True):
        # The row is held, so this waits.
        released = beside.submit(first.release)
        time.sleep(0.3)
        assert not released.done()
        store.claim_deliveries(NOW + HOUR, NOW, 1, LEASE)
    released.result(5)

    assert second.is_acquired()
    second.release()


def test_a_sender_who_never_heard_of_a_commit_may_mark_again_what_it_has_marked(
    url: str, store: Store
) -> None:
    join(store, ALICE)
    owe(store, lesson())
    lease = take(url)
    store.lead(lease.epoch)
    with store.transaction(as_sender=True):
        [claimed] = store.claim_deliveries(NOW + HOUR, NOW, 1, LEASE)
        first = store.mark_sending([claimed.delivery_id], LEASE)

    with store.transaction(as_sender=True):
        again = store.mark_sending([claimed.delivery_id], LEASE)
    with store.transaction():
        by_another = store.mark_sending([claimed.delivery_id], LEASE)

    assert first == again == (claimed.delivery_id,)
    assert by_another == ()
    lease.release()
