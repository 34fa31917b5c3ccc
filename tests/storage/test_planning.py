"""What falls due becomes deliveries, and never twice."""

from dataclasses import replace

import pytest

from lessons.delivery.announcement import AnnouncementStatus
from lessons.delivery.delivery import (
    AnnouncementContent,
    DeliveryStatus,
    LessonContent,
    NewDelivery,
)
from lessons.delivery.enrollment import EnrollmentStatus
from lessons.delivery.planning import Plan
from lessons.times.break_ahead import BreakAhead
from lessons.times.schedule import Slot
from storage.interface.store import Store
from tests.support.stored import (
    ALICE,
    BOB,
    CHARLIE,
    DAY,
    MINUTE,
    MONDAY,
    NOW,
    SECOND,
    announce,
    claim,
    cohort,
    join,
    last_lesson_date,
    lesson,
    move,
    owe,
    person,
    place,
    settle,
)


def test_a_second_lesson_on_one_local_date_is_impossible(store: Store) -> None:
    join(store, ALICE, BOB)
    owe(store, lesson(lesson_id="water"))

    with store.transaction():
        assert store.add_delivery(lesson(lesson_id="rest")) is None

    owe(store, lesson(BOB, "rest"))
    owe(store, lesson(ALICE, "rest", MONDAY + DAY))


def test_the_same_lesson_twice_is_impossible(store: Store) -> None:
    join(store, ALICE, BOB)
    owe(store, lesson(day=MONDAY))

    with store.transaction():
        assert store.add_delivery(lesson(day=MONDAY + DAY)) is None

    owe(store, lesson(BOB, day=MONDAY + DAY))


def test_the_same_announcement_twice_is_impossible(store: Store) -> None:
    join(store, ALICE)
    first, second = (announce(store).announcement_id for _ in range(2))
    owe(store, NewDelivery(ALICE, AnnouncementContent(first), NOW))

    with store.transaction():
        assert store.add_delivery(NewDelivery(ALICE, AnnouncementContent(first), NOW)) is None

    owe(store, NewDelivery(ALICE, AnnouncementContent(second), NOW))
    # An announcement does not use up the day's lesson.
    owe(store, lesson())


@pytest.mark.parametrize("status", [DeliveryStatus.SKIPPED, DeliveryStatus.FAILED])
def test_a_lesson_that_was_never_sent_may_be_owed_again(
    store: Store, status: DeliveryStatus
) -> None:
    join(store, ALICE)
    settle(store, owe(store, lesson()), status)

    assert store.find_last_lesson(ALICE) is None
    owe(store, lesson())
    assert last_lesson_date(store, ALICE) == MONDAY


@pytest.mark.parametrize(
    "status", [DeliveryStatus.SENT, DeliveryStatus.UNKNOWN, DeliveryStatus.RETRY]
)
def test_a_lesson_that_was_or_may_have_been_sent_uses_up_its_date(
    store: Store, status: DeliveryStatus
) -> None:
    join(store, ALICE)
    settle(store, owe(store, lesson()), status)

    with store.transaction():
        assert store.add_delivery(lesson(lesson_id="rest")) is None
    assert last_lesson_date(store, ALICE) == MONDAY


def test_a_cohort_is_planned_at_a_stroke_and_nobody_twice(store: Store) -> None:
    join(store, ALICE, BOB, CHARLIE)
    owe(store, lesson(BOB))
    moved = Slot(MONDAY + DAY, NOW + DAY)
    water = lesson().content
    assert isinstance(water, LessonContent)

    with store.transaction():
        store.save_plans(
            [Plan(cohort(ALICE, BOB), water, moved), Plan(cohort(CHARLIE), None, moved)]
        )

    claimed = claim(store)
    assert [(one.chat_id, one.content, one.due_at) for one in claimed] == [
        (BOB, water, NOW),
        (ALICE, water, NOW),
    ]
    assert store.list_due_cohorts(NOW, 10) == []
    assert store.list_due_cohorts(NOW + DAY, 10) == [cohort(ALICE, BOB, CHARLIE, slot=moved)]


