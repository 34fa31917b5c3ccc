"""Chats whose words can be looked for in the bytes of a database."""

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from lessons.delivery.delivery import DeliveryStatus, LessonContent, NewDelivery, Outcome
from lessons.delivery.enrollment import Enrollment, EnrollmentStatus
from lessons.delivery.subscriber import ChatKind, Subscriber, SubscriberStatus
from lessons.times.schedule import Schedule, Slot
from storage.interface.store import Store

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
MONDAY = date(2026, 11, 23)
FOREVER = datetime(2099, 1, 1, tzinfo=UTC)


def join(store: Store, chat_id: int, timezone: str = "Europe/Berlin", word: str = "en") -> None:
    schedule = Schedule(timezone, time(9, 0))
    status = SubscriberStatus.ACTIVE
    store.save_subscriber(Subscriber(chat_id, ChatKind.PRIVATE, status, schedule, word, NOW))
    active = EnrollmentStatus.ACTIVE
    store.save_enrollment(
        Enrollment(chat_id, f"course {word}", active, NOW, None, Slot(MONDAY, FOREVER))
    )


def receive(store: Store, chat_id: int, word: str, lesson: int) -> int:
    day = MONDAY + timedelta(days=lesson)
    content = LessonContent(f"course {word}", f"lesson {lesson}", day)
    delivery_id = store.add_delivery(NewDelivery(chat_id, content, NOW))
    assert delivery_id is not None
    sent = Outcome(delivery_id, DeliveryStatus.SENT, NOW, (delivery_id,), word * 3)
    store.record_outcomes([sent])
    return delivery_id


def files_of(path: Path) -> bytes:
    return b"".join(file.read_bytes() for file in sorted(path.parent.glob(f"{path.name}*")))
