"""An announcement takes the place of the day's lesson where its admin says so; none is lost."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from bot.use_cases.announcements.audiences import PEOPLE_AT_ONCE, AnnouncementPolicy, Cursor
from bot.use_cases.delivery import outbox, ticking
from bot.views.callback_data import Verb, pack
from lessons.course.course import Course, CourseStatus, Lesson
from lessons.delivery.announcement import AnnouncementStatus
from lessons.delivery.audience import Audience, AudienceKind
from lessons.delivery.delivery import DeliveryStatus, LessonContent, Outcome
from lessons.delivery.enrollment import Enrollment, EnrollmentStatus
from lessons.delivery.reasons import HoldReason
from lessons.delivery.subscriber import ChatKind, Subscriber, SubscriberStatus
from lessons.times.schedule import Schedule, next_slot
from storage import open_store
from storage.interface.store import Store
from tests.support.built_in_course import place_of
from tests.support.conversation import Chat, World

NAMES = ("one", "two", "three", "four", "five")
COURSE = Course(
    course_id="c",
    title="C",
    description="",
    language="en",
    source="",
    status=CourseStatus.PUBLISHED,
    lessons=tuple(Lesson(name, name, "", "", "", (), None, None) for name in NAMES),
)
LIBRARY = {"c": COURSE}
MIDNIGHT = datetime(2026, 11, 23, tzinfo=UTC)
"""When every story begins: on a Monday."""
ALICE = 1
ANNOUNCED = "announced"

News = tuple[str, str]
"""When something came (``Mon 08:00``, UTC) and what."""


@pytest.fixture
def store() -> Iterator[Store]:
    """Yield a store within a transaction."""
    opened = open_store("sqlite://")
    with opened.transaction():
        yield opened
    opened.close()


def join(
    store: Store,
    chat_id: int = ALICE,
    zone: str = "UTC",
    send_time: time = time(8),
    weekdays: frozenset[int] = frozenset(range(7)),
) -> None:
    schedule = Schedule(zone, send_time, weekdays)
    store.save_subscriber(
        Subscriber(
            chat_id=chat_id,
            kind=ChatKind.PRIVATE,
            status=SubscriberStatus.ACTIVE,
            schedule=schedule,
            language_code="en",
            joined_at=MIDNIGHT,
        )
    )
    store.save_enrollment(
        Enrollment(
            chat_id=chat_id,
            course_id="c",
            status=EnrollmentStatus.ACTIVE,
            enrolled_at=MIDNIGHT,
            next_slot=next_slot(schedule, None, MIDNIGHT),
        )
    )


def announce(
    store: Store, at: datetime, wall_time: datetime | None = None, *, replaces_lesson: bool = True
) -> int:
    item = store.add_announcement(
        created_by=9, created_at=MIDNIGHT, at=at, text="Hello.", wall_time=wall_time
    )
    store.save_announcement(
        replace(item, status=AnnouncementStatus.SCHEDULED, replaces_lesson=replaces_lesson)
    )
    return item.announcement_id


def at(text: str) -> datetime:
    """Return an instant in the story's week: ``Mon 08:00``."""
    weekday, clock = text.split()
    days = ("Mon", "Tue", "Wed", "Thu").index(weekday)
    hours, minutes = map(int, clock.split(":"))
    return MIDNIGHT + timedelta(days=days, hours=hours, minutes=minutes)


def send_all(store: Store, now: datetime, came: dict[int, list[News]]) -> None:
    while claimed := outbox.claim(store, now, now, 5000, frozenset()):
        sending = outbox.begin_sending(store, claimed, now)
        for delivery in sending:
            content = delivery.content
            what = content.lesson_id if isinstance(content, LessonContent) else ANNOUNCED
            came.setdefault(delivery.chat_id, []).append((f"{now:%a %H:%M}", what))
        done = [Outcome(one.delivery_id, DeliveryStatus.SENT, now) for one in sending]
        settled = [outbox.Settled(one, outcome) for one, outcome in zip(sending, done, strict=True)]
        outbox.settle(store, LIBRARY, settled, now)


def live(store: Store, until: str) -> dict[int, list[News]]:
    """Let the days go by as the ticker does, with a sender that loses no time: return what came,
    by chat."""
    came: dict[int, list[News]] = {}
    while (now := store.find_earliest_due_at()) and now <= at(until):
        passes: dict[int, Cursor] = {}
        is_more = True
        while is_more:
            found = ticking.tick(store, LIBRARY, AnnouncementPolicy(), now, now, passes)
            passes = found.passes
            is_more = found.is_more or bool(passes)
            send_all(store, now, came)
    return came


