"""Counts for the admin."""

from datetime import time

from bot.use_cases.admin import census
from lessons.delivery.delivery import DeliveryStatus
from lessons.delivery.subscriber import SubscriberStatus
from lessons.times.schedule import EVERY_DAY, Schedule
from storage.interface.store import Store
from tests.support.stored import ALICE, BOB, CHARLIE, NOW, join, lesson, owe, person, settle


def test_the_books_count_everyone_and_everything(store: Store) -> None:
    join(store, ALICE, BOB, CHARLIE)
    with store.transaction():
        store.save_subscriber(person(BOB, is_paused=True))
        store.save_subscriber(person(CHARLIE, status=SubscriberStatus.BLOCKED, is_paused=True))
    for chat_id in (ALICE, BOB):
        settle(store, owe(store, lesson(chat_id)), DeliveryStatus.SENT)
    owe(store, lesson(CHARLIE, "rest"))

    with store.transaction():
        census.take(store, NOW)
    people, found = store.count_subscribers(), store.find_statistics(NOW.date())

    assert people.by_status == dict.fromkeys(SubscriberStatus, 0) | {
        SubscriberStatus.ACTIVE: 2,
        SubscriberStatus.BLOCKED: 1,
    }
    assert people.paused == 1
    assert found is not None
    assert found.counted_at == NOW
    assert found.deliveries == {
        DeliveryStatus.SENT: 2,
        DeliveryStatus.PLANNED: 1,
    }
    assert found.lessons == [("headache", "water", 2)]


def test_weekdays_and_every_day_are_kept(store: Store) -> None:
    for weekdays in (EVERY_DAY, frozenset({6})):
        subscriber = person(schedule=Schedule("UTC", time(0, 0), weekdays))
        with store.transaction():
            store.save_subscriber(subscriber)
        assert store.find_subscriber(ALICE) == subscriber
