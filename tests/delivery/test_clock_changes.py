"""Whoever sets the machine's clock, leases keep their length and the ticks go on."""

import asyncio
import time
from datetime import UTC, date, datetime, timedelta

import pytest
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.process import clock, clock_jumps
from bot.process.recurring import Every
from bot.use_cases.delivery import outbox
from lessons.delivery.delivery import DeliveryStatus, LessonContent, NewDelivery, Outcome
from storage import open_store
from tests.support.audience import A_PERSON

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


class Machine:
    """The machine's clock, which can be set."""

    def __init__(self) -> None:
        self.set_by = timedelta(0)

    def now(self, zone: object = None) -> datetime:
        assert zone is UTC
        return datetime.now(UTC) + self.set_by

    def time(self) -> float:
        return self.now(UTC).timestamp()


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> Machine:
    machine = Machine()
    monkeypatch.setattr(time, "time", machine.time)
    monkeypatch.setattr(clock, "datetime", machine)
    return machine


def test_the_clock_of_leases_is_not_set_but_that_of_lessons_is(machine: Machine) -> None:
    leases, lessons = clock.real_now(), clock.SystemClock().now()

    machine.set_by = HOUR

    assert clock.real_now() - leases < timedelta(minutes=1)
    assert clock.SystemClock().now() - lessons >= HOUR


async def test_the_ticks_go_on_where_the_clock_is_set_back(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock_jumps, "LOOK_SECONDS", 0.05)
    ticked = asyncio.Event()
    scheduler = AsyncIOScheduler(timezone=UTC)
    # What is due in a second stands an hour further off once the clock was set back by that.
    scheduler.add_job(ticked.set, "interval", seconds=1, next_run_time=datetime.now(UTC) + HOUR)
    scheduler.start()
    guarding = asyncio.create_task(clock_jumps.keep_running(scheduler))
    try:
        await asyncio.sleep(0.2)
        assert not ticked.is_set()

        machine.set_by = -HOUR

        async with asyncio.timeout(5):
            await ticked.wait()
    finally:
        guarding.cancel()
        scheduler.shutdown(wait=False)


def test_who_takes_over_lapses_leases_of_a_clock_that_was_far_ahead() -> None:
    store = open_store("sqlite://")
    with store.transaction():
        store.save_subscriber(A_PERSON)
        content = LessonContent("headache", "water", date(2026, 11, 23))
        delivery_id = store.add_delivery(NewDelivery(A_PERSON.chat_id, content, NOW))
        claimed = outbox.claim(store, NOW, NOW + HOUR, 9, frozenset())
        assert len(outbox.begin_sending(store, claimed, NOW + HOUR)) == 1

        assert outbox.take_over(store, clock.real_now()) == 1

        assert delivery_id is not None
        found = store.find_delivery(delivery_id)
    store.close()
    assert found is not None
    assert found.status is DeliveryStatus.UNKNOWN


def test_a_clock_that_is_days_ahead_for_some_seconds_is_not_believed(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    passed = 1000.0
    monkeypatch.setattr(clock, "_awake_seconds", lambda: passed)
    lessons = clock.SystemClock()
    before = lessons.now()

    machine.set_by = 72 * HOUR
    passed += 4
    assert timedelta(0) <= lessons.now() - before < timedelta(minutes=1)
    machine.set_by = timedelta(0)
    passed += 1
    assert abs(lessons.now() - before) < timedelta(minutes=1)

    machine.set_by = 72 * HOUR
    passed += 1
    lessons.now()
    passed += clock.LASTING_SECONDS
    assert lessons.now() - before >= 72 * HOUR, "it has stayed there, so it was wrong before"
    machine.set_by = timedelta(0)
    assert abs(lessons.now() - before) < timedelta(minutes=1), "nothing falls due by going back"


def test_a_sleep_of_the_machine_is_no_leap(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    passed = 1000.0
    monkeypatch.setattr(clock, "_awake_seconds", lambda: passed)
    lessons = clock.SystemClock()
    before = lessons.now()

    machine.set_by = 9 * HOUR
    passed += 9 * 3600

    assert lessons.now() - before >= 9 * HOUR


def test_a_clock_that_is_ahead_from_the_start_is_known_by_what_the_server_says(
    machine: Machine,
) -> None:
    machine.set_by = 72 * HOUR
    lessons = clock.SystemClock(datetime.now(UTC))

    assert abs(lessons.now() - datetime.now(UTC)) < timedelta(minutes=1)


def test_who_takes_over_waits_for_no_retry_of_a_clock_that_was_far_ahead() -> None:
    store = open_store("sqlite://")
    far = NOW + timedelta(days=180)
    with store.transaction():
        store.save_subscriber(A_PERSON)
        content = LessonContent("headache", "water", date(2026, 11, 23))
        delivery_id = store.add_delivery(NewDelivery(A_PERSON.chat_id, content, NOW))
        assert delivery_id is not None
        outbox.begin_sending(store, outbox.claim(store, NOW, far, 9, frozenset()), far)
        retried = Outcome(delivery_id, DeliveryStatus.RETRY, NOW, retry_at=far)
        store.record_outcomes([retried])

        outbox.take_over(store, NOW)

        assert not store.is_anything_to_send(NOW, NOW)
        assert store.is_anything_to_send(NOW, NOW + HOUR / 4)
    store.close()


def test_ticks_that_were_missed_are_not_listed_one_by_one() -> None:
    every = Every(1.0, 0.0)
    now = NOW + timedelta(days=180)
    began_at = time.monotonic()
    run_at = every.get_next_fire_time(None, NOW)
    listed = [run_at]
    while run_at is not None and (run_at := every.get_next_fire_time(run_at, now)) <= now:
        listed.append(run_at)

    assert listed == [NOW, now]
    assert run_at == now + timedelta(seconds=1)
    assert time.monotonic() - began_at < 1