def test_at_the_lessons_own_instant_the_announcement_comes_alone(store: Store) -> None:
    join(store)
    announce(store, at("Tue 08:00"))
    assert live(store, "Thu 12:00")[ALICE] == [
        ("Mon 08:00", "one"),
        ("Tue 08:00", ANNOUNCED),
        ("Wed 08:00", "two"),
        ("Thu 08:00", "three"),
    ]


def test_a_lesson_later_that_day_comes_the_day_after(store: Store) -> None:
    join(store, send_time=time(20))
    announce(store, at("Tue 08:00"))
    assert live(store, "Thu 12:00")[ALICE] == [
        ("Mon 20:00", "one"),
        ("Tue 08:00", ANNOUNCED),
        ("Wed 20:00", "two"),
    ]


def test_who_has_had_the_days_lesson_gets_both(store: Store) -> None:
    join(store)
    announce(store, at("Tue 18:00"))
    assert live(store, "Wed 12:00")[ALICE] == [
        ("Mon 08:00", "one"),
        ("Tue 08:00", "two"),
        ("Tue 18:00", ANNOUNCED),
        ("Wed 08:00", "three"),
    ]


def test_unless_told_so_it_takes_nobodys_place(store: Store) -> None:
    join(store)
    announce(store, at("Tue 08:00"), replaces_lesson=False)
    came = live(store, "Tue 12:00")[ALICE]
    assert sorted(came[1:]) == [("Tue 08:00", ANNOUNCED), ("Tue 08:00", "two")]


def test_the_day_is_that_of_each_ones_own_zone(store: Store) -> None:
    # At 19:30 UTC on Monday it is Tuesday morning in Auckland.
    join(store, ALICE, "Pacific/Auckland", time(9))
    join(store, 2, "UTC", time(20))
    announce(store, at("Mon 19:30"))
    came = live(store, "Wed 12:00")
    assert came[ALICE] == [("Mon 19:30", ANNOUNCED), ("Tue 20:00", "one")]
    assert came[2] == [("Mon 19:30", ANNOUNCED), ("Tue 20:00", "one")]


def test_on_everybodys_own_clock_each_zone_gives_up_one_lesson(store: Store) -> None:
    zones = ("Pacific/Auckland", "UTC", "Pacific/Honolulu")
    for chat_id, zone in enumerate(zones, start=1):
        join(store, chat_id, zone, time(9))
    announce(store, at("Mon 20:00"), datetime(2026, 11, 24, 9))  # noqa: DTZ001
    came = live(store, "Thu 18:59")
    assert [what for _, what in came[1]] == [ANNOUNCED, "one", "two"]
    assert [what for _, what in came[2]] == ["one", ANNOUNCED, "two", "three"]
    assert [what for _, what in came[3]] == ["one", ANNOUNCED, "two"]


def test_whom_it_reaches_after_the_quiet_hours_gives_up_that_days_lesson(store: Store) -> None:
    join(store, send_time=time(7, 30))
    announce(store, at("Mon 22:00"))
    assert live(store, "Wed 12:00")[ALICE] == [
        ("Mon 07:30", "one"),
        ("Tue 08:00", ANNOUNCED),
        ("Wed 07:30", "two"),
    ]


def test_on_a_day_without_a_lesson_nothing_is_given_up(store: Store) -> None:
    join(store, weekdays=frozenset({0, 2}))
    announce(store, at("Tue 08:00"))
    assert live(store, "Thu 12:00")[ALICE] == [
        ("Mon 08:00", "one"),
        ("Tue 08:00", ANNOUNCED),
        ("Wed 08:00", "two"),
    ]


def test_who_gets_none_keeps_the_lesson(store: Store) -> None:
    join(store)
    number = announce(store, at("Tue 08:00"))
    item = store.find_announcement(number)
    assert item is not None
    store.save_announcement(replace(item, audience=Audience(AudienceKind.GROUPS)))
    assert live(store, "Tue 12:00")[ALICE] == [("Mon 08:00", "one"), ("Tue 08:00", "two")]


