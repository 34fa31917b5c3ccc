"""What every store promises, asked of each of them in turn."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lessons.course.course import Course, CourseStatus, Evidence, Lesson, Quiz
from lessons.delivery.announcement import Announcement, AnnouncementStatus
from lessons.delivery.audience import AudienceFilter
from lessons.delivery.delivery import (
    AnnouncementContent,
    Delivery,
    DeliveryStatus,
    LessonContent,
    NewDelivery,
    Outcome,
)
from lessons.delivery.enrollment import Enrollment, EnrollmentStatus
from lessons.delivery.planning import Cohort, Plan
from lessons.delivery.progress import Crowd
from lessons.delivery.subscriber import Awaiting, ChatKind, Subscriber, SubscriberStatus
from lessons.draft.draft import CourseDraft, CourseRevision, RevisionEntry
from lessons.times.schedule import EVERY_DAY, Schedule, Slot
from storage import open_store
from storage.errors import StoreError
from storage.interface.store import Store

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
SECOND, MINUTE, DAY = timedelta(seconds=1), timedelta(minutes=1), timedelta(days=1)
LEASE = NOW + MINUTE
MONDAY = NOW.date()
ALICE, BOB, CHARLIE = 1_001, 1_002, 1_003


@pytest.fixture(params=["memory", "file"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    url = "sqlite://" if request.param == "memory" else f"sqlite:///{tmp_path / 'lessons.db'}"
    opened = open_store(url)
    yield opened
    opened.close()


def person(chat_id: int = ALICE, **changes: object) -> Subscriber:
    alice = Subscriber(
        chat_id=chat_id,
        kind=ChatKind.PRIVATE,
        status=SubscriberStatus.ACTIVE,
        schedule=Schedule("Europe/Berlin", time(9, 0)),
        language_code="en",
        joined_at=NOW - DAY,
    )
    return replace(alice, **changes)  # type: ignore[arg-type]


def place(chat_id: int = ALICE, course_id: str = "headache", **changes: object) -> Enrollment:
    active = Enrollment(
        chat_id=chat_id,
        course_id=course_id,
        status=EnrollmentStatus.ACTIVE,
        enrolled_at=NOW - DAY,
        next_slot=Slot(MONDAY, NOW),
    )
    return replace(active, **changes)  # type: ignore[arg-type]


def lesson(
    chat_id: int = ALICE,
    lesson_id: str = "water",
    day: date = MONDAY,
    due_at: datetime = NOW,
) -> NewDelivery:
    return NewDelivery(chat_id, LessonContent("headache", lesson_id, day), due_at)


def join(store: Store, *chat_ids: int) -> None:
    with store.transaction():
        for chat_id in chat_ids:
            store.save_subscriber(person(chat_id))
            store.save_enrollment(place(chat_id))


def owe(store: Store, new: NewDelivery) -> int:
    with store.transaction():
        delivery_id = store.add_delivery(new)
    assert delivery_id is not None
    return delivery_id


def claim(store: Store, now: datetime = NOW, limit: int = 100) -> list[Delivery]:
    with store.transaction():
        return store.claim_deliveries(now, NOW, limit, LEASE)


def settle(store: Store, delivery_id: int, status: DeliveryStatus, **more: object) -> Delivery:
    """Claim, send, and record that outcome."""
    retry_at = NOW if status is DeliveryStatus.RETRY else None
    outcome = Outcome(delivery_id, status, NOW, retry_at=retry_at)
    with store.transaction():
        store.claim_delivery(delivery_id, LEASE)
        store.mark_sending([delivery_id], LEASE)
        store.record_outcomes([replace(outcome, **more)])  # type: ignore[arg-type]
    return get(store, delivery_id)


def get(store: Store, delivery_id: int) -> Delivery:
    found = store.find_delivery(delivery_id)
    assert found is not None
    return found


# Transactions


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


# Subscribers and enrollments

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
    awaiting=st.none() | st.sampled_from(Awaiting),
    is_paused=st.booleans(),
    resume_date=st.none() | st.dates(),
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
    store.delete_subscriber(ALICE)
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
        awaiting=Awaiting.TIME,
        is_paused=True,
        resume_date=MONDAY,
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
    assert store.find_last_lesson_date(BOB) is None
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


def cohort(*chat_ids: int, **changes: object) -> Cohort:
    alone = Cohort("headache", None, Slot(MONDAY, NOW), person().schedule, False, chat_ids)
    return replace(alone, **changes)  # type: ignore[arg-type]


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


# The keys that make a second lesson impossible


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

    assert store.find_last_lesson_date(ALICE) is None
    owe(store, lesson())
    assert store.find_last_lesson_date(ALICE) == MONDAY


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
    assert store.find_last_lesson_date(ALICE) == MONDAY


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


# Claims and leases


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
        store.skip_unsent(BOB, "stopped")
    store.delete_subscriber(CHARLIE)

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


# Outcomes


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
    assert store.list_sent_lessons(ALICE, "headache") == [sent]


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
    assert [one.delivery_id for one in store.list_sent_lessons(ALICE, "headache")] == [
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
        store, delivery_id, DeliveryStatus.RETRY, retry_at=NOW + MINUTE, error="connection"
    )

    assert (waiting.status, waiting.attempts) == (DeliveryStatus.RETRY, 1)
    assert waiting.error == "connection"
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
    store.delete_subscriber(ALICE)

    with store.transaction():
        store.record_outcomes([Outcome(one, DeliveryStatus.SENT, NOW) for one in (alice, bob)])

    assert store.find_delivery(alice) is None
    assert get(store, bob).status is DeliveryStatus.SENT


def test_a_deleted_deliverys_id_is_never_given_to_another(store: Store) -> None:
    """Or a late report about the first would settle the second."""
    join(store, ALICE, BOB)
    alice = owe(store, lesson(ALICE))
    store.delete_subscriber(ALICE)

    assert owe(store, lesson(BOB)) > alice


# The unknown


def test_the_unknown_are_resent_or_settled_oldest_first(store: Store) -> None:
    join(store, ALICE, BOB)
    alice, bob = owe(store, lesson(ALICE)), owe(store, lesson(BOB, due_at=NOW - MINUTE))
    for delivery_id in (alice, bob):
        settle(store, delivery_id, DeliveryStatus.UNKNOWN, error="timed_out")
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


# Skipping


def test_claimed_deliveries_are_skipped_and_others_left_alone(store: Store) -> None:
    join(store, ALICE, BOB)
    alice, bob = owe(store, lesson(ALICE)), owe(store, lesson(BOB, due_at=NOW + DAY))
    claim(store)

    with store.transaction():
        store.skip_deliveries([alice, bob], "too_late")

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

        assert store.skip_unsent(ALICE, "stopped") == 3

    statuses = [get(store, delivery_id).status for delivery_id in ids]
    assert statuses == [DeliveryStatus.SKIPPED] * 2 + [
        DeliveryStatus.SENDING,
        DeliveryStatus.SKIPPED,
        DeliveryStatus.SENT,
    ]
    assert get(store, planned).error == "stopped"
    assert get(store, bob).status is DeliveryStatus.PLANNED


# What falls due next


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


# Announcements


def announce(store: Store, at: datetime = NOW, text: str = "We move on Friday.") -> Announcement:
    with store.transaction():
        return store.add_announcement(created_by=BOB, created_at=NOW - DAY, at=at, text=text)


def plan(
    store: Store,
    announcement: Announcement,
    zone: str = "Europe/Berlin",
    **wanted: object,
) -> int:
    audience = AudienceFilter(**wanted)  # type: ignore[arg-type]
    stretch = store.find_stretch(None, 1000)
    if stretch is None:
        return 0
    return store.plan_announcement(announcement.announcement_id, audience, stretch, {zone: NOW})


def move(
    store: Store, announcement: Announcement, old: AnnouncementStatus, new: AnnouncementStatus
) -> bool:
    with store.transaction():
        return store.set_announcement_status(announcement.announcement_id, old, new)


def test_an_announcement_begins_as_a_draft_of_a_text_or_a_lesson(store: Store) -> None:
    text = announce(store)
    with store.transaction():
        of_lesson = store.add_announcement(
            created_by=BOB, created_at=NOW, at=NOW, course_id="flu", lesson_id="shots"
        )

    assert text.status is of_lesson.status is AnnouncementStatus.DRAFT
    assert (text.text, text.created_by, text.created_at) == ("We move on Friday.", BOB, NOW - DAY)
    assert (of_lesson.course_id, of_lesson.lesson_id, of_lesson.text) == ("flu", "shots", None)
    for kept in (text, of_lesson):
        assert store.find_announcement(kept.announcement_id) == kept
    assert store.find_announcement(99) is None


def test_announcements_are_listed_by_status_earliest_first(store: Store) -> None:
    later, sooner, other = announce(store, NOW + DAY), announce(store, NOW), announce(store)
    assert move(store, other, AnnouncementStatus.DRAFT, AnnouncementStatus.CANCELLED)

    assert store.list_announcements(AnnouncementStatus.DRAFT) == [sooner, later]
    assert store.list_announcements(AnnouncementStatus.PLANNED) == []


def test_an_announcement_is_confirmed_once(store: Store) -> None:
    draft = announce(store)

    assert move(store, draft, AnnouncementStatus.DRAFT, AnnouncementStatus.SCHEDULED)
    assert not move(store, draft, AnnouncementStatus.DRAFT, AnnouncementStatus.SCHEDULED)
    assert not move(store, draft, AnnouncementStatus.DRAFT, AnnouncementStatus.CANCELLED)


def test_an_announcement_reaches_the_active_who_are_not_paused(store: Store) -> None:
    with store.transaction():
        store.save_subscriber(person(ALICE))
        store.save_subscriber(person(BOB, is_paused=True))
        store.save_subscriber(person(CHARLIE, status=SubscriberStatus.STOPPED))
        store.save_subscriber(person(1_004, kind=ChatKind.CHANNEL))
        store.save_subscriber(person(1_005, status=SubscriberStatus.JOINING))
    announcement = announce(store)
    move(store, announcement, AnnouncementStatus.DRAFT, AnnouncementStatus.SCHEDULED)

    assert store.count_audience(AudienceFilter()) == [
        Crowd("Europe/Berlin", is_paused=False, count=2),
        Crowd("Europe/Berlin", is_paused=True, count=1),
    ]
    with store.transaction():
        assert plan(store, announcement) == 2
        assert plan(store, announcement) == 0

    claimed = claim(store)
    assert {delivery.chat_id for delivery in claimed} == {ALICE, 1_004}
    assert {delivery.content for delivery in claimed} == {
        AnnouncementContent(announcement.announcement_id)
    }


@pytest.mark.parametrize("status", [AnnouncementStatus.DRAFT, AnnouncementStatus.CANCELLED])
def test_only_a_scheduled_announcement_is_planned(store: Store, status: AnnouncementStatus) -> None:
    join(store, ALICE)
    announcement = announce(store)
    move(store, announcement, AnnouncementStatus.DRAFT, status)

    with store.transaction():
        assert plan(store, announcement) == 0

    assert claim(store) == []


def test_whether_an_announcement_replaces_the_lesson_is_kept(store: Store) -> None:
    draft = announce(store)
    assert not draft.replaces_lesson
    for told in (True, False):
        with store.transaction():
            store.save_announcement(replace(draft, replaces_lesson=told))
        assert store.find_announcement(draft.announcement_id) == replace(
            draft, replaces_lesson=told
        )


def list_replaced(store: Store, announcement: Announcement, at: datetime = NOW) -> list[Cohort]:
    stretch = store.find_stretch(None, 1000)
    assert stretch is not None
    due = {"Europe/Berlin": at}
    return store.list_replaced_cohorts(announcement.announcement_id, stretch, due)


@pytest.mark.parametrize("is_held", [False, True])
def test_the_lessons_replaced_are_those_of_its_day_for_whom_it_is_planned(
    store: Store, *, is_held: bool
) -> None:
    tomorrow = Slot(MONDAY + DAY, NOW + DAY)
    with store.transaction():
        for chat_id in (ALICE, BOB, CHARLIE, 1_004):
            store.save_subscriber(person(chat_id))
            next_slot = tomorrow if chat_id == CHARLIE else Slot(MONDAY, NOW + MINUTE)
            store.save_enrollment(place(chat_id, next_slot=next_slot))
        store.save_subscriber(person(1_005))
    announcement = announce(store)
    with store.transaction():
        store.save_announcement(
            replace(
                announcement,
                status=AnnouncementStatus.SCHEDULED,
                on_hold_because="asked" if is_held else None,
            )
        )
        reached = frozenset({ALICE, BOB, CHARLIE, 1_005})
        assert plan(store, announcement, chat_ids=reached) == 4

    expected = [cohort(ALICE, BOB, slot=Slot(MONDAY, NOW + MINUTE))]
    assert list_replaced(store, announcement) == expected
    # Of another instant, another zone or another announcement it is owed to nobody.
    assert list_replaced(store, announcement, NOW + DAY) == []
    assert list_replaced(store, announce(store)) == []
    with store.transaction():
        store.save_subscriber(person(ALICE, is_paused=True))
        store.save_subscriber(person(BOB, schedule=Schedule("Europe/Paris", time(9, 0))))
    assert list_replaced(store, announcement) == []


def test_old_drafts_are_deleted_and_nothing_else(store: Store) -> None:
    old, confirmed = announce(store), announce(store)
    move(store, confirmed, AnnouncementStatus.DRAFT, AnnouncementStatus.SCHEDULED)

    with store.transaction():
        assert store.delete_drafts(old.created_at) == 0
        assert store.delete_drafts(old.created_at + SECOND) == 1

    assert store.find_announcement(old.announcement_id) is None
    assert store.find_announcement(confirmed.announcement_id) is not None


# Leaving and moving


def test_deleting_a_chat_deletes_every_row_about_it_and_no_other(store: Store) -> None:
    join(store, ALICE, BOB)
    settle(store, owe(store, lesson(ALICE)), DeliveryStatus.SENT)
    owe(store, lesson(ALICE, "rest", MONDAY + DAY))
    bobs = owe(store, lesson(BOB))
    assert store.count_rows_about(ALICE) == {"subscribers": 1, "enrollments": 1, "deliveries": 2}

    assert store.delete_subscriber(ALICE) == 4

    assert store.count_rows_about(ALICE) == {}
    assert store.find_subscriber(ALICE) is None
    assert store.find_subscriber(BOB) == person(BOB)
    assert get(store, bobs).chat_id == BOB
    assert store.delete_subscriber(ALICE) == 0


def test_an_admin_who_leaves_is_no_longer_named_in_announcements(store: Store) -> None:
    announcement = announce(store)
    assert store.count_rows_about(BOB) == {"announcements": 1}

    store.delete_subscriber(BOB)

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


# Courses from the chat

SLEEP = Course(
    course_id="sleep",
    title="Sleep — well",
    description="",
    language="en",
    source="",
    status=CourseStatus.DRAFT,
    reviewed_by="",
    lessons=(
        Lesson("dark", "Dark", "", "A *dark* room.", "", (), None, None, "a1"),
        Lesson(
            "cool",
            "Cool",
            "The room",
            "A cool room.",
            "Keep it cool.",
            ("A guideline, 2020", "Another"),
            Evidence.FAIR,
            Quiz("How?", ("Warm", "Cool", "Hot"), 1, "Cool."),
            "b2",
        ),
    ),
    order=("dark", "noise", "cool"),
)
DRAFT = CourseDraft(SLEEP, 1, frozenset({"cool"}), ("A picture was left out.",), None, BOB, NOW)


def keep_draft(store: Store, draft: CourseDraft = DRAFT) -> None:
    with store.transaction():
        store.save_course_draft(draft)


def publish(store: Store, course: Course = SLEEP, at: datetime = NOW, by: int = BOB) -> int:
    with store.transaction():
        return store.add_course_revision(course, by, at)


def test_a_draft_comes_back_as_it_was_kept(store: Store) -> None:
    assert store.find_course_draft("sleep") is None

    keep_draft(store)

    assert store.find_course_draft("sleep") == DRAFT
    assert store.find_course_draft("headache") is None


def test_a_course_has_one_draft_which_a_later_one_replaces(store: Store) -> None:
    keep_draft(store)
    changed = replace(
        DRAFT, version=2, approved=frozenset(), notes=(), based_on=0, created_by=ALICE
    )
    keep_draft(store, changed)
    assert store.find_course_draft("sleep") == changed
    assert store.list_course_drafts() == [changed]


def test_the_draft_that_was_changed_last_is_listed_first(store: Store) -> None:
    later = replace(DRAFT, course=replace(SLEEP, course_id="backs"), updated_at=NOW + SECOND)
    keep_draft(store)
    keep_draft(store, later)
    assert store.list_course_drafts() == [later, DRAFT]


def test_a_draft_is_deleted_once(store: Store) -> None:
    keep_draft(store)
    with store.transaction():
        assert store.delete_course_draft("sleep")
        assert not store.delete_course_draft("sleep")
    assert store.list_course_drafts() == []


def test_the_revisions_of_each_course_count_from_one_and_all_are_kept(store: Store) -> None:
    renamed = replace(SLEEP, title="Sleep better")
    assert publish(store) == 1
    assert publish(store, replace(SLEEP, course_id="backs")) == 1
    assert publish(store, renamed, NOW + DAY, ALICE) == 2

    assert store.list_current_revisions() == [
        CourseRevision(replace(SLEEP, course_id="backs"), 1, BOB, NOW),
        CourseRevision(renamed, 2, ALICE, NOW + DAY),
    ]
    assert store.list_course_revisions("sleep") == [
        RevisionEntry(1, BOB, NOW),
        RevisionEntry(2, ALICE, NOW + DAY),
    ]
    assert store.list_course_revisions("headache") == []


def test_courses_outlive_whoever_made_them(store: Store) -> None:
    keep_draft(store)
    publish(store)
    assert store.count_rows_about(BOB) == {"course_drafts": 1, "course_revisions": 1}

    store.delete_subscriber(BOB)

    assert store.count_rows_about(BOB) == {}
    assert store.find_course_draft("sleep") == replace(DRAFT, created_by=0)
    assert store.list_current_revisions() == [CourseRevision(SLEEP, 1, 0, NOW)]


def test_courses_follow_a_chat_that_moves(store: Store) -> None:
    keep_draft(store)
    publish(store)
    with store.transaction():
        store.rekey_subscriber(BOB, CHARLIE)
    assert store.find_course_draft("sleep") == replace(DRAFT, created_by=CHARLIE)
    assert store.list_course_revisions("sleep") == [RevisionEntry(1, CHARLIE, NOW)]


def test_what_is_still_to_come_of_a_removed_lesson_is_skipped(store: Store) -> None:
    join(store, ALICE, BOB, CHARLIE)
    planned = owe(store, lesson(ALICE))
    another = owe(store, lesson(ALICE, "rest", MONDAY + DAY))
    claimed = owe(store, lesson(BOB))
    sent = settle(store, owe(store, lesson(CHARLIE)), DeliveryStatus.SENT).delivery_id
    with store.transaction():
        store.claim_delivery(claimed, LEASE)
        assert store.skip_lessons("sleep", {"water"}, "gone") == 0
        assert store.skip_lessons("headache", {"water", "air"}, "gone") == 2

        assert store.mark_sending([claimed], LEASE) == ()
    for delivery_id in (planned, claimed):
        assert get(store, delivery_id).status is DeliveryStatus.SKIPPED
        assert get(store, delivery_id).error == "gone"
    assert get(store, another).status is DeliveryStatus.PLANNED
    assert get(store, sent).status is DeliveryStatus.SENT


def test_a_retry_of_a_removed_lesson_is_skipped(store: Store) -> None:
    join(store, ALICE)
    delivery = settle(store, owe(store, lesson()), DeliveryStatus.RETRY)
    with store.transaction():
        assert store.skip_lessons("headache", {"water"}, "gone") == 1
    assert get(store, delivery.delivery_id).status is DeliveryStatus.SKIPPED


# The books


def test_the_books_count_everyone_and_everything(store: Store) -> None:
    join(store, ALICE, BOB, CHARLIE)
    with store.transaction():
        store.save_subscriber(person(BOB, is_paused=True))
        store.save_subscriber(person(CHARLIE, status=SubscriberStatus.BLOCKED, is_paused=True))
    for chat_id in (ALICE, BOB):
        settle(store, owe(store, lesson(chat_id)), DeliveryStatus.SENT)
    owe(store, lesson(CHARLIE, "rest"))

    counts = store.count_everything()

    assert counts.subscribers == dict.fromkeys(SubscriberStatus, 0) | {
        SubscriberStatus.ACTIVE: 2,
        SubscriberStatus.BLOCKED: 1,
    }
    assert counts.paused == 1
    assert counts.deliveries == dict.fromkeys(DeliveryStatus, 0) | {
        DeliveryStatus.SENT: 2,
        DeliveryStatus.PLANNED: 1,
    }
    assert counts.lessons_sent == {("headache", "water"): 2}


def test_weekdays_and_every_day_are_kept(store: Store) -> None:
    for weekdays in (EVERY_DAY, frozenset({6})):
        subscriber = person(schedule=Schedule("UTC", time(0, 0), weekdays))
        with store.transaction():
            store.save_subscriber(subscriber)
        assert store.find_subscriber(ALICE) == subscriber
