"""Outcomes are recorded, and what is unknown is decided."""

import pytest

from lessons.delivery.delivery import (
    Delivery,
    DeliveryStatus,
    Outcome,
)
from lessons.delivery.reasons import Reason
from storage.interface.store import Store
from tests.support.stored import (
    ALICE,
    BOB,
    DAY,
    LEASE,
    MINUTE,
    MONDAY,
    NOW,
    SECOND,
    claim,
    get,
    join,
    lesson,
    owe,
    place,
    settle,
)


def test_a_sent_lesson_keeps_its_message_ids_and_moves_the_place_on(store: Store) -> None:
    join(store, ALICE)
    delivery_id = owe(store, lesson())

    sent = settle(
        store, delivery_id, DeliveryStatus.SENT, message_ids=(71, 72), content_revision="a1b2"
    )

    assert sent == Delivery(
        delivery_id,
        ALICE,
        lesson().content,
        NOW,
        DeliveryStatus.SENT,
        message_ids=(71, 72),
        content_revision="a1b2",
        sent_at=NOW,
    )
    assert store.find_enrollment(ALICE, "headache") == place(last_lesson_id="water")
    assert store.list_lessons(ALICE, "headache") == [sent]


@pytest.mark.parametrize(
    ("status", "last_lesson_id"),
    [
        (DeliveryStatus.SENT, "water"),
        (DeliveryStatus.UNKNOWN, None),
        (DeliveryStatus.RETRY, None),
        (DeliveryStatus.FAILED, None),
        (DeliveryStatus.SKIPPED, None),
    ],
)
def test_the_place_moves_on_only_past_what_arrived(
    store: Store, status: DeliveryStatus, last_lesson_id: str | None
) -> None:
    join(store, ALICE)
    settle(store, owe(store, lesson()), status)

    assert store.find_enrollment(ALICE, "headache") == place(last_lesson_id=last_lesson_id)


def test_a_lesson_that_arrives_late_does_not_turn_the_place_back(store: Store) -> None:
    join(store, ALICE)
    monday, tuesday = owe(store, lesson()), owe(store, lesson(ALICE, "rest", MONDAY + DAY))
    settle(store, tuesday, DeliveryStatus.SENT)

    settle(store, monday, DeliveryStatus.SENT)

    assert store.find_enrollment(ALICE, "headache") == place(last_lesson_id="rest")
    assert [one.delivery_id for one in store.list_lessons(ALICE, "headache")] == [
        monday,
        tuesday,
    ]


def test_what_never_left_is_planned_again_as_if_nothing_had_been(store: Store) -> None:
    join(store, ALICE)
    delivery_id = owe(store, lesson())

    assert settle(store, delivery_id, DeliveryStatus.PLANNED) == Delivery(
        delivery_id, ALICE, lesson().content, NOW, DeliveryStatus.PLANNED
    )
    assert [one.delivery_id for one in claim(store)] == [delivery_id]


def test_a_retry_waits_for_its_time_and_counts(store: Store) -> None:
    join(store, ALICE)
    delivery_id = owe(store, lesson())

    waiting = settle(
        store, delivery_id, DeliveryStatus.RETRY, retry_at=NOW + MINUTE, error=Reason.NOT_CONNECTED
    )

    assert (waiting.status, waiting.attempts) == (DeliveryStatus.RETRY, 1)
    assert waiting.error is Reason.NOT_CONNECTED
    assert store.find_earliest_due_at() == NOW
    with store.transaction():
        assert store.claim_deliveries(NOW + DAY, NOW + MINUTE - SECOND, 9, LEASE) == []
        [again] = store.claim_deliveries(NOW, NOW + MINUTE, 9, LEASE)
    assert (again.delivery_id, again.attempts) == (delivery_id, 1)


@pytest.mark.parametrize(
    "late", [DeliveryStatus.FAILED, DeliveryStatus.RETRY, DeliveryStatus.UNKNOWN]
)
def test_a_late_report_never_unsends_a_lesson(store: Store, late: DeliveryStatus) -> None:
    join(store, ALICE)
    delivery_id = owe(store, lesson())
    sent = settle(store, delivery_id, DeliveryStatus.SENT)

    assert settle(store, delivery_id, late) == sent