def test_in_a_crowd_nobody_gets_a_lesson_before_its_turn_to_be_looked_at(store: Store) -> None:
    for chat_id in range(1, PEOPLE_AT_ONCE + 2):
        join(store, chat_id)
    announce(store, at("Mon 08:00"))
    came = live(store, "Tue 08:00")
    expected = [("Mon 08:00", ANNOUNCED), ("Tue 08:00", "one")]
    assert all(news == expected for news in came.values())
    assert len(came) == PEOPLE_AT_ONCE + 1


def test_one_on_hold_replaces_the_lesson_all_the_same(store: Store) -> None:
    join(store)
    number = announce(store, at("Tue 08:00"))
    item = store.find_announcement(number)
    assert item is not None
    store.save_announcement(replace(item, on_hold_because=HoldReason.BY_ADMIN))
    assert live(store, "Wed 12:00")[ALICE] == [("Mon 08:00", "one"), ("Wed 08:00", "two")]
    assert store.count_progress([number])[number].held == 1


def test_a_break_is_not_ended_by_it(store: Store) -> None:
    join(store)
    resting = store.find_subscriber(ALICE)
    assert resting is not None
    store.save_subscriber(replace(resting, is_paused=True, resume_date=date(2026, 11, 24)))
    place = store.find_enrollment(ALICE, "c")
    assert place is not None
    slot = next_slot(resting.schedule, date(2026, 11, 23), MIDNIGHT)
    store.save_enrollment(replace(place, next_slot=slot))
    announce(store, at("Tue 07:59"))
    assert live(store, "Tue 12:00")[ALICE] == [("Tue 08:00", "one")]


async def test_an_admin_says_so_with_one_tap(ada: Chat, root: Chat, world: World) -> None:
    await ada.joins("07:30", "Berlin")
    screen = await root.says("/schedule We are closed today. tomorrow 7:30 Europe/Berlin")
    assert "It takes the place of nobody's lesson." in screen
    assert "[Instead of that day's lesson: no]" in screen
    before = await root.find_button("Confirm")

    screen = await root.presses("Instead of that day's lesson: no")
    assert screen.startswith("EDIT Above is what people will get.")
    assert "gets no lesson of the course that day; the lesson comes on the next day" in screen
    assert "takes the place of nobody's lesson" not in screen
    assert "[Instead of that day's lesson: yes]" in screen
    assert await root.find_button("Confirm") == before

    assert "Scheduled as number 1." in await root.presses("Confirm")
    assert "instead of the day's lesson" in await root.says("/log")

    await ada.reads()
    await world.advance(to="2026-11-23T22:00:00Z")
    assert await ada.reads() == "BOT  We are closed today.\n"
    await world.advance(to="2026-11-24T07:00:00Z")
    assert place_of(2) in await ada.reads()


async def test_the_tap_can_be_taken_back_and_an_older_confirm_is_refused(root: Chat) -> None:
    await root.says("/schedule Hello. in 1h")
    await root.presses("Instead of that day's lesson: no")
    screen = await root.presses("Instead of that day's lesson: yes")
    assert "It takes the place of nobody's lesson." in screen
    assert "Nothing was scheduled" in await root.forges(pack(Verb.CONFIRM_ANNOUNCEMENT, 1, 2, 1))


async def test_a_second_tap_on_the_same_button_changes_nothing(root: Chat) -> None:
    await root.says("/schedule cauda-equnia in 1h")
    screen = await root.presses("Instead of that day's lesson: no")
    assert "This goes out as a text, not as the lesson" in screen
    assert "[Send the lesson cauda-equina]" in screen
    assert await root.forges(pack(Verb.REPLACE_LESSON, 1, 1, 1)) == ""
    assert await root.find_button("Instead of that day's lesson: yes")


async def test_nobody_decides_it_for_another_admins_draft(ben: Chat, root: Chat) -> None:
    await ben.says("/start")
    await root.gives_seat(ben)
    await root.says("/schedule Hello. in 1h")
    assert "Nothing was scheduled" in await ben.forges(pack(Verb.REPLACE_LESSON, 1, 1, 1))
    assert "It takes" not in await root.reads()


async def test_what_is_scheduled_is_not_changed_by_an_old_button(root: Chat) -> None:
    await root.says("/schedule Hello. in 1h")
    await root.presses("Confirm")
    await root.presses("Yes, for nobody yet")
    assert "Nothing was scheduled" in await root.forges(pack(Verb.REPLACE_LESSON, 1, 1, 1))
