"""A crowd that is owed an announcement, as the use cases see it."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from bot.use_cases.announcements.audiences import AnnouncementPolicy, Cursor
from bot.use_cases.delivery import outbox, planning
from lessons.delivery.announcement import AnnouncementStatus
from lessons.delivery.delivery import Delivery, DeliveryStatus, LessonContent, NewDelivery, Outcome
from lessons.delivery.progress import Progress
from lessons.delivery.subscriber import ChatKind, Subscriber, SubscriberStatus
from lessons.times.schedule import Schedule
from storage.interface.store import Store
from storage.sqlite.store import SQLiteStore

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
ADMIN = 9


def join(store: Store, count: int, zones: tuple[str, ...] = ("UTC",)) -> None:
    for chat_id in range(1, count + 1):
        schedule = Schedule(zones[chat_id % len(zones)], time(20))
        store.save_subscriber(
            Subscriber(chat_id, ChatKind.PRIVATE, SubscriberStatus.ACTIVE, schedule, "en", NOW)
        )


def announce(store: Store, at: datetime = NOW) -> int:
    item = store.add_announcement(created_by=ADMIN, created_at=NOW, at=at, text="Hello.")
    store.save_announcement(replace(item, status=AnnouncementStatus.SCHEDULED))
    return item.announcement_id


def plan(store: Store) -> None:
    passes: dict[int, Cursor] = planning.plan_announcements(
        store, {}, AnnouncementPolicy(), NOW, {}
    )
    while passes:
        passes = planning.plan_announcements(store, {}, AnnouncementPolicy(), NOW, passes)


def announce_to(store: Store, count: int) -> int:
    join(store, count)
    number = announce(store)
    plan(store)
    return number


def claim(store: Store, limit: int = 100, now: datetime = NOW) -> list[Delivery]:
    return outbox.claim(store, now, now, limit, frozenset())


def progress_of(store: Store, number: int) -> Progress:
    return store.count_progress([number])[number]


def owe_lesson(store: Store, chat_id: int) -> None:
    content = LessonContent("c", "one", date(2026, 11, 22))
    assert store.add_delivery(NewDelivery(chat_id, content, NOW + timedelta(minutes=1)))


def settle(
    store: Store, deliveries: list[Delivery], status: DeliveryStatus, error: str | None = None
) -> None:
    retry_at = NOW if status is DeliveryStatus.RETRY else None
    outcomes = [
        Outcome(one.delivery_id, status, NOW, retry_at=retry_at, error=error) for one in deliveries
    ]
    store.record_outcomes(outcomes)


def count_work(store: SQLiteStore, use_case: object) -> int:
    """Return how many hundreds of SQLite's own steps it took."""
    assert callable(use_case)
    ticks: list[None] = []
    store._database.set_progress_handler(lambda: ticks.append(None), 100)
    use_case()
    store._database.set_progress_handler(None, 0)
    return len(ticks)