def test_a_plan_ends_pauses_and_courses(store: Store) -> None:
    join(store, ALICE, BOB)
    with store.transaction():
        store.save_subscriber(person(is_paused=True, resume_date=MONDAY))
        moved = Slot(MONDAY + DAY, NOW + DAY)
        store.save_plans(
            [
                Plan(cohort(ALICE, are_paused=True), None, moved),
                Plan(cohort(BOB), None, None, finished_at=NOW),
            ]
        )

    assert store.find_subscriber(ALICE) == person()
    assert store.find_enrollment(ALICE, "headache") == place(next_slot=moved)
    finished = place(BOB, status=EnrollmentStatus.FINISHED, next_slot=None, finished_at=NOW)
    assert store.find_enrollment(BOB, "headache") == finished


def test_a_break_begins_once_what_was_due_before_it_is_planned(store: Store) -> None:
    join(store, ALICE, BOB, CHARLIE)
    ahead = BreakAhead(MONDAY + DAY, MONDAY + 3 * DAY)
    midnight = ahead.begins_at("Europe/Berlin")
    with store.transaction():
        for chat_id in (ALICE, BOB):
            store.save_subscriber(person(chat_id, break_ahead=ahead))
        assert store.list_due_cohorts(NOW, 10) == [
            replace(cohort(ALICE, BOB), break_ahead=ahead),
            cohort(CHARLIE),
        ]
        store.save_enrollment(place(BOB, next_slot=Slot(ahead.end, NOW + 3 * DAY)))

        assert store.begin_breaks(midnight - SECOND, 10) == 0
        assert store.begin_breaks(midnight, 10) == 1
        assert store.find_subscriber(BOB) == person(BOB, is_paused=True, resume_date=ahead.end)
        assert store.find_subscriber(ALICE) == person(break_ahead=ahead)

        store.save_enrollment(place(next_slot=Slot(ahead.end, NOW + 3 * DAY)))
        # After an outage over all of it nothing of it is left.
        assert store.begin_breaks(NOW + 4 * DAY, 10) == 1
        assert store.find_subscriber(ALICE) == person()


def test_a_plan_leaves_alone_who_left_meanwhile(store: Store) -> None:
    join(store, ALICE)
    left = place(status=EnrollmentStatus.LEFT, next_slot=None)
    with store.transaction():
        store.save_enrollment(left)
        store.save_plans([Plan(cohort(ALICE), None, Slot(MONDAY + DAY, NOW + DAY))])

    assert store.find_enrollment(ALICE, "headache") == left


def test_it_is_known_whether_there_is_anything_to_send(store: Store) -> None:
    join(store, ALICE)
    assert not store.is_anything_to_send(NOW, NOW)

    delivery_id = owe(store, lesson())
    assert not store.is_anything_to_send(NOW - SECOND, NOW)
    assert store.is_anything_to_send(NOW, NOW)

    settle(store, delivery_id, DeliveryStatus.RETRY, retry_at=NOW + MINUTE)
    assert not store.is_anything_to_send(NOW + DAY, NOW)
    assert store.is_anything_to_send(NOW, NOW + MINUTE)


def test_a_flood_wait_is_remembered_until_the_next_one(store: Store) -> None:
    assert store.find_flood_wait_end() is None
    for until_at in (NOW + DAY, NOW):
        with store.transaction():
            store.save_flood_wait(until_at)
        assert store.find_flood_wait_end() == until_at


def test_the_earliest_due_instant_is_that_of_anything(store: Store) -> None:
    assert store.find_earliest_due_at() is None
    join(store, ALICE)
    assert store.find_earliest_due_at() == NOW

    announcement = announce(store, at=NOW - MINUTE)
    assert store.find_earliest_due_at() == NOW
    move(store, announcement, AnnouncementStatus.DRAFT, AnnouncementStatus.SCHEDULED)
    assert store.find_earliest_due_at() == NOW - MINUTE

    delivery_id = owe(store, lesson(due_at=NOW - 2 * MINUTE))
    assert store.find_earliest_due_at() == NOW - 2 * MINUTE
    settle(store, delivery_id, DeliveryStatus.SENT)
    assert store.find_earliest_due_at() == NOW - MINUTE


def test_readers_are_counted_in_crowds_and_nobody_on_a_break(store: Store) -> None:
    join(store, ALICE, BOB, CHARLIE)
    with store.transaction():
        store.save_subscriber(replace(person(CHARLIE), is_paused=True))
    with store.snapshot():
        [crowd] = store.count_readers()
    assert (crowd.count, crowd.next_date, crowd.break_ahead) == (2, MONDAY, None)
