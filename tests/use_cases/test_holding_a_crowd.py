"""An order about an announcement to a crowd costs what one to a few does: nobody waits for it."""

import asyncio
import time as clock
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlite_utils import Database

from bot.process.store_thread import StoreThread
from bot.use_cases.announcements import progress, scheduling
from bot.use_cases.announcements.audiences import AnnouncementPolicy
from bot.use_cases.delivery import outbox, planning, ticking
from bot.use_cases.delivery.planning import DROPPED_AT_ONCE
from bot.use_cases.subscribers.breaks import stop
from lessons.delivery.announcement import Announcement
from lessons.delivery.delivery import DeliveryStatus, LessonContent
from lessons.delivery.progress import Progress
from storage import open_store
from storage.interface.store import Store
from storage.sqlite.migrations import migrations
from storage.sqlite.store import SQLiteStore
from tests.support.announced_crowd import (
    ADMIN,
    NOW,
    announce,
    announce_to,
    claim,
    count_work,
    join,
    owe_lesson,
    plan,
    progress_of,
    settle,
)
from tests.support.crowd import count_by_status

CROWD = DROPPED_AT_ONCE * 5 // 2


@pytest.fixture
def store() -> Iterator[SQLiteStore]:
    """Yield a store within a transaction."""
    opened = open_store("sqlite://")
    assert isinstance(opened, SQLiteStore)
    with opened.transaction():
        yield opened
    opened.close()


def test_no_order_touches_more_rows_than_were_claimed(store: SQLiteStore) -> None:
    number = announce_to(store, CROWD)
    for order in (progress.hold, progress.go_on, scheduling.cancel):
        claimed = claim(store, limit=10)
        before = store._database.total_changes
        assert order(store, ADMIN, number, NOW)
        # Each of them once, the announcement and the line in the log.
        assert store._database.total_changes - before <= len(claimed) + 2


def test_what_is_held_is_not_gone_through_by_claims_or_counts(store: SQLiteStore) -> None:
    def look() -> None:
        [delivery] = claim(store, now=NOW + timedelta(minutes=1))
        store.release_claims([delivery.delivery_id])
        assert store.is_anything_to_send(NOW + timedelta(minutes=1), NOW)
        assert store.find_earliest_due_at() == NOW + timedelta(minutes=1)
        progress_of(store, number)

    join(store, CROWD)
    owe_lesson(store, 1)
    number = announce(store)
    store.save_announcement(replace(running_item(store, number), at=NOW + timedelta(days=1)))
    without = count_work(store, look)
    store.save_announcement(replace(running_item(store, number), at=NOW))
    plan(store)
    assert progress.hold(store, ADMIN, number, NOW)
    assert count_work(store, look) <= without + 3


def running_item(store: Store, number: int) -> Announcement:
    item = store.find_announcement(number)
    assert item is not None
    return item


def test_after_a_hold_only_what_is_in_flight_leaves_and_the_lessons_pass_by(
    store: SQLiteStore,
) -> None:
    number = announce_to(store, 10)
    in_flight = outbox.begin_sending(store, claim(store, limit=2), NOW)
    claimed = claim(store, limit=3)
    owe_lesson(store, 1)
    assert progress.hold(store, ADMIN, number, NOW)
    assert outbox.begin_sending(store, claimed, NOW) == []
    assert progress_of(store, number) == Progress(waiting=2, held=8)
    [lesson] = claim(store, now=NOW + timedelta(minutes=1))
    assert isinstance(lesson.content, LessonContent)
    settle(store, in_flight[:1], DeliveryStatus.SENT)
    settle(store, in_flight[1:], DeliveryStatus.RETRY)
    assert progress_of(store, number) == Progress(held=9, sent=1, shaken=1)
    assert claim(store, now=NOW + timedelta(hours=1)) == []


