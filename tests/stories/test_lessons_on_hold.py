"""Lessons are held, all or of a course, and let go: nobody gets one twice, nobody loses one."""

from dataclasses import replace
from datetime import UTC, datetime

from lessons.course.course import Course
from lessons.course.edits import replace_lesson
from storage import open_store
from tests.support.built_in_course import COURSE, place_of
from tests.support.conversation import Chat, World

ID = COURSE.course_id
SECOND = COURSE.lessons[1]
BERLIN = "Europe/Berlin"


async def correct_in_the_course(world: World, body: str) -> None:
    """Somebody corrects the second lesson; the bot starts again with it."""

    def edit(course: Course) -> Course:
        return replace_lesson(course, replace(SECOND, body=body))

    await world.stop()
    store = open_store(world.settings.database_url)
    with store.transaction():
        store.add_course_revision(edit(COURSE), 1, datetime(2026, 11, 22, tzinfo=UTC))
    store.close()
    await world.start()


async def places(chat: Chat) -> list[int]:
    return [int(place.split()[1]) for place, _ in await chat.lessons(BERLIN)]


async def copies_of_the_second(chat: Chat) -> list[str]:
    found = await chat.world.get(f"chats/{chat.chat}/messages", after=0, wait=0)
    return [item["text"] for item in found if place_of(2) in (item["text"] or "")]


async def test_held_in_mid_round_corrected_and_let_go(world: World) -> None:
    root = world.chat("root")
    early, late = [world.chat("ada")], [world.chat("ben")]
    for number, person in enumerate(await world.post("people", count=6)):
        (early if number % 2 else late).append(world.chat(person["name"]))
    for chat in early:
        await chat.joins("07:30", "Berlin")
    for chat in late:
        await chat.joins("07:30", "London")

    # 06:45 UTC: Berlin has had lesson 2, London has not.
    await world.post("clock", to="2026-11-23T06:45:00Z")
    assert [await places(chat) for chat in early] == [[1, 2]] * 4
    held = await root.says(f"/hold course {ID}")
    assert f"On hold: lessons of {ID}." in held
    assert "0 wait." in held
    await world.post("clock", to="2026-11-23T09:00:00Z")
    assert [await places(chat) for chat in late] == [[1]] * 4
    for screen in (await root.says("/admin"), await root.says("/scheduled")):
        assert f"On hold: lessons of {ID}, 4 wait" in screen
    asked = await late[0].says("/lesson")
    assert "are on hold: they are being looked over." in asked
    assert "Your place is kept" in asked
    assert "are on hold: they are being looked over." in await late[0].says("/skip")
    assert "Lessons are on hold for now" in await late[0].says("/progress")

    await correct_in_the_course(world, "The corrected words of this lesson.")
    await root.says(f"/correct {SECOND.lesson_id}")
    assert "4 of 4 corrected" in await root.presses("Correct them")
    asked_go = await root.says(f"/go course {ID}")
    assert f"Let them go on: lessons of {ID}?" in asked_go
    assert "4 wait." in asked_go
    assert [await places(chat) for chat in late] == [[1]] * 4
    assert f"They go on: lessons of {ID}." in await root.presses("Yes, go on")
    await world.settle()
    for chat in (*early, *late):
        [copy] = await copies_of_the_second(chat)
        assert "The corrected words of this lesson." in copy
        assert copy.endswith("Corrected.") == (chat in early)
    await world.post("clock", to="2026-11-24T12:00:00Z")
    assert [await places(chat) for chat in (*early, *late)] == [[1, 2, 3]] * 8
    log = await root.says("/log")
    assert f"held course {ID}" in log
    assert f"let go on course {ID}" in log


async def test_what_waits_for_days_comes_once_at_the_next_slot(ada: Chat, root: Chat) -> None:
    await ada.joins()
    assert "On hold: all lessons." in await root.says("/hold lessons")
    await ada.world.advance_days(3)
    assert await places(ada) == [1]
    assert "all lessons, 1 waits" in await root.says("/hold lessons")
    await root.says("/go lessons")
    await root.presses("Yes, go on")
    # It is noon: the lesson of 07:30 is less than six hours late, those before are skipped.
    await ada.world.settle()
    assert await places(ada) == [1, 2]
    await ada.world.advance_days(2)
    assert await places(ada) == [1, 2, 3, 4]


async def test_whoever_waited_longer_than_six_hours_gets_it_at_the_next_slot(
    ada: Chat, root: Chat, world: World
) -> None:
    await ada.joins()
    await root.says("/hold lessons")
    await world.post("clock", to="2026-11-23T13:00:00Z")
    await root.says("/go lessons")
    await root.presses("Yes, go on")
    await world.settle()
    assert await places(ada) == [1]
    await world.post("clock", to="2026-11-24T06:31:00Z")
    assert await places(ada) == [1, 2]


