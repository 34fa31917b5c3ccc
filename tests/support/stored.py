"""What the tests of stores share: people, their places, and what is owed to them."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from lessons.delivery.announcement import Announcement, AnnouncementStatus
from lessons.delivery.delivery import (
    Delivery,
    DeliveryStatus,
    LessonContent,
    NewDelivery,
    Outcome,
)
from lessons.delivery.enrollment import Enrollment, EnrollmentStatus
from lessons.delivery.planning import Cohort
from lessons.delivery.subscriber import ChatKind, Subscriber, SubscriberStatus
from lessons.times.schedule import Schedule, Slot
from storage.interface.store import Store

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
SECOND, MINUTE, DAY = timedelta(seconds=1), timedelta(minutes=1), timedelta(days=1)
LEASE = NOW + MINUTE
MONDAY = NOW.date()
ALICE, BOB, CHARLIE = 1_001, 1_002, 1_003


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


def last_lesson_date(store: Store, chat_id: int) -> date | None:
    """Return the latest date that a lesson has used up."""
    last = store.find_last_lesson(chat_id)
    return last.local_date if last else None


def announce(store: Store, at: datetime = NOW, text: str = "We move on Friday.") -> Announcement:
    with store.transaction():
        return store.add_announcement(created_by=BOB, created_at=NOW - DAY, at=at, text=text)


def move(
    store: Store, announcement: Announcement, old: AnnouncementStatus, new: AnnouncementStatus
) -> bool:
    with store.transaction():
        return store.set_announcement_status(announcement.announcement_id, old, new)


def cohort(*chat_ids: int, **changes: object) -> Cohort:
    alone = Cohort("headache", None, Slot(MONDAY, NOW), person().schedule, False, chat_ids)
    return replace(alone, **changes)  # type: ignore[arg-type]
