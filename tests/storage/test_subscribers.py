"""Who is kept, and where each stands in a course."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lessons.delivery.announcement import AnnouncementStatus
from lessons.delivery.delivery import (
    DeliveryStatus,
)
from lessons.delivery.enrollment import Enrollment, EnrollmentStatus
from lessons.delivery.subscriber import ChatKind, Subscriber, SubscriberStatus
from lessons.times.break_ahead import BreakAhead
from lessons.times.schedule import Schedule, Slot
from storage.errors import StoreError
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
    cohort,
    get,
    join,
    lesson,
    owe,
    person,
    place,
    settle,
)


def test_a_transaction_that_fails_leaves_nothing_behind(store: Store) -> None:
    def fail_midway() -> None:
        with store.transaction():
            store.save_subscriber(person())
            raise RuntimeError("midway")

    with pytest.raises(RuntimeError, match="midway"):
        fail_midway()

    assert store.find_subscriber(ALICE) is None


def test_a_store_goes_on_after_a_failed_transaction(store: Store) -> None:
    with pytest.raises(StoreError), store.transaction():
        store.save_enrollment(place())

    join(store, ALICE)

    assert store.find_enrollment(ALICE, "headache") == place()


def test_transactions_do_not_nest(store: Store) -> None:
    with pytest.raises(StoreError), store.transaction(), store.transaction():
        pass


instants = st.integers(0, 4 * 10**12).map(
    lambda ms: datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=ms)
)
words = st.text(min_size=1, max_size=20).filter(lambda text: "\x00" not in text)
subscribers = st.builds(
    Subscriber,
    chat_id=st.integers(-(2**52), 2**52),
    kind=st.sampled_from(ChatKind),
    status=st.sampled_from(SubscriberStatus),
    schedule=st.builds(
        Schedule,
        words,
        st.builds(time, st.integers(0, 23), st.integers(0, 59)),
        st.frozensets(st.integers(0, 6), min_size=1),
    ),
    language_code=st.none() | words,
    joined_at=instants,
    is_paused=st.booleans(),
    resume_date=st.none() | st.dates(),
    break_ahead=st.none() | st.builds(BreakAhead, st.dates(), st.dates()),
)
enrollments = st.builds(
    Enrollment,
    chat_id=st.just(ALICE),
    course_id=words,
    status=st.sampled_from(EnrollmentStatus),
    enrolled_at=instants,
    last_lesson_id=st.none() | words,
    next_slot=st.none() | st.builds(Slot, st.dates(), instants),
    finished_at=st.none() | instants,
)
# A commit waits for the disk, for as long as the disk likes.
reuse_store = settings(
    deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@reuse_store
@given(subscriber=subscribers)
def test_any_subscriber_is_found_as_it_was_saved(store: Store, subscriber: Subscriber) -> None:
    with store.transaction():
        store.save_subscriber(subscriber)

    assert store.find_subscriber(subscriber.chat_id) == subscriber


@reuse_store
@given(enrollment=enrollments)
def test_any_enrollment_is_found_as_it_was_saved(store: Store, enrollment: Enrollment) -> None:
    store.delete_subscriber(ALICE, NOW)
    with store.transaction():
        store.save_subscriber(person())
        store.save_enrollment(enrollment)

    assert store.find_enrollment(ALICE, enrollment.course_id) == enrollment


def test_saving_again_replaces_every_field(store: Store) -> None:
    join(store, ALICE)
    moved = person(
        kind=ChatKind.GROUP,
        status=SubscriberStatus.STOPPED,
        schedule=Schedule("Asia/Kolkata", time(7, 5), frozenset({0, 4})),
        language_code=None,
        joined_at=NOW,
        is_paused=True,
        resume_date=MONDAY,
        break_ahead=BreakAhead(MONDAY, MONDAY + DAY),
    )
    left = place(status=EnrollmentStatus.LEFT, last_lesson_id="water", next_slot=None)

    with store.transaction():
        store.save_subscriber(moved)
        store.save_enrollment(left)

    assert store.find_subscriber(ALICE) == moved
    assert store.find_enrollment(ALICE, "headache") == left


def test_a_stranger_is_not_found(store: Store) -> None:
    join(store, ALICE)

    assert store.find_subscriber(BOB) is None
    assert store.find_enrollment(BOB, "headache") is None
    assert store.find_current_enrollment(BOB) is None
    assert store.find_last_lesson(BOB) is None
    assert store.list_subscribers([BOB, ALICE, CHARLIE]) == [person()]


def test_a_chat_has_at_most_one_active_enrollment(store: Store) -> None:
    join(store, ALICE)

    with pytest.raises(StoreError), store.transaction():
        store.save_enrollment(place(course_id="sleep"))

    assert store.find_enrollment(ALICE, "sleep") is None


def test_the_current_enrollment_is_the_active_one_or_else_the_last_finished(store: Store) -> None:
    finished = place(status=EnrollmentStatus.FINISHED, next_slot=None, finished_at=NOW)
    earlier = replace(finished, course_id="sleep", finished_at=NOW - DAY)
    active = place(course_id="back pain")
    with store.transaction():
        store.save_subscriber(person())
        store.save_enrollment(place(course_id="flu", status=EnrollmentStatus.LEFT))
    assert store.find_current_enrollment(ALICE) is None

    with store.transaction():
        store.save_enrollment(finished)
        store.save_enrollment(earlier)
    assert store.find_current_enrollment(ALICE) == finished

    with store.transaction():
        store.save_enrollment(active)
    assert store.find_current_enrollment(ALICE) == active


def test_due_enrollments_come_earliest_first_and_no_more_than_asked_for(store: Store) -> None:
    join(store, ALICE, BOB, CHARLIE)
    due = {ALICE: NOW, BOB: NOW - MINUTE, CHARLIE: NOW + SECOND}
    with store.transaction():
        for chat_id, at in due.items():
            store.save_enrollment(place(chat_id, next_slot=Slot(MONDAY, at)))

    assert store.list_due_cohorts(NOW, 10) == [
        cohort(BOB, slot=Slot(MONDAY, NOW - MINUTE)),
        cohort(ALICE),
    ]
    assert [one.chat_ids for one in store.list_due_cohorts(NOW, 1)] == [(BOB,)]


@pytest.mark.parametrize(
    "apart",
    [
        {"schedule": Schedule("Europe/Paris", time(9, 0))},
        {"schedule": Schedule("Europe/Berlin", time(9, 30))},
        {"schedule": Schedule("Europe/Berlin", time(9, 0), frozenset({0}))},
        {"last_lesson_id": "water"},
        {"course_id": "sleep"},
        {"slot": Slot(MONDAY - DAY, NOW)},
        {"are_paused": True},
    ],
)
def test_a_cohort_is_alike_in_all_that_planning_looks_at(
    store: Store, apart: dict[str, object]
) -> None:
    theirs = cohort(CHARLIE, **apart)
    join(store, ALICE, BOB)
    with store.transaction():
        store.save_subscriber(
            person(CHARLIE, schedule=theirs.schedule, is_paused=theirs.are_paused)
        )
        store.save_enrollment(
            place(
                CHARLIE,
                theirs.course_id,
                last_lesson_id=theirs.last_lesson_id,
                next_slot=theirs.slot,
            )
        )

    found = store.list_due_cohorts(NOW, 10)

    assert sorted(found, key=lambda one: one.chat_ids) == [cohort(ALICE, BOB), theirs]


def test_an_enrollment_with_nothing_to_come_is_never_due(store: Store) -> None:
    join(store, ALICE, BOB)
    with store.transaction():
        store.save_enrollment(place(ALICE, next_slot=None))
        store.save_enrollment(place(BOB, status=EnrollmentStatus.LEFT))

    assert store.list_due_cohorts(NOW + DAY, 10) == []
    assert store.find_earliest_due_at() is None


def test_deleting_a_chat_deletes_every_row_about_it_and_no_other(store: Store) -> None:
    join(store, ALICE, BOB)
    settle(store, owe(store, lesson(ALICE)), DeliveryStatus.SENT)
    owe(store, lesson(ALICE, "rest", MONDAY + DAY))
    bobs = owe(store, lesson(BOB))
    assert store.count_rows_about(ALICE) == {"subscribers": 1, "enrollments": 1, "deliveries": 2}

    assert store.delete_subscriber(ALICE, NOW) == 4

    assert store.count_rows_about(ALICE) == {}
    assert store.find_subscriber(ALICE) is None
    assert store.find_subscriber(BOB) == person(BOB)
    assert get(store, bobs).chat_id == BOB
    assert store.delete_subscriber(ALICE, NOW) == 0


def test_an_admin_who_leaves_is_no_longer_named_in_announcements(store: Store) -> None:
    announcement = announce(store)
    assert store.count_rows_about(BOB) == {"announcements": 1}

    store.delete_subscriber(BOB, NOW)

    kept = store.find_announcement(announcement.announcement_id)
    assert kept == replace(announcement, created_by=0, status=AnnouncementStatus.CANCELLED)
    assert store.count_rows_about(BOB) == {}


def test_a_migrated_chat_takes_every_row_along(store: Store) -> None:
    join(store, ALICE)
    delivery_id = owe(store, lesson())

    with store.transaction():
        store.rekey_subscriber(ALICE, -100_200)

    assert store.count_rows_about(ALICE) == {}
    assert store.find_subscriber(-100_200) == person(-100_200)
    assert store.find_enrollment(-100_200, "headache") == place(-100_200)
    assert get(store, delivery_id).chat_id == -100_200


def test_where_both_chats_exist_the_new_ones_rows_stay(store: Store) -> None:
    join(store, ALICE, BOB)
    mondays = owe(store, lesson(ALICE))
    tuesdays = owe(store, lesson(ALICE, "rest", MONDAY + DAY))
    bobs = owe(store, lesson(BOB))
    with store.transaction():
        store.save_subscriber(person(BOB, language_code="de"))
        store.save_enrollment(place(ALICE, last_lesson_id="water"))
        store.save_enrollment(place(ALICE, "sleep", status=EnrollmentStatus.FINISHED))

        store.rekey_subscriber(ALICE, BOB)

    assert store.count_rows_about(ALICE) == {}
    assert store.find_subscriber(BOB) == person(BOB, language_code="de")
    assert store.find_enrollment(BOB, "headache") == place(BOB)
    # What the new chat lacks comes along.
    finished = place(BOB, "sleep", status=EnrollmentStatus.FINISHED)
    assert store.find_enrollment(BOB, "sleep") == finished
    assert store.find_delivery(mondays) is None
    assert {get(store, tuesdays).chat_id, get(store, bobs).chat_id} == {BOB}


@pytest.mark.parametrize(("old", "new"), [(CHARLIE, BOB), (ALICE, ALICE)])
def test_a_migration_from_nowhere_or_to_itself_changes_nothing(
    store: Store, old: int, new: int
) -> None:
    join(store, ALICE, BOB)

    with store.transaction():
        store.rekey_subscriber(old, new)

    assert [store.find_subscriber(chat_id) for chat_id in (ALICE, BOB)] == [person(), person(BOB)]
    assert store.find_enrollment(ALICE, "headache") == place()
