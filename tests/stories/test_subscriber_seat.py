"""Everything else a subscriber can do."""

import pytest

from tests.support.built_in_course import COUNT, place_of
from tests.support.conversation import Chat, World


async def test_a_lesson_has_a_question_that_comes_on_a_tap(ada: Chat) -> None:
    await ada.joins()
    screen = await ada.presses("Quick question")
    assert screen.count("( )") == 3


async def test_repeat_shows_the_last_lesson_again_and_uses_nothing_up(
    ada: Chat, world: World
) -> None:
    await ada.joins()
    assert place_of(1) in await ada.says("/repeat")
    assert place_of(1) in await ada.says("/repeat")
    await world.advance_days(1)
    assert place_of(2) in await ada.reads()


async def test_the_list_holds_what_came_and_opens_it_again(ada: Chat, world: World) -> None:
    await ada.joins()
    await world.advance_days(2)
    await ada.reads()
    screen = await ada.says("/lessons")
    assert screen.count("[") == 4
    assert "[What comes]" in screen
    assert f"{COUNT - 3} more lessons are to come." in screen
    label = screen.split("[", 2)[2].split("]", 1)[0]
    assert place_of(2) in await ada.presses(label)


async def test_a_lesson_that_has_not_come_cannot_be_forged_out(ada: Chat) -> None:
    await ada.joins()
    screen = await ada.forges("read:l5-s1-and-headaches:cauda-equina")
    assert "has not come to you yet" in screen
    assert "no longer part of a course" in await ada.forges("read:l5-s1-and-headaches:gone")


async def test_progress_tells_the_place_without_blame(ada: Chat, world: World) -> None:
    await ada.joins()
    await world.advance_days(4)
    await ada.reads()
    screen = await ada.says("/progress")
    assert f"5 of {COUNT} lessons  {'●' * 5}{'○' * (COUNT - 5)}" in screen


async def test_a_break_of_three_days_keeps_the_place(ada: Chat, world: World) -> None:
    await ada.joins()
    await ada.says("/pause")
    screen = await ada.presses("3 days")
    assert "You are on a break until Wed 25 November 2026." in screen
    assert "The next lesson comes Wed 25 November, 07:30 (Berlin)." in screen
    await world.advance(to="2026-11-25T06:00:00Z")
    assert await ada.reads() == ""
    await world.advance(to="2026-11-25T07:00:00Z")
    assert place_of(2) in await ada.reads()


@pytest.mark.parametrize(
    ("typed", "until"),
    [("5 days", "Fri 27 November"), ("24 December", "Thu 24 December"), ("1 week", "Sun 29")],
)
async def test_a_break_can_be_typed(ada: Chat, typed: str, until: str) -> None:
    await ada.joins()
    assert until in await ada.says(f"/pause {typed}")


async def test_a_break_that_cannot_be_gets_an_example(ada: Chat) -> None:
    await ada.joins()
    await ada.says("/pause")
    assert "such as 10 days, until Monday, or from 3 to 17 December" in await ada.says("yesterday")
    assert "You are on a break until" in await ada.says("2 weeks")


async def test_a_break_without_end_lasts_until_resume(ada: Chat, world: World) -> None:
    await ada.joins()
    await ada.says("/pause")
    assert "paused until you say so" in await ada.presses("Until I resume")
    await world.advance_days(30)
    assert await ada.reads() == ""
    assert "Lessons go on where you left off." in await ada.says("/resume")
    await world.advance_days(1)
    assert place_of(2) in await ada.reads()


async def test_stop_stops_and_resume_goes_on_where_one_left(ada: Chat, world: World) -> None:
    await ada.joins()
    assert "Nothing more will come." in await ada.says("/stop")
    await world.advance_days(3)
    assert await ada.reads() == ""
    await ada.says("/resume")
    await world.advance_days(1)
    assert place_of(2) in await ada.reads()


async def test_whoever_blocks_the_bot_is_left_alone_and_comes_back_to_the_same_place(
    ada: Chat, world: World
) -> None:
    await ada.joins()
    await world.post("chats/ada/membership", **{"from": "ada", "status": "kicked"})
    await world.advance_days(3)
    await world.post("chats/ada/membership", **{"from": "ada", "status": "member"})
    await world.settle()
    await world.advance_days(1)
    assert place_of(2) in await ada.reads()


async def test_whoever_stopped_then_blocked_and_unblocked_still_wants_nothing(
    ada: Chat, world: World
) -> None:
    await ada.joins()
    await ada.says("/stop")
    await world.post("chats/ada/membership", **{"from": "ada", "status": "kicked"})
    await world.post("chats/ada/membership", **{"from": "ada", "status": "member"})
    await world.advance_days(3)
    assert await ada.reads() == ""


async def test_unknown_text_gets_a_short_useful_answer(ada: Chat) -> None:
    screen = await ada.says("what is the weather?")
    assert "[Help]" in screen
    assert "In an emergency" in screen
    assert "did not understand" in await ada.says("/nosuchcommand")


async def test_the_usual_words_for_a_command_are_understood(ada: Chat) -> None:
    await ada.joins()
    assert "/settings" in await ada.says("menu")
    assert "Another one now?" in await ada.says("next")
    assert "did not understand" not in await ada.says("Unsubscribe!")
    assert "Good to see you" in await ada.says("/start")


async def test_a_command_is_understood_without_its_slash(ada: Chat, world: World) -> None:
    await ada.joins()
    assert "/resume" in await ada.says("Stop!")
    await world.advance_days(2)
    assert await ada.reads() == ""
    assert "Back and head check" in await ada.says("check")


async def test_in_a_dialogue_a_bare_word_is_the_command_too(ben: Chat) -> None:
    await ben.says("/start")
    await ben.says("8:00")
    assert "Back and head check" in await ben.says("check")
    assert "/help" in await ben.says("help"), "in case it was no cry"


async def test_before_joining_every_command_says_how_to_begin(ben: Chat) -> None:
    for command in ("lesson", "repeat", "lessons", "progress", "settings", "pause", "resume"):
        assert "/start takes less than a minute" in await ben.says(f"/{command}")


async def test_one_day_of_the_week_has_to_stay(ada: Chat) -> None:
    await ada.joins()
    await ada.says("/settings")
    await ada.presses("Change days")
    await ada.looks()
    assert "One day has to stay." in await ada.forges("days:0000000")
    assert "every day" in await ada.says("/settings")


async def test_the_menu_shows_every_command_and_admin_ones_to_admins_only(
    ada: Chat, root: Chat, world: World
) -> None:
    await root.says("/start")
    hers = await world.get("commands", **{"chat": "ada", "from": "ada"})
    his = await world.get("commands", **{"chat": "root", "from": "root"})
    assert "lesson" in {item["command"] for item in hers}
    assert "schedule" not in {item["command"] for item in hers}
    assert "schedule" in {item["command"] for item in his}