def test_a_report_that_comes_after_its_lease_still_counts(store: Store) -> None:
    join(store, ALICE)
    delivery_id = owe(store, lesson())
    claim(store)
    with store.transaction():
        store.mark_sending([delivery_id], LEASE)
        store.release_expired(LEASE)
        store.resend_unknown({delivery_id: NOW})
        store.record_outcomes([Outcome(delivery_id, DeliveryStatus.SENT, NOW)])

    assert get(store, delivery_id).status is DeliveryStatus.SENT
    assert claim(store) == []


def test_an_outcome_of_a_deleted_delivery_is_passed_over(store: Store) -> None:
    join(store, ALICE, BOB)
    alice, bob = owe(store, lesson(ALICE)), owe(store, lesson(BOB))
    claim(store)
    store.delete_subscriber(ALICE, NOW)

    with store.transaction():
        store.record_outcomes([Outcome(one, DeliveryStatus.SENT, NOW) for one in (alice, bob)])

    assert store.find_delivery(alice) is None
    assert get(store, bob).status is DeliveryStatus.SENT


def test_a_deleted_deliverys_id_is_never_given_to_another(store: Store) -> None:
    """Or a late report about the first would settle the second."""
    join(store, ALICE, BOB)
    alice = owe(store, lesson(ALICE))
    store.delete_subscriber(ALICE, NOW)

    assert owe(store, lesson(BOB)) > alice


def test_the_unknown_are_resent_or_settled_oldest_first(store: Store) -> None:
    join(store, ALICE, BOB)
    alice, bob = owe(store, lesson(ALICE)), owe(store, lesson(BOB, due_at=NOW - MINUTE))
    for delivery_id in (alice, bob):
        settle(store, delivery_id, DeliveryStatus.UNKNOWN, error=Reason.UNANSWERED)
    assert [one.delivery_id for one in store.list_unknown(9)] == [bob, alice]
    assert [one.delivery_id for one in store.list_unknown(1)] == [bob]

    with store.transaction():
        store.resend_unknown({alice: NOW + SECOND})
        store.settle_unknown([bob])

    assert store.list_unknown(9) == []
    assert get(store, bob).status is DeliveryStatus.UNKNOWN
    assert claim(store) == []
    with store.transaction():
        [again] = store.claim_deliveries(NOW, NOW + SECOND, 100, LEASE)
    assert (again.delivery_id, again.resends, again.attempts) == (alice, 1, 0)
    with store.transaction():
        store.resend_unknown({bob: NOW})
    assert get(store, bob).status is DeliveryStatus.UNKNOWN


def test_claimed_deliveries_are_skipped_and_others_left_alone(store: Store) -> None:
    join(store, ALICE, BOB)
    alice, bob = owe(store, lesson(ALICE)), owe(store, lesson(BOB, due_at=NOW + DAY))
    claim(store)

    with store.transaction():
        store.skip_deliveries([alice, bob], Reason.TOO_LATE)

    assert (get(store, alice).status, get(store, alice).error) == (
        DeliveryStatus.SKIPPED,
        "too_late",
    )
    assert get(store, bob).status is DeliveryStatus.PLANNED


def test_all_that_a_chat_is_still_owed_is_skipped(store: Store) -> None:
    join(store, ALICE, BOB)
    days = [MONDAY + count * DAY for count in range(5)]
    ids = [owe(store, lesson(ALICE, f"lesson {day}", day)) for day in days]
    bob = owe(store, lesson(BOB))
    planned, claimed, sending, retry, sent = ids
    settle(store, sent, DeliveryStatus.SENT)
    settle(store, retry, DeliveryStatus.RETRY)
    with store.transaction():
        for delivery_id in (claimed, sending):
            store.claim_delivery(delivery_id, LEASE)
        store.mark_sending([sending], LEASE)

        assert store.skip_unsent(ALICE, Reason.STOPPED) == 3

    statuses = [get(store, delivery_id).status for delivery_id in ids]
    assert statuses == [DeliveryStatus.SKIPPED] * 2 + [
        DeliveryStatus.SENDING,
        DeliveryStatus.SKIPPED,
        DeliveryStatus.SENT,
    ]
    assert get(store, planned).error == "stopped"
    assert get(store, bob).status is DeliveryStatus.PLANNED
