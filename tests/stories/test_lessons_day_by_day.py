"""Lessons come day by day, each at its own local time, and then no more."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from bot.use_cases.delivery import outbox, planning
from bot.use_cases.subscribers import breaks, joining
from lessons.course.files import BUILT_IN_COURSES, load_courses
from lessons.delivery.delivery import DeliveryStatus, LessonContent
from lessons.delivery.enrollment import Enrollment, EnrollmentStatus
from lessons.delivery.subscriber import ChatKind, Subscriber, SubscriberStatus
from lessons.times.schedule import CATCH_UP, Schedule, Slot
from storage import open_store
from storage.interface.store import Store
from tests.support.built_in_course import COUNT, place_of
from tests.support.conversation import Chat, World, open_world
from tests.support.crowd import COURSE
from tests.support.tables import table


async def test_fourteen_lessons_come_on_fourteen_days_and_the_clocks_change_between(
    tmp_path: Path,
) -> None:
    # Berlin's clocks go forward on 28 March 2027, Auckland's back on 4 April.
    start_at = datetime(2027, 3, 22, 9, 0, tzinfo=UTC)
    async with open_world(f"sqlite:///{tmp_path / 'l.db'}", start_at) as world:
        ada, ben = world.chat("ada"), world.chat("ben")
        await ada.joins("7:30", "Berlin")
        await ben.joins("8pm", "Auckland")
        for day in range(COUNT + 6):
            await world.advance_days(1)
            if day == 6:
                await world.restart()
        berlin = await ada.lessons("Europe/Berlin")
        auckland = await ben.lessons("Pacific/Auckland")
    places = [place_of(number) for number in range(1, COUNT + 1)]
    assert [place for place, _ in berlin] == places
    assert [place for place, _ in auckland] == places
    first = date(2027, 3, 22)
    dates = [first + timedelta(days=day) for day in range(COUNT)]
    for got, send_time in ((berlin, time(7, 30)), (auckland, time(20))):
        assert [at.date() for _, at in got] == dates
        assert {at.time() for _, at in got[1:]} == {send_time}


async def test_the_last_lesson_says_so_and_then_there_is_silence(ada: Chat, world: World) -> None:
    await ada.joins()
    await world.advance_days(COUNT - 1)
    lesson, thanks = (await ada.reads()).split("BOT  ")[-2:]
    assert place_of(COUNT) in lesson
    assert thanks.startswith("You have read it all. Thank you for your time.")
    assert LIBRARY[COURSE].lessons[0].takeaway in thanks
    assert "when to get help at once" in thanks
    assert "[Read any lesson] [Begin again]" in thanks
    await world.advance_days(10)
    assert await ada.reads() == ""
    assert f"You are through all {COUNT} lessons" in await ada.says("/lesson")


async def test_after_an_outage_of_days_one_lesson_comes_and_no_backlog(
    ada: Chat, world: World
) -> None:
    await ada.joins("07:30")
    await world.stop()
    # Three days and some hours: it is 09:30 in Berlin, two hours after the slot.
    await world.advance(to="2026-11-26T08:30:00Z")
    await world.start()
    assert (await ada.reads()).count(place_of(2)) == 1
    await world.advance_days(1)
    assert (await ada.reads()).count(place_of(3)) == 1


async def test_a_lesson_more_than_six_hours_late_waits_for_the_next_slot(
    ada: Chat, world: World
) -> None:
    await ada.joins("07:30")
    await world.stop()
    await world.advance(to="2026-11-23T15:00:00Z")
    await world.start()
    assert await ada.reads() == ""
    await world.advance(to="2026-11-24T06:30:30Z")
    assert place_of(2) in await ada.reads()


async def test_a_lesson_asked_for_is_todays_and_only_one_comes_by_itself(
    ada: Chat, world: World
) -> None:
    await ada.joins("07:30")
    assert "was today's. Another one now?" in await ada.says("/lesson")
    await world.advance(to="2026-11-23T04:00:00Z")
    assert place_of(2) in await ada.says("/lesson")
    await world.advance(to="2026-11-23T20:00:00Z")
    assert await ada.reads() == ""
    await world.advance_days(1)
    assert place_of(3) in await ada.reads()


async def test_a_new_time_on_the_same_day_brings_no_second_lesson(ada: Chat, world: World) -> None:
    await ada.joins("07:30")
    await world.advance(to="2026-11-23T07:00:00Z")
    assert place_of(2) in await ada.reads()
    await ada.says("/settings")
    await ada.presses("Change time")
    assert "Saved: every day at 21:00" in await ada.says("21:00")
    await world.advance(to="2026-11-23T22:00:00Z")
    assert "Lesson" not in await ada.reads()
    await world.advance(to="2026-11-24T20:30:00Z")
    assert place_of(3) in await ada.reads()


async def test_a_journey_over_the_date_line_loses_none_and_doubles_none(
    ben: Chat, world: World
) -> None:
    await ben.joins("08:00", "Auckland")
    await world.advance_days(3)
    for city in ("Honolulu", "Auckland", "Los Angeles", "Apia"):
        await ben.says("/settings")
        await ben.presses("Change zone")
        screen = await ben.says(city)
        await ben.presses(screen.split("[", 1)[1].split("]", 1)[0])
        await world.advance_days(2)
    got = await ben.lessons("UTC")
    assert [place for place, _ in got] == [place_of(n) for n in range(1, len(got) + 1)]
    assert len(got) >= 9


DUE_AT = datetime(2026, 11, 23, 6, 30, tzinfo=UTC)
LIBRARY = load_courses(BUILT_IN_COURSES)
ALICE = joining.Newcomer(1, ChatKind.PRIVATE, "en")


def owe_alice(store: Store) -> None:
    """Let her first lesson fall due on Monday, 23 November."""
    schedule = Schedule("Europe/Berlin", time(7, 30))
    joined_at = DUE_AT - timedelta(days=1)
    status = SubscriberStatus.ACTIVE
    store.save_subscriber(Subscriber(1, ChatKind.PRIVATE, status, schedule, "en", joined_at))
    slot = Slot(date(2026, 11, 23), DUE_AT)
    store.save_enrollment(Enrollment(1, COURSE, EnrollmentStatus.ACTIVE, joined_at, next_slot=slot))


@table(
    "change",
    [
        lambda store, now: joining.start(store, LIBRARY, ALICE, None, "UTC", now),
        lambda store, now: joining.choose_time(store, 1, time(5), now),
        lambda store, now: joining.choose_weekdays(store, 1, frozenset({5}), now),
        lambda store, now: joining.choose_zone(store, LIBRARY, 1, "Pacific/Honolulu", now, now),
        lambda store, now: joining.choose_zone(store, LIBRARY, 1, "Pacific/Auckland", now, now),
        lambda store, now: breaks.resume(store, 1, now),
    ],
)
@table("late", [timedelta(0), timedelta(seconds=3), timedelta(hours=5)])
def test_a_change_just_after_the_lesson_fell_due_does_not_cost_it(
    change: Callable[[Store, datetime], object], late: timedelta
) -> None:
    """With many subscribers, or after an outage, it takes the ticks a while to plan everybody."""
    store, now = open_store("sqlite://"), DUE_AT + late
    with store.transaction():
        owe_alice(store)
        change(store, now)
        while planning.plan_lessons(store, LIBRARY, now):
            pass
        [owed] = outbox.claim(store, now, now, 9, frozenset())
        enrollment = store.find_enrollment(1, COURSE)
    store.close()

    assert isinstance(owed.content, LessonContent)
    assert owed.content.local_date == date(2026, 11, 23)
    assert enrollment is not None
    assert enrollment.next_slot is not None
    assert enrollment.next_slot.local_date > date(2026, 11, 23)


def test_what_was_planned_in_time_and_held_up_for_too_long_is_the_next_days_lesson() -> None:
    """As by a flood wait of hours: six hours late it still goes out, and later not at all."""
    store, second = open_store("sqlite://"), timedelta(seconds=1)
    with store.transaction():
        owe_alice(store)
        planning.plan_lessons(store, LIBRARY, DUE_AT)
        [monday] = outbox.claim(store, DUE_AT + CATCH_UP, DUE_AT, 9, frozenset())
        outbox.release(store, [monday])

        assert outbox.claim(store, DUE_AT + CATCH_UP + second, DUE_AT, 9, frozenset()) == []

        skipped = store.find_delivery(monday.delivery_id)
        tomorrow = DUE_AT + timedelta(days=1)
        planning.plan_lessons(store, LIBRARY, tomorrow)
        [tuesday] = outbox.claim(store, tomorrow, tomorrow, 9, frozenset())
    store.close()

    assert skipped is not None
    assert (skipped.status, skipped.error) == (DeliveryStatus.SKIPPED, "too_late")
    assert isinstance(monday.content, LessonContent)
    assert tuesday.content == replace(monday.content, local_date=date(2026, 11, 24))


async def test_only_on_the_chosen_days(ada: Chat, world: World) -> None:
    await ada.joins("07:30")
    await ada.says("/settings")
    await ada.presses("Change days")
    assert "Now: Monday to Friday." in await ada.presses("Mon to Fri")
    await ada.presses("Done")
    await world.advance(to="2026-11-30T12:00:00Z")
    got = await ada.lessons("Europe/Berlin")
    assert [at.day for _, at in got[1:]] == [23, 24, 25, 26, 27, 30]
