"""/skip: the next lesson is passed over, and a tap brings it back until another one has come."""

from tests.support.built_in_course import COUNT, COURSE, place_of
from tests.support.conversation import Chat, World
from tests.support.groups import back_class

_, SECOND, THIRD, *_ = COURSE.lessons


async def test_a_skipped_lesson_never_comes_and_the_one_after_it_takes_its_day(
    ada: Chat, world: World
) -> None:
    await ada.joins()

    assert await ada.says("/skip") == (
        f"BOT  Skipped: lesson 2, “{SECOND.title}”.\n"
        f"     The next one is “{THIRD.title}”, "
        "Mon 23 November, 07:30 (Berlin).\n"
        "     /lessons keeps it for you, should you want to read it one day.\n"
        "     [Bring it back]\n"
    )
    await world.advance_days(1)
    assert place_of(3) in await ada.reads()
    await world.advance_days(1)
    assert place_of(4) in await ada.reads()


async def test_progress_and_the_list_tell_of_it_and_it_can_be_read(ada: Chat, world: World) -> None:
    await ada.joins()
    await ada.says("/skip")
    screen = await ada.says("/progress")
    assert f"2 of {COUNT} lessons  ●◌○○" in screen
    assert "You skipped one of them; /lessons keeps it for you." in screen
    assert f"{COUNT - 2} more lessons are to come." in await ada.says("/lessons")
    assert place_of(2) in await ada.presses(f"2. {SECOND.title} (skipped)")
    assert place_of(1) in await ada.says("/repeat"), "it was read, and never sent"
    await ada.says("/skip")
    assert "You skipped 2 of them; /lessons keeps them for you." in await ada.says("/progress")


async def test_a_tap_brings_it_back_as_often_as_it_is_tapped(ada: Chat, world: World) -> None:
    await ada.joins()
    await ada.says("/skip")
    brought_back = await ada.presses("Bring it back")
    assert brought_back == (
        f"EDIT “{SECOND.title}” is your next lesson again.\n"
        "     The next lesson comes Mon 23 November, 07:30 (Berlin).\n"
    )
    assert await ada.forges(f"unskip:l5-s1-and-headaches:{SECOND.lesson_id}") == "", (
        "nothing is new"
    )
    assert f"1 of {COUNT} lessons  ●○○" in await ada.says("/progress")
    await world.advance_days(1)
    assert place_of(2) in await ada.reads()


async def test_once_another_lesson_has_come_it_can_only_be_read(ada: Chat, world: World) -> None:
    await ada.joins()
    await ada.says("/skip")
    await world.advance_days(1)
    assert place_of(3) in await ada.reads()
    screen = await ada.presses("Bring it back")
    assert f"You have gone on since, so “{SECOND.title}” cannot be your next lesson" in screen
    assert place_of(2) in await ada.presses("Read it here")
    await world.advance_days(1)
    assert place_of(4) in await ada.reads()


async def test_two_in_a_row_come_back_together(ada: Chat, world: World) -> None:
    await ada.joins()
    await ada.says("/skip")
    second = await ada.says("/skip")
    assert f"Skipped: lesson 3, “{THIRD.title}”." in second
    data = f"unskip:l5-s1-and-headaches:{SECOND.lesson_id}"
    assert "What you skipped after it is back too." in await ada.forges(data)
    await world.advance_days(1)
    assert place_of(2) in await ada.reads()
    await world.advance_days(1)
    assert place_of(3) in await ada.reads()


async def test_skipping_the_last_lesson_ends_the_course_and_a_tap_takes_it_up_again(
    ada: Chat, world: World
) -> None:
    await ada.joins()
    await world.advance_days(COUNT - 2)
    assert place_of(COUNT - 1) in await ada.reads()
    screen = await ada.says("/skip")
    assert "It was the last one, so nothing more will come by itself." in screen
    await world.advance_days(2)
    assert await ada.reads() == ""
    assert f"You are through all {COUNT} lessons" in await ada.says("/skip")
    assert "is your next lesson again." in await ada.presses("Bring it back")
    await world.advance_days(1)
    assert place_of(COUNT) in await ada.reads()


async def test_where_nothing_comes_by_itself_there_is_nothing_to_skip(
    ada: Chat, world: World
) -> None:
    assert "You have not begun yet." in await ada.says("/skip")
    await ada.joins()
    await ada.says("/stop")
    nothing = "There is nothing to skip now."
    stopped = await ada.says("/skip")
    assert nothing in stopped
    assert "Lessons are stopped. /resume goes on where you left off." in stopped
    await ada.says("/resume")
    await ada.says("/pause")
    await ada.presses("Until I resume")
    assert nothing in await ada.says("/skip")
    assert f"1 of {COUNT} lessons" in await ada.says("/progress")


async def test_on_a_break_the_first_lesson_after_it_is_skipped(ada: Chat, world: World) -> None:
    await ada.joins()
    await ada.says("/pause 5 days")
    skipped = await ada.says("/skip")
    assert f"is “{THIRD.title}”, Fri 27 November, 07:30" in skipped
    await world.advance_days(5)
    assert place_of(3) in await ada.reads()


async def test_a_forged_tap_brings_nothing_back(ada: Chat, world: World) -> None:
    await ada.joins()
    await ada.says("/skip")
    gone = "That lesson is no longer part of a course."
    assert gone in await ada.forges("unskip:l5-s1-and-headaches:no-such-lesson")
    cannot = await ada.forges("unskip:l5-s1-and-headaches:what-helps")
    assert "You have gone on since" in cannot, "it was had, not skipped"
    assert f"2 of {COUNT} lessons  ●◌○" in await ada.says("/progress")


async def test_in_a_group_only_its_admins_skip_and_bring_back(world: World) -> None:
    chat_id = await back_class(world)
    ada, ben = world.chat("ada", chat_id), world.chat("ben", chat_id)
    await ada.says("/start")
    await ada.presses("07:30")
    await ada.presses_clock("Berlin")
    assert "Only an admin of this group" in await ben.says("/skip")
    await ada.says("/skip")
    assert "TOAST Only an admin of this group" in await ben.presses("Bring it back")
    assert f"2 of {COUNT} lessons" in await ben.says("/progress")
