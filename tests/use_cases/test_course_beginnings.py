"""A course begins for many, a stretch at a time; a crash between any two of them parts nobody from
the place they have or the message they get."""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.use_cases.announcements import audiences, beginnings
from bot.use_cases.announcements.audiences import AnnouncementPolicy, Cursor
from bot.use_cases.delivery import planning
from bot.use_cases.subscribers import course_offers
from lessons.course.course import Course, CourseStatus
from lessons.delivery.announcement import AnnouncementStatus
from lessons.delivery.course_offer import Answer, CourseOffer, Meeting, Starter, find_first_slot
from lessons.delivery.enrollment import Enrollment, EnrollmentStatus
from lessons.delivery.subscriber import ChatKind, Subscriber, SubscriberStatus
from lessons.times.break_ahead import BreakAhead
from lessons.times.schedule import Schedule, Slot
from storage import open_store
from storage.interface.store import Store
from tests.support.reader import lesson

NOW = datetime(2026, 11, 22, 18, tzinfo=UTC)
MONDAY = date(2026, 11, 23)
AT_NINE = time(9)
OLD = Course("old", "Old", "", "en", "", CourseStatus.PUBLISHED, (lesson("a"), lesson("b")))
NEW = Course("new", "New", "", "en", "", CourseStatus.PUBLISHED, (lesson("c"), lesson("d")))
LIBRARY = {"old": OLD, "new": NEW}
PEOPLE = range(1, 31)
GROUP = -1
POLICY = AnnouncementPolicy()


@pytest.fixture(autouse=True)
def short_stretches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audiences, "STARTERS_AT_ONCE", 4)


def fill(store: Store) -> None:
    """A third is in no course, and everybody else in the old one, where two have had a lesson."""
    with store.transaction():
        for chat_id in (GROUP, *PEOPLE):
            kind = ChatKind.PRIVATE if chat_id > 0 else ChatKind.GROUP
            schedule = Schedule("UTC", time(20))
            store.save_subscriber(
                Subscriber(chat_id, kind, SubscriberStatus.ACTIVE, schedule, "en", NOW)
            )
            if chat_id % 3:
                slot = Slot(MONDAY, datetime.combine(MONDAY, time(20), UTC))
                last = "a" if chat_id in (1, 2) else None
                store.save_enrollment(
                    Enrollment(chat_id, "old", EnrollmentStatus.ACTIVE, NOW, last, slot)
                )


def start(store: Store, meeting: Meeting) -> int:
    offer = CourseOffer("new", MONDAY, AT_NINE, meeting)
    with store.transaction():
        item = store.add_announcement(
            created_by=9,
            created_at=NOW,
            at=NOW,
            text="New begins.",
            wall_time=offer.told_at,
            offer=offer,
        )
        store.save_announcement(replace(item, status=AnnouncementStatus.SCHEDULED))
    return item.announcement_id


def step(store: Store, passes: dict[int, Cursor], at: datetime = NOW) -> dict[int, Cursor]:
    with store.transaction():
        return planning.plan_announcements(store, LIBRARY, POLICY, at, passes)


def plan_all(store: Store) -> None:
    passes = step(store, {})
    while passes:
        passes = step(store, passes)


def current_of(store: Store, chat_id: int) -> str | None:
    place = store.find_current_enrollment(chat_id)
    return place.course_id if place else None


@pytest.fixture
def store() -> Iterator[Store]:
    opened = open_store("sqlite://")
    fill(opened)
    yield opened
    opened.close()


@given(seed=st.integers(0, 10_000))
@settings(max_examples=40, deadline=None)
def test_crashes_anywhere_lose_nobody_and_put_nobody_in_twice(seed: int) -> None:
    chance, opened = random.Random(seed), open_store("sqlite://")
    fill(opened)
    number = start(opened, Meeting.INSTEAD)
    declined: set[int] = set()
    passes: dict[int, Cursor] = step(opened, {})
    crashes = 0
    while passes or crashes < 5:
        if chance.random() < 0.3:
            # Where it stood was in memory only.
            passes, crashes = {}, crashes + 1
        if chance.random() < 0.3:
            chat_id = chance.choice(PEOPLE)
            with opened.transaction():
                answer = course_offers.leave(opened, LIBRARY, chat_id, number, Answer.DECLINED, NOW)
            declined |= {chat_id} if answer else set()
        passes = step(opened, passes)
    assert opened.count_progress([number])[number].total == len(PEOPLE)
    for chat_id in PEOPLE:
        was = "old" if chat_id % 3 else None
        assert current_of(opened, chat_id) == (was if chat_id in declined else "new")
    assert current_of(opened, GROUP) == "old", "a group is never put into a course"
    assert opened.list_answers(number).get(Answer.DECLINED, 0) == len(declined)
    opened.close()