def test_what_waited_a_day_on_hold_is_not_late_and_does_not_push_ahead(store: SQLiteStore) -> None:
    number = announce_to(store, 3)
    assert progress.hold(store, ADMIN, number, NOW)
    owe_lesson(store, 1)
    stop(store, 2, NOW)
    tomorrow = NOW + timedelta(days=1)
    assert progress.go_on(store, ADMIN, number, tomorrow)
    claimed = store.claim_deliveries(tomorrow, tomorrow, 9, tomorrow + timedelta(minutes=1))
    assert [(one.chat_id, one.due_at) for one in claimed] == [
        (1, NOW + timedelta(minutes=1)),
        (1, tomorrow),
        (3, tomorrow),
    ]
    assert progress_of(store, number) == Progress(waiting=2, skipped=1)


def test_failures_before_a_hold_do_not_hold_it_again(store: SQLiteStore) -> None:
    number = announce_to(store, 200)
    for _ in range(2):
        failing = outbox.begin_sending(store, claim(store, limit=150), NOW)
        settle(store, failing, DeliveryStatus.RETRY)
    assert progress_of(store, number).troubled
    assert progress.hold(store, ADMIN, number, NOW)
    assert progress.go_on(store, ADMIN, number, NOW)
    assert progress_of(store, number) == Progress(waiting=200)


def test_every_fate_is_counted_as_it_comes(store: SQLiteStore) -> None:
    number = announce_to(store, 9)
    sending = outbox.begin_sending(store, claim(store), NOW)
    settle(store, sending[:1], DeliveryStatus.SENT)
    settle(store, sending[1:2], DeliveryStatus.FAILED, "forbidden")
    settle(store, sending[2:3], DeliveryStatus.FAILED, "refused")
    settle(store, sending[3:4], DeliveryStatus.SKIPPED, "content_gone")
    settle(store, sending[4:6], DeliveryStatus.UNKNOWN)
    settle(store, sending[6:7], DeliveryStatus.RETRY)
    store.settle_unknown([sending[4].delivery_id])
    counted = Progress(
        waiting=4, sent=1, blocked=1, failed=1, unknown=1, skipped=1, troubled=1, shaken=1
    )
    assert progress_of(store, number) == counted
    store.resend_unknown({sending[5].delivery_id: NOW})
    assert progress_of(store, number) == replace(counted, troubled=0)
    store._database.execute("DELETE FROM subscribers WHERE chat_id = ?", [sending[0].chat_id])
    assert progress_of(store, number).total == 8


def test_a_cancelled_crowd_is_dropped_a_batch_at_a_time(store: SQLiteStore) -> None:
    number = announce_to(store, CROWD)
    [in_flight] = outbox.begin_sending(store, claim(store, limit=1), NOW)
    assert scheduling.cancel(store, ADMIN, number, NOW)
    assert scheduling.cancel(store, ADMIN, number, NOW) is None
    assert claim(store) == []
    dropped = []
    while ticking.tick(store, {}, AnnouncementPolicy(), NOW, NOW, {}).is_more:
        dropped.append(progress_of(store, number).skipped)
    assert dropped == [DROPPED_AT_ONCE, 2 * DROPPED_AT_ONCE, CROWD - 1]
    assert running_item(store, number).done_at is None
    settle(store, [in_flight], DeliveryStatus.SENT)
    assert not ticking.tick(store, {}, AnnouncementPolicy(), NOW, NOW, {}).is_more
    assert running_item(store, number).done_at == NOW
    assert progress_of(store, number) == Progress(sent=1, skipped=CROWD - 1)


