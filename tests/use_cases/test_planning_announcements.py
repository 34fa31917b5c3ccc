"""An announcement to many is planned a few at a time, and each of them gets it once."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, time

import pytest

from bot.use_cases.announcements import progress, scheduling
from bot.use_cases.announcements.audiences import PEOPLE_AT_ONCE, AnnouncementPolicy, Cursor
from bot.use_cases.delivery import planning
from lessons.delivery.announcement import Announcement, AnnouncementStatus
from lessons.delivery.progress import Progress
from lessons.delivery.subscriber import ChatKind, Subscriber, SubscriberStatus
from lessons.times.schedule import Schedule
from storage import open_store
from storage.interface.store import Store

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)


@pytest.fixture
def store() -> Iterator[Store]:
    """Yield a store within a transaction."""
    opened = open_store("sqlite://")
    with opened.transaction():
        yield opened
    opened.close()


def announce_to(store: Store, zones: list[str], wall_time: datetime | None = None) -> int:
    """Schedule a text for as many people as there are zones, one in each; return its number."""
    for chat_id, zone in enumerate(zones, start=1):
        store.save_subscriber(
            Subscriber(
                chat_id=chat_id,
                kind=ChatKind.PRIVATE,
                status=SubscriberStatus.ACTIVE,
                schedule=Schedule(zone, time(20)),
                language_code="en",
                joined_at=NOW,
            )
        )
    item = store.add_announcement(
        created_by=9, created_at=NOW, at=NOW, text="Hello.", wall_time=wall_time
    )
    store.save_announcement(replace(item, status=AnnouncementStatus.SCHEDULED))
    return item.announcement_id


def plan_on(store: Store, passes: dict[int, Cursor]) -> dict[int, Cursor]:
    return planning.plan_announcements(store, {}, AnnouncementPolicy(), NOW, passes)


def plan_all(store: Store, passes: dict[int, Cursor] | None = None) -> None:
    passes = plan_on(store, passes or {})
    while passes:
        passes = plan_on(store, passes)


def progress_of(store: Store, number: int) -> Progress:
    return store.count_progress([number])[number]


def find(store: Store, number: int) -> Announcement:
    found = store.find_announcement(number)
    assert found is not None
    return found


def test_a_crowd_is_planned_a_few_at_a_time_and_each_of_them_once(store: Store) -> None:
    number = announce_to(store, ["UTC"] * (2 * PEOPLE_AT_ONCE + 1))
    planned = []
    passes = plan_on(store, {})
    while passes:
        planned.append(progress_of(store, number).waiting)
        passes = plan_on(store, passes)
    assert planned == [PEOPLE_AT_ONCE, 2 * PEOPLE_AT_ONCE, 2 * PEOPLE_AT_ONCE + 1]
    assert find(store, number).status is AnnouncementStatus.PLANNED


def test_planning_that_breaks_off_begins_anew_and_nobody_gets_two(store: Store) -> None:
    number = announce_to(store, ["UTC"] * (PEOPLE_AT_ONCE + 1))
    assert plan_on(store, {})
    plan_all(store)
    assert progress_of(store, number).total == PEOPLE_AT_ONCE + 1


def test_a_hold_in_the_middle_of_planning_holds_the_rest_too(store: Store) -> None:
    number = announce_to(store, ["UTC"] * (PEOPLE_AT_ONCE + 1))
    passes = plan_on(store, {})
    assert progress.hold(store, 9, number, NOW)
    plan_all(store, passes)
    held = progress_of(store, number)
    assert (held.held, held.waiting) == (PEOPLE_AT_ONCE + 1, 0)

    assert progress.go_on(store, 9, number, NOW)
    released = progress_of(store, number)
    assert (released.held, released.waiting) == (0, PEOPLE_AT_ONCE + 1)


def test_a_cancelled_one_is_planned_no_further(store: Store) -> None:
    number = announce_to(store, ["UTC"] * (PEOPLE_AT_ONCE + 1))
    passes = plan_on(store, {})
    store.save_announcement(replace(find(store, number), status=AnnouncementStatus.CANCELLED))
    assert not plan_on(store, passes)
    assert progress_of(store, number).total == PEOPLE_AT_ONCE


def test_what_is_brought_back_leaves_though_a_tick_has_dropped_it(store: Store) -> None:
    number = announce_to(store, ["UTC"])
    cancelled = scheduling.cancel(store, 9, number, NOW)
    assert cancelled is not None
    planning.drop_cancelled(store, NOW)
    assert scheduling.bring_back(store, 9, number, cancelled.version, NOW)
    plan_all(store)
    assert store.is_anything_to_send(NOW, NOW)


def test_the_next_zone_is_found_wherever_among_the_people_it_is(store: Store) -> None:
    zones = ["Europe/Berlin", "America/New_York"] + ["Europe/London"] * PEOPLE_AT_ONCE
    number = announce_to(store, zones, wall_time=datetime(2026, 11, 22, 9))  # noqa: DTZ001
    plan_all(store)
    assert find(store, number).at == datetime(2026, 11, 22, 9, tzinfo=UTC)
    assert progress_of(store, number).total == 1