def test_the_place_in_the_course_before_is_kept(store: Store) -> None:
    number = start(store, Meeting.INSTEAD)
    plan_all(store)
    kept = store.find_enrollment(1, "old")
    assert kept is not None
    assert (kept.status, kept.last_lesson_id) == (EnrollmentStatus.LEFT, "a")
    with store.transaction():
        course_offers.leave(store, LIBRARY, 1, number, Answer.LATER, NOW)
    back = store.find_current_enrollment(1)
    assert back is not None
    assert (back.course_id, back.last_lesson_id) == ("old", "a")
    assert back.next_slot == Slot(date(2026, 11, 22), datetime(2026, 11, 22, 20, tzinfo=UTC))


def test_after_it_waits_for_those_in_another_course_only(store: Store) -> None:
    start(store, Meeting.AFTER)
    plan_all(store)
    assert {current_of(store, chat_id) for chat_id in PEOPLE if chat_id % 3} == {"old"}
    assert {current_of(store, chat_id) for chat_id in PEOPLE if not chat_id % 3} == {"new"}
    assert {store.find_course_to_come(chat_id) for chat_id in PEOPLE if chat_id % 3} == {"new"}


def test_calling_it_off_takes_it_back_in_steps_whatever_crashes_between(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(beginnings, "TAKEN_BACK_AT_ONCE", 7)
    number = start(store, Meeting.INSTEAD)
    plan_all(store)
    item = store.find_announcement(number)
    assert item is not None
    with store.transaction():
        store.save_announcement(replace(item, status=AnnouncementStatus.CANCELLED))
    steps = 0
    while True:
        with store.transaction():
            if not beginnings.take_back(store, LIBRARY, NOW):
                break
        steps += 1
    assert steps == 5
    assert {current_of(store, chat_id) for chat_id in PEOPLE if chat_id % 3} == {"old"}
    assert {current_of(store, chat_id) for chat_id in PEOPLE if not chat_id % 3} == {None}
    # It may be started anew: nobody has declined it.
    start(store, Meeting.INSTEAD)
    plan_all(store)
    assert {current_of(store, chat_id) for chat_id in PEOPLE} == {"new"}


def test_the_first_lesson_is_never_before_its_message_nor_a_second_one_of_its_day() -> None:
    nine = CourseOffer("new", MONDAY, AT_NINE)
    own = CourseOffer("new", MONDAY)
    berlin = Schedule("Europe/Berlin", time(7, 30))
    eve = datetime(2026, 11, 22, 17, tzinfo=UTC)
    late = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)
    weekend = Schedule("Europe/Berlin", time(7, 30), frozenset({5, 6}))
    away = BreakAhead(MONDAY, date(2026, 11, 26))
    cases = {
        "at the hour of all": (nine, Starter(1, berlin, eve), (23, 8, 0)),
        "at one's own hour": (own, Starter(1, berlin, eve), (23, 6, 30)),
        "told when nine has passed": (nine, Starter(1, berlin, late), (24, 8, 0)),
        "the day had its lesson": (nine, Starter(1, berlin, eve, None, MONDAY), (24, 8, 0)),
        "on one's own days": (own, Starter(1, weekend, eve), (28, 6, 30)),
        "in a break": (nine, Starter(1, berlin, eve, break_ahead=away), (26, 6, 30)),
    }
    wrong = {
        name: slot.due_at
        for name, (offer, starter, (day, hour, minute)) in cases.items()
        if (slot := find_first_slot(offer, starter)).due_at
        != datetime(2026, 11, day, hour, minute, tzinfo=UTC)
    }
    assert not wrong
    assert NOW - timedelta(hours=1) == eve