def test_a_process_that_ends_amid_an_order_leaves_a_whole_one_behind(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'l.db'}"
    sent: Counter[int] = Counter()

    def send_some(store: Store, limit: int) -> None:
        outbox.take_over(store, NOW)
        leaving = outbox.begin_sending(store, claim(store, limit=limit), NOW)
        settle(store, leaving, DeliveryStatus.SENT)
        sent.update(one.chat_id for one in leaving)

    def restart(use_case: object, *arguments: object, is_killed: bool = False) -> object:
        assert callable(use_case)
        store = open_store(url)
        try:
            with store.transaction():
                answer = use_case(store, *arguments)
                if is_killed:
                    raise KeyboardInterrupt
            return answer
        except KeyboardInterrupt:
            return None
        finally:
            store.close()

    number = restart(announce_to, CROWD)
    restart(send_some, 100)
    restart(claim, 50)
    restart(progress.hold, ADMIN, number, NOW, is_killed=True)
    restart(send_some, 100)
    assert sum(sent.values()) == 200
    restart(claim, 50)
    assert restart(progress.hold, ADMIN, number, NOW)
    restart(send_some, 100)
    assert restart(progress_of, number) == Progress(held=CROWD - 200, sent=200)
    restart(progress.go_on, ADMIN, number, NOW, is_killed=True)
    restart(send_some, 100)
    assert sum(sent.values()) == 200
    assert restart(progress.go_on, ADMIN, number, NOW)
    restart(send_some, CROWD)
    assert sent == Counter(range(1, CROWD + 1))
    assert restart(progress_of, number) == Progress(sent=CROWD)


def test_what_an_earlier_release_held_is_held_after_an_update_too(tmp_path: Path) -> None:
    database = Database(tmp_path / "l.db")
    migrations.apply(database, stop_before="m009_announcements_that_stand_still_as_a_whole")
    database.executescript("""
        PRAGMA application_id = 1281450308;
        INSERT INTO subscribers (chat_id, kind, status, timezone, send_time, weekdays, joined_at,
            is_paused)
        SELECT value, 'private', iif(value = 3, 'stopped', 'active'), 'UTC', '20:00', 'mon',
            '2026-11-01T08:00:00.000Z', 0
        FROM json_each('[1, 2, 3]');
        INSERT INTO announcements (status, created_by, created_at, at, text, on_hold_because)
        VALUES ('planned', 9, '2026-11-22T08:00:00.000Z', '2026-11-22T08:00:00.000Z', 'Hello.',
            'admin');
        INSERT INTO deliveries (chat_id, announcement_id, due_at, status, error)
        SELECT chat_id, 1, '2026-11-22T08:00:00.000Z', iif(chat_id = 1, 'sent', 'skipped'),
            iif(chat_id = 1, NULL, 'on_hold')
        FROM subscribers;
    """)
    database.close()
    store = open_store(f"sqlite:///{tmp_path / 'l.db'}")
    with store.transaction():
        assert progress_of(store, 1) == Progress(held=1, sent=1, skipped=1)
        assert claim(store) == []
        assert progress.go_on(store, ADMIN, 1, NOW)
        assert [one.chat_id for one in claim(store)] == [2]
    store.close()


@pytest.mark.slow
@pytest.mark.timeout(180)
async def test_nobody_waits_while_a_hundred_thousand_are_held_let_go_and_stopped(
    tmp_path: Path,
) -> None:
    store = StoreThread(f"sqlite:///{tmp_path / 'l.db'}")
    number = await store.run(announce_to, 100_000)
    waits = []

    async def ask() -> None:
        while True:
            asked = clock.perf_counter()
            await store.run(lambda opened: opened.find_subscriber(1))
            waits.append(clock.perf_counter() - asked)
            await asyncio.sleep(0.005)

    person = asyncio.create_task(ask())
    for order in (progress.hold, progress.go_on, scheduling.cancel):
        asked = clock.perf_counter()
        assert await store.run(order, ADMIN, number, NOW)
        assert await store.run(progress.find_following, {}, AnnouncementPolicy(), number, NOW)
        waits.append(clock.perf_counter() - asked)
    while await store.run(planning.drop_cancelled, NOW):
        await asyncio.sleep(0)
    person.cancel()
    store.close()
    assert len(waits) > 50
    assert max(waits) < 0.2
    assert count_by_status(tmp_path / "l.db") == {"skipped": 100_000}
