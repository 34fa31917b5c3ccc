"""What the bot says of lessons, breaks and questions is so, whatever was done in which order."""

import sqlite3
from contextlib import closing
from pathlib import Path

from tests.support.built_in_course import COURSE
from tests.support.conversation import Chat, World
from tests.support.groups import back_class
from tests.support.more_courses import offer_more_courses

_, SECOND, THIRD, *_ = COURSE.lessons


async def change_to_the_course_of_backs(ada: Chat, world: World, folder: Path) -> None:
    """Choose a course of one lesson, which has not come."""
    await offer_more_courses(world, folder)
    await ada.says("/settings")
    await ada.presses("Change course")
    await ada.presses("Backs")


async def test_whoever_has_stopped_is_promised_no_end_of_a_break(ada: Chat, world: World) -> None:
    await ada.joins()
    asked = await ada.says("/pause")
    assert "[3 days] [1 week]" in asked
    await ada.says("/stop")
    nothing = "Lessons are stopped, so there is nothing to take a break from."
    for screen in [
        await ada.says("/pause 3"),
        await ada.says("/pause"),
        await ada.presses("3 days"),
    ]:
        assert nothing in screen
        assert "until" not in screen.replace("until you say so", "")
    assert "Lessons go on where you left off." in await ada.presses("Resume")


async def test_settings_tell_that_lessons_are_stopped_or_on_a_break(ada: Chat) -> None:
    await ada.joins()
    assert "/resume" not in await ada.says("/settings")
    await ada.says("/pause 3")
    assert "You are on a break until Wed 25 November 2026." in await ada.says("/settings")
    await ada.says("/stop")
    stopped = "Lessons are stopped. /resume goes on where you left off."
    assert stopped in await ada.says("/settings")
    await ada.presses("Change time")
    saved = await ada.says("9pm")
    assert "Saved: every day at 21:00" in saved
    assert stopped in saved


async def test_a_resume_offers_a_lesson_only_to_whom_one_may_come(ada: Chat, world: World) -> None:
    await ada.joins()
    again = await ada.says("/resume")
    assert "You are on no break: lessons come as ever." in again
    assert "[Next lesson now]" not in again, "today's lesson has come"
    assert "[Next lesson now]" not in await ada.says("/start")
    await ada.says("/pause 9")
    await world.advance_days(1)
    assert "[Next lesson now]" in await ada.says("/resume")
    assert f"Lesson 2 of {len(COURSE.lessons)}" in await ada.presses("Next lesson now")


async def test_todays_lesson_is_named_though_it_is_of_another_course(
    ada: Chat, world: World, tmp_path: Path
) -> None:
    await ada.joins()
    await change_to_the_course_of_backs(ada, world, tmp_path)
    had = await ada.says("/lesson")
    assert f"“{COURSE.lessons[0].title}” was today's." in had
    assert "Backs" not in had


async def test_who_skipped_every_lesson_is_sent_to_none_that_is_not_there(
    ada: Chat, world: World, tmp_path: Path
) -> None:
    await ada.joins()
    await change_to_the_course_of_backs(ada, world, tmp_path)
    before = await ada.says("/repeat")
    assert "No lesson of “Backs” has come yet.\n     /lesson brings the next one." in before
    await ada.says("/skip")
    after = await ada.says("/repeat")
    assert "You skipped one of them; /lessons keeps it for you." in after
    assert "No lesson is left." in after
    assert "/lesson " not in after
    assert "/repeat" not in await ada.says("/lesson"), "there is nothing to repeat"


async def test_a_lesson_that_came_back_with_an_earlier_one_is_still_to_come(ada: Chat) -> None:
    await ada.joins()
    await ada.says("/skip")
    await ada.says("/skip")
    course_id = COURSE.course_id
    assert "is back too" in await ada.forges(f"unskip:{course_id}:{SECOND.lesson_id}")
    screen = await ada.forges(f"unskip:{course_id}:{THIRD.lesson_id}")
    assert f"“{THIRD.title}” is still to come; it is not skipped." in screen
    assert "gone on" not in screen


async def test_nobody_has_gone_on_who_only_changed_the_course(
    ada: Chat, world: World, tmp_path: Path
) -> None:
    await ada.joins()
    await ada.says("/skip")
    await change_to_the_course_of_backs(ada, world, tmp_path)
    screen = await ada.presses("Bring it back")
    assert "is of another course than you are in now" in screen
    assert "gone on" not in screen


async def test_a_group_is_told_to_give_the_end_of_a_break_as_a_reply(world: World) -> None:
    ada = world.chat("ada", await back_class(world))
    await ada.says("/start")
    await ada.presses("07:30")
    await ada.presses_clock("Berlin")
    assert "In this group, type it as a reply to this message." in await ada.says("/pause")


async def test_on_a_phone_of_twelve_hours_every_screen_tells_them(
    ben: Chat, world: World, tmp_path: Path
) -> None:
    await ben.joins("19:30")
    with closing(sqlite3.connect(tmp_path / "lessons.db")) as database, database:
        database.execute("UPDATE subscribers SET language_code = 'hi'")
    await ben.says("/lessons")
    screens = {
        "/lessons": await ben.presses("What comes"),
        "/lesson": await ben.says("/lesson"),
        **{
            command: await ben.says(command)
            for command in ("/privacy", "/settings", "/progress", "/skip", "/start", "/resume")
        },
    }
    wrong = [
        (command, screen)
        for command, screen in screens.items()
        if "7:30 PM" not in screen or "19:30" in screen
    ]
    assert not wrong