async def test_a_held_course_keeps_no_other_thing_back_and_a_restart_changes_nothing(
    ada: Chat, root: Chat, world: World
) -> None:
    await ada.joins()
    await root.says("/hold lessons")
    await root.says("/schedule We are closed on Friday. in 5 min")
    await root.presses("Confirm")
    await world.restart()
    await world.advance_days(1)
    shown = await ada.reads()
    assert "We are closed on Friday." in shown
    assert place_of(2) not in shown
    ben = world.chat("ben")
    joined = await ben.joins()
    assert "or as soon as lessons go on." in joined
    assert place_of(1) not in joined


async def test_admins_are_reminded_after_an_hour_and_hear_what_another_one_holds(
    world: World,
) -> None:
    root, ada = world.chat("root"), world.chat("ada")
    await ada.says("/help")
    await root.gives_seat(ada)
    await root.says("/hold lessons")
    assert "Root" in (told := await ada.reads())
    assert "put on hold: all lessons. /go lessons lets them go on." in told
    await world.advance(advance_seconds=1800)
    assert await root.reads() == ""
    await world.advance(advance_seconds=3600)
    reminder = "For an hour now on hold: all lessons, 0 wait."
    assert reminder in await root.reads()
    assert reminder in await ada.reads()
    await world.advance(advance_seconds=7200)
    assert await root.reads() == ""
    await ada.says("/go lessons")
    await ada.presses("Yes, go on")
    assert "let go on: all lessons." in await root.reads()


async def test_a_name_of_no_course_is_told_with_those_there_are(root: Chat) -> None:
    shown = await root.says("/hold course backs")
    assert f"“backs” is no course here. Here are: {ID}. For instance: /hold course {ID}" in shown
    assert "Not on hold: all lessons." in await root.says("/go lessons")


async def test_a_lesson_of_the_daily_round_is_recalled(
    ada: Chat, ben: Chat, root: Chat, world: World
) -> None:
    await ada.joins()
    await world.advance_days(1)
    await ben.joins()
    await world.advance_days(1.5)
    # Ada had the first lesson 60 hours ago, Ben 36.
    asked = await root.says(f"/recall {COURSE.lessons[0].lesson_id}")
    assert "Delete 1 copy in people's chats?" in asked
    assert f"unless /hold course {ID} stops that." in asked
    assert "1 of 1 deleted" in await root.presses("Delete them")
    assert "GONE " in await ben.reads()
    assert "GONE " not in await ada.reads()
    assert f"recalled {ID}/{COURSE.lessons[0].lesson_id}" in await root.says("/log")
    assert "“nothing-like-it” is nothing that was sent" in await root.says(
        "/recall nothing-like-it"
    )


async def test_whoever_scheduled_something_hears_when_another_admin_changes_it(
    world: World,
) -> None:
    root, ada = world.chat("root"), world.chat("ada")
    await ada.says("/help")
    await root.gives_seat(ada)
    await root.says("/schedule We are closed on Friday. in 2h")
    await root.presses("Confirm")
    await root.presses("Yes, for nobody yet")
    await ada.says("/scheduled 1 in 3h")
    assert await root.reads() == ""
    await ada.presses("Yes, move number 1")
    moved = await root.reads()
    assert "moved number 1, which you scheduled: We are closed on Friday." in moved
    await ada.says("/cancel 1")
    shown = await root.reads()
    assert "canceled number 1, which you scheduled: We are closed on Friday." in shown
    assert "EDIT 1. We are closed on Friday.\n     Canceled. Nothing will be sent." in shown
    await ada.says("/cancel 1")
    assert await root.reads() == ""


async def test_hold_and_go_alone_name_the_lessons_that_are_on_hold(world: World) -> None:
    root = world.chat("root")
    await root.says("/hold lessons")
    held = await root.says("/hold")
    assert "These lessons are on hold:" in held
    assert "all lessons, 0 wait. /go lessons lets them go on." in held
    assert "Let them go on: all lessons?" in await root.says("/go")
    await root.says(f"/hold course {ID}")
    for alone in ("/hold", "/go"):
        shown = await root.says(alone)
        assert "/go lessons lets them go on." in shown, alone
        assert f"lessons of {ID}, 0 wait. /go course {ID} lets them go on." in shown, alone
    assert f"Let them go on: lessons of {ID}?" in await root.presses(f"Let go: lessons of {ID}")
