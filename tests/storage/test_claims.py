"""Claims and leases: who may send what, and until when."""

from dataclasses import replace

from lessons.delivery.delivery import (
    Delivery,
    DeliveryStatus,
)
from lessons.delivery.reasons import Reason
from storage.interface.store import Store
from tests.support.stored import (
    ALICE,
    BOB,
    CHARLIE,
    DAY,
    LEASE,
    MINUTE,
    NOW,
    SECOND,
    claim,
    get,
    join,
    lesson,
    owe,
    place,
)


def test_a_claim_takes_what_is_due_earliest_first(store: Store) -> None:
    join(store, ALICE, BOB, CHARLIE)
    alice = owe(store, lesson(ALICE, due_at=NOW))
    bob = owe(store, lesson(BOB, due_at=NOW - MINUTE))
    owe(store, lesson(CHARLIE, due_at=NOW + SECOND))

    claimed = claim(store)

    assert [delivery.delivery_id for delivery in claimed] == [bob, alice]
    assert (
        claimed[1]
        == Delivery(alice, ALICE, lesson().content, NOW, DeliveryStatus.CLAIMED)
        == get(store, alice)
    )
    assert claim(store) == []


def test_a_claim_takes_no_more_than_asked_for(store: Store) -> None:
    join(store, ALICE, BOB, CHARLIE)
    for chat_id in (ALICE, BOB, CHARLIE):
        owe(store, lesson(chat_id))

    assert [len(claim(store, limit=2)) for _ in range(3)] == [2, 1, 0]


def test_the_application_clock_decides_what_is_due(store: Store) -> None:
    """In the sandbox it may be days ahead of the machine's, which leases follow."""
    join(store, ALICE)
    owe(store, lesson(due_at=NOW + 3 * DAY))

    assert claim(store, now=NOW) == []
    assert len(claim(store, now=NOW + 3 * DAY)) == 1


def test_one_delivery_is_claimed_by_whoever_waits_for_it_once_only(store: Store) -> None:
    join(store, ALICE)
    delivery_id = owe(store, lesson(due_at=NOW + DAY))

    with store.transaction():
        first = store.claim_delivery(delivery_id, LEASE)
        second = store.claim_delivery(delivery_id, LEASE)

    assert first == replace(get(store, delivery_id), status=DeliveryStatus.CLAIMED)
    assert second is None


def test_an_expired_claim_was_never_attempted_and_is_planned_again(store: Store) -> None:
    join(store, ALICE)
    owe(store, lesson())
    [claimed] = claim(store)

    with store.transaction():
        assert store.release_expired(LEASE - SECOND) == 0
        assert store.release_expired(LEASE) == 1

    assert claim(store) == [claimed]
    assert (claimed.attempts, claimed.resends) == (0, 0)


def test_an_expired_sending_is_unknown(store: Store) -> None:
    join(store, ALICE)
    delivery_id = owe(store, lesson())
    claim(store)

    with store.transaction():
        store.mark_sending([delivery_id], LEASE + MINUTE)
        assert store.release_expired(LEASE) == 0
        assert store.release_expired(LEASE + MINUTE) == 1
        assert store.release_expired(LEASE + MINUTE) == 0

    assert get(store, delivery_id).status is DeliveryStatus.UNKNOWN
    assert claim(store) == []
    # It is still to be sent again, and keeps its place until it is given up.
    assert store.find_enrollment(ALICE, "headache") == place(last_lesson_id=None)
    with store.transaction():
        store.settle_unknown([delivery_id])
    assert store.find_enrollment(ALICE, "headache") == place(last_lesson_id="water")


def test_only_what_is_still_claimed_may_leave(store: Store) -> None:
    join(store, ALICE, BOB, CHARLIE)
    alice, bob, charlie = (owe(store, lesson(chat_id)) for chat_id in (ALICE, BOB, CHARLIE))
    claim(store)

    with store.transaction():
        store.skip_unsent(BOB, Reason.STOPPED)
    store.delete_subscriber(CHARLIE, NOW)

    with store.transaction():
        assert store.mark_sending([alice, bob, charlie], LEASE) == (alice,)
    assert get(store, alice).status is DeliveryStatus.SENDING
    assert get(store, bob).status is DeliveryStatus.SKIPPED


def test_what_is_claimed_can_be_put_back_and_what_leaves_cannot(store: Store) -> None:
    join(store, ALICE, BOB)
    alice, bob = owe(store, lesson(ALICE)), owe(store, lesson(BOB))
    claim(store)

    with store.transaction():
        store.mark_sending([bob], LEASE)
        store.release_claims([alice, bob])

    assert [one.delivery_id for one in claim(store)] == [alice]
    assert get(store, bob).status is DeliveryStatus.SENDING
